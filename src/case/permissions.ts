import { type Case, raisersOf } from './case.ts'
import { commandWords } from './command-words.ts'
import type { Command, CommandKind } from './commands.ts'
import { isCustomer, isKeptOut, refusalToCustomer } from './customer-is-colleague.ts'
import { deadlineKey } from './deadline.ts'
import { emailsToSend, isOwnAction, isOwnLearning } from './left.ts'
import { type Actor, safehold, type Team, teamNames, triageTeamOf } from './people.ts'
import { ruleOn } from './cited.ts'
import { notAllowed, type Refusal } from './refusal.ts'
import { serviceLine } from './service-lines.ts'

/** `triage` is whoever triages the case's service line; `new_triage` that of the line it is handed over to. */
type TeamName = Team | 'triage' | 'new_triage'

/** A part that somebody has in this case, whatever team they are in. */
type Part =
  | 'raiser'
  | 'adviser'
  | 'line_manager'
  | 'duty_contact'
  | 'action_owner'
  | 'email_sender'
  | 'learning_owner'
  | 'release_confirmer'

type Who = {
  teams: readonly TeamName[]
  people?: readonly Part[]
  /** Whoever may confirm a release, whatever their team. */
  confirmers?: true
  rule: string
}

const ceast = (rule: string): Who => ({ teams: ['ceast'], rule })

/** Who may do what. Raising and adding a concern need no role: any individual, at any stage. */
const who: Record<CommandKind, Who | 'anyone' | 'clock'> = {
  declare_danger: 'anyone',
  raise_concern: 'anyone',
  add_concern: 'anyone',
  enter_number: { teams: ['triage', 'ceast', 'visiting'], people: ['raiser', 'adviser'], rule: 'F6' },
  record_triage_decision: { teams: ['triage'], rule: 'VR ¶3, ¶4' },
  complete_visiting_referral: { teams: ['triage'], rule: 'VR ¶3, ¶4' },
  plan_visit: { teams: ['visiting'], rule: 'VR ¶4' },
  record_visit_outcome: { teams: ['visiting'], rule: 'VR ¶6' },
  record_customer_contact: { teams: ['ceast', 'triage', 'visiting'], rule: 'VR ¶8' },
  take_the_lead: ceast('VR ¶12'),
  record_evidence_review: ceast('VR ¶15'),
  record_marker_decision: ceast('VR ¶14'),
  record_ceast_outcome: ceast('VR ¶17'),
  release_the_hold: ceast('VR ¶11, ¶19'),
  // Somebody new to CEAST is let this far, to be told how long it takes (F3).
  confirm_release: { teams: ['ceast'], confirmers: true, rule: 'VR ¶11, ¶19' },
  confirm_system_note: { teams: ['triage'], rule: 'VR ¶13, ¶22' },
  return_to_adviser: ceast('VR ¶23'),
  open_advice: { teams: [], people: ['adviser'], rule: 'VR ¶23' },
  record_adviser_contact: { teams: [], people: ['adviser'], rule: 'VR ¶5' },
  record_award_decision: { teams: [], people: ['adviser'], rule: 'VR ¶23' },
  correct_entry: { teams: ['triage', 'ceast', 'visiting'], rule: 'F9' },
  link_cases: { teams: ['triage', 'ceast'], rule: 'F5' },
  ask_for_conference: ceast('VR ¶16'),
  record_conference: { teams: ['ceast', 'triage'], rule: 'VR ¶16' },
  agree_action: { teams: ['ceast', 'triage'], rule: 'VR ¶17' },
  complete_action: {
    teams: ['ceast', 'triage', 'visiting', 'acssl'],
    people: ['action_owner'],
    rule: 'VR ¶17',
  },
  log_contact_attempt: ceast('VR ¶20'),
  record_support_decision: ceast('VR ¶21'),
  refer_to_acssl: { teams: ['ceast', 'triage', 'visiting'], rule: 'ME ¶15, VR ¶21' },
  accept_acssl_referral: { teams: ['acssl'], rule: 'VR ¶21' },
  record_acssl_review: { teams: ['acssl', 'ceast'], rule: 'VR ¶21' },
  put_on_hold: ceast('F1'),
  ask_for_interim_advice: { teams: ['triage'], people: ['adviser'], rule: 'F1' },
  give_interim_advice: ceast('VR ¶11'),
  record_emergency_outcome: {
    teams: ['triage', 'ceast', 'visiting'],
    people: ['raiser', 'adviser'],
    rule: 'ME ¶3',
  },
  record_death: { teams: ['triage', 'ceast', 'visiting', 'acssl'], people: ['adviser'], rule: 'F10' },
  withdraw_death: ceast('F10'),
  confirm_death_steps: ceast('F10'),
  ask_for_advice: 'anyone',
  give_advice: { teams: ['triage', 'ceast'], rule: 'ME ¶7, ¶8' },
  bring_in_case: { teams: ['triage', 'ceast'], rule: 'F11' },
  acknowledge_concern: { teams: ['leads'], people: ['line_manager', 'duty_contact'], rule: 'ME ¶3' },
  // The leads stand in for a line manager who is not named, or not to be told (F14).
  record_manager_discussion: {
    teams: ['triage', 'ceast', 'visiting', 'leads'],
    people: ['raiser', 'adviser', 'line_manager'],
    rule: 'ME ¶5',
  },
  record_six_point_plan: {
    teams: ['triage', 'ceast', 'visiting'],
    people: ['raiser', 'adviser'],
    rule: 'ME ¶9',
  },
  record_award_status: { teams: ['triage', 'ceast'], people: ['adviser'], rule: 'F2' },
  decide_on_restoration: ceast('F2'),
  hand_over: { teams: ['triage'], rule: 'F13' },
  accept_handover: { teams: ['new_triage'], rule: 'F13' },
  assign_adviser: { teams: ['triage', 'ceast'], rule: 'VR ¶4, ¶23' },
  withdraw_visiting_referral: { teams: ['triage'], rule: 'VR ¶3, ¶4' },
  ask_for_further_visit: ceast('F7'),
  advise_on_safe_route: ceast('D17'),
  confirm_email_sent: { teams: [], people: ['email_sender'], rule: 'VR ¶4, ¶5' },
  say_still_concerned: { teams: [], people: ['raiser'], rule: 'F13' },
  answer_remaining_concern: ceast('F13'),
  restrict_case: { teams: ['triage', 'ceast', 'leads'], rule: 'F15' },
  lift_restriction: ceast('F15'),
  mark_note_not_needed: { teams: ['triage'], rule: 'VR ¶13' },
  log_disclosure: {
    teams: ['triage', 'ceast', 'visiting', 'acssl', 'leads'],
    people: ['raiser', 'adviser', 'line_manager'],
    rule: 'ME ¶5, ¶6',
  },
  record_learning: { teams: ['acssl', 'ceast', 'triage', 'leads'], rule: 'ME ¶14' },
  complete_learning: { teams: ['acssl', 'leads'], people: ['learning_owner'], rule: 'ME ¶14' },
  place_legal_hold: { teams: ['leads'], rule: 'F10' },
  lift_legal_hold: { teams: ['leads'], rule: 'F10' },
  // Nobody does it in Slack: an operator with the database and its key does, and says who they are.
  erase_case: 'clock',
  apply_bank_holidays: 'clock',
  return_steps: 'clock',
  // Whoever sees a date of the case: a line manager sees none (F14).
  ask_for_reminder: {
    teams: ['spoc', 'visiting', 'ceast', 'acssl', 'leads'],
    people: ['raiser', 'adviser', 'action_owner', 'email_sender', 'learning_owner'],
    rule: 'F15',
  },
  pass_deadline: 'clock',
}

