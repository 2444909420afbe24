import { addDays } from '../../../src/calendar/dates.ts'
import { today } from '../case-by-hand.ts'
import { who } from '../people.ts'
import type { FormTries } from './form-try.ts'

const wrongNumber = ['QQ 12', 'Enter a National Insurance number in the correct format'] as const
const concern = 'On the phone the customer sounded confused and had not eaten.'

/** From the first concern to the team that has it: whoever raised it, the line manager, the SPOC and CEAST. */
export const raisingTries: FormTries = {
  raise_concern: {
    by: who.raiser,
    word: '',
    answers: { danger: 'no', text: concern, harmed: ['customer', 'child'], lineManager: who.adviser },
    wrong: { number: wrongNumber },
    says: ['Sent to the Access to Work SPOC', 'What happens next'],
  },
  add_concern: {
    by: who.raiser,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { text: 'They rang again and cried.', harmed: ['not_sure'] },
  },
  acknowledge_concern: {
    by: who.adviser,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: {},
  },
  ask_for_reminder: {
    by: who.spoc,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { when: 'in_an_hour' },
  },
  confirm_email_sent: { by: who.raiser, bring: ({ refOf }) => refOf('raise_concern'), answers: {} },
  record_six_point_plan: {
    by: who.raiser,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { on: today(), time: '00:00', text: 'A colleague rang the crisis team.' },
    wrong: {
      on: [addDays(today(), 1), 'Date the plan was begun must be today or in the past (ME ¶9)'],
    },
  },
  record_manager_discussion: {
    by: who.raiser,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { how: 'discussed', on: today(), text: 'Agreed to wait for the SPOC.' },
    wrong: { on: [addDays(today(), 1), 'Date must be today or in the past (ME ¶5)'] },
  },
  enter_number: {
    by: who.spoc,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { number: 'QQ 12 34 56 C' },
    wrong: { number: wrongNumber },
  },
  record_triage_decision: {
    by: who.spoc,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { concern: 'no', visit: 'no', reason: 'Nothing points to harm.', adviser: who.adviser },
  },
  say_still_concerned: {
    by: who.raiser,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { text: 'Nobody has spoken to the customer.' },
  },
  answer_remaining_concern: {
    by: who.ceastOne,
    bring: ({ refOf }) => refOf('raise_concern'),
    answers: { concern: 'no', reason: 'The adviser rings today.' },
  },
  ask_for_advice: {
    by: who.otherRaiser,
    word: 'advice',
    answers: { danger: 'no', text: 'The customer sounded low. What do I do?' },
    says: ['What happens next'],
  },
  give_advice: {
    by: who.spoc,
    bring: ({ refOf }) => refOf('ask_for_advice'),
    answers: { advice: 'Ring back and ask how they are.', concern: 'no' },
  },
  hand_over: {
    by: who.spoc,
    bring: ({ hand }) => hand.raise(),
    answers: { to: 'universal_credit', reason: 'The customer asks about Universal Credit.' },
    says: ['CEAST is asked to accept it'],
  },
  accept_handover: { by: who.ceastOne, bring: ({ refOf }) => refOf('hand_over'), answers: {} },
  bring_in_case: {
    by: who.spoc,
    word: 'bring-in',
    answers: {
      source: 'The SPOC mailbox.',
      text: concern,
      harmed: ['customer'],
      firstVisitOn: addDays(today(), -20),
      firstOutcome: 'no_answer',
      address: '1 Made Up Street',
      nation: 'scotland',
      visitReason: 'vulnerability',
    },
    wrong: { number: wrongNumber },
    says: ['Brought in'],
  },
  link_cases: {
    by: who.spoc,
    bring: ({ refOf }) => refOf('bring_in_case'),
    answers: ({ refOf }) => ({ other: refOf('raise_concern'), reason: 'The same name and address.' }),
    wrong: { other: ['ACS-1', 'There is no case with that reference. Check it and enter it again'] },
  },
  check_award: {
    by: who.adviser,
    word: 'check',
    answers: { number: 'QQ 12 34 56 C' },
    wrong: { number: wrongNumber },
    says: ['No hold is recorded under this number', 'This is not permission to suspend or stop'],
  },
}
