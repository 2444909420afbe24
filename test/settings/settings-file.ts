import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshDataDir } from '../support/data-dir.ts'

/** A settings file with this in it: text as it is, anything else as JSON. Gives its path. */
export const settingsFile = (content: unknown): string => {
  const path = join(freshDataDir(), 'safehold.config.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