/** Whether this person may do this to this case; otherwise the refusal that says who may and what to do instead. */
export const refusalToAct = (
  command: Pick<Command, 'kind'>,
  c: Case,
  actor: Actor,
  linked: readonly Case[] = [],
): Refusal | undefined => {
  const rule = who[command.kind]
  if (rule === 'anyone') return undefined
  const customer = refusalToCustomer(c, linked, actor.id)
  if (customer) return customer
  if (rule === 'clock')
    return actor.id === safehold
      ? undefined
      : notAllowed(`Only the clock can ${commandWords[command.kind]}`, 'F16', 'Take the step that is due')
  if (mayAct(rule, c, actor, linked)) return undefined
  return notAllowed(
    `Only ${listOf(nameAll(rule, c))} can ${commandWords[command.kind]}`,
    ruleOn(c, rule.rule),
    'Add what you know to the case: choose Add a concern',
    `Ask ${nameAll(rule, c)[0] ?? 'CEAST'} to do it`,
  )
}

/** The commands this person's roles allow on this case, whatever state it is in. */
export const roleAllows = (
  kind: CommandKind,
  c: Case,
  actor: Actor,
  linked: readonly Case[] = [],
): boolean => {
  const rule = who[kind]
  if (rule === 'anyone') return true
  if (rule === 'clock' || isKeptOut(c, actor.id)) return false
  const part = partsOf(c, actor, linked)
  return (
    inTeamOf(rule, c, actor) ||
    (rule.people ?? []).some(one => part.includes(one)) ||
    (rule.confirmers === true && isConfirmer(actor))
  )
}

/** Also somebody new to another CEAST team, to be told how long it takes (F3). */
const isConfirmer = ({ mayConfirmRelease, otherCeast }: Actor): boolean =>
  mayConfirmRelease || otherCeast === true

/**
 * Whether this person may read anything of the case: a team of the case, or somebody with a part in it (F15). A customer
 * who is a colleague never does, whatever their role.
 */
