import type { CommandKind } from '../case/commands.ts'
import type { Case } from '../case/case.ts'
import type { StaffDays } from '../case/staff-days.ts'
import type { DeadlineKind } from '../case/deadline.ts'
import { openHoldsOf } from '../case/hold.ts'
import { actionFor } from '../case/notices/deadline.ts'
import type { Sight } from '../case/readable-texts.ts'
import { basisOf, rulesOfCommand, rulesOfDeadline } from '../rules/basis.ts'
import { citationOf } from '../rules/citation.ts'
import { shortRules, versionNote } from './basis-words.ts'
import { holdLine } from './case-words.ts'
import { passagesOn } from './cited-passages.ts'
import { labels } from './labels.ts'
import type { Passage } from './passage.ts'
import { datesOf } from './views/how-date-view.ts'
import { whyKind, type WhyMessage, whyRule, whyStep } from './why-button.ts'

/** All that a message rests on, in short and by kind; the button beside each says more. No case is in it. */
export const whyMessageWords = ({ rules, deadlines, steps }: WhyMessage): Passage[] => [
  { strong: 'What this rests on' },
  ...rules.map((one): Passage => {
    const { rule, what, step } = one
    const basis = basisOf(step === undefined ? undefined : { command: step }, rule)
    const lines = shortRules(basis.rules)
    return { say: [`*${what}* (${citationOf(rule)})`, ...lines].join('\n'), button: whyRule(one) }
  }),
  ...deadlines.map(dateInShort),
  ...steps.map(stepInShort),
  versionNote,
]

/** A step with what asks for it. */
export const stepInShort = (step: CommandKind): Passage => ({
  say: [`*${labels[step]}*`, ...shortRules(rulesOfCommand(step))].join('\n'),
  button: whyStep(step, 'Why?'),
})

const dateInShort = (kind: DeadlineKind): Passage => {
  const name = dateName(kind)
  return {
    say: [`*The date of: ${name}*`, ...shortRules(rulesOfDeadline(kind))].join('\n'),
    button: whyKind(kind, name),
  }
}

/** A kind of date by the step that meets it. */
const dateName = (kind: DeadlineKind): string => {
  const [step] = actionFor[kind]
  return step === undefined ? kind.replaceAll('_', ' ') : labels[step].toLowerCase()
}

/** The case as somebody reads it who pressed on a message about it. */
export type ReadCase = { case: Case; linked: readonly Case[]; staff: StaffDays; sight: Sight }

/**
 * What the case itself says of the dates and the hold of a message: each date with how it was worked out, as far as this
 * person sees it (F15). Nothing for a line manager (F14).
 */
export const onCaseWords = ({ deadlines }: WhyMessage, read: ReadCase): Passage[] => {
  const { case: c, linked, staff, sight } = read
  if (sight === 'reference') return []
  const holds = sight === 'all' ? openHoldsOf(c).map((hold): Passage => ({ say: holdLine(c, hold) })) : []
  const dates = datesOf(c, staff, sight, linked, deadlines)
  return passagesOn(c, [
    { strong: `On ${c.ref}, as it is now` },
    ...holds,
    ...dates,
    ...(dates.length === 0 && deadlines.length > 0
      ? [{ say: 'No date that this message is about is open for you on the case now.' }]
      : []),
    { rule: true },
  ])
}
