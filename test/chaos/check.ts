import { checkDeadlines } from './check-deadlines.ts'
import { checkDigests } from './check-digests.ts'
import { checkForms } from './check-forms.ts'
import { checkHolds } from './check-holds.ts'
import { checkMessages } from './check-messages.ts'
import { checkTrouble } from './check-trouble.ts'
import type { FinalState } from './final-state.ts'
import type { Operation } from './history.ts'

export const figures = [
  'lost',
  'unexpected',
  'doubled',
  'early',
  'missed',
  'hold gap',
  'audit gap',
  'silent failure',
] as const

export type Figure = (typeof figures)[number]

/** One thing that is not as it must be. */
export type Finding = { figure: Figure; what: string }

/** Everything that is wrong with how a run ended. */
export const check = (
  operations: readonly Operation[],
  state: FinalState,
): { findings: Finding[]; twiceInDirect: number } => {
  const messages = checkMessages(state)
  return {
    findings: [
      ...checkForms(operations, state.recorded),
      ...checkDeadlines(state),
      ...checkHolds(state),
      ...messages.findings,
      ...checkTrouble(state),
      ...checkDigests(state),
      ...state.unrest.map((what): Finding => ({ figure: 'missed', what })),
    ],
    twiceInDirect: messages.twiceInDirect,
  }
}
