import type { ModalView } from '@slack/types'
import type { Refusal } from '../../case/refusal.ts'
import type { CommandKind } from '../../case/commands.ts'
import { citationOf } from '../../rules/citation.ts'
import { showView } from '../modal.ts'
import type { Passage, Press } from '../passage.ts'
import { whyNot } from '../why-button.ts'

/**
 * Why not, by which rule, what the person can do instead, and all they typed: a refusal loses nothing. `step` is what was
 * refused, for the answer to "Why?".
 */
export const refusalView = (
  refusal: Refusal,
  typed: readonly { label: string; text: string }[] = [],
  buttons: readonly Press[] = [],
  step?: CommandKind,
): ModalView =>
  showView({ title: titles[refusal.code], close: 'Close' }, [
    { strong: refusal.what },
    { note: citationOf(refusal.rule) },
    ...(refusal.youCan.length > 0 ? [{ strong: 'What to do instead' }] : []),
    ...refusal.youCan.map((what): Passage => ({ say: what })),
    { buttons: [...buttons, whyNot(refusal, step)] },
    ...(typed.length > 0 ? [{ rule: true } as const, { strong: 'What you typed' }] : []),
    ...typed.map(({ label, text }): Passage => ({ label, quote: text })),
  ])

const titles: Record<Refusal['code'], string> = {
  not_allowed: 'Not yours to do',
  not_yet: 'Not yet',
  overtaken: 'The case has changed',
  impossible_entry: 'Check your answers',
  not_found: 'Not found',
  already_done: 'Already done',
}
