import { randomUUID } from 'node:crypto'
import type { Case, TextId } from '../src/case/case.ts'
import type { CommandKind, CommandOf } from '../src/case/commands.ts'
import type { CaseEvent } from '../src/case/events.ts'
import { refusalOn } from '../src/case/cited.ts'
import type { Actor, PersonId, Team } from '../src/case/people.ts'
import type { Refusal } from '../src/case/refusal.ts'
import type { Settings } from '../src/settings/settings.ts'
import { fieldsOn, passagesOn } from '../src/slack/cited-passages.ts'
import { type Fields, formView } from '../src/slack/form-view.ts'
import type { ModalView } from '../src/slack/modal.ts'
import type { BesideFields } from '../src/slack/notice.ts'
import type { Passage } from '../src/slack/passage.ts'
import { whyStep } from '../src/slack/why-button.ts'
import type { PlainText } from '../src/store/store.ts'
import { type FieldErrors, readValues, typedTexts, type Values } from './form-values.ts'
import { type Metadata, writeMetadata } from './metadata.ts'
import type { Opened } from './opened.ts'
import { strangersIn } from './strangers.ts'

/** Puts a text aside to be sealed and gives its id: commands never carry what somebody typed. */
export type Seal = {
  (field: string, plain: string): TextId
  (field: string, plain: string | undefined): TextId | undefined
  /** The same for a National Insurance number, which also finds the customer's other cases. */
  number(plain: string): TextId
}

/** A form's case as it was opened, with the sealed texts and, where it asks for it, the record that the form shows. */
export type FormCase = Opened & {
  texts: Readonly<Record<TextId, string>>
  record: readonly CaseEvent[]
}

/** What a form needs besides its fields while it is read: another case by its reference, and who is in which team. */
export type Finder = {
  caseIdOf(ref: string): Promise<string | null>
  /** Whether Safehold answers this person: false for a guest or an account that is switched off. Throws when it could not be found out. */
  isColleague(person: PersonId): Promise<boolean>
  /** None for somebody whom Safehold does not answer, such as a guest. Throws when it could not be found out. */
  teamsOf(person: PersonId): Promise<readonly Team[]>
}

/** What was recorded, for the words after a form is sent, and what the office has set. `isKeptOut`: whoever sent it may not know of the case any more. */
export type Saved = {
  case: Case
  ref: string
  linked: readonly Case[]
  isKeptOut: boolean
  settings: Settings
}

type Asked<K extends CommandKind> = CommandOf<K> | { errors: FieldErrors }

type FormWords<K extends CommandKind> = {
  command: K
  title: string
  submit: string
  /** What has been done, once it has: "Visit outcome recorded". */
  done: string
}

/** One form over a case: the words on top, the fields, and the command its answers make. */
export type CaseFormSpec<K extends CommandKind, F extends Fields> = FormWords<K> & {
  /** Sealed texts that the form shows. */
  reads?: (c: Case) => (TextId | undefined)[]
  /** Whether it shows what only the record holds, such as every conference there was. */
  needsRecord?: (c: Case) => boolean
  /** Why the form is not shown at all. */
  notNow?: (o: Opened) => Refusal | undefined
  /** Said in place of the form while a text that it reads does not open: nobody confirms what they could not read. */
  unread?: Refusal
  intro?: (o: FormCase) => Passage[]
  fields: (o: Opened) => F
  /** Fields that this person is not asked. Only optional ones. */
  hides?: (o: Opened) => readonly (keyof F)[]
  toCommand: (values: Values<F>, o: Opened, seal: Seal, find: Finder) => Asked<K> | Promise<Asked<K>>
  /** What the person does next, under how the case stands once the form is sent. */
  result?: (values: Values<F>, saved: Saved, o: Opened) => Passage[]
}

/** One form that needs no case: raising and adding a concern also need no look-up. */
export type FreeFormSpec<K extends CommandKind, F extends Fields> = FormWords<K> & {
  /** For a role: the person is looked up, and whoever has it not is told so. */
  refuses?: (actor: Actor) => Refusal | undefined
  intro?: (prefill: string | undefined) => Passage[]
  fields: (prefill: string | undefined) => F
  toCommand: (values: Values<F>, seal: Seal) => Asked<K>
  /** The words after it is sent. No case is shown: whoever raises learns of no other case (F5). */
  result: (values: Values<F>, saved: Saved) => { done: string; passages: Passage[] }
}

/** What a sent form asks for, or what is to be changed in it. */
export type Read =
  | { errors: FieldErrors; why?: BesideFields }
  | {
      command: CommandOf<CommandKind>
      texts: Record<TextId, PlainText>
      result?: (saved: Saved) => { done: string; passages: Passage[] }
    }

type FormBase = FormWords<CommandKind> & {
  typed(o: Opened | null, state: unknown): { label: string; text: string }[]
}

