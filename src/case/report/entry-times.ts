import { daysBetween, type LocalDate } from '../../calendar/dates.ts'
import { type Instant, localDateOf } from '../../calendar/london.ts'
import { daysOf, type Measure } from './figure.ts'
import { entriesOf } from './record.ts'

const acts = ['visit_recorded', 'contact_recorded', 'contact_attempt_logged', 'conference_held'] as const

/** Days from the day something was done to the day it was entered (F18). 0 is the same day. */
export const actToEntry: Measure = record => {
  const dayOf = londonDays()
  const byAct = acts.map(kind => ({
    kind,
    days: entriesOf(record, kind).map(({ on, at }) => daysBetween(on, dayOf(at))),
  }))
  return {
    of: byAct.reduce((total, { days }) => total + days.length, 0),
    figures: byAct.map(({ kind, days }) => daysOf(kind, days)),
  }
}

/** The day in London, worked out once for each hour: it is slow to find, and the clocks change on the hour. */
const londonDays = (): ((at: Instant) => LocalDate) => {
  const known = new Map<string, LocalDate>()
  return at => {
    const hour = at.slice(0, 13)
    const day = known.get(hour) ?? localDateOf(at)
    known.set(hour, day)
    return day
  }
}
