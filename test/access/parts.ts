import type { Case } from '../../src/case/case.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import type { ServiceLineId } from '../../src/case/service-lines.ts'
import { heldCase } from '../case/story.ts'

/** Every part that somebody can have in a case. `triage` is the team of its line, `new_triage` that it is handed over to. */
export const people = [
  'raiser',
  'line_manager',
  'duty_contact',
  'adviser',
  'action_owner',
  'email_sender',
  'learning_owner',
  'outsider',
] as const
export const teams = ['triage', 'new_triage', 'visiting', 'ceast', 'acssl', 'leads'] as const
export type Role = (typeof people)[number] | (typeof teams)[number]
export const everybody: readonly Role[] = [...people, ...teams]

export const at = '2026-12-01T15:00:00.000Z'
const text = { by: 'U_ELSE', at, seq: 1, text: 'text' }

/** A case in which each of them has a part: of Access to Work on its way to CEAST, or of Universal Credit to the SPOC. */
export const caseOf = (serviceLine: ServiceLineId): Case => ({
  ...heldCase().c,
  serviceLine,
  raiser: 'U_raiser',
  lineManager: 'U_line_manager',
  managerNotice: { seq: 2, by: 'U_raiser', at },
  // The line manager did not answer in time, so the duty contact was told.
  rungs: { [`acknowledgement-2@${at}`]: 2 },
  adviser: 'U_adviser',
  actions: [{ n: 1, text: 'text', owner: 'U_action_owner', dueOn: '2026-12-09', agreedAt: at }],
  emails: [{ ...text, by: 'U_email_sender' }],
  learning: [
    {
      n: 1,
      seq: 1,
      at,
      source: 'staff',
      theme: 'other',
      rootCause: 'text',
      recommendation: 'text',
      owner: 'U_learning_owner',
      dueOn: '2026-12-09',
    },
  ],
  handover: {
    ...text,
    reason: 'text',
    to: serviceLine === 'access_to_work' ? 'universal_credit' : 'access_to_work',
  },
})

/** The team that triages a line: its SPOC, or CEAST where it has none (F13). */
const triageOf = (line: ServiceLineId): Team => (line === 'access_to_work' ? 'spoc' : 'ceast')

export const teamOf = (role: (typeof teams)[number], c: Case): Team =>
  role === 'triage'
    ? triageOf(c.serviceLine)
    : role === 'new_triage'
      ? triageOf(c.handover?.to ?? c.serviceLine)
      : role

export const isTeam = (role: Role): role is (typeof teams)[number] =>
  (teams as readonly string[]).includes(role)

export const actorOf = (role: Role, c: Case): Actor => ({
  id: `U_${role}`,
  teams: isTeam(role) ? [teamOf(role, c)] : [],
  mayConfirmRelease: isTeam(role) && teamOf(role, c) === 'ceast',
  ...(role === 'duty_contact' && { onDuty: true as const }),
})
