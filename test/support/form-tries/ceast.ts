import { addDays } from '../../../src/calendar/dates.ts'
import { today } from '../case-by-hand.ts'
import { who } from '../people.ts'
import type { FormTries, Group } from './form-try.ts'

const tomorrow = addDays(today(), 1)
const nextWeek = addDays(today(), 7)
const same = ({ refOf }: Group) => refOf('take_the_lead')
const noted = (name: string) => ({ [name]: 'reviewed', [`${name}Note`]: 'Looked at the records.' })

/** CEAST's own work on a case with a concern and no visit, up to the ACSSL's last review. */
export const ceastTries: FormTries = {
  take_the_lead: {
    by: who.ceastOne,
    bring: async ({ hand }) => {
      const ref = await hand.raise()
      await hand.step(who.spoc, 'spoc', ref, 'record_triage_decision', {
        concern: 'yes',
        visit: 'no',
        reason: 'No visit would help',
      })
      return ref
    },
    answers: {},
  },
  ask_for_conference: {
    by: who.ceastOne,
    bring: same,
    answers: { reason: 'What the last visit found.' },
  },
  record_conference: {
    by: who.ceastOne,
    bring: same,
    answers: {
      on: today(),
      ceast: [who.ceastOne],
      spoc: [who.spoc],
      decisions: 'To speak to the sister.',
      action: 'Find the sister',
      actionOwner: who.spoc,
      actionDueOn: tomorrow,
    },
    wrong: { on: [tomorrow, 'Date of the conference must be today or in the past (VR ¶16)'] },
  },
  agree_action: {
    by: who.ceastOne,
    bring: same,
    answers: { text: 'Ask the council', owner: who.ceastTwo, dueOn: tomorrow },
  },
  complete_action: {
    by: who.spoc,
    bring: same,
    answers: { n: '1', note: 'Rang the sister.' },
  },
  record_evidence_review: {
    by: who.ceastOne,
    bring: async group => {
      await group.hand.step(who.ceastTwo, 'ceast', same(group), 'complete_action', { n: '2', note: 'Asked' })
      return same(group)
    },
    answers: {
      ...noted('circumstances'),
      ...noted('interactions'),
      ...noted('documents'),
      ...noted('thirdParties'),
      furtherInformation: 'no',
    },
  },
  record_marker_decision: {
    by: who.ceastOne,
    bring: same,
    answers: { applied: 'yes', reason: 'Needs calls and no letters.' },
  },
  record_ceast_outcome: {
    by: who.ceastOne,
    bring: same,
    answers: { outcome: 'acs_concern', reason: 'Lives alone and does not eat.', satisfied: ['yes'] },
  },
  log_contact_attempt: {
    by: who.ceastOne,
    bring: same,
    answers: { route: 'next_of_kin', outcome: 'spoke', on: today(), text: 'The sister visits tonight.' },
    wrong: { on: [tomorrow, 'Date of the attempt must be today or in the past (VR ¶20)'] },
    says: ['log what you told'],
  },
  record_support_decision: {
    by: who.ceastOne,
    bring: same,
    answers: { needed: 'yes', reason: 'The council has to be asked.' },
  },
  refer_to_acssl: {
    by: who.ceastOne,
    bring: same,
    answers: { district: 'North', need: 'Liaison with the council.', reviewOn: nextWeek },
  },
  accept_acssl_referral: { by: who.acssl, bring: same, answers: { n: '1' } },
  record_acssl_review: {
    by: who.acssl,
    bring: same,
    answers: { n: '1', what: 'A social worker visits.', last: 'yes' },
  },
}
