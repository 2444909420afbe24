import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const script = `
  import { addDays, formatShortDate, weekdayOf } from './src/calendar/dates.ts'
  import { endOfDay, formatInstant, localDateOf, londonInstant } from './src/calendar/london.ts'
  import { addWorkingDays } from './src/calendar/working-days.ts'
  import { addWorkingMinutes } from './src/calendar/working-hours.ts'
  const scotland = { nations: ['scotland'] }
  const out = [new Date(2026, 0, 1).toISOString()]
  for (let date = '2026-03-01'; date < '2027-04-10'; date = addDays(date, 1)) {
    const at = londonInstant(date, '01:30')
    out.push([date, weekdayOf(date), formatShortDate(date), at, localDateOf(at), endOfDay(date), formatInstant(at),
      addWorkingDays(date, 5, scotland), addWorkingMinutes(at, 500, scotland)].join(' '))
  }
  process.stdout.write(JSON.stringify(out))
`

function countIn(timeZone: string): string[] {
  const out = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
  })
  const lines: unknown = JSON.parse(out)
  if (!Array.isArray(lines)) throw new Error(`Not a list: ${out}`)
  return lines.map(String)
}

describe('the time zone of the process', () => {
  it('changes no date, time or count', { timeout: 30_000 }, () => {
    const [londonMidnight, ...london] = countIn('Europe/London')
    expect(london).toHaveLength(405)
    for (const timeZone of ['America/New_York', 'Pacific/Kiritimati']) {
      const [midnight, ...elsewhere] = countIn(timeZone)
      expect(midnight).not.toBe(londonMidnight) // the zone did reach the process
      expect(elsewhere).toEqual(london)
    }
  })
})
