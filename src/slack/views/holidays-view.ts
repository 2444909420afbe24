import { formatShortDate } from '../../calendar/dates.ts'
import type { HolidayDifferences } from '../../calendar/holiday-changes.ts'
import { formatInstant, type Instant } from '../../calendar/london.ts'
import { holidayChangeWords, type MovedDate } from '../../case/bank-holidays.ts'
import type { PersonId } from '../../case/people.ts'
import { type Fields, formView, longText, radio } from '../form-view.ts'
import { moveWords } from '../holiday-words.ts'
import { type ModalView, showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { personWords } from '../person-words.ts'

export const decideHolidaysId = 'decide_bank_holidays'
const title = 'Bank holidays'

/** What somebody answered, or that a later list took its place. */
type Answered = {
  outcome: 'confirmed' | 'set_aside' | 'overtaken'
  by: PersonId
  at: Instant
  reason: string | null
}
type Moves = { dates: readonly (MovedDate & { ref: string })[]; cases: number; all: boolean }
/** A change as it stands with the leads. */
export type HolidaysShown = { change: HolidayDifferences; answers: readonly Answered[]; moves: Moves }

/** What a lead answers. */
export const holidayFields = {
  decision: radio({
    label: 'What should Safehold do?',
    options: [
      {
        value: 'confirmed',
        label: 'Confirm: count it',
        description: 'The dates above move, and their owners are told',
      },
      { value: 'set_aside', label: 'Set it aside', description: 'Dates are counted as before' },
    ],
    missing: 'Choose what Safehold should do',
  }),
  reason: longText({
    label: 'Why is it set aside?',
    hint: 'Needed only if you set it aside. Do not name a customer.',
    optional: true,
  }),
} as const satisfies Fields

const linesShown = 40
const linesInOne = 10

/** The dates that a change of bank holidays would move, and the question to a lead; once it is decided, who did. */
export const holidaysView = ({ change, answers, moves }: HolidaysShown, metadata: string): ModalView => {
  const what: Passage[] = [{ strong: capital(holidayChangeWords(change)) }, ...answers.map(answeredWords)]
  const decided = answers.some(({ outcome }) => outcome !== 'set_aside')
  if (decided) return showView({ title }, what)
  return formView(
    { title, submit: 'Record', callbackId: decideHolidaysId, metadata },
    [...what, { say: `${moveWords(moves)}.` }, ...linesOf(moves)],
    holidayFields,
    [
      {
        note: 'A new bank holiday only ever moves a date later. A day that is none any more moves no date that is there (D4, F8).',
      },
    ],
  )
}

/** What was decided, for whoever pressed last: also when somebody else was faster. */
export const holidaysDecidedView = ({ change, answers }: Omit<HolidaysShown, 'moves'>): ModalView => {
  const confirmed = answers.some(({ outcome }) => outcome === 'confirmed')
  return showView({ title, close: 'Close' }, [
    { strong: capital(holidayChangeWords(change)) },
    ...answers.map(answeredWords),
    ...(confirmed
      ? [
          {
            say: 'Open cases are told now. This channel is told when that is done, and the owner of each date that moves is told of theirs.',
          },
        ]
      : []),
  ])
}

const linesOf = ({ dates, all }: Moves): Passage[] => {
  const lines = dates
    .slice(0, linesShown)
    .map(({ ref, step, from, to }) => `${ref} · ${step} · ${formatShortDate(from)} to ${formatShortDate(to)}`)
  const passages: Passage[] = []
  for (let i = 0; i < lines.length; i += linesInOne)
    passages.push({ say: lines.slice(i, i + linesInOne).join('\n') })
  const more = dates.length - lines.length
  if (more > 0 || !all) passages.push({ note: `${all ? more : `At least ${more}`} more are not shown here.` })
  return passages
}

const outcomeWords: Record<Answered['outcome'], string> = {
  confirmed: 'Confirmed',
  set_aside: 'Set aside',
  overtaken: 'No longer asked: GOV.UK lists something else since',
}

const answeredWords = ({ outcome, by, at, reason }: Answered): Passage => {
  const who = outcome === 'overtaken' ? '' : ` by ${personWords(by)}`
  return reason === null
    ? { say: `${outcomeWords[outcome]}${who}, ${formatInstant(at)}` }
    : { quote: reason, label: `${outcomeWords[outcome]}${who}, ${formatInstant(at)}` }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
