import {
  curesItself,
  type Remedy,
  remedies,
  remediesFor,
  type TroubleKind,
  troubleWords,
} from '../../src/case/trouble.ts'
import { formView, optionsOf, radio } from '../../src/slack/form-view.ts'
import { resultView } from '../../src/slack/views/result-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import { troubleClosedView, troubleTitle } from '../../src/slack/views/trouble-list-view.ts'
import { asShownTo, refusalToTrouble } from '../commands/trouble.ts'
import type { Deps } from '../deps.ts'
import { readValues } from '../form-values.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Answer, Asked, Sent } from '../handle.ts'
import { freshMetadata, readMetadata, writeMetadata } from '../metadata.ts'

export const closeTroubleId = 'close_trouble'

const fieldsWith = (words: Partial<typeof remedies>) => ({
  done: radio({
    label: 'What was done?',
    // A part of the table has some of its keys.
    options: optionsOf<Remedy>(words as typeof remedies),
    missing: 'Select what was done',
  }),
})

const fieldsFor = (kind: TroubleKind) => fieldsWith(remediesFor(kind))

/** A lead presses "Close": the form asks what was done (F16). */
export const pressCloseTrouble = (deps: Deps) => async (asked: Asked) => {
  const looking = Promise.all([deps.gate.actorOf(asked.person), deps.store.readTrouble(asked.text)])
  const [looked] = await Promise.allSettled([looking, asked.screen.show(loadingView(troubleTitle))])
  if (looked.status === 'rejected') throw looked.reason
  const [actor, found] = looked.value
  const refusal = refusalToTrouble(actor)
  if (refusal) throw new EntryRefusedError(refusal)
  await deps.store.logView({ actor: actor.id, what: 'trouble' })
  const trouble = found && asShownTo(actor)(found)
  if (!trouble || trouble.closed || curesItself(trouble.kind))
    return asked.screen.show(troubleClosedView(trouble))
  const parts = {
    title: troubleTitle,
    submit: 'Close it',
    callbackId: closeTroubleId,
    metadata: writeMetadata(freshMetadata({ trouble: trouble.id })),
  }
  return asked.screen.show(formView(parts, [{ say: troubleWords(trouble) }], fieldsFor(trouble.kind)))
}

/** Records who closed it and with what. Whoever comes second is told who was faster. */
export const submitCloseTrouble =
  ({ store, gate }: Deps) =>
  async ({ person, view }: Sent): Promise<Answer> => {
    const read = readValues(fieldsWith(remedies), view.state.values)
    if ('errors' in read) return read
    const { trouble: id = '' } = readMetadata(view.private_metadata)
    const actor = await gate.actorOf(person)
    const refusal = refusalToTrouble(actor)
    if (refusal) throw new EntryRefusedError(refusal)
    const closed = await store.closeTrouble(id, person, read.values.done)
    if (!closed) {
      const found = await store.readTrouble(id)
      return { view: troubleClosedView(found && asShownTo(actor)(found)) }
    }
    return {
      view: resultView({
        title: troubleTitle,
        done: 'Closed',
        ref: '',
        passages: [
          { say: remedies[read.values.done] },
          { say: 'See what is still open with /concern trouble' },
        ],
      }),
    }
  }
