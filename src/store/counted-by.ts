import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StaffDays } from '../case/staff-days.ts'

/** Where dates and ladders are worked out. */
const rooms = ['calendar', 'case', 'rules']

/**
 * A name for all that dates are counted by: the program's own rules, as they stand in its files, the office's working days,
 * and what this Node knows of clock changes. Nobody has to remember to raise a number.
 */
export const countedBy = (staff: StaffDays): string => {
  const hash = createHash('sha256')
  for (const room of rooms) {
    const folder = join(import.meta.dirname, '..', room)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    )
    for (const name of files.sort()) hash.update(`${room}/${name}\n`).update(readFileSync(join(folder, name)))
  }
  hash.update(JSON.stringify(staff)).update(process.versions.tz ?? '')
  return hash.digest('hex').slice(0, 32)
}
