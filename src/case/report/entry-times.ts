import { daysBetween } from '../../calendar/dates.ts'
import { localDateOf } from '../../calendar/london.ts'
import { daysOf, type Measure } from './figure.ts'
import { entriesOf } from './record.ts'

const acts = ['visit_recorded', 'contact_recorded', 'contact_attempt_logged', 'conference_held'] as const

/** Days from the day something was done to the day it was entered (F18). 0 is the same day. */
export const actToEntry: Measure = record => {
  const byAct = acts.map(kind => ({
    kind,
    days: entriesOf(record, kind).map(({ on, at }) => daysBetween(on, localDateOf(at))),
  }))
  return {
    of: byAct.reduce((total, { days }) => total + days.length, 0),
    figures: byAct.map(({ kind, days }) => daysOf(kind, days)),
  }
}
