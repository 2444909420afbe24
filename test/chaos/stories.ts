import type { Answers } from '../../src/workbench/hands.ts'
import type { ShownView } from '../../src/workbench/page-state.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'

/** What a client's people are in its cases. */
export type Part = 'raiser' | 'triage' | 'officer' | 'ceast' | 'second'

/** The form as it is on the screen, and the day by the record's clock. */
type Seen = { view: ShownView; today: string; line: string }

/** One form that somebody fills in and sends. */
export type Step = {
  /** Also the callback_id of its form. */
  act: string
  by: Part
  /** The kind of event that it leaves in the record. */
  event: string
  answers: (seen: Seen) => Answers
}

export type Story = readonly Step[]

const raise = (danger: 'yes' | 'no'): Step => ({
  act: 'raise_concern',
  by: 'raiser',
  event: 'concern_raised',
  answers: ({ line }) => ({ danger, text: 'Made-up concern', harmed: ['customer'], serviceLine: line }),
})
const add: Step = {
  act: 'add_concern',
  by: 'raiser',
  event: 'concern_added',
  answers: () => ({ text: 'More was said', harmed: ['customer'] }),
}
const triage: Step = {
  act: 'record_triage_decision',
  by: 'triage',
  event: 'triage_decided',
  answers: () => ({ concern: 'yes', visit: 'yes', reason: 'A visit may help' }),
}
const refer: Step = {
  act: 'complete_visiting_referral',
  by: 'triage',
  event: 'visiting_referral_completed',
  answers: () => ({
    reason: 'vulnerability',
    address: '1 Made Up Street',
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    // The same number would link the cases of a run, and the checkers look at each by itself.
    number: null,
    whyNoNumber: 'Not to hand',
  }),
}
const visit = (outcome: 'no_answer' | 'unsafe_area', which: 'first' | 'second'): Step => ({
  act: 'record_visit_outcome',
  by: 'officer',
  event: 'visit_recorded',
  answers: ({ today }) => ({ outcome, on: today, which, letterLeft: outcome === 'no_answer' ? 'yes' : null }),
})
const hold: Step = {
  act: 'put_on_hold',
  by: 'ceast',
  event: 'hold_requested',
  answers: () => ({ reason: 'Made-up reason' }),
}
const correct: Step = {
  act: 'correct_entry',
  by: 'officer',
  event: 'entry_corrected',
  answers: ({ view }) => ({
    of: optionsIn(view, 'of')[0] ?? null,
    reason: 'Another address',
    instead: 'nothing',
  }),
}
const release: Step = {
  act: 'release_the_hold',
  by: 'ceast',
  event: 'release_requested',
  answers: ({ view }) => ({
    holds: optionsIn(view, 'holds'),
    ground: 'recorded_in_error',
    advice: 'The visit was to another address',
  }),
}
const confirm: Step = {
  act: 'confirm_release',
  by: 'second',
  event: 'release_confirmed',
  answers: () => ({ read: ['yes'] }),
}

/** What one client may have to do: one case each, a few forms. */
export const stories: readonly Story[] = [
  [raise('no'), triage, refer, visit('unsafe_area', 'first')],
  [raise('yes'), add, triage],
  [raise('no'), triage, refer, visit('no_answer', 'first'), visit('no_answer', 'second')],
  [raise('no'), triage, refer, visit('unsafe_area', 'first'), correct, release, confirm],
  [raise('no'), hold, add],
  [raise('yes'), triage, hold],
]

/** The last form of every run, when all is well again: it must succeed. */
export const proof: Step = raise('no')

/** Who does it, and on which benefit: the third client's cases are CEAST's from the start. */
export const casts: Readonly<Record<string, { line: string; people: Record<Part, string> }>> = {
  one: {
    line: 'access_to_work',
    people: {
      raiser: who.raiser,
      triage: who.spoc,
      officer: who.officer,
      ceast: who.ceastOne,
      second: who.ceastThree,
    },
  },
  two: {
    line: 'access_to_work',
    people: {
      raiser: who.otherRaiser,
      triage: who.otherSpoc,
      officer: who.otherOfficer,
      ceast: who.ceastTwo,
      second: who.ceastThree,
    },
  },
  three: {
    line: 'not_sure',
    people: {
      raiser: who.adviser,
      triage: who.ceastThree,
      officer: who.officer,
      ceast: who.ceastThree,
      second: who.ceastOne,
    },
  },
}
