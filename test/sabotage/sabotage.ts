import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Crew, crew } from './crew.ts'
import { type Mutation, roomOf } from './mutation.ts'
import { readTable } from './table.ts'
import type { Verdict } from './verdict.ts'

const workers = 2
const words = { caught: 'caught  ', survived: 'SURVIVED', broken: 'BROKEN  ' } as const

/**
 * Breaks one guard after the other, in copies of the project, and runs the test that is to notice. Prints what became of
 * each. Resolves with 1 when one was not noticed, 2 for wrong arguments.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const chosen = chosenBy(args)
  if (chosen === undefined) return 2
  const folder = mkdtempSync(join(tmpdir(), 'safehold-sabotage-'))
  chmodSync(folder, 0o711)
  const team = crew(workers, folder)
  let cleaning: Promise<void> | undefined
  const clean = () => (cleaning ??= leaveNothing(team, folder))
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => void clean().finally(() => process.exit(1)))
  try {
    const startedAt = Date.now()
    const verdicts: Verdict['kind'][] = []
    await team.tryOut(chosen, (mutation, verdict) => {
      verdicts.push(verdict.kind)
      say(lineOf(mutation, verdict))
    })
    say(summary(verdicts, Date.now() - startedAt))
    return verdicts.filter(kind => kind === 'caught').length === chosen.length ? 0 : 1
  } finally {
    await clean()
  }
}

const chosenBy = (args: readonly string[]): Mutation[] | undefined => {
  const mutations = readTable()
  const text = { type: 'string', multiple: true } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { only: text, room: text } })
    const { only, room } = values
    const ids = new Set(mutations.map(({ id }) => id))
    const rooms = new Set(mutations.map(roomOf))
    const unknown = [
      ...(only ?? []).filter(id => !ids.has(id)),
      ...(room ?? []).filter(name => !rooms.has(name)),
    ]
    if (unknown.length === 0)
      return mutations.filter(
        one => (only?.includes(one.id) ?? true) && (room?.includes(roomOf(one)) ?? true),
      )
    say(`There is no mutation or room called ${unknown.join(', ')}. Rooms: ${[...rooms].join(', ')}`)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
  say('Use: npm run sabotage -- [--only ID] [--room ROOM]. The ids are in test/sabotage/mutations')
  return undefined
}

const lineOf = ({ id, why, file, caughtBy }: Mutation, { kind, detail }: Verdict): string => {
  const line = `${words[kind]} ${id}: ${why}`
  if (kind === 'caught') return line
  return `${line}\n         ${file}, to be noticed by ${caughtBy.file}: ${caughtBy.title}\n         ${detail}`
}

const summary = (verdicts: readonly Verdict['kind'][], ms: number): string => {
  const count = (wanted: Verdict['kind']) => verdicts.filter(kind => kind === wanted).length
  const counts = `${count('caught')} caught, ${count('survived')} survived, ${count('broken')} broken`
  return `${verdicts.length} mutations in ${Math.round(ms / 1000)} s: ${counts}`
}

const leaveNothing = async (team: Crew, folder: string): Promise<void> => {
  await team.stop()
  rmSync(folder, { recursive: true, force: true })
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