export type CaseForm = FormBase & {
  needs: 'case'
  reads: (c: Case) => TextId[]
  needsRecord: (c: Case) => boolean
  notNow: (o: Opened) => Refusal | undefined
  unread?: Refusal
  view(meta: Metadata, o: FormCase): ModalView
  read(state: unknown, o: Opened, find: Finder): Promise<Read>
}

export type FreeForm = FormBase & {
  needs: 'nothing'
  refuses?: (actor: Actor) => Refusal | undefined
  view(meta: Metadata, prefill?: string): ModalView
  read(state: unknown): Read
}

export type Form = CaseForm | FreeForm

/** Makes a form out of what differs between forms. To add one: a file in `views`, and a line in `forms.ts`. */
export const caseForm = <K extends CommandKind, F extends Fields>(spec: CaseFormSpec<K, F>): CaseForm => {
  const { command, title, submit, done } = spec
  const shownFields = (o: Opened): Fields => {
    const hidden = new Set<PropertyKey>(spec.hides?.(o) ?? [])
    return Object.fromEntries(Object.entries(spec.fields(o)).filter(([name]) => !hidden.has(name)))
  }
  return {
    needs: 'case',
    command,
    title,
    submit,
    done,
    reads: c => (spec.reads?.(c) ?? []).filter(id => id !== undefined),
    needsRecord: c => spec.needsRecord?.(c) ?? false,
    notNow: o => {
      const refusal = spec.notNow?.(o)
      return refusal && refusalOn(o.case, refusal)
    },
    ...(spec.unread && { unread: spec.unread }),
    // Also what a form opened earlier still asked for.
    typed: (o, state) => (o ? typedTexts(spec.fields(o), state) : []),
    view: (meta, o) =>
      formView(
        { title, submit, callbackId: command, metadata: writeMetadata(meta) },
        passagesOn(o.case, spec.intro?.(o) ?? []),
        fieldsOn(o.case, shownFields(o)),
        footOf(command),
      ),
    read: async (state, o, find) => {
      const answers = readValues(spec.fields(o), state)
      if ('errors' in answers) return answers
      const strangers = await strangersIn(spec.fields(o), answers.values, find)
      if (Object.keys(strangers).length > 0) return checked(command, strangers)
      const { seal, texts } = sealing()
      const asked = await spec.toCommand(answers.values, o, seal, find)
      if ('errors' in asked) return checked(command, asked.errors)
      const { values } = answers
      return {
        command: asked,
        texts,
        result: saved => ({ done, passages: spec.result?.(values, saved, o) ?? [] }),
      }
    },
  }
}

/** Makes a form that is opened at once, whatever else is down. */
export const freeForm = <K extends CommandKind, F extends Fields>(spec: FreeFormSpec<K, F>): FreeForm => {
  const { command, title, submit, done } = spec
  const blank = spec.fields(undefined)
  return {
    needs: 'nothing',
    ...(spec.refuses && { refuses: spec.refuses }),
    command,
    title,
    submit,
    done,
    typed: (_o, state) => typedTexts(blank, state),
    view: (meta, prefill) =>
      formView(
        { title, submit, callbackId: command, metadata: writeMetadata(meta) },
        spec.intro?.(prefill) ?? [],
        spec.fields(prefill),
        footOf(command),
      ),
    read: state => {
      const answers = readValues(blank, state)
      if ('errors' in answers) return answers
      const { values } = answers
      const { seal, texts } = sealing()
      const asked = spec.toCommand(values, seal)
      if ('errors' in asked) return checked(command, asked.errors)
      return { command: asked, texts, result: saved => spec.result(values, saved) }
    },
  }
}

/** "Why this step?" under the fields of every form. */
const footOf = (command: CommandKind): Passage[] => [{ buttons: [whyStep(command)] }]

/** What a form's own check says of answers that do not go together: it follows from the step, which each says with "Why?". */
const checked = (command: CommandKind, errors: FieldErrors): { errors: FieldErrors; why: BesideFields } => ({
  errors,
  why: Object.fromEntries(
    Object.entries(errors).map(([field, say]) => [field, [{ say, button: whyStep(command, 'Why?') }]]),
  ),
})

const sealing = (): { seal: Seal; texts: Record<TextId, PlainText> } => {
  const texts: Record<TextId, PlainText> = {}
  const add = (text: PlainText): TextId => {
    const id = randomUUID()
    texts[id] = text
    return id
  }
  function seal(field: string, plain: string): TextId
  function seal(field: string, plain: string | undefined): TextId | undefined
  function seal(field: string, plain: string | undefined): TextId | undefined {
    return plain === undefined ? undefined : add({ field, plain })
  }
  return {
    seal: Object.assign(seal, { number: (plain: string) => add({ field: 'number', plain, isNumber: true }) }),
    texts,
  }
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same without what was not answered: a command says nothing about it. */
export const present = <T extends object>(answers: T): Present<T> =>
  // Exactly the undefined ones are left out, which fromEntries cannot say.
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as Present<T>
