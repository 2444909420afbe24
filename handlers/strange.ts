import type { ModalView } from '../src/slack/modal.ts'
import { isCut } from '../src/slack/modal.ts'
import { firstInputOf } from '../src/slack/notice.ts'
import type { Press } from '../src/slack/passage.ts'
import { strangeView } from '../src/slack/views/trouble-view.ts'
import type { Deps } from './deps.ts'
import type { Answer, Asked, Sent } from './handle.ts'

type Parts = Pick<Deps, 'settings'>

/** A button that no handler knows: it stands in a message or a view from before an update. */
export const pressStrange =
  ({ settings }: Parts) =>
  (asked: Asked): Promise<void> =>
    asked.screen.show(strangeView('button', settings.phones))

/** A form that no handler knows, or whose hidden part is not ours. Nothing was saved, so all that was typed is shown. */
export const strangeForm =
  ({ settings }: Parts) =>
  async (sent: Sent): Promise<Answer> =>
    keepingTyped(
      sent,
      strangeView('form', settings.phones, typedInView(sent)),
      'Nothing was saved: Safehold does not know this form. Copy what you typed, then start again with /concern',
    )

/** What somebody typed, by nothing but the view itself. */
export const typedInView = ({ view }: Sent): { label: string; text: string }[] =>
  Object.values(view.state.values)
    .flatMap(block => Object.values(block))
    .flatMap(({ value }) =>
      value === undefined || value === null ? [] : [{ label: 'You typed', text: value }],
    )

/** The view with what was typed; if that fits on no screen, the form stays as it is with `words` beside its first field. */
export const keepingTyped = ({ view: form }: Sent, view: ModalView, words: string, why?: Press): Answer => {
  const field = isCut(view) ? firstInputOf(form) : undefined
  if (field === undefined) return { view }
  return {
    errors: { [field]: words },
    ...(why && { why: { [field]: [{ say: words, button: why }] } }),
  }
}
