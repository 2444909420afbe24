import type { Fields } from '../../src/workbench/fields.ts'
import { who } from './people.ts'
import { chosen, picked, ticked } from './raw-wire.ts'

/** Everybody there is in the workbench, by what they are to a case made by `heldCase`. */
export const everybody = {
  raiser: who.raiser,
  otherColleague: who.otherRaiser,
  adviser: who.adviser,
  otherAdviser: 'U0WBDEVPA1',
  spoc: who.spoc,
  visiting: who.officer,
  ceast: who.ceastTwo,
  acssl: who.acssl,
  lead: who.lead,
  guest: who.guest,
  deactivated: 'U0WBOLGAR1',
  bot: 'U0SAFEHOLD',
  unknown: 'U0NOBODY99',
} as const

export type Name = keyof typeof everybody

// The keys of everybody, whose type Object.keys forgets.
export const names = Object.keys(everybody) as Name[]

const teams: readonly Name[] = ['spoc', 'visiting', 'ceast', 'acssl', 'lead']
/** Who sees all of a case that is with CEAST, and who may open it at all (F15). */
export const seesAll: readonly Name[] = teams
export const mayOpen: readonly Name[] = [...teams, 'adviser', 'raiser']

type Rule = {
  may: readonly Name[]
  paragraph?: string
  /** What those who may are told of a case made by `heldCase`, where there is nothing to be done to it. */
  notNow?: string
  /** And the answers of its form, which they are not shown. */
  answers?: Record<string, string | Fields>
  /** The held case is not where this fits, so those who may are told what comes first. */
  later?: true
}
const ceast = (paragraph: string): Rule => ({ may: ['ceast'], paragraph })
const adviser = (paragraph: string): Rule => ({ may: ['adviser'], paragraph })

/** Who may do what, and the paragraph that says so: written down a second time, to be compared with the program. */
export const mayDo: Readonly<Record<string, Rule>> = {
  add_concern: { may: names },
  enter_number: { may: ['spoc', 'ceast', 'visiting', 'raiser', 'adviser'] },
  record_triage_decision: { may: ['spoc'], paragraph: 'VR ¶3, ¶4' },
  complete_visiting_referral: {
    may: ['spoc'],
    paragraph: 'VR ¶3, ¶4',
    later: true,
    answers: {
      reason: chosen('vulnerability'),
      address: 'Typed in address',
      nation: chosen('england-and-wales'),
      safeToLeave: chosen('yes'),
    },
  },
  plan_visit: { may: ['visiting'], paragraph: 'VR ¶4' },
  record_visit_outcome: { may: ['visiting'], paragraph: 'VR ¶6' },
  record_customer_contact: { may: ['spoc', 'ceast', 'visiting'], paragraph: 'VR ¶8' },
  take_the_lead: ceast('VR ¶12'),
  record_evidence_review: ceast('VR ¶15'),
  record_marker_decision: ceast('VR ¶14'),
  record_ceast_outcome: {
    ...ceast('VR ¶17'),
    later: true,
    answers: { outcome: chosen('acs_concern'), reason: 'Typed in reason', satisfied: ticked('yes') },
  },
  release_the_hold: ceast('VR ¶11, ¶19'),
  confirm_release: ceast('VR ¶11, ¶19'),
  confirm_system_note: { may: ['spoc'], paragraph: 'VR ¶13, ¶22' },
  return_to_adviser: ceast('VR ¶23'),
  record_adviser_contact: adviser('VR ¶5'),
  record_award_decision: {
    ...adviser('VR ¶23'),
    notNow: 'Do not suspend or stop this award',
    answers: { decision: chosen('award'), reason: 'Typed in reason', ourService: chosen('no') },
  },
  correct_entry: { may: ['spoc', 'ceast', 'visiting'] },
  link_cases: { may: ['spoc', 'ceast'] },
  give_advice: {
    may: ['spoc', 'ceast'],
    paragraph: 'ME ¶7, ¶8',
    notNow: 'No advice was asked for',
    answers: { advice: 'Typed in advice', concern: chosen('no') },
  },
  acknowledge_concern: { may: ['lead'], paragraph: 'ME ¶3' },
  record_manager_discussion: {
    may: ['spoc', 'ceast', 'visiting', 'lead', 'raiser', 'adviser'],
    paragraph: 'ME ¶5',
  },
  record_six_point_plan: { may: ['spoc', 'ceast', 'visiting', 'raiser', 'adviser'], paragraph: 'ME ¶9' },
  confirm_email_sent: { may: ['raiser'], paragraph: 'VR ¶4, ¶5' },
  say_still_concerned: { may: ['raiser'], notNow: 'CEAST has this case', answers: { text: 'Typed in text' } },
  answer_remaining_concern: {
    may: ['ceast'],
    notNow: 'Nobody waits for an answer on this case',
    answers: { concern: chosen('no'), reason: 'Typed in reason' },
  },
  record_award_status: { may: ['spoc', 'ceast', 'adviser'] },
  decide_on_restoration: {
    may: ['ceast'],
    later: true,
    answers: { asked: chosen('yes'), reason: 'Typed in reason' },
  },
  restrict_case: { may: ['spoc', 'ceast', 'lead'] },
  place_legal_hold: { may: ['lead'] },
  lift_legal_hold: { may: ['lead'], later: true, answers: { reason: 'Typed in reason' } },
  lift_restriction: { may: ['ceast'], later: true, answers: { reason: 'Typed in reason' } },
  mark_note_not_needed: { may: ['spoc'], paragraph: 'VR ¶13' },
  hand_over: {
    may: ['spoc'],
    later: true,
    answers: { to: chosen('universal_credit'), reason: 'Typed in reason' },
  },
  accept_handover: { may: ['spoc'], later: true, answers: {} },
  assign_adviser: {
    may: ['spoc', 'ceast'],
    paragraph: 'VR ¶4, ¶23',
    later: true,
    answers: { adviser: picked(who.raiser) },
  },
  withdraw_visiting_referral: {
    may: ['spoc'],
    paragraph: 'VR ¶3, ¶4',
    later: true,
    answers: { reason: 'Typed in reason' },
  },
  ask_for_further_visit: { may: ['ceast'], later: true, answers: { reason: 'Typed in reason' } },
  advise_on_safe_route: { may: ['ceast'], later: true, answers: { advice: 'Typed in advice' } },
  log_disclosure: {
    may: ['spoc', 'visiting', 'ceast', 'acssl', 'lead', 'raiser', 'adviser'],
    paragraph: 'ME ¶5, ¶6',
  },
  record_learning: { may: ['acssl', 'ceast', 'spoc', 'lead'], paragraph: 'ME ¶14' },
  ask_for_reminder: { may: mayOpen },
  // The adviser of the case made by `heldCase` is to see to the item as well.
  complete_learning: { may: ['acssl', 'lead', 'adviser'], paragraph: 'ME ¶14' },
}

/** The words for those who may not open a case, or are not let in at all. */
export const shut: Readonly<Partial<Record<Name, RegExp>>> = {
  otherColleague: /There is no case with that reference that you can open/,
  otherAdviser: /There is no case with that reference that you can open/,
  guest: /Safehold is not open to guests/,
  deactivated: /Safehold is not open to people whose account is switched off/,
  bot: /Safehold is not open to apps/,
  unknown: /Safehold could not check who you are, so it shows nothing and decides nothing/,
}
