import type { CommandKind } from '../case/commands.ts'
import type { Deadline, DeadlineKind } from '../case/deadline.ts'
import type { Refusal } from '../case/refusal.ts'
import type { RestsOn, RestsOnRule } from '../case/rests-on.ts'
import { labels } from './labels.ts'
import type { Press } from './passage.ts'

/** What a message or a row of a list rests on. `about` is the case of a message: whoever may read it is shown its dates. */
export type WhyMessage = RestsOn & { steps: readonly CommandKind[]; about?: string }

/** What somebody asks "Why?" about. It names rules and steps only, and a message its case by the id that its other buttons carry. */
export type WhyAsked =
  | { step: CommandKind }
  | { steps: readonly CommandKind[] }
  | { deadline: DeadlineKind; what: string; basis: string }
  | { refusal: string; step?: CommandKind }
  | RestsOnRule
  | WhyMessage

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

/** "Why?", beside dates of one kind: what the kind rests on. */
export const whyKind = (kind: DeadlineKind, step: string): Press => whyDate({ kind, step, basis: '' })

/** "Why?", under a refusal. */
export const whyNot = ({ rule, what }: Pick<Refusal, 'rule' | 'what'>, step?: CommandKind): Press =>
  whyButton({ refusal: rule, ...(step !== undefined && { step }) }, 'Why?', `Why? ${what}`)

/** "Why?", beside an answer or a hold. */
export const whyRule = ({ rule, what, step }: RestsOnRule): Press =>
  whyButton({ rule, what, ...(step !== undefined && { step }) }, 'Why?', `Why? ${what}`)

/** "Why?" on a message or a row, for all that it rests on; none where it rests on nothing. */
export const whyMessage = (asked: WhyMessage, says: string): Press | undefined =>
  asked.deadlines.length + asked.steps.length + asked.rules.length === 0
    ? undefined
    : whyButton(asked, 'Why?', says)
