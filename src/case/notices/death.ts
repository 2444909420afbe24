import type { Case } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { isHeld } from '../hold.ts'
import { deathElsewhere, refsOf, withoutOwnReport } from '../reported-death.ts'
import { type Notice, urgent } from './notice.ts'

const stop = 'Stop visits, letters, texts and calls to the customer now'

/** Everybody who might visit, write or ring (F10). */
const everybodyOn = (c: Case): Notice['to'][] => [
  ...(['spoc', 'visiting', 'ceast', 'acssl'] as const),
  ...(c.adviser === undefined ? [] : [{ person: c.adviser }]),
]

/** A death is reported: what reaches out to the customer stops at once, on every case of theirs (F10). */
export const deathNotices = (c: Case, confirmed: boolean, linked: readonly Case[]): Notice[] => {
  const sure = confirmed ? '' : ' (not confirmed)'
  const held = isHeld(c) ? '. The hold stays' : ''
  const words = `The customer of ${c.ref} is reported to have died${sure}. ${stop}${held}`
  return [...everybodyOn(c).map(to => urgent(to, words)), ...besideNotices(c, withoutOwnReport(linked), sure)]
}

/** The teams hear of the linked cases by reference, and the adviser of each hears of that one alone (F5). */
const besideNotices = (c: Case, others: readonly Case[], sure: string): Notice[] => {
  if (others.length === 0) return []
  const words = `${refsOf(others)}: the same customer as ${c.ref}, who is reported to have died${sure}. Stop visits, letters, texts and calls there too. CEAST: record the death there as well, or withdraw it`
  return [
    ...(['spoc', 'visiting', 'ceast', 'acssl'] as const).map(to => urgent(to, words)),
    ...others.flatMap(other =>
      other.adviser === undefined
        ? []
        : [
            {
              ...urgent(
                { person: other.adviser },
                `The customer of ${other.ref} is reported to have died${sure}. ${stop}`,
              ),
              about: { id: other.id, ref: other.ref },
            },
          ],
    ),
  ]
}

/** It was a mistake: what had stopped goes on, unless a linked case still says so (F10: reversible). */
export const deathWithdrawnNotices = (c: Case, linked: readonly Case[]): Notice[] => {
  const still = deathElsewhere(c, linked)
  const others = withoutOwnReport(linked)
  const goesOn =
    still.length > 0
      ? `It is still recorded on ${refsOf(still)}, so nothing goes on until it is withdrawn there too`
      : `Look at the case: what had stopped goes on${others.length > 0 ? `, also on ${refsOf(others)}` : ''}`
  const words = `The record of a death on ${c.ref} was withdrawn: it was a mistake.`
  const toAdviser =
    still.length > 0
      ? 'A death is still recorded with another case of the customer: nothing goes on until CEAST says so'
      : 'Look at the case: what had stopped goes on'
  return [
    ...everybodyOn(c).map(to => urgent(to, `${words} ${typeof to === 'string' ? goesOn : toAdviser}`)),
    ...(still.length > 0 ? [] : others).flatMap(other =>
      other.adviser === undefined
        ? []
        : [
            {
              ...urgent(
                { person: other.adviser },
                `The record of a death on ${other.ref} was a mistake. What had stopped goes on`,
              ),
              about: { id: other.id, ref: other.ref },
            },
          ],
    ),
  ]
}

const joins = (event: CaseEvent): boolean =>
  event.kind === 'number_entered' ||
  event.kind === 'cases_linked' ||
  (event.kind === 'entry_corrected' && event.number !== undefined)

/** Two cases turn out to be of one customer, and a death is reported on one of them: the other's people are told (F5, F10). */
export const joinedAfterDeath = (
  c: Case,
  events: readonly CaseEvent[],
  linked: readonly Case[],
): Notice[] => {
  if (!events.some(joins)) return []
  if (c.death) return besideNotices(c, withoutOwnReport(linked), c.death.confirmed ? '' : ' (not confirmed)')
  const elsewhere = deathElsewhere(c, linked)
  if (elsewhere.length === 0 || c.status === 'closed') return []
  const words = `The customer of ${c.ref} is reported to have died`
  return [
    ...(['spoc', 'visiting', 'ceast', 'acssl'] as const).map(to =>
      urgent(to, `${words}, on ${refsOf(elsewhere)}. ${stop}`, 'record_death'),
    ),
    ...(c.adviser === undefined ? [] : [urgent({ person: c.adviser }, `${words}. ${stop}`)]),
  ]
}
