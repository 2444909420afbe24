import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A settings file with this in it: text as it is, anything else as JSON. Gives its path; `whenDone` is told how to remove it. */
export const settingsFile = (content: unknown, whenDone: (remove: () => void) => void): string => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-settings-'))
  whenDone(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'safehold.config.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
