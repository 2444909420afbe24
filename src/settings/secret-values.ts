import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The variables that hold a secret. Each may be given by a file instead: NAME_FILE is its path. */
const secretNames = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'DATA_KEY',
  'DATA_KEY_NEXT',
  'DATA_KEY_OLD',
] as const

export const fileVariables: readonly string[] = secretNames.map(name => `${name}_FILE`)

/** Puts what is in the files in the place of their paths. What cannot be read is a fault, which names no content. */
export const fromFiles = (
  given: Readonly<Record<string, string | undefined>>,
): { values: Record<string, string | undefined>; faults: string[] } => {
  const values = { ...given }
  const faults: string[] = []
  for (const name of secretNames) {
    const path = values[`${name}_FILE`]
    if (path === undefined) continue
    delete values[`${name}_FILE`]
    if (values[name] !== undefined) faults.push(`${name}: must be set itself or by ${name}_FILE, not both`)
    const found = contentOf(path)
    if ('code' in found)
      faults.push(`${name}_FILE: must be the path of a file that Safehold may read (${found.code})`)
    else if (found.text === '') faults.push(`${name}_FILE: must be the path of a file that is not empty`)
    else values[name] = found.text
  }
  return { values, faults }
}

const contentOf = (path: string): { text: string } | { code: string } => {
  try {
    return { text: readFileSync(path, 'utf8').trim() }
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' }
  }
}

const keyBytes = 32
/** Of 32 random bytes 30 are different from each other; fewer than this never are. */
const leastDifferent = 20

/** Not by chance: one byte over and over, a row that is counted up or down, or words. */
const isMadeUp = (key: Buffer): boolean => {
  const steps = new Set([...key].slice(1).map((byte, i) => (byte - (key[i] ?? 0) + 256) % 256))
  return new Set(key).size < leastDifferent || steps.size === 1 || key.every(byte => byte >= 32 && byte < 127)
}

/** A data key: base64 of 32 random bytes. */
export const dataKey = z
  .string()
  .regex(/^[\w+/-]+=*$/, 'base64 of 32 bytes; make one with: openssl rand -base64 32')
  .transform(text => Buffer.from(text, 'base64'))
  .refine(key => key.length === keyBytes, 'base64 of 32 bytes; make one with: openssl rand -base64 32')
  .refine(
    key => key.length !== keyBytes || !isMadeUp(key),
    'a key of its own, and this one is a placeholder; make one with: openssl rand -base64 32',
  )

const placeholder = /change.?me|replace.?(me|this)|example|placeholder|dummy|your[-_. ]|x{5}|^<.*>$|…|\.{3}$/i
const leastDifferentCharacters = 4

/** Whether somebody copied it from a page without putting the real one in. */
const isPlaceholder = (text: string): boolean =>
  placeholder.test(text) || new Set(text.replace(/^x(oxb|app)-/, '')).size < leastDifferentCharacters

/** A token or secret of the Slack app; `where` it is copied from. */
export const fromSlack = (where: string) =>
  z.string().refine(text => !isPlaceholder(text), `the real one, and this is a placeholder; copy it ${where}`)

const wellKnown = new Set([
  'password',
  'passwd',
  'pass',
  'secret',
  'postgres',
  'redis',
  'admin',
  'root',
  'safehold',
  'test',
])

/** Whether the password in this address is one that everybody tries. An address without one says nothing. */
export const hasPlaceholderPassword = (address: string | undefined): boolean => {
  if (address === undefined || !URL.canParse(address)) return false
  const { password, username } = new URL(address)
  if (password === '') return false
  const plain = decodeURIComponent(password)
  return wellKnown.has(plain.toLowerCase()) || plain === username || isPlaceholder(plain)
}
