import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import { decide } from '../../src/case/decide.ts'
import { type Actor, safehold, type Team, teamNames } from '../../src/case/people.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { isRefusal, type Refusal } from '../../src/case/refusal.ts'
import { labels } from '../../src/slack/labels.ts'
import { actorOf, at, caseOf, everybody, isTeam, people, type Role, teamOf } from '../access/parts.ts'
import { staff } from './story.ts'

type Entry = { may: readonly Role[]; rule: string }
const ceast = (rule: string): Entry => ({ may: ['ceast'], rule })
const anyone: Entry = { may: everybody, rule: '' }

/** Who may do what, and by which rule: written down a second time, to be compared with the program. */
const table: Record<CommandKind, Entry> = {
  declare_danger: anyone,
  raise_concern: anyone,
  add_concern: anyone,
  ask_for_advice: anyone,
  enter_number: { may: ['triage', 'ceast', 'visiting', 'raiser', 'adviser'], rule: 'F6' },
  record_triage_decision: { may: ['triage'], rule: 'VR ¶3, ¶4' },
  complete_visiting_referral: { may: ['triage'], rule: 'VR ¶3, ¶4' },
  plan_visit: { may: ['visiting'], rule: 'VR ¶4' },
  record_visit_outcome: { may: ['visiting'], rule: 'VR ¶6' },
  record_customer_contact: { may: ['ceast', 'triage', 'visiting'], rule: 'VR ¶8' },
  take_the_lead: ceast('VR ¶12'),
  record_evidence_review: ceast('VR ¶15'),
  record_marker_decision: ceast('VR ¶14'),
  record_ceast_outcome: ceast('VR ¶17'),
  release_the_hold: ceast('VR ¶11, ¶19'),
  confirm_release: ceast('VR ¶11, ¶19'),
  confirm_system_note: { may: ['triage'], rule: 'VR ¶13, ¶22' },
  return_to_adviser: ceast('VR ¶23'),
  open_advice: { may: ['adviser'], rule: 'VR ¶23' },
  record_adviser_contact: { may: ['adviser'], rule: 'VR ¶5' },
  record_award_decision: { may: ['adviser'], rule: 'VR ¶23' },
  correct_entry: { may: ['triage', 'ceast', 'visiting'], rule: 'F9' },
  link_cases: { may: ['triage', 'ceast'], rule: 'F5' },
  ask_for_conference: ceast('VR ¶16'),
  record_conference: { may: ['ceast', 'triage'], rule: 'VR ¶16' },
  agree_action: { may: ['ceast', 'triage'], rule: 'VR ¶17' },
  complete_action: { may: ['ceast', 'triage', 'visiting', 'acssl', 'action_owner'], rule: 'VR ¶17' },
  log_contact_attempt: ceast('VR ¶20'),
  record_support_decision: ceast('VR ¶21'),
  refer_to_acssl: { may: ['ceast', 'triage', 'visiting'], rule: 'ME ¶15, VR ¶21' },
  accept_acssl_referral: { may: ['acssl'], rule: 'VR ¶21' },
  record_acssl_review: { may: ['acssl', 'ceast'], rule: 'VR ¶21' },
  put_on_hold: ceast('F1'),
  ask_for_interim_advice: { may: ['triage', 'adviser'], rule: 'F1' },
  give_interim_advice: ceast('VR ¶11'),
  record_emergency_outcome: { may: ['triage', 'ceast', 'visiting', 'raiser', 'adviser'], rule: 'ME ¶3' },
  record_death: { may: ['triage', 'ceast', 'visiting', 'acssl', 'adviser'], rule: 'F10' },
  withdraw_death: ceast('F10'),
  confirm_death_steps: ceast('F10'),
  give_advice: { may: ['triage', 'ceast'], rule: 'ME ¶7, ¶8' },
  bring_in_case: { may: ['triage', 'ceast'], rule: 'F11' },
  acknowledge_concern: { may: ['leads', 'line_manager', 'duty_contact'], rule: 'ME ¶3' },
  record_manager_discussion: {
    may: ['triage', 'ceast', 'visiting', 'leads', 'raiser', 'adviser', 'line_manager'],
    rule: 'ME ¶5',
  },
  record_six_point_plan: { may: ['triage', 'ceast', 'visiting', 'raiser', 'adviser'], rule: 'ME ¶9' },
  record_award_status: { may: ['triage', 'ceast', 'adviser'], rule: 'F2' },
  decide_on_restoration: ceast('F2'),
  hand_over: { may: ['triage'], rule: 'F13' },
  accept_handover: { may: ['new_triage'], rule: 'F13' },
  assign_adviser: { may: ['triage', 'ceast'], rule: 'VR ¶4, ¶23' },
  withdraw_visiting_referral: { may: ['triage'], rule: 'VR ¶3, ¶4' },
  ask_for_further_visit: ceast('F7'),
  advise_on_safe_route: ceast('D17'),
  confirm_email_sent: { may: ['email_sender'], rule: 'VR ¶4, ¶5' },
  say_still_concerned: { may: ['raiser'], rule: 'F13' },
  answer_remaining_concern: ceast('F13'),
  restrict_case: { may: ['triage', 'ceast', 'leads'], rule: 'F15' },
  lift_restriction: ceast('F15'),
  mark_note_not_needed: { may: ['triage'], rule: 'VR ¶13' },
  log_disclosure: {
    may: ['triage', 'ceast', 'visiting', 'acssl', 'leads', 'raiser', 'adviser', 'line_manager'],
    rule: 'ME ¶5, ¶6',
  },
  record_learning: { may: ['acssl', 'ceast', 'triage', 'leads'], rule: 'ME ¶14' },
  complete_learning: { may: ['acssl', 'leads', 'learning_owner'], rule: 'ME ¶14' },
  place_legal_hold: { may: ['leads'], rule: 'F10' },
  lift_legal_hold: { may: ['leads'], rule: 'F10' },
  erase_case: { may: [], rule: 'F16' },
  apply_bank_holidays: { may: [], rule: 'F16' },
  return_steps: { may: [], rule: 'F16' },
  ask_for_reminder: {
    may: [
      'triage',
      'new_triage',
      'visiting',
      'ceast',
      'acssl',
      'leads',
      'raiser',
      'adviser',
      'action_owner',
      'email_sender',
      'learning_owner',
    ],
    rule: 'F15',
  },
  pass_deadline: { may: [], rule: 'F16' },
}

