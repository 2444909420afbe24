import type { Instant } from '../calendar/london.ts'
import type { Case } from './case.ts'
import type { Deadline } from './deadline.ts'
import { inOrder } from './in-order.ts'
import { notYet, type Refusal } from './refusal.ts'

/** Whether the customer is reported to have died, on this case or a linked one (F10). */
export const isReportedDead = (c: Case, linked: readonly Case[]): boolean =>
  [c, ...linked].some(one => one.death !== undefined)

/** When the first report of the customer's death was entered, on this case or a linked one (F10). */
export const reportedDeadSince = (c: Case, linked: readonly Case[]): Instant | undefined =>
  [c, ...linked].flatMap(one => one.death?.at ?? []).sort()[0]

/** The linked cases on which the death is reported, where this one has no report of its own (F10). */
export const deathElsewhere = (c: Case, linked: readonly Case[]): Case[] =>
  c.death === undefined ? inOrder(linked).filter(other => other.death !== undefined) : []

/** The linked cases that are open and have no report of their own: what reaches out to the customer stops there too. */
export const withoutOwnReport = (linked: readonly Case[]): Case[] =>
  inOrder(linked).filter(other => other.death === undefined && other.status !== 'closed')

/** Cases by their references, as in a sentence. */
export const refsOf = (cases: readonly Case[]): string => cases.map(one => one.ref).join(', ')

/** Why no visit is planned, referred or decided on while a death is reported (F10). */
export const noVisitAfterDeath = (c: Case, linked: readonly Case[]): Refusal | undefined => {
  if (!isReportedDead(c, linked)) return undefined
  const elsewhere = deathElsewhere(c, linked)
  const where = elsewhere.length === 0 ? '' : `, on ${refsOf(elsewhere)}`
  return notYet(
    `The customer is reported to have died${where}. Do not visit, write to or ring the customer`,
    'F10',
    `If it is a mistake, CEAST withdraws the record of the death${where}`,
  )
}

/** What would have somebody visit, write to or ring the customer (F10). */
const reachingOut = new Set<Deadline['kind']>([
  'visiting_referral',
  'visit_elsewhere',
  'visit_plan',
  'visit_outcome',
  'visit_by',
  'contact_window',
  'second_visit',
  'contact_decision',
  'call_back',
  'further_visit',
  'safe_route',
])

/** Whether a deadline has somebody reach out to the customer; the adviser's first one does, the decision does not. */
export const reachesOut = ({ kind, n }: Pick<Deadline, 'kind' | 'n'>): boolean =>
  reachingOut.has(kind) || (kind === 'adviser' && n === 0)
