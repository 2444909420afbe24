import { who } from './people.ts'

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
/** Who sees all of a case, and who may open it at all (rules.md F15). */
export const seesAll: readonly Name[] = [...teams, 'adviser']
export const mayOpen: readonly Name[] = [...seesAll, 'raiser']

type Rule = { may: readonly Name[]; paragraph?: string }
const ceast = (paragraph: string): Rule => ({ may: ['ceast'], paragraph })
const adviser = (paragraph: string): Rule => ({ may: ['adviser'], paragraph })

/** Who may do what, and the paragraph that says so: written down a second time, to be compared with the program. */
export const mayDo: Readonly<Record<string, Rule>> = {
  add_concern: { may: names },
  enter_number: { may: ['spoc', 'ceast', 'visiting', 'raiser', 'adviser'] },
  record_triage_decision: { may: ['spoc'], paragraph: 'VR ¶3, ¶4' },
  complete_visiting_referral: { may: ['spoc'], paragraph: 'VR ¶3, ¶4' },
  plan_visit: { may: ['visiting'], paragraph: 'VR ¶4' },
  record_visit_outcome: { may: ['visiting'], paragraph: 'VR ¶6' },
  record_customer_contact: { may: ['spoc', 'ceast', 'visiting'], paragraph: 'VR ¶8' },
  take_the_lead: ceast('VR ¶12'),
  record_evidence_review: ceast('VR ¶15'),
  record_marker_decision: ceast('VR ¶14'),
  record_ceast_outcome: ceast('VR ¶17'),
  release_the_hold: ceast('VR ¶11, ¶19'),
  confirm_release: ceast('VR ¶11, ¶19'),
  confirm_system_note: { may: ['spoc'], paragraph: 'VR ¶13, ¶22' },
  return_to_adviser: ceast('VR ¶23'),
  record_adviser_contact: adviser('VR ¶5'),
  record_award_decision: adviser('VR ¶23'),
  correct_entry: { may: ['spoc', 'ceast', 'visiting'] },
  link_cases: { may: ['spoc', 'ceast'] },
  log_disclosure: {
    may: ['spoc', 'visiting', 'ceast', 'acssl', 'lead', 'raiser', 'adviser'],
    paragraph: 'ME ¶5, ¶6',
  },
  record_learning: { may: ['acssl', 'ceast', 'spoc', 'lead'], paragraph: 'ME ¶14' },
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
