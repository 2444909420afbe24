import type { ModalView } from '@slack/types'
import type { CommandKind } from '../../case/commands.ts'
import { basisOf } from '../../rules/basis.ts'
import { citationOf } from '../../rules/citation.ts'
import { basisWords, besideDate, versionNote } from '../basis-words.ts'
import { labels } from '../labels.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import type { WhyAsked } from '../why-button.ts'
import { stepInShort, whyMessageWords } from '../why-message-words.ts'

/**
 * "Why?" on a date, a refusal, a step or a message: each paragraph and reading behind it, from the rule table. `onCase` is
 * what the case itself says of it, for somebody who may read that.
 */
export const whyView = (asked: WhyAsked, onCase: readonly Passage[] = []): ModalView =>
  showView({ title: 'Why?', close: 'Close' }, [...onCase, ...wordsOf(asked)])

const wordsOf = (asked: WhyAsked): Passage[] => {
  if ('deadlines' in asked) return whyMessageWords(asked)
  if ('steps' in asked) return stepsWords(asked.steps)
  if ('deadline' in asked) {
    const basis = basisOf({ deadline: asked.deadline }, asked.basis)
    return basisWords(`Why this date: ${asked.what}`, basis, besideDate(asked.basis))
  }
  if ('rule' in asked) return basisWords(`Why: ${asked.what}`, basisOf(subjectOf(asked.step), asked.rule))
  if ('refusal' in asked)
    return basisWords(`Why not: ${citationOf(asked.refusal)}`, basisOf(subjectOf(asked.step), asked.refusal))
  return basisWords(`Why this step: ${labels[asked.step]}`, basisOf({ command: asked.step }))
}

const subjectOf = (step: CommandKind | undefined) => (step === undefined ? undefined : { command: step })

/** Each offered step with what asks for it, in short; the button beside it says more. */
const stepsWords = (steps: readonly CommandKind[]): Passage[] => [
  { strong: 'Why these steps?' },
  { say: 'These steps fit the case as it is now, and your part in it.' },
  ...steps.map(stepInShort),
  versionNote,
]
