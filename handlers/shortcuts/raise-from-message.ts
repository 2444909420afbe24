import { showRaise } from '../commands/concern.ts'
import type { Asked } from '../handle.ts'

/** Slack takes no more into a field that is filled in beforehand. */
const mostPrefilled = 2900

/** "Raise a concern from this message": its text is put into the form and nowhere else. */
export const raiseFromMessage = (asked: Asked): Promise<void> => showRaise(asked, prefillOf(asked.text))

const prefillOf = (message: string): string => {
  const text = message.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return text.length <= mostPrefilled
    ? text
    : `${text.slice(0, mostPrefilled)}\n[The message is longer: the rest is in Slack]`
}
