import type { LocalDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { type Case, latestReferralOf, standing } from '../../src/case/case.ts'
import { date, longText, type Option, optionsOf, radio, time } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { safetyWords } from '../../src/slack/safety-words.ts'
import { visitOutcomeWords } from '../../src/slack/words.ts'
import { caseForm, type FormCase, present } from '../form.ts'
import { quoteText } from '../quotes.ts'

/** What happened at a visit (VR ¶6, ¶7). A fact: late, out of order or a second with no first, it is recorded (F7). */
export const recordVisitOutcome = caseForm({
  command: 'record_visit_outcome',
  title: 'Record visit outcome',
  submit: 'Save outcome',
  done: 'Visit outcome recorded',
  reads: c => [latestReferralOf(c)?.address, latestReferralOf(c)?.riskToStaff, c.safeRoute?.advice],
  intro: o => [...safetyWords(o.case), ...referralWords(o)],
  fields: ({ case: c, now }) => ({
    outcome: radio({
      label: 'What happened?',
      missing: 'Select what happened at the visit',
      options: optionsOf(visitOutcomeWords),
    }),
    on: date({
      label: 'Date of visit',
      hint: 'The day of the visit, even if you enter it later. For an unsafe area: the day it was deemed unsafe.',
      missing: 'Enter the date of the visit',
      initial: visitedOn(c, localDateOf(now)),
    }),
    time: time({ label: 'Time of visit', optional: true }),
    which: radio({
      label: 'Which visit was it?',
      missing: 'Select which visit it was',
      options: [
        { value: 'first', label: 'First visit' },
        { value: 'second', label: 'Second visit' },
        { value: 'further', label: 'A further visit' },
      ],
      initial: whichNext(c),
    }),
    letterLeft: radio({
      label: 'Was a letter left?',
      hint: 'After a first visit where the customer was not seen (VR ¶7). Not in an unsafe area.',
      optional: true,
      options: letterOptions(c),
      changing: true,
    }),
    contactBy: date({ label: 'Contact date printed on the letter', optional: true }),
    whyNoLetter: longText({ label: 'If no letter was left, why?', optional: true }),
    notes: longText({ label: 'Notes', optional: true }),
  }),
  toCommand: (values, _o, seal) => {
    const { on, outcome, which, letterLeft, contactBy, whyNoLetter } = values
    if (letterLeft === undefined && (contactBy !== undefined || whyNoLetter !== undefined))
      return { errors: { letterLeft: 'Select yes if a letter was left' } }
    if (letterLeft !== 'yes' && contactBy !== undefined)
      return { errors: { contactBy: 'Leave the printed date blank: no letter was left' } }
    const letter =
      letterLeft === undefined
        ? undefined
        : {
            left: letterLeft === 'yes',
            ...(letterLeft === 'withheld' && { withheld: true as const }),
            ...present({ contactBy, whyNot: seal('why no letter', whyNoLetter) }),
          }
    return {
      kind: 'record_visit_outcome',
      on,
      outcome,
      which,
      ...present({ time: values.time, letter, notes: seal('visit notes', values.notes) }),
    }
  },
})

/** The day that was planned, unless it is still to come: then the visit was made early, and not on that day. */
const visitedOn = (c: Case, today: LocalDate): LocalDate => {
  const planned = latestReferralOf(c)?.plannedOn
  return planned === undefined || planned > today ? today : planned
}

type LetterAnswer = 'yes' | 'no' | 'withheld'

/** Where a letter may be seen by somebody else, leaving none is a decision for the customer's safety (D17). */
const letterOptions = (c: Case): Option<LetterAnswer>[] => [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  ...(mayBeUnsafeToLeave(c)
    ? [{ value: 'withheld' as const, label: 'No: withheld for safety', description: 'CEAST is told' }]
    : []),
]

const mayBeUnsafeToLeave = (c: Case): boolean => (latestReferralOf(c)?.safeToLeave ?? c.safeToLeave) !== 'yes'

const whichNext = (c: Case): 'first' | 'second' | 'further' => {
  const referral = latestReferralOf(c)?.n ?? 0
  const earlier = standing(c.visits).filter(visit => visit.referral === referral).length
  return earlier === 0 ? 'first' : earlier === 1 ? 'second' : 'further'
}

const referralWords = ({ case: c, texts }: FormCase): Passage[] => {
  const referral = latestReferralOf(c)
  if (!referral) return []
  const address = texts[referral.address]
  const risk = referral.riskToStaff === undefined ? undefined : texts[referral.riskToStaff]
  return [
    ...(address === undefined ? [] : [{ label: 'Address', quote: address }]),
    ...(risk === undefined ? [] : [{ label: 'Risk to the Visiting Officer', quote: risk }]),
    ...(referral.safeToLeave === 'yes' ? [] : safeRouteWords(c, texts)),
  ]
}

const safeRouteWords = (c: Case, texts: FormCase['texts']): Passage[] => [
  { strong: 'It may not be safe to leave a letter, text or call.' },
  ...(c.safeRoute?.advice === undefined
    ? [{ say: 'Speak to CEAST before the visit. If in doubt, leave nothing: choose "withheld for safety".' }]
    : quoteText('How to reach the customer safely, from CEAST', c.safeRoute.advice, texts)),
]
