import { checkAnswerOf } from '../../src/case/hold.ts'
import { formView, numberField, select } from '../../src/slack/form-view.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { benefitOptions } from '../../src/slack/words.ts'
import { cannotCheckView, checkView } from '../../src/slack/views/check-view.ts'
import type { Deps } from '../deps.ts'
import { readValues } from '../form-values.ts'
import type { Answer, Sent } from '../handle.ts'
import { freshMetadata, writeMetadata } from '../metadata.ts'

export const checkAwardId = 'check_award'

const fields = {
  number: numberField({
    label: 'National Insurance number',
    hint: 'For example, QQ 12 34 56 C. It is looked up and not kept.',
    missing: 'Enter a National Insurance number',
  }),
  line: select({ label: 'Which benefit?', optional: true, options: benefitOptions }),
}

/** "May this award be touched?" Any colleague may ask (F6, F15). Opened at once. */
export const checkAwardForm = (onTop: readonly Passage[] = []): ModalView =>
  formView(
    {
      title: 'Check an award',
      submit: 'Check',
      callbackId: checkAwardId,
      metadata: writeMetadata(freshMetadata()),
    },
    [
      ...onTop,
      { say: 'Safehold shows whether a hold is recorded. It never says that an award may be suspended.' },
    ],
    fields,
  )

/** Looks the number up. Whatever fails, the answer is the safe one. */
export const submitCheckAward =
  ({ store, gate, settings }: Deps) =>
  async ({ person, view }: Sent): Promise<Answer> => {
    const read = readValues(fields, view.state.values)
    if ('errors' in read) return read
    const { number, line } = read.values
    const [actor, { found, openWithoutNumber, keptOut }] = await Promise.all([
      gate.actorOf(person),
      store.check(number),
    ])
    await store.logView({ actor: actor.id, what: 'check' })
    // A customer who is a colleague is told whom to ring, in the words that anybody may get (F15).
    if (keptOut.includes(actor.id)) return { view: cannotCheckView(settings.phones) }
    return { view: checkView(checkAnswerOf(found), openWithoutNumber, line, settings.phones) }
  }

/** The answer when there is none in time. */
export const cannotCheck =
  ({ settings }: Deps) =>
  (): Answer => ({ view: cannotCheckView(settings.phones) })
