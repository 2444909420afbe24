import { formatInstant, type Instant } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import { deathElsewhere, refsOf } from '../case/reported-death.ts'
import type { Passage } from './passage.ts'

/** Above all but the hold once a death is reported: whoever opens the case is about to ring, write or go there (F10). */
export const deathWords = (c: Case, linked: readonly Case[]): Passage[] => {
  const elsewhere = deathElsewhere(c, linked)
  const known = c.death ?? elsewhere[0]?.death
  if (known === undefined) return []
  const sure = known.confirmed ? 'The death is confirmed.' : 'The death is not confirmed.'
  return [
    { strong: 'The customer is reported to have died. Do not visit, write to or ring the customer.' },
    {
      note: elsewhere.length > 0 ? `${sure} It is recorded on ${refsOf(elsewhere)}, not on this case.` : sure,
    },
  ]
}

/** The deaths reported on linked cases as entries of this case's timeline: what they stop here is theirs to explain (F10). */
export const deathEntries = (c: Case, linked: readonly Case[]): { at: Instant; line: string }[] =>
  deathElsewhere(c, linked).flatMap(({ ref, death }) =>
    death === undefined
      ? []
      : [
          {
            at: death.at,
            line: `${formatInstant(death.at)} · A death was reported on ${ref}${death.confirmed ? '' : ', not confirmed'}: visits, letters, texts and calls stop on this case too, until it is withdrawn there`,
          },
        ],
  )
