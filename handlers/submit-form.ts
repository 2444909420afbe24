import type { Refusal } from '../src/case/refusal.ts'
import { isCustomer } from '../src/case/customer-is-colleague.ts'
import type { Actor, PersonId } from '../src/case/people.ts'
import { mayRead, refusalToAct } from '../src/case/permissions.ts'
import { sightOf } from '../src/case/readable-texts.ts'
import { parseRef } from '../src/case/ref.ts'
import { withParagraph } from '../src/rules/citation.ts'
import { passagesOn } from '../src/slack/cited-passages.ts'
import { caseValue, openButton } from '../src/slack/headline-message.ts'
import type { Passage, Press } from '../src/slack/passage.ts'
import { standingFor } from '../src/slack/reference-words.ts'
import { refusalView } from '../src/slack/views/refusal-view.ts'
import { resultView } from '../src/slack/views/result-view.ts'
import { whyNot } from '../src/slack/why-button.ts'
import { type Performed, VaultError } from '../src/store/store.ts'
import type { Deps } from './deps.ts'
import type { CaseForm, Finder, Form, FreeForm, Read, Saved } from './form.ts'
import { anybody, EntryRefusedError } from './gate.ts'
import type { Answer, Sent } from './handle.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { openCase, type Opened, tellOfShut } from './opened.ts'
import { keepRefusal, noteRefusal } from './refused.ts'
import { keepingTyped, strangeForm, typedInView } from './strange.ts'

type Done = Extract<Performed, { kind: 'done' }>

/** Takes a sent form: its answers, then who the person is, then the decision, then the words about what came of it. */
export const submitForm =
  (deps: Deps, form: Form) =>
  async (sent: Sent): Promise<Answer> => {
    const meta = metadataOf(sent)
    if (meta === undefined) return strangeForm(deps)(sent)
    if (form.needs === 'nothing') return submitFree(deps, form, sent, meta)
    return meta.caseId === undefined
      ? strangeForm(deps)(sent)
      : submitOverCase(deps, form, sent, { ...meta, caseId: meta.caseId })
  }

const metadataOf = ({ view }: Sent): Metadata | undefined => {
  try {
    return readMetadata(view.private_metadata)
  } catch {
    // Whatever it is, this program did not write it: the form is answered as a strange one.
    return undefined
  }
}

const submitFree = async (deps: Deps, form: FreeForm, sent: Sent, meta: Metadata): Promise<Answer> => {
  const read = form.read(sent.view.state.values)
  if ('errors' in read) return read
  let actor: Opened['actor']
  try {
    // Raising and adding a concern wait for no look-up.
    actor = form.refuses ? await deps.gate.actorOf(sent.person) : anybody(sent.person)
  } catch (error) {
    if (error instanceof EntryRefusedError)
      return refusedWith(deps, form, error.refusal, sent, typedInView(sent))
    throw error
  }
  const performed = await perform(deps, read, meta, actor)
  if (performed.kind === 'refused') return refused(deps, form, null, sent, performed.refusal)
  const { case: c, ref, linked } = performed
  const words = read.result?.(savedFor(deps, performed, actor)) ?? { done: form.done, passages: [] }
  const open = mayRead(c, actor, linked) ? { open: caseValue(c) } : {}
  const passages = [{ say: ref }, ...againWords(performed), ...words.passages]
  return { view: resultView({ title: form.title, done: words.done, ref, passages, ...open }) }
}

const submitOverCase = async (
  deps: Deps,
  form: CaseForm,
  sent: Sent,
  meta: Metadata & { caseId: string },
): Promise<Answer> => {
  const state = sent.view.state.values
  let opened: Opened
  try {
    opened = await openCase(deps, sent.person, { id: meta.caseId })
  } catch (error) {
    // The fields are not known without the case, so what was typed is taken from the view by its labels.
    if (error instanceof EntryRefusedError)
      return refusedWith(deps, form, error.refusal, sent, typedInView(sent))
    throw error
  }
  // First of all: whoever may not do this learns nothing by what they name in it, such as another case (F15).
  const notTheirs = refusalToAct({ kind: form.command }, opened.case, opened.actor, opened.linked)
  if (notTheirs) {
    if (notTheirs.code === 'not_allowed')
      await keepRefusal(deps, opened.case.id, { person: sent.person, command: form.command })
    return refused(deps, form, opened, sent, notTheirs)
  }
  const read = await form.read(state, opened, finder(deps, opened.actor))
  if ('errors' in read) return read
  const performed = await perform(deps, read, meta, opened.actor)
  if (performed.kind === 'refused') return refused(deps, form, opened, sent, performed.refusal)
  const { case: c, linked, ref } = performed
  // An entry may show only now that the case is their own: as a number or a link does (F15).
  if (isCustomer(c, linked, opened.actor.id))
    return { view: resultView({ title: form.title, done: form.done, ref, passages: againWords(performed) }) }
  const sight = sightOf(c, opened.actor)
  // Whoever only raised the case learns of no other (F5).
  const beside = sight === 'all' ? linked : []
  const standing = standingFor(sight, { case: c, linked: beside, now: opened.now, staff: deps.staff })
  const next = read.result?.(savedFor(deps, performed, opened.actor)).passages ?? []
  const passages = passagesOn(c, [...againWords(performed), ...standing, ...next])
  const open = mayRead(c, opened.actor, linked) ? { open: caseValue(c) } : {}
  return { view: resultView({ title: form.title, done: form.done, ref, passages, ...open }) }
}

