import type { Case } from './case.ts'
import { notYet, type Refusal } from './refusal.ts'

/** Whether the customer is reported to have died, on this case or a linked one (F10). */
export const isReportedDead = (c: Case, linked: readonly Case[]): boolean =>
  [c, ...linked].some(one => one.death !== undefined)

/** Why no visit is planned, referred or decided on while a death is reported (F10). */
export const noVisitAfterDeath = (c: Case, linked: readonly Case[]): Refusal | undefined =>
  isReportedDead(c, linked)
    ? notYet(
        'The customer is reported to have died. Do not visit, write to or ring the customer',
        'F10',
        'If it is a mistake, CEAST withdraws the record of the death',
      )
    : undefined
