import type { Refusal } from '../src/case/refusal.ts'
import { mayRead } from '../src/case/permissions.ts'
import { parseRef } from '../src/case/ref.ts'
import { standingWords } from '../src/slack/case-words.ts'
import { caseValue, openButton } from '../src/slack/headline-message.ts'
import { refusalView } from '../src/slack/views/refusal-view.ts'
import { resultView } from '../src/slack/views/result-view.ts'
import type { Performed } from '../src/store/store.ts'
import type { Deps } from './deps.ts'
import type { CaseForm, Finder, Form, FreeForm, Read } from './form.ts'
import { anybody, EntryRefusedError } from './gate.ts'
import type { Answer, Sent } from './handle.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { openCase, type Opened } from './opened.ts'

/** Takes a sent form: its answers, then who the person is, then the decision, then the words about what came of it. */
export const submitForm =
  (deps: Deps, form: Form) =>
  async (sent: Sent): Promise<Answer> => {
    const meta = readMetadata(sent.view.private_metadata)
    return form.needs === 'nothing'
      ? submitFree(deps, form, sent, meta)
      : submitOverCase(deps, form, sent, meta)
  }

const submitFree = async (deps: Deps, form: FreeForm, sent: Sent, meta: Metadata): Promise<Answer> => {
  const read = form.read(sent.view.state.values)
  if ('errors' in read) return read
  const performed = await perform(deps, read, meta, anybody(sent.person))
  if (performed.kind === 'refused') return refused(form, null, sent, performed.refusal)
  const words = read.result?.(performed) ?? { done: form.done, passages: [] }
  const { case: c, ref } = performed
  const open = mayRead(c, anybody(sent.person)) ? { open: caseValue(c) } : {}
  return { view: resultView({ title: form.title, ref, ...open, ...words }) }
}

const submitOverCase = async (deps: Deps, form: CaseForm, sent: Sent, meta: Metadata): Promise<Answer> => {
  const state = sent.view.state.values
  if (meta.caseId === undefined) throw new Error(`Form ${form.command} was sent without a case`)
  let opened: Opened
  try {
    opened = await openCase(deps, sent.person, { id: meta.caseId })
  } catch (error) {
    // The fields are not known without the case, so what was typed is taken from the view by its labels.
    if (error instanceof EntryRefusedError) return { view: refusalView(error.refusal, typedInView(sent)) }
    throw error
  }
  const read = await form.read(state, opened, finder(deps))
  if ('errors' in read) return read
  const performed = await perform(deps, read, meta, opened.actor)
  if (performed.kind === 'refused') return refused(form, opened, sent, performed.refusal)
  const { case: c, linked, ref } = performed
  const passages = standingWords({ case: c, linked, now: opened.now, staff: deps.staff })
  return { view: resultView({ title: form.title, done: form.done, ref, passages, open: caseValue(c) }) }
}

const perform = (
  { store }: Deps,
  read: Exclude<Read, { errors: unknown }>,
  { nonce, caseId, substance, opensWith }: Metadata,
  actor: Opened['actor'],
): Promise<Performed> =>
  store.perform({
    nonce,
    command: read.command,
    texts: read.texts,
    actor,
    ...(caseId !== undefined && { caseId }),
    ...(opensWith !== undefined && { opensWith }),
    ...(substance !== undefined && { basedOn: substance }),
  })

/** An answer that can be changed is shown beside its field; anything else with all that was typed. */
const refused = (form: Form, opened: Opened | null, sent: Sent, refusal: Refusal): Answer => {
  const { field } = refusal
  const isBeside =
    refusal.code === 'impossible_entry' && field !== undefined && form.fieldNames(opened).includes(field)
  if (isBeside) return { errors: { [field]: `${refusal.what} (${refusal.rule})` } }
  const open = opened ? [openButton(caseValue(opened.case), opened.case.ref)] : []
  return { view: refusalView(refusal, form.typed(opened, sent.view.state.values), open) }
}

const typedInView = ({ view }: Sent): { label: string; text: string }[] =>
  Object.values(view.state.values)
    .flatMap(block => Object.values(block))
    .flatMap(({ value }) =>
      value === undefined || value === null ? [] : [{ label: 'You typed', text: value }],
    )

const finder = ({ store }: Deps): Finder => ({
  caseIdOf: async text => {
    const ref = parseRef(text)
    if (ref === null) return null
    return (await store.readCase({ ref }))?.case.id ?? null
  },
})
