import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../config.ts'
import { faultsBetween } from './faults-between.ts'
import { settingsSchema } from './schema.ts'
import { nothingSet, type Settings } from './settings.ts'

/** Reads the file that SAFEHOLD_CONFIG names. No path: nothing is set. Throws one ConfigError that names every fault. */
export const readSettings = (path: string | undefined): Settings => {
  if (path === undefined) return nothingSet
  const file = resolve(path)
  const json = parse(file, textOf(file))
  const parsed = settingsSchema.safeParse(json)
  const faults = [...(parsed.success ? [] : parsed.error.issues.flatMap(faultsOf)), ...faultsBetween(json)]
  if (!parsed.success || faults.length > 0)
    throw new ConfigError(
      `Safehold cannot start. Correct these entries of ${file}, which SAFEHOLD_CONFIG names:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
  return parsed.data
}

const textOf = (file: string): string => {
  try {
    // Some editors put a mark at the beginning, which JSON does not know.
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(
      `Safehold cannot read ${file} (${code}). Set SAFEHOLD_CONFIG to the path of the settings file, or leave it empty`,
      { cause: error },
    )
  }
}

const parse = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The parser's own words may repeat what is in the file.
    const at = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined
    const line = at === undefined ? '' : ` in line ${text.slice(0, Number(at)).split('\n').length}`
    throw new ConfigError(
      `Safehold cannot start. ${file}, which SAFEHOLD_CONFIG names, is not JSON. Check the commas, brackets and quotation marks${line}`,
    )
  }
}

const faultsOf = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(
        key => `${pathOf([...issue.path, key])}: is not known here. Check its spelling or leave it out`,
      )
    : [`${pathOf(issue.path)}: must be ${issue.message}`]

/** districts[2].name: the third district's name. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('') || 'the file'