/** A customer who is a colleague learns of no case of their own, also not where their entry is linked to it (F15). */
const savedFor = ({ settings }: Deps, { case: c, ref, linked }: Done, { id }: Opened['actor']): Saved => {
  const isKeptOut = isCustomer(c, linked, id)
  return { case: c, ref, linked: isKeptOut ? [] : linked, isKeptOut, settings }
}

/** The first press counts. Whoever changed an answer before pressing again must not believe that it was taken. */
const againWords = ({ again }: Performed): Passage[] =>
  again
    ? [
        {
          say: 'This was recorded the first time you pressed. If you changed an answer since, that change is not recorded: choose Add a concern to say it.',
        },
      ]
    : []

const perform = async (
  deps: Deps,
  read: Answered,
  meta: Metadata,
  actor: Opened['actor'],
): Promise<Performed> => {
  try {
    return await record(deps, read, meta, actor)
  } catch (error) {
    if (error instanceof VaultError && meta.caseId !== undefined)
      await tellOfShut(deps, meta.caseId, error.code)
    throw error
  }
}

type Answered = Exclude<Read, { errors: unknown }>

const record = (
  { store }: Deps,
  read: Answered,
  { nonce, caseId, substance, opensWith }: Metadata,
  actor: Opened['actor'],
): Promise<Performed> =>
  store.perform({
    // Another person's press of the same form is another entry: they must not be told that theirs is recorded.
    nonce: `${nonce}-${actor.id}`,
    command: read.command,
    texts: read.texts,
    actor,
    ...(caseId !== undefined && { caseId }),
    ...(opensWith !== undefined && { opensWith }),
    ...(substance !== undefined && { basedOn: substance }),
  })

/** An answer that can be changed is shown beside its field; anything else with all that was typed. */
const refused = (deps: Deps, form: Form, opened: Opened | null, sent: Sent, refusal: Refusal): Answer => {
  const { field } = refusal
  // The fields of the form as it was sent: the case may have changed since, and the same form now ask for less.
  const isBeside =
    refusal.code === 'impossible_entry' && field !== undefined && Object.hasOwn(sent.view.state.values, field)
  if (isBeside) {
    const say = withParagraph(refusal.what, refusal.rule)
    return { errors: { [field]: say }, why: { [field]: [{ say, button: whyNot(refusal, form.command) }] } }
  }
  const open = opened ? [openButton(caseValue(opened.case), opened.case.ref)] : []
  return refusedWith(deps, form, refusal, sent, form.typed(opened, sent.view.state.values), open)
}

const refusedWith = (
  { log }: Deps,
  { command }: Form,
  refusal: Refusal,
  sent: Sent,
  typed: readonly { label: string; text: string }[],
  buttons: readonly Press[] = [],
): Answer => {
  noteRefusal(log, refusal, { person: sent.person, command })
  const words = [
    withParagraph(refusal.what, refusal.rule),
    ...refusal.youCan,
    'Copy what you typed: it was not saved',
  ]
  const why = whyNot(refusal, command)
  return keepingTyped(sent, refusalView(refusal, typed, buttons, command), words.join('. '), why)
}

const finder = ({ store, gate }: Deps, actor: Opened['actor']): Finder => ({
  caseIdOf: async text => {
    const ref = parseRef(text)
    const found = ref === null ? null : await store.readCase({ ref })
    return found && mayRead(found.case, actor, found.linked) ? found.case.id : null
  },
  isColleague: async person => (await actorOrNone(gate, person)) !== undefined,
  teamsOf: async person => (await actorOrNone(gate, person))?.teams ?? [],
})

/** Nobody where Safehold does not answer them. */
const actorOrNone = async (gate: Deps['gate'], person: PersonId): Promise<Actor | undefined> => {
  try {
    return await gate.actorOf(person)
  } catch (error) {
    if (error instanceof EntryRefusedError) return undefined
    throw error
  }
}
