import { describe, expect, it } from 'vitest'
import { readValues } from '../../handlers/form-values.ts'
import type { Field } from '../../src/slack/form-view.ts'

const options = [{ value: 'yes', text: 'Yes' }] as const

/** What a form makes of one answer: its value, or the words beside it. */
const answered = (field: object, answer: object) => {
  // Only what reading uses of a field.
  const read = readValues({ field: { label: 'Visit', ...field } as Field }, { field: { value: answer } })
  return 'errors' in read ? read.errors['field'] : read.values.field
}

describe('an answer', () => {
  it.each<[string, object, object, unknown]>([
    ['a choice that was offered', { kind: 'radio', options }, { selected_option: { value: 'yes' } }, 'yes'],
    ['a real day', { kind: 'date' }, { selected_date: '2028-02-29' }, '2028-02-29'],
    ['a time of day', { kind: 'time' }, { selected_time: '23:59' }, '23:59'],
    ['a person of Slack', { kind: 'person' }, { selected_user: 'U0SPOC1' }, 'U0SPOC1'],
    ['blanks are no answer', { kind: 'text' }, { value: ' \u200b\n' }, undefined],
  ])('is taken: %s', (_what, field, answer, value) => {
    expect(answered(field, answer)).toEqual(value)
  })

  it.each<[string, object, object, string]>([
    [
      'a choice that was not offered',
      { kind: 'radio', options },
      { selected_option: { value: 'no' } },
      'Choose again: Visit',
    ],
    [
      'a day that does not exist',
      { kind: 'date' },
      { selected_date: '2026-02-30' },
      'Visit must be a real date',
    ],
    [
      'a time that does not exist',
      { kind: 'time' },
      { selected_time: '24:00' },
      'Visit must be a time, like 14:30',
    ],
    ['somebody who is no person', { kind: 'person' }, { selected_user: '<!channel>' }, 'Choose again: Visit'],
    ['nothing where something is needed', { kind: 'text', missing: 'Enter a reason' }, {}, 'Enter a reason'],
    [
      'nothing where something is to be selected',
      { kind: 'checkboxes', options, missing: 'Select who' },
      {},
      'Select who',
    ],
  ])('is sent back with words: %s', (_what, field, answer, words) => {
    expect(answered(field, answer)).toBe(words)
  })
})
