import { formatShortDate } from '../../calendar/dates.ts'
import { holidayChangeWords, type MovedDate } from '../bank-holidays.ts'
import type { Case } from '../case.ts'
import type { Owner } from '../deadline.ts'
import type { CaseEvent } from '../events.ts'
import { isDeadlineKind } from './deadline.ts'
import { dated, type Notice, ordinary } from './notice.ts'

/** Each owner of a date that a bank holiday moved is told once, with all of theirs (B9, F8). */
export const holidayNotices = (
  c: Case,
  { changes, moved }: CaseEvent & { kind: 'bank_holidays_changed' },
): Notice[] => {
  const why = changes.map(holidayChangeWords).join('; ')
  const byOwner = new Map<string, MovedDate[]>()
  for (const one of moved) {
    const key = JSON.stringify(tellOf(c, one))
    byOwner.set(key, [...(byOwner.get(key) ?? []), one])
  }
  return [...byOwner.values()].flatMap(theirs => {
    const [first] = theirs
    if (first === undefined) return []
    const dates = theirs.map(
      ({ step, from, to }) => `${step}: ${formatShortDate(from)} to ${formatShortDate(to)}`,
    )
    const text = `Dates moved on ${c.ref} because of a change of bank holidays (${why}). ${dates.join('; ')}`
    return [dated(ordinary(tellOf(c, first), text), ...theirs.map(kindOf).filter(isDeadlineKind))]
  })
}

/** An ACSSL's step is told where their district is. */
const tellOf = (c: Case, one: MovedDate): Notice['to'] => {
  const { owner } = one
  const referral = kindOf(one).startsWith('acssl')
    ? c.acssl.find(({ n }) => n === Number(numberOf(one)))
    : undefined
  return referral ? { district: referral.district } : placeOf(owner)
}

const placeOf = (owner: Owner): Notice['to'] => ('team' in owner ? owner.team : owner)

const kindOf = ({ deadline }: MovedDate): string => deadline.slice(0, deadline.lastIndexOf('-'))
const numberOf = ({ deadline }: MovedDate): string => deadline.slice(deadline.lastIndexOf('-') + 1)
