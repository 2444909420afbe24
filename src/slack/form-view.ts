import type { InputBlock, InputBlockElement, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { limits } from './limits.ts'
import { cutWords, modal, type ModalParts, pagesOf } from './modal.ts'
import { blocksOf, type Passage } from './passage.ts'
import { clip, plain } from './text.ts'

export type Option<V extends string = string> = { value: V; label: string; description?: string }

/** An answer is either optional, and Slack marks it so, or has the words for when it is missing. */
export type Need = { optional: true } | { missing: string }
type Common = { label: string; hint?: string }
type Choice<V extends string> = { options: readonly Option<V>[] }
/** The options come from the case and may have changed since: the decision checks the answer, the form does not. */
type Changing = { changing?: true }

type RadioShape<V extends string> = Common &
  Choice<V> &
  Changing & { kind: 'radio'; initial?: V; tellsAtOnce?: true }
type SelectShape<V extends string> = Common & Choice<V> & Changing & { kind: 'select'; initial?: V }
type CheckboxesShape<V extends string> = Common &
  Choice<V> &
  Changing & { kind: 'checkboxes'; initial?: readonly V[] }

export type RadioField<V extends string = string> = RadioShape<V> & Need
export type SelectField<V extends string = string> = SelectShape<V> & Need
export type CheckboxesField<V extends string = string> = CheckboxesShape<V> & Need
export type TypedField = Common & Need & { kind: 'text' | 'longText' | 'number'; initial?: string }
type DateField = Common & Need & { kind: 'date'; initial?: string }
type TimeField = Common & Need & { kind: 'time' }
type PersonShape = Common & {
  kind: 'person'
  initial?: string
  /** Whoever is named is told nothing by it and may see nothing by it. */
  anybody?: true
}
type PersonField = PersonShape & Need
type PeopleShape = Common & { kind: 'people'; initial?: readonly string[] }
type PeopleField = PeopleShape & Need

export type Field =
  | RadioField
  | SelectField
  | CheckboxesField
  | TypedField
  | DateField
  | TimeField
  | PersonField
  | PeopleField

/** The fields of a form by name, in the order they are shown. The name is the block_id. */
export type Fields = Readonly<Record<string, Field>>

/** Every element of a form has this action_id: the block_id already says which it is. */
export const valueActionId = 'value'

/** Kept free in a form for what is put on top of it later: 999, or the answer to "Why?". */
const roomOnTop = 10

/**
 * A form: the words on top, then its fields, then the words at its foot. The fields and the foot are always there,
 * whatever the words on top take.
 */
export const formView = (
  parts: ModalParts,
  intro: readonly Passage[],
  fields: Fields,
  foot: readonly Passage[] = [],
): ModalView => {
  const inputs = Object.entries(fields).map(([name, field]) => inputOf(name, field))
  const words = blocksOf(intro)
  const last = blocksOf(foot)
  const [fits = []] = pagesOf(words, limits.viewBlocks - inputs.length - last.length - roomOnTop)
  const cut: KnownBlock[] = fits.length === words.length ? [] : [cutWords]
  return { ...modal(parts, []), blocks: [...fits, ...cut, ...inputs, ...last] }
}

const inputOf = (name: string, field: Field): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(field.label, limits.label),
  ...(field.hint !== undefined && { hint: plain(field.hint, limits.label) }),
  optional: 'optional' in field,
  ...(field.kind === 'radio' && field.tellsAtOnce && { dispatch_action: true }),
  element: elementOf(field),
})

