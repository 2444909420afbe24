import type { Case } from './case.ts'
import { commandWords } from './command-words.ts'
import type { Command, CommandKind } from './commands.ts'
import { type Actor, safehold, type Team, teamNames, triageTeamOf } from './people.ts'
import { notAllowed, type Refusal } from './refusal.ts'
import { serviceLine } from './service-lines.ts'

type Who = {
  teams: readonly (Team | 'triage')[]
  people?: readonly ('raiser' | 'adviser' | 'action_owner')[]
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
  confirm_release: ceast('VR ¶11, ¶19'),
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
  pass_deadline: 'clock',
}

/** Whether this person may do this to this case; otherwise the refusal that says who may and what to do instead. */
export const refusalToAct = (command: Command, c: Case, actor: Actor): Refusal | undefined => {
  const rule = who[command.kind]
  if (rule === 'anyone') return undefined
  if (rule === 'clock')
    return actor.id === safehold ? undefined : notAllowed('Only the clock passes a deadline', 'F16')
  if (mayAct(rule, c, actor)) return undefined
  return notAllowed(
    `Only ${listOf(nameAll(rule, c))} can ${commandWords[command.kind]}`,
    serviceLine(c.serviceLine).holdCitesGuidance ? rule.rule : 'Safehold default for this service line',
    'Add what you know to the case: choose Add a concern',
    `Ask ${nameAll(rule, c)[0] ?? 'CEAST'} to do it`,
  )
}

/** The commands this person's roles allow on this case, whatever state it is in. */
export const roleAllows = (kind: CommandKind, c: Case, actor: Actor): boolean => {
  const rule = who[kind]
  if (rule === 'anyone') return true
  return rule !== 'clock' && mayAct(rule, c, actor)
}

/** Whether this person may read the case: a team of the case, the person who raised it, or its named adviser (F15). */
export const mayRead = (c: Case, actor: Actor): boolean =>
  actor.teams.length > 0 || c.raiser === actor.id || c.adviser === actor.id || ownsAction(c, actor)

/** Whether an agreed action waits for this person (VR ¶17): they see the case's state, and their own words only. */
const ownsAction = (c: Case, actor: Actor): boolean =>
  c.actions.some(action => action.owner === actor.id && action.doneSeq === undefined)

const mayAct = (rule: Who, c: Case, actor: Actor): boolean =>
  rule.teams.some(team => actor.teams.includes(resolve(team, c))) ||
  (rule.people ?? []).some(person =>
    person === 'action_owner' ? ownsAction(c, actor) : c[person] === actor.id,
  )

const resolve = (team: Team | 'triage', c: Case): Team =>
  team === 'triage' ? triageTeamOf(serviceLine(c.serviceLine)) : team

const personNames = {
  adviser: 'the named adviser',
  raiser: 'the person who raised it',
  action_owner: 'the person who does the action',
} as const

const nameAll = (rule: Who, c: Case): string[] => [
  ...new Set(rule.teams.map(team => teamNames[resolve(team, c)])),
  ...(rule.people ?? []).map(person => personNames[person]),
]

const listOf = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

/** Who may give a command, in words that fit every case, and the rule that says so if a role is needed. */
export const whoMay = (kind: CommandKind): { names: string; rule?: string } => {
  const rule = who[kind]
  if (rule === 'anyone') return { names: 'anybody' }
  if (rule === 'clock') return { names: 'the clock' }
  const teams = rule.teams.map(team => (team === 'triage' ? 'the triage team' : teamNames[team]))
  return {
    names: listOf([...teams, ...(rule.people ?? []).map(person => personNames[person])]),
    rule: rule.rule,
  }
}
