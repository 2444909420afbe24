import type { Case } from '../../src/case/case.ts'
import type { Command, CommandOf } from '../../src/case/commands.ts'
import type { Deadline, DeadlineKind } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { holdOf } from '../../src/case/hold.ts'
import type { Actor } from '../../src/case/people.ts'
import { people, raise, Story, staff } from './story.ts'

export const lead: Actor = { id: 'U_LEAD', teams: ['leads'], mayConfirmRelease: false }

/** A question to the team that triages Access to Work. */
export const ask = (more: Partial<CommandOf<'ask_for_advice'>> = {}): CommandOf<'ask_for_advice'> => ({
  kind: 'ask_for_advice',
  serviceLine: 'access_to_work',
  danger: 'no',
  text: 'text-question',
  ...more,
})

export const answer = (concern: boolean): CommandOf<'give_advice'> => ({
  kind: 'give_advice',
  advice: 'text-answer',
  concern,
})

export const noConcern = (): CommandOf<'record_triage_decision'> => ({
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 'text-none',
  adviser: people.adviser.id,
})

export const stillConcerned: CommandOf<'say_still_concerned'> = {
  kind: 'say_still_concerned',
  text: 'text-remaining',
}

/** Asked on Monday 23 November 2026 at 10:00. */
export const asked = (): Story => new Story().does(people.raiser, ask())

/** Triage found no concern, and an adviser has the case. */
export const triaged = (): Story => new Story().does(people.raiser, raise()).does(people.spoc, noConcern())

/** And the person who raised it still has a concern. */
export const remaining = (): Story => triaged().does(people.raiser, stillConcerned)

type Move = [actor: Actor, command: (c: Case) => Command]

/** Steps before and beside the concern, for random histories. */
export const besideMoves: Move[] = [
  [people.spoc, () => answer(false)],
  [people.ceastOne, () => answer(true)],
  [people.raiser, () => ({ kind: 'declare_danger', serviceLine: 'access_to_work' })],
  [people.raiser, () => stillConcerned],
  [people.ceastTwo, () => ({ kind: 'answer_remaining_concern', concern: false, reason: 't' })],
  [people.ceastTwo, () => ({ kind: 'answer_remaining_concern', concern: true, reason: 't' })],
  [people.raiser, () => ({ kind: 'confirm_email_sent' })],
  [people.adviser, () => ({ kind: 'confirm_email_sent' })],
  [lead, () => ({ kind: 'acknowledge_concern' })],
  [
    people.raiser,
    () => ({ kind: 'record_manager_discussion', on: '2026-12-01', actedFirst: true, text: 't' }),
  ],
  [lead, () => ({ kind: 'record_manager_discussion', on: '2026-12-01', actedFirst: false, text: 't' })],
  [people.spoc, () => ({ kind: 'record_six_point_plan', on: '2026-12-01', time: '09:00', text: 't' })],
  // By the days on which histories are told a question of the beginning is overdue.
  [
    people.clock,
    c => {
      const due = deadlinesOf(c, staff).find(({ kind }) => kind === 'advice')
      return { kind: 'pass_deadline', deadline: `advice-${due?.n ?? 0}`, rung: 4, dueAt: due?.dueAt ?? '' }
    },
  ],
]

/** What is owed beside the concern and not chased, or said wrongly, in this state: nothing, in any. */
export const besideFaults = (c: Case, live: readonly Deadline[]): string[] => {
  const faults: string[] = []
  const must = (holds: boolean, what: string) => holds || faults.push(what)
  const chased = (kind: DeadlineKind, n: number) => live.some(one => one.kind === kind && one.n === n)
  if (c.remaining) {
    must(chased('remaining_concern', c.remaining.seq), 'a concern that remains is chased')
    must(holdOf(c).level !== 'none', 'a concern that remains is a caution or a hold')
  }
  const settled = c.advice?.answeredSeq !== undefined || c.concerns.length > 0 || c.triage !== undefined
  if (c.advice && !settled) must(chased('advice', c.advice.seq), 'a question is chased')
  must(c.status !== 'advice' || !settled, 'a question that is settled is not only a question')
  const spoken = c.discussions.filter(({ actedFirst }) => !actedFirst).at(-1)?.seq ?? 0
  for (const { seq } of c.plans) must(chased('look_back', seq) === seq > spoken, 'a look back is chased')
  // What was brought in from before Safehold is old news to them (F11).
  must(
    c.existing !== undefined || c.concerns.length === 0 || c.managerNotice !== undefined,
    'with a concern somebody in charge is told',
  )
  for (const { seq } of c.emails)
    must(
      c.concerns.some(concern => concern.seq === seq),
      'an e-mail tells of a concern',
    )
  return faults
}
