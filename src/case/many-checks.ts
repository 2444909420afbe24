import { formatInstant, type Instant } from '../calendar/london.ts'
import type { PersonId } from './people.ts'
import type { RestsOn } from './rests-on.ts'

/** What the leads are told of somebody who checked many awards within an hour (F15, Safehold default). */
export const manyChecksWords = (person: PersonId, checks: number, now: Instant): string =>
  `<@${person}> checked ${checks} awards in the hour to ${formatInstant(now)}. Nothing was stopped, and a check shows only whether a hold is recorded. Ask what they were for`

/** What that rests on: a decision of ours, and no paragraph. */
export const manyChecksRestOn: RestsOn = {
  deadlines: [],
  rules: [{ rule: 'F15', what: 'More than ten checks in an hour' }],
}
