import { formatDate } from '../../src/calendar/dates.ts'
import { type Case, standing } from '../../src/case/case.ts'
import type { TakenBack } from '../../src/case/ceast-entries.ts'
import { type Sight, sightOf } from '../../src/case/readable-texts.ts'
import { entriesToTakeBack, pastEntries } from '../../src/case/taking-back.ts'
import {
  date,
  longText,
  numberField,
  type Option,
  optionsOf,
  radio,
  select,
} from '../../src/slack/form-view.ts'
import { contactRouteWords, noteKindWords, visitOutcomeWords, withWhomWords } from '../../src/slack/words.ts'
import { areaFault, areaField, keptArea } from '../customer-area.ts'
import { caseForm, present } from '../form.ts'

const theNumber = 'number'
const theArea = 'area'

/** Names an entry and says what is true instead; the old one stays visible, and no hold ends by it (F9). */
export const correctEntry = caseForm({
  command: 'correct_entry',
  title: 'Correct an entry',
  submit: 'Save correction',
  done: 'Entry corrected. A correction never ends a hold',
  intro: () => [
    { say: 'The old entry stays on the record. A correction may start a hold and never ends one.' },
    {
      say: 'A step that was recorded as done and was not is open again: its date counts, and what waits for it waits.',
    },
  ],
  fields: ({ case: c, actor }) => ({
    of: select({
      label: 'Which entry is wrong?',
      missing: 'Choose the entry that is wrong',
      changing: true,
      options: entriesOf(c, sightOf(c, actor)),
    }),
    reason: longText({ label: 'Why is it wrong?', missing: 'Enter why it is wrong' }),
    instead: radio({
      label: 'What is true instead?',
      missing: 'Select what is true instead',
      options: [
        { value: 'nothing', label: 'It should not be on the record' },
        { value: 'other', label: 'Something else is true', description: 'Fill in what is true below' },
      ],
    }),
    on: date({ label: 'True date of the visit', optional: true }),
    outcome: select({
      label: 'True outcome of the visit',
      optional: true,
      options: optionsOf(visitOutcomeWords),
    }),
    number: numberField({ label: 'True National Insurance number', optional: true }),
    area: { ...areaField(), label: 'True local authority or postcode district' },
  }),
  toCommand: (values, { case: c }, seal) => {
    const { of, instead, on, outcome, number } = values
    if (of === theNumber) {
      if (number === undefined) return { errors: { number: 'Enter the true National Insurance number' } }
      const reason = seal('correction reason', values.reason)
      // A number is not an entry with a place of its own: the new one takes over from whichever stood.
      return { kind: 'correct_entry', of: 0, reason, number: { text: seal.number(number) } }
    }
    if (of === theArea) {
      const area = instead === 'nothing' ? undefined : keptArea(values.area)
      if (instead === 'other' && area === undefined)
        return {
          errors: { area: 'Enter the true local authority or postcode district', ...areaFault(values.area) },
        }
      const reason = seal('correction reason', values.reason)
      return { kind: 'correct_entry', of: 0, reason, area: present({ text: seal('area', area) }) }
    }
    const note = c.notes.find(({ id }) => noteValue(id) === of)
    if (note && instead === 'nothing') {
      const reason = seal('correction reason', values.reason)
      return { kind: 'correct_entry', of: 0, note: note.id, reason }
    }
    const seq = Number(of)
    const visit = standing(c.visits).find(one => one.seq === seq)
    if (instead === 'nothing')
      return { kind: 'correct_entry', of: seq, reason: seal('correction reason', values.reason) }
    if (!visit)
      return {
        errors: {
          instead: 'Select that it should not be on the record, then record what is true as a new entry',
        },
      }
    if (on === undefined && outcome === undefined)
      return { errors: { on: 'Enter the true date of the visit, or its true outcome' } }
    return {
      kind: 'correct_entry',
      of: seq,
      reason: seal('correction reason', values.reason),
      visit: { on: on ?? visit.on, outcome: outcome ?? visit.outcome },
    }
  },
})

const noteValue = (id: string): string => `note ${id}`

/** A select holds a hundred options: the newest entries, the number and where the customer is. */
const entriesOf = (c: Case, sight: Sight): Option[] => {
  const visits = standing(c.visits).map(visit => ({
    seq: visit.seq,
    value: String(visit.seq),
    label: `Visit on ${formatDate(visit.on)}: ${visitOutcomeWords[visit.outcome]}`,
  }))
  // A restricted case shows DWP Visiting its visits, and no contact (F15).
  const contacts = standing(sight === 'all' ? c.contacts : []).map(contact => ({
    seq: contact.seq,
    value: String(contact.seq),
    label: `Contact on ${formatDate(contact.on)}: ${withWhomWords[contact.withWhom]}`,
  }))
  const steps = (sight === 'all' ? [...entriesToTakeBack(c), ...pastEntries(c)] : []).map(
    ({ seq, takesBack }) => ({
      seq,
      value: takesBack.what === 'note' ? noteValue(takesBack.id) : String(seq),
      label: stepLabel(c, seq, takesBack),
    }),
  )
  const entries = [...visits, ...contacts, ...steps].sort((a, b) => b.seq - a.seq).slice(0, 98)
  return [
    ...entries.map(({ value, label }) => ({ value, label })),
    { value: theNumber, label: 'The National Insurance number' },
    { value: theArea, label: 'Where the customer is' },
  ]
}

/** A step that was recorded as done: a correction opens it again. */
const stepLabel = (c: Case, seq: number, takesBack: TakenBack): string => {
  switch (takesBack.what) {
    case 'note': {
      const isNotNeeded = c.notes.some(note => note.id === takesBack.id && note.notNeeded !== undefined)
      return `${isNotNeeded ? 'No note needed' : 'Note confirmed'} on ${takesBack.system}: ${noteKindWords[takesBack.note]}`
    }
    case 'action':
      return `Action ${takesBack.n} completed`
    case 'attempt': {
      const attempt = c.attempts.find(one => one.seq === seq)
      return attempt
        ? `Contact attempt on ${formatDate(attempt.on)}: ${contactRouteWords[attempt.route]}`
        : 'Contact attempt'
    }
    case 'conference':
      if (takesBack.past) return `Earlier case conference (entry ${seq})`
      return c.conference?.heldOn === undefined
        ? 'Case conference that was not held'
        : `Case conference held on ${formatDate(c.conference.heldOn)}`
    case 'marker':
      if (takesBack.past) return `Earlier decision on the Additional Support marker (entry ${seq})`
      return `Additional Support marker: ${c.marker?.applied ? 'applied' : 'not applied'}`
    default:
      return takesBack satisfies never
  }
}
