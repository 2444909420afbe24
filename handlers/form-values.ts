import { z } from 'zod'
import { isRealDate } from '../src/calendar/dates.ts'
import { numberFormatError, parseNationalInsuranceNumber } from '../src/case/national-insurance-number.ts'
import type { CheckboxesField, Field, Fields, RadioField, SelectField } from '../src/slack/form-view.ts'
import { isBlank } from '../src/slack/text.ts'

type Optional<F, T> = F extends { optional: true } ? T | undefined : T

/** What a field's answer is once it is read: nothing is undefined unless the field is optional. */
export type ValueOf<F extends Field> =
  F extends CheckboxesField<infer V>
    ? V[]
    : F extends { kind: 'people' }
      ? string[]
      : F extends RadioField<infer V> | SelectField<infer V>
        ? Optional<F, V>
        : Optional<F, string>

/** The answers of a form by field name. */
export type Values<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> }

/** Words beside a field, by field name: Slack shows them there and keeps what was typed. */
export type FieldErrors = Record<string, string>

const choice = z.looseObject({ value: z.string() })
const answer = z.looseObject({
  value: z.string().nullish(),
  selected_option: choice.nullish(),
  selected_options: z.array(choice).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
})

/** `view.state.values` as Slack sends it. */
const modalState = z.record(z.string(), z.record(z.string(), answer))
type Answer = z.infer<typeof answer>

/** Reads the answers of a form, or says beside which fields something is missing or cannot be. */
export const readValues = <F extends Fields>(
  fields: F,
  state: unknown,
): { values: Values<F> } | { errors: FieldErrors } => {
  const given = modalState.parse(state)
  const values: Record<string, unknown> = {}
  const errors: FieldErrors = {}
  for (const [name, field] of Object.entries(fields)) {
    const [answered] = Object.values(given[name] ?? {})
    const read = schemaOf(field).safeParse(rawOf(field, answered))
    if (read.success) values[name] = read.data
    else errors[name] = read.error.issues[0]?.message ?? `Answer again: ${field.label}`
  }
  if (Object.keys(errors).length > 0) return { errors }
  // Each value was read with the schema of its own field, which the loop over names cannot express.
  return { values: values as Values<F> }
}

/** What somebody typed, by the label of its field, so that nothing is lost when the form cannot be taken. */
export const typedTexts = (fields: Fields, state: unknown): { label: string; text: string }[] => {
  const given = modalState.safeParse(state)
  if (!given.success) return []
  return Object.entries(fields).flatMap(([name, field]) => {
    const [answered] = Object.values(given.data[name] ?? {})
    const text = isTyped(field) ? answered?.value : undefined
    return text === undefined || text === null || isBlank(text) ? [] : [{ label: field.label, text }]
  })
}

const isTyped = (field: Field): boolean =>
  field.kind === 'text' || field.kind === 'longText' || field.kind === 'number'

const rawOf = (field: Field, given: Answer | undefined): string | string[] | undefined => {
  switch (field.kind) {
    case 'radio':
    case 'select':
      return given?.selected_option?.value
    case 'checkboxes':
      return (given?.selected_options ?? []).map(option => option.value)
    case 'text':
    case 'longText':
    case 'number': {
      const text = given?.value?.trim() ?? ''
      return isBlank(text) ? undefined : text
    }
    case 'date':
      return given?.selected_date ?? undefined
    case 'time':
      return given?.selected_time ?? undefined
    case 'person':
      return given?.selected_user ?? undefined
    case 'people':
      return given?.selected_users ?? []
    default:
      return field satisfies never
  }
}

/** Making a schema takes longer than using it, and a form that needs no case has the same fields each time. */
const schemas = new WeakMap<Field, z.ZodType>()

const schemaOf = (field: Field): z.ZodType => {
  const known = schemas.get(field) ?? makeSchema(field)
  schemas.set(field, known)
  return known
}

const makeSchema = (field: Field): z.ZodType => {
  if (field.kind === 'checkboxes' || field.kind === 'people') {
    const several = z.array(field.kind === 'people' ? personId(field) : oneOf(field))
    return 'missing' in field ? several.min(1, field.missing) : several
  }
  const one = field.kind === 'radio' || field.kind === 'select' ? oneOf(field) : writtenOf(field)
  return 'missing' in field ? z.string(field.missing).pipe(one) : one.optional()
}

const oneOf = (field: Extract<Field, { options: unknown }>): z.ZodType<string, string> =>
  field.changing
    ? z.string()
    : z.string().refine(value => field.options.some(option => option.value === value), {
        error: `Choose again: ${field.label}`,
      })

const personId = ({ label }: Field): z.ZodType<string, string> =>
  z.string().regex(/^[UW][A-Z0-9]+$/, `Choose again: ${label}`)

type WrittenField = Exclude<Field, { options: unknown } | { kind: 'people' }>

const writtenOf = (field: WrittenField): z.ZodType<string, string> => {
  switch (field.kind) {
    case 'number':
      return z
        .string()
        .refine(value => parseNationalInsuranceNumber(value) !== null, { error: numberFormatError })
        .transform(value => parseNationalInsuranceNumber(value)?.canonical ?? value)
    case 'date':
      return z.string().refine(isRealDate, { error: `${field.label} must be a real date` })
    case 'time':
      return z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, `${field.label} must be a time, like 14:30`)
    case 'person':
      return personId(field)
    case 'text':
    case 'longText':
      return z.string()
    default:
      return field satisfies never
  }
}