const names: Record<(typeof people)[number], string> = {
  raiser: 'the person who raised it',
  line_manager: "the raiser's line manager",
  duty_contact: 'the duty contact',
  adviser: 'the named adviser',
  action_owner: 'the person who does the action',
  email_sender: 'the person who sends the e-mail',
  learning_owner: 'the owner of the learning item',
  outsider: 'nobody',
}

// Who may do it does not depend on the answers, so the kind is all that a press needs here.
const press = (kind: CommandKind, c: Case, actor: Actor) =>
  decide({ kind } as Command, c, { now: at, actor, id: c.id, ref: c.ref, linked: [], staff })

const kinds = Object.keys(labels) as CommandKind[] // the keys of a record over all of them
const lines = ['access_to_work', 'universal_credit'] as const

/** On the line, the teams and people who may: two roles can be one team there. */
const allowed = (kind: CommandKind, c: Case, role: Role): boolean =>
  table[kind].may.some(one => {
    if (one === role) return true
    return isTeam(one) && isTeam(role) && teamOf(one, c) === teamOf(role, c)
  })

const saysWhoMay = (refusal: Refusal, kind: CommandKind, c: Case): void => {
  for (const one of table[kind].may)
    expect(refusal.what).toContain(isTeam(one) ? teamNames[teamOf(one, c)] : names[one])
}

it('every command has its entry, and none is for a role that does not exist', () => {
  expect(Object.keys(table).sort()).toEqual([...kinds].sort())
})

describe.each(lines)('on %s, every command by every role (R24, F13, F15)', line => {
  const c = caseOf(line)

  it.each(kinds)('%s', kind => {
    const may = everybody.filter(role => allowed(kind, c, role))
    expect(everybody.filter(role => roleAllows(kind, c, actorOf(role, c)))).toEqual(may)
    // VR is written for Access to Work alone (F1).
    const rule =
      line === 'access_to_work'
        ? table[kind].rule
        : table[kind].rule.replace(/VR .*/, 'Safehold default for this service line')
    for (const role of everybody.filter(one => !may.includes(one))) {
      const refusal = press(kind, c, actorOf(role, c))
      if (!isRefusal(refusal)) throw new Error(`${kind} was let through by ${role}`)
      expect(refusal).toMatchObject({ code: 'not_allowed', what: expect.stringMatching(/^Only .+ /), rule })
      saysWhoMay(refusal, kind, c)
      expect(refusal.youCan.length).toBeGreaterThan(0)
    }
  })

  it('a customer who is a colleague is refused whatever their role, except to raise a concern (F15)', () => {
    const all: Team[] = ['spoc', 'visiting', 'ceast', 'acssl', 'leads']
    for (const role of everybody) {
      const actor: Actor = { id: `U_${role}`, teams: all, mayConfirmRelease: true }
      const own = { ...c, customerIs: actor.id }
      for (const kind of kinds) {
        if (table[kind] === anyone) continue
        expect([kind, role, isRefusal(press(kind, own, actor))]).toEqual([kind, role, true])
      }
    }
  })
})

it('only the clock passes a deadline, tells of bank holidays or returns steps, and it does nothing else (F16)', () => {
  const c = caseOf('access_to_work')
  const clock: Actor = { id: safehold, teams: [], mayConfirmRelease: false }
  const clockwork = new Set<CommandKind>(['pass_deadline', 'apply_bank_holidays', 'return_steps'])
  for (const kind of clockwork) {
    expect(roleAllows(kind, c, clock)).toBe(false)
    expect(isRefusal(press(kind, c, clock))).toBe(false)
  }
  for (const kind of kinds.filter(one => table[one] !== anyone && !clockwork.has(one)))
    expect([kind, isRefusal(press(kind, c, clock))]).toEqual([kind, true])
})