const elementOf = (field: Field): InputBlockElement => {
  switch (field.kind) {
    case 'radio':
      return {
        type: 'radio_buttons',
        action_id: valueActionId,
        options: field.options.slice(0, limits.radioOptions).map(optionOf),
        ...(field.initial !== undefined && initialOption(field.options, field.initial)),
      }
    case 'select':
      return {
        type: 'static_select',
        action_id: valueActionId,
        // Screen readers read the placeholder in place of the label.
        placeholder: plain(`Choose: ${field.label}`, limits.placeholder),
        options: field.options.slice(0, limits.selectOptions).map(optionOf),
        ...(field.initial !== undefined && initialOption(field.options, field.initial)),
      }
    case 'checkboxes':
      return {
        type: 'checkboxes',
        action_id: valueActionId,
        options: field.options.slice(0, limits.radioOptions).map(optionOf),
        ...(field.initial &&
          field.initial.length > 0 && {
            initial_options: field.options
              .filter(option => field.initial?.includes(option.value))
              .map(optionOf),
          }),
      }
    case 'text':
    case 'number':
      return { type: 'plain_text_input', action_id: valueActionId, ...typed(field) }
    case 'longText':
      return { type: 'plain_text_input', multiline: true, action_id: valueActionId, ...typed(field) }
    case 'date':
      return {
        type: 'datepicker',
        action_id: valueActionId,
        ...(field.initial !== undefined && { initial_date: field.initial }),
      }
    case 'time':
      return { type: 'timepicker', action_id: valueActionId }
    case 'person':
      return {
        type: 'users_select',
        action_id: valueActionId,
        placeholder: plain(`Choose: ${field.label}`, limits.placeholder),
        ...(field.initial !== undefined && { initial_user: field.initial }),
      }
    case 'people':
      return {
        type: 'multi_users_select',
        action_id: valueActionId,
        placeholder: plain(`Choose: ${field.label}`, limits.placeholder),
        ...(field.initial && field.initial.length > 0 && { initial_users: [...field.initial] }),
      }
    default:
      return field satisfies never
  }
}

const typed = (field: TypedField) => ({
  max_length: limits.input,
  ...(field.initial !== undefined &&
    field.initial !== '' && { initial_value: clip(field.initial, limits.input) }),
})

const optionOf = ({ value, label, description }: Option): PlainTextOption => ({
  value,
  text: plain(label, limits.optionText),
  ...(description !== undefined && { description: plain(description, limits.optionText) }),
})

const initialOption = (options: readonly Option[], value: string) => {
  const found = options.find(option => option.value === value)
  return found && { initial_option: optionOf(found) }
}

/** One radio choice. `tellsAtOnce`: Slack says so as soon as it is chosen, before the form is sent. */
export const radio = <const V extends string, const N extends Need>(
  field: Omit<RadioShape<V>, 'kind'> & N,
): Omit<RadioShape<V>, 'kind'> & N & { kind: 'radio' } => ({ ...field, kind: 'radio' })

/** One choice out of many. */
export const select = <const V extends string, const N extends Need>(
  field: Omit<SelectShape<V>, 'kind'> & N,
): Omit<SelectShape<V>, 'kind'> & N & { kind: 'select' } => ({ ...field, kind: 'select' })

/** Options of which the first is chosen already where there is no other: nobody searches a list of one. */
export const optionsOrTheOne = <const V extends string>(
  options: readonly Option<V>[],
): { options: readonly Option<V>[]; initial?: V } => {
  const [first, another] = options
  return { options, ...(first !== undefined && another === undefined && { initial: first.value }) }
}

/** Several choices. */
export const checkboxes = <const V extends string, const N extends Need>(
  field: Omit<CheckboxesShape<V>, 'kind'> & N,
): Omit<CheckboxesShape<V>, 'kind'> & N & { kind: 'checkboxes' } => ({ ...field, kind: 'checkboxes' })

type Simple<K extends Field['kind']> = Common & { kind: K; initial?: string }

const simple =
  <const K extends 'text' | 'longText' | 'number' | 'date'>(kind: K) =>
  <const N extends Need>(field: Omit<Simple<K>, 'kind'> & N): Omit<Simple<K>, 'kind'> & N & { kind: K } => ({
    ...field,
    kind,
  })

/** One line of text. */
export const text = simple('text')
/** Many lines of text. */
export const longText = simple('longText')
/** A National Insurance number, in any spacing. */
export const numberField = simple('number')
/** A day. */
export const date = simple('date')

/** A colleague. Whom Safehold does not answer is refused when the form is sent, except for `anybody`. */
export const person = <const N extends Need>(
  field: Omit<PersonShape, 'kind'> & N,
): Omit<PersonShape, 'kind'> & N & { kind: 'person' } => ({ ...field, kind: 'person' })

/** Several colleagues. */
export const people = <const N extends Need>(
  field: Omit<PeopleShape, 'kind'> & N,
): Omit<PeopleShape, 'kind'> & N & { kind: 'people' } => ({ ...field, kind: 'people' })

/** A time of day. */
export const time = <const N extends Need>(field: Common & N): Common & { kind: 'time' } & N => ({
  ...field,
  kind: 'time',
})

export const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const

/** The options of a list of words by value, in its own order. */
export const optionsOf = <V extends string>(words: Readonly<Record<V, string>>): Option<V>[] =>
  // Object.entries forgets the type of the keys.
  (Object.entries(words) as [V, string][]).map(([value, label]) => ({ value, label }))
