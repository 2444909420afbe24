import type { ModalView } from '@slack/types'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { type Phones, spocOrCeast } from '../phone-words.ts'

/** Shown while a case is looked up: Slack gives three seconds to open a view, so it is opened first. */
export const loadingView = (title: string): ModalView =>
  showView({ title }, [{ say: 'Loading. This takes a moment.' }])

/** Something failed on our side: what to do now, and the reference under which it is in the log. */
export const troubleView = (
  title: string,
  reference: string,
  phones: Phones,
  more: readonly Passage[] = [],
): ModalView =>
  showView({ title, close: 'Close' }, [
    ...more,
    { strong: 'This did not work.' },
    { say: 'Close this and try again.' },
    { say: troublePhone(phones) },
    { note: `Reference: ${reference}` },
  ])

/** A button or a form that Safehold does not know, such as one from before an update, with all that was typed. */
export const strangeView = (
  what: 'button' | 'form',
  phones: Phones,
  typed: readonly { label: string; text: string }[] = [],
): ModalView =>
  showView({ title: 'Safehold', close: 'Close' }, [
    { strong: `${what === 'form' ? 'Nothing was saved. ' : ''}Safehold does not know this ${what}.` },
    {
      say: 'It may be from before an update. Start again with /concern, or open the case: /concern case and its reference.',
    },
    { say: troublePhone(phones) },
    ...(typed.length > 0 ? [{ rule: true } as const, { strong: 'What you typed' }] : []),
    ...typed.map(({ label, text }): Passage => ({ label, quote: text })),
  ])

/** The way that does not depend on us (D22). */
export const troublePhone = (phones: Phones): string =>
  `If it is about a concern, ring ${spocOrCeast(phones)}: do not wait for Safehold. If anyone is in immediate danger, ring 999.`
