import type { Case } from '../case/case.ts'
import { citedOn } from '../case/cited.ts'
import type { Field, Fields } from './form-view.ts'
import type { Passage } from './passage.ts'

type OfLine = Pick<Case, 'serviceLine'>

/** Passages as this case may say them: VR is cited on Access to Work alone (F1). What a person typed stays as it is. */
export const passagesOn = (c: OfLine, passages: readonly Passage[]): Passage[] =>
  passages.map(passage => {
    if ('strong' in passage) return { ...passage, strong: citedOn(c, passage.strong) }
    if ('say' in passage) return { ...passage, say: citedOn(c, passage.say) }
    if ('note' in passage) return { ...passage, note: citedOn(c, passage.note) }
    return 'label' in passage && passage.label !== undefined
      ? { ...passage, label: citedOn(c, passage.label) }
      : passage
  })

/** The fields of a form in the same way: their labels, hints and options, not what is filled in. */
export const fieldsOn = (c: OfLine, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldOn(c, field)]))

const fieldOn = (c: OfLine, field: Field): Field => ({
  ...field,
  label: citedOn(c, field.label),
  ...(field.hint !== undefined && { hint: citedOn(c, field.hint) }),
  ...('options' in field && {
    options: field.options.map(option => ({ ...option, label: citedOn(c, option.label) })),
  }),
})
