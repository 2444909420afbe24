import type { CommandKind } from '../case/commands.ts'
import type { Deadline, DeadlineKind } from '../case/deadline.ts'
import type { Refusal } from '../case/refusal.ts'
import { labels } from './labels.ts'
import type { Press } from './passage.ts'

/** What somebody asks "Why?" about. It names rules and steps only, never a case. */
export type WhyAsked =
  | { step: CommandKind }
  | { steps: readonly CommandKind[] }
  | { deadline: DeadlineKind; what: string; basis: string }
  | { refusal: string; step?: CommandKind }

export const whyAction = 'why'

const whyButton = (asked: WhyAsked, label: string, says: string): Press => ({
  label,
  action: whyAction,
  value: JSON.stringify(asked),
  says,
})

/** "Why this step?", at the foot of a form. */
export const whyStep = (step: CommandKind, label = 'Why this step?'): Press =>
  whyButton({ step }, label, `Why this step? ${labels[step]}`)

/** "Why these steps?", under the steps that a case offers. */
export const whySteps = (steps: readonly CommandKind[], ref: string): Press =>
  whyButton({ steps }, 'Why these steps?', `Why these steps on ${ref}?`)

/** "Why?", beside a date. */
export const whyDate = ({ kind, step, basis }: Pick<Deadline, 'kind' | 'step' | 'basis'>): Press =>
  whyButton({ deadline: kind, what: step, basis }, 'Why?', `Why this date? ${step}`)

/** "Why?", under a refusal. */
export const whyNot = ({ rule, what }: Pick<Refusal, 'rule' | 'what'>, step?: CommandKind): Press =>
  whyButton({ refusal: rule, ...(step !== undefined && { step }) }, 'Why?', `Why? ${what}`)