export const mayRead = (c: Case, actor: Actor, linked: readonly Case[] = []): boolean =>
  !isCustomer(c, linked, actor.id) && (actor.teams.length > 0 || partsOf(c, actor).length > 0)

/** The parts that let somebody read of the case. An e-mail that is sent is no such part any more. */
export const partsOf = (c: Case, actor: Actor, linked: readonly Case[] = []): Part[] =>
  parts.filter(
    part =>
      hasPart(part, c, actor, linked) &&
      (part !== 'email_sender' || emailsToSend(c, actor, linked).length > 0),
  )

const hasPart = (part: Part, c: Case, actor: Actor, linked: readonly Case[]): boolean => {
  const { id, otherCeast, onDuty } = actor
  switch (part) {
    case 'raiser':
      return c.raiser === id
    case 'adviser':
      return c.adviser === id
    // Where the raiser says not to tell them, they have no part in it (F14).
    case 'line_manager':
      return c.lineManager === id && c.doNotTell === undefined
    // Told in the line manager's place, they see what a line manager sees, and only say that they know (F14).
    case 'duty_contact':
      return onDuty === true && isDutyTold(c) && !(c.lineManager === id && c.doNotTell !== undefined)
    // They see the case's state, and their own words only (VR ¶17, ME ¶14).
    case 'action_owner':
      return c.actions.some(action => isOwnAction(c, action, id) && action.doneSeq === undefined)
    case 'learning_owner':
      return c.learning.some(item => isOwnLearning(c, item, id) && item.doneSeq === undefined)
    // Also once it is sent: whoever says so twice is told that it is done.
    case 'email_sender':
      return c.emails.some(email => email.by === id) || emailsToSend(c, actor, linked).length > 0
    // While a release is asked for, and never for somebody who raised the concern (F3).
    case 'release_confirmer':
      return otherCeast === true && c.release !== undefined && !raisersOf(c).includes(id)
    default:
      return part satisfies never
  }
}

/** At once where no line manager is told, and otherwise once the line manager's time to answer has come (R4). */
const isDutyTold = ({ managerNotice, lineManager, doNotTell, rungs }: Case): boolean => {
  if (!managerNotice) return false
  const asked = `${deadlineKey({ kind: 'acknowledgement', n: managerNotice.seq })}@`
  return (
    lineManager === undefined ||
    doNotTell !== undefined ||
    Object.keys(rungs).some(rung => rung.startsWith(asked))
  )
}

const mayAct = (rule: Who, c: Case, actor: Actor, linked: readonly Case[]): boolean =>
  !isKeptOut(c, actor.id) &&
  (inTeamOf(rule, c, actor) ||
    (rule.people ?? []).some(part => hasPart(part, c, actor, linked)) ||
    (rule.confirmers === true && isConfirmer(actor)))

const inTeamOf = (rule: Who, c: Case, actor: Actor): boolean =>
  rule.teams.some(team => actor.teams.includes(resolve(team, c)))

const resolve = (team: TeamName, c: Case): Team => {
  if (team === 'new_triage') return triageTeamOf(serviceLine(c.handover?.to ?? c.serviceLine))
  return team === 'triage' ? triageTeamOf(serviceLine(c.serviceLine)) : team
}

const partNames: Record<Part, string> = {
  adviser: 'the named adviser',
  raiser: 'the person who raised it',
  line_manager: "the raiser's line manager",
  duty_contact: 'the duty contact',
  action_owner: 'the person who does the action',
  email_sender: 'the person who sends the e-mail',
  learning_owner: 'the owner of the learning item',
  release_confirmer: 'another CEAST team',
}

// Every part is a key of the table above, which the type of a key in general cannot say.
const parts = Object.keys(partNames) as Part[]

const nameAll = (rule: Who, c: Case): string[] => [
  ...new Set(rule.teams.map(team => teamNames[resolve(team, c)])),
  ...(rule.people ?? []).map(part => partNames[part]),
]

const listOf = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

/** Who may give a command, in words that fit every case, and the rule that says so if a role is needed. */
export const whoMay = (kind: CommandKind): { names: string; rule?: string } => {
  const rule = who[kind]
  if (rule === 'anyone') return { names: 'anybody' }
  if (rule === 'clock') return { names: 'the clock' }
  const teams = rule.teams.map(nameInAnyCase)
  const parts = (rule.people ?? []).map(part => partNames[part])
  const confirmers = rule.confirmers === true ? ['whoever else may confirm a release'] : []
  return { names: listOf([...teams, ...confirmers, ...parts]), rule: rule.rule }
}

const nameInAnyCase = (team: TeamName): string => {
  if (team === 'new_triage') return 'the triage team of the other benefit'
  return team === 'triage' ? 'the triage team' : teamNames[team]
}
