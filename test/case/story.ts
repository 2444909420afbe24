import type { Instant } from '../../src/calendar/london.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { type Case, currentNumberOf, type ReleaseGround } from '../../src/case/case.ts'
import type { Command, CommandOf } from '../../src/case/commands.ts'
import type { Context } from '../../src/case/context.ts'
import { decide } from '../../src/case/decide.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { type Actor, safehold, type Team } from '../../src/case/people.ts'
import { isRefusal, type Refusal } from '../../src/case/refusal.ts'
import type { StaffDays } from '../../src/case/staff-days.ts'

export const staff: StaffDays = { everybody: calendarFor('england-and-wales') }

const person = (id: string, ...teams: Team[]): Actor => ({
  id,
  teams,
  mayConfirmRelease: teams.includes('ceast'),
})

export const people = {
  raiser: person('U_RAISER'),
  spoc: person('U_SPOC', 'spoc'),
  officer: person('U_OFFICER', 'visiting'),
  ceastOne: person('U_CEAST1', 'ceast'),
  ceastTwo: person('U_CEAST2', 'ceast'),
  newInCeast: { ...person('U_CEAST3', 'ceast'), mayConfirmRelease: false },
  adviser: person('U_ADVISER'),
  acssl: person('U_ACSSL', 'acssl'),
  clock: person(safehold),
}

const isSameNumber = (command: Command, c: Case | null): boolean =>
  c !== null && 'number' in command && command.number === currentNumberOf(c)?.text

/** One case told step by step, as a test reads it aloud. */
export class Story {
  case: Case | null = null
  events: CaseEvent[] = []
  linked: Case[] = []
  now: Instant
  readonly id: string

  constructor(now: Instant = '2026-11-23T10:00:00.000Z', id = 'case-1') {
    this.now = now
    this.id = id
  }

  /** Gives the command; fails the test when it is refused. */
  does(actor: Actor, command: Command, options: Partial<Context> = {}): this {
    const refusal = this.tries(actor, command, options)
    if (refusal)
      throw new Error(`${command.kind} by ${actor.id} was refused: ${refusal.what} (${refusal.rule})`)
    return this
  }

  /** Gives the command and returns the refusal, if any. */
  tries(actor: Actor, command: Command, options: Partial<Context> = {}): Refusal | undefined {
    const ref = `ACS-2026-${this.id}`
    const context: Context = {
      now: this.now,
      actor,
      id: this.id,
      ref,
      linked: this.linked,
      // Here a text is what it says: one number is one text.
      ...(isSameNumber(command, this.case) && { sameNumber: true }),
      staff,
      ...options,
    }
    const outcome = decide(command, this.case, context)
    if (isRefusal(outcome)) return outcome
    this.case = outcome.after
    this.events.push(...outcome.events)
    return undefined
  }

  at(now: Instant): this {
    this.now = now
    return this
  }

  /** The case, for questions. */
  get c(): Case {
    if (!this.case) throw new Error('The story has not begun')
    return this.case
  }
}

export const raise = (more: Partial<Command & { kind: 'raise_concern' }> = {}): Command => ({
  kind: 'raise_concern',
  serviceLine: 'access_to_work',
  danger: 'no',
  text: 'text-concern',
  harmed: ['customer'],
  kinds: [],
  ...more,
})

export const triageVisit: Command = {
  kind: 'record_triage_decision',
  concern: true,
  visit: true,
  reason: 'text-why',
}

export const referral = (
  more: Partial<CommandOf<'complete_visiting_referral'>> = {},
): CommandOf<'complete_visiting_referral'> => ({
  kind: 'complete_visiting_referral',
  reason: 'vulnerability',
  address: 'text-address',
  nation: 'england-and-wales',
  safeToLeave: 'yes',
  number: 'text-number',
  ...more,
})

export const visit = (
  on: string,
  outcome: 'effective' | 'no_answer' | 'refused' | 'unsafe_area' = 'no_answer',
  which: 'first' | 'second' | 'further' = 'first',
): Command => ({ kind: 'record_visit_outcome', on, outcome, which })

export const review = (furtherInformation = false): Command => {
  const answer = { answer: 'reviewed', note: 'text-note' } as const
  return {
    kind: 'record_evidence_review',
    parts: { circumstances: answer, interactions: answer, documents: answer, third_parties: answer },
    furtherInformation,
  }
}

export const marker: Command = { kind: 'record_marker_decision', applied: true, reason: 'text-marker' }

export const outcome = (
  found: 'no_acs_concern' | 'acs_concern' = 'no_acs_concern',
  satisfied = true,
): Command => ({
  kind: 'record_ceast_outcome',
  outcome: found,
  reason: 'text-outcome',
  satisfied,
})

/** An attempt to reach the customer on 1 December 2026, which nobody answered. */
export const attempt = (
  more: Partial<CommandOf<'log_contact_attempt'>> = {},
): CommandOf<'log_contact_attempt'> => ({
  kind: 'log_contact_attempt',
  on: '2026-12-01',
  route: 'customer',
  outcome: 'no_answer',
  text: 'text-attempt',
  textSent: false,
  ...more,
})

export const releaseAll = (c: Case, ground: ReleaseGround = 'advice_given'): Command => ({
  kind: 'release_the_hold',
  ground,
  holds: c.holds.filter(hold => hold.releasedBy === undefined).map(hold => hold.id),
  advice: 'text-advice',
})

export const confirm = (c: Case): Command => ({ kind: 'confirm_release', request: c.release?.seq ?? 0 })

export const confirmNotes = (c: Case): Command => ({
  kind: 'confirm_system_note',
  ids: c.notes.filter(note => !note.confirmed).map(note => note.id),
})

/** A case with two ineffective visits, the first on 23 November 2026. */
export const heldCase = (): Story => {
  const story = new Story()
  return story
    .does(people.raiser, raise())
    .does(people.spoc, triageVisit)
    .does(people.spoc, referral())
    .does(people.officer, { kind: 'plan_visit', on: '2026-11-23' })
    .does(people.officer, visit('2026-11-23'))
    .at('2026-12-01T15:00:00.000Z')
    .does(people.officer, visit('2026-12-01', 'refused', 'second'))
}

/** The held case, brought by CEAST to the point where a second person may confirm the release. */
export const releaseRequested = (): Story => {
  const story = heldCase()
  return story
    .does(people.ceastOne, { kind: 'take_the_lead' })
    .does(people.ceastOne, review())
    .does(people.ceastOne, marker)
    .does(people.ceastOne, outcome())
    .does(people.ceastOne, releaseAll(story.c))
}
