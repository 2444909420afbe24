import { today } from '../case-by-hand.ts'
import { who } from '../people.ts'
import type { FormTries, Group } from './form-try.ts'

const same = ({ refOf }: Group) => refOf('put_on_hold')

/** The hold, its release by two people, and the case back with its adviser. */
export const holdTries: FormTries = {
  record_adviser_contact: {
    by: who.adviser,
    bring: async ({ hand }) => {
      const ref = await hand.raise()
      await hand.step(who.spoc, 'spoc', ref, 'record_triage_decision', {
        concern: 'no',
        visit: 'no',
        reason: 'None seen',
        adviser: who.adviser,
      })
      return ref
    },
    answers: { conversation: 'They said that they cannot go on.', concern: 'yes' },
  },
  assign_adviser: {
    by: who.spoc,
    bring: async ({ hand }) => {
      const ref = await hand.raise()
      await hand.step(who.spoc, 'spoc', ref, 'record_triage_decision', {
        concern: 'no',
        visit: 'no',
        reason: 'None seen',
        adviser: who.otherRaiser,
      })
      return ref
    },
    answers: { adviser: who.adviser },
  },
  put_on_hold: {
    by: who.ceastOne,
    bring: async group => {
      const ref = group.refOf('assign_adviser')
      await group.hand.step(who.raiser, 'spoc', ref, 'add_concern', { text: 'New', harmed: ['customer'] })
      const triaged = { concern: 'yes', visit: 'yes', reason: 'A visit may help' }
      await group.hand.step(who.spoc, 'spoc', ref, 'record_triage_decision', triaged)
      await group.hand.refer(ref)
      await group.hand.visit(ref)
      await group.hand.visit(ref, { which: 'second', outcome: 'refused' })
      return ref
    },
    answers: { reason: 'A decision is due on Friday.' },
  },
  record_award_status: { by: who.adviser, bring: same, answers: { status: 'stopped' } },
  decide_on_restoration: {
    by: who.ceastOne,
    bring: same,
    answers: { asked: 'yes', reason: 'It should not have been stopped.' },
  },
  ask_for_interim_advice: {
    by: who.adviser,
    bring: same,
    answers: { question: 'May I extend the award by a month?' },
  },
  give_interim_advice: {
    by: who.ceastOne,
    bring: same,
    answers: { advice: 'Extend it.' },
    first: ['of'],
  },
  mark_note_not_needed: {
    by: who.spoc,
    bring: same,
    answers: { reason: 'The customer has no record there.' },
    first: ['id'],
  },
  release_the_hold: {
    by: who.ceastOne,
    bring: async group => {
      const { step, review } = group.hand
      await step(who.ceastOne, 'ceast', same(group), 'take_the_lead')
      await review(same(group))
      const marker = { applied: 'yes', reason: 'Needs support' }
      await step(who.ceastOne, 'ceast', same(group), 'record_marker_decision', marker)
      const outcome = { outcome: 'no_acs_concern', reason: 'All was looked at', satisfied: ['yes'] }
      await step(who.ceastOne, 'ceast', same(group), 'record_ceast_outcome', outcome)
      return same(group)
    },
    answers: { ground: 'advice_given', advice: 'Pay as before, and ring on Mondays.' },
    first: ['holds'],
  },
  confirm_release: { by: who.ceastTwo, bring: same, answers: { read: ['yes'] } },
  confirm_system_note: { by: who.spoc, bring: same, answers: {}, first: ['ids'] },
  return_to_adviser: { by: who.ceastOne, bring: same, answers: { adviser: who.adviser } },
  record_award_decision: {
    by: who.adviser,
    bring: async group => {
      await group.hand.openAdvice(who.adviser, same(group))
      return same(group)
    },
    answers: { decision: 'award', reason: 'The grant helps.', ourService: 'yes' },
  },
  record_learning: {
    by: who.acssl,
    bring: same,
    answers: {
      source: 'staff',
      theme: 'visits',
      rootCause: 'The letter was not left.',
      recommendation: 'Leave it.',
      owner: who.acssl,
      dueOn: today(),
    },
  },
  complete_learning: { by: who.acssl, bring: same, answers: { n: '1', note: 'Told the team.' } },
}
