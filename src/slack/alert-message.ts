import type { CommandKind } from '../case/commands.ts'
import { doButton, openButton } from './headline-message.ts'
import { type Message, messageOf } from './message.ts'
import { listed } from './case-words.ts'

/** What an alert is made of. `caseId` is absent where it is not about one case. */
export type Alert = {
  text: string
  actions: readonly CommandKind[]
  caseId?: string | null | undefined
  ref?: string | undefined
  /** How far the case had come; a form opened from the button reads the case anew. */
  substance?: number | undefined
}

/** A message that somebody must get, with the steps it is about. */
export const alertMessage = ({ text, actions, caseId, ref = 'this case', substance = 0 }: Alert): Message => {
  const value = `${caseId}.${substance}`
  const buttons =
    caseId === undefined || caseId === null
      ? []
      : [...actions.slice(0, 3).map(kind => doButton(kind, value, ref)), openButton(value, ref)]
  return messageOf([text], [{ say: text }, ...(buttons.length > 0 ? [{ buttons }] : [])])
}

/** A message about no one case, such as a team's list in the morning: a heading and its lines. */
export const listMessage = ({ text, lines }: { text: string; lines: readonly string[] }): Message =>
  messageOf([text, ...lines], lines.length === 0 ? [{ say: text }] : listed(text, lines))
