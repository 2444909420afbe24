import type { ServiceLine } from './service-lines.ts'

/** A team is a private channel; being in the channel is the role. */
export type Team = 'spoc' | 'visiting' | 'ceast' | 'acssl' | 'leads'

/** Whose members are looked up: a team, or the other CEAST teams, which confirm releases and do nothing else (F3). */
export type Membership = Team | 'other_ceast'

/** A Slack user id. */
export type PersonId = string

/** Safehold itself, for what the clock does. */
export const safehold: PersonId = 'safehold'

/** The person who acts, as the access gate saw them at the moment of acting. */
export type Actor = {
  id: PersonId
  teams: readonly Team[]
  /** A settled member of a team that confirms releases: CEAST, and others where they are named (F3, Safehold default). */
  mayConfirmRelease: boolean
  /** In another CEAST team: it gives no role but that of confirming a release, and only while one is asked for (F3). */
  otherCeast?: true
  /** The person on duty in a line manager's place (R4, F14). */
  onDuty?: true
}

/** Who triages a concern on this line: its SPOC (VR ¶3), or CEAST where the line has none (F13, Safehold default). */
export const triageTeamOf = (line: ServiceLine): Team => (line.hasSpoc ? 'spoc' : 'ceast')

export const teamNames: Record<Team, string> = {
  spoc: 'SPOC',
  visiting: 'DWP Visiting',
  ceast: 'CEAST',
  acssl: 'ACSSL',
  leads: 'the safeguarding leads',
}
