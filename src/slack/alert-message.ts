import type { CommandKind } from '../case/commands.ts'
import type { DeadlineKind } from '../case/deadline.ts'
import { doNotSuspend } from '../case/hold-words.ts'
import type { RestsOn, RestsOnRule } from '../case/rests-on.ts'
import { citationIn } from '../rules/citation.ts'
import { doButton, openButton } from './headline-message.ts'
import { type Message, messageOf } from './message.ts'
import { listed } from './case-words.ts'
import { closeTroubleButton } from './trouble-button.ts'
import { whyMessage } from './why-button.ts'

/** What an alert is made of. `caseId` is absent where it is not about one case. */
export type Alert = {
  text: string
  actions: readonly CommandKind[]
  /** The kinds of the dates in the text. */
  deadlines?: readonly DeadlineKind[] | undefined
  caseId?: string | null | undefined
  ref?: string | undefined
  /** How far the case had come; a form opened from the button reads the case anew. */
  substance?: number | undefined
}

/** A message that somebody must get, with the steps it is about and "Why?" for them, for its dates and for what it cites. */
export const alertMessage = (alert: Alert): Message => {
  const { text, actions, deadlines = [], caseId, ref = 'this case', substance = 0 } = alert
  const isOfCase = caseId !== undefined && caseId !== null
  const value = `${caseId}.${substance}`
  const steps = isOfCase ? actions.slice(0, 3) : []
  const buttons = isOfCase ? [...steps.map(kind => doButton(kind, value, ref)), openButton(value, ref)] : []
  const about = isOfCase ? { about: caseId } : {}
  const why = whyMessage({ deadlines, steps, rules: citedBy(text), ...about }, `Why? ${ref}`)
  return messageOf(
    [text],
    [{ say: text, ...(why && { button: why }) }, ...(buttons.length > 0 ? [{ buttons }] : [])],
  )
}

/** A message about no one case, such as a team's list in the morning: a heading and its lines. */
export const listMessage = ({ text, lines, restsOn, trouble }: List): Message => {
  const why = restsOn && whyMessage({ ...restsOn, steps: [] }, 'Why? What this list rests on')
  const buttons = [
    ...(trouble === undefined ? [] : [closeTroubleButton(trouble, text)]),
    ...(why ? [why] : []),
  ]
  return messageOf(
    [text, ...lines],
    [
      ...(lines.length === 0 ? [{ say: text }] : listed(text, lines)),
      ...(buttons.length > 0 ? [{ buttons }] : []),
    ],
  )
}

type List = { text: string; lines: readonly string[]; restsOn?: RestsOn; trouble?: string }

/** What the words of a message cite. A hold on another benefit than Access to Work cites no paragraph: it is ours (F1). */
const citedBy = (text: string): RestsOnRule[] => {
  const rule = citationIn(text)
  const isHold = text.startsWith('DO NOT SUSPEND OR STOP')
  if (isHold) return [{ rule: rule === '' ? 'F1' : rule, what: doNotSuspend, step: 'release_the_hold' }]
  return rule === '' ? [] : [{ rule, what: 'What this message cites' }]
}
