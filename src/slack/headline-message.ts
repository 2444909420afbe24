import type { Case } from '../case/case.ts'
import type { Headline } from '../case/headline.ts'
import { labels } from './labels.ts'
import { type Message, messageOf } from './message.ts'
import type { Press } from './passage.ts'
import type { CommandKind } from '../case/commands.ts'
import { whyMessage } from './why-button.ts'

/** What a button carries: the case, and how far the case had come when the button was shown. */
export const caseValue = (c: Pick<Case, 'id' | 'substance'>): string => `${c.id}.${c.substance}`

/** A button that opens a command's form. */
export const doButton = (kind: CommandKind, value: string, ref: string): Press => ({
  label: labels[kind],
  action: `do:${kind}`,
  value,
  says: `${labels[kind]} on ${ref}`,
})

/** A button that opens the case. */
export const openButton = (value: string, ref: string): Press => ({
  label: 'Open',
  action: 'open_case',
  value,
  says: `Open ${ref}`,
})

/**
 * A case's headline in a channel: what to do or not to do, where it stands, what is next with its "Why?", and at most four
 * buttons. */
export const headlineMessage = (headline: Headline, c: Pick<Case, 'id' | 'substance' | 'ref'>): Message => {
  const { first, second, third } = headline
  const value = caseValue(c)
  const steps = headline.buttons.slice(0, 3)
  const why = whyMessage({ ...headline.restsOn, steps, about: c.id }, `Why? ${c.ref}`)
  return messageOf(
    [first, second, third],
    [
      { strong: first },
      { say: second },
      { say: third, ...(why && { button: why }) },
      {
        buttons: [...steps.map(kind => doButton(kind, value, c.ref)), openButton(value, c.ref)],
      },
    ],
  )
}
