import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDateOf } from '../../src/calendar/london.ts'
import { isWorkingDay } from '../../src/calendar/working-days.ts'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Deadline, DeadlineKind } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { checkAnswerOf, isHeld, openHoldsOf } from '../../src/case/hold.ts'
import { nextRungOf } from '../../src/case/ladder.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { daysOf, type StaffDays } from '../../src/case/staff-days.ts'
import { ownerOf, stepsOf } from '../../src/case/steps.ts'
import { asked, besideMoves, besideFaults } from './beside-stories.ts'
import { nobodyCan } from './kept-out.ts'
import { broughtIn, endsAroundTheVisit, type Move, movesAroundTheVisit } from './moves-around-the-visit.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const days = ['2026-11-23', '2026-11-25', '2026-12-01'] as const
const outcomes = ['effective', 'no_answer', 'refused', 'unsafe_area'] as const
const lastEntry = (c: Case) => c.visits.at(-1)?.seq ?? c.contacts.at(-1)?.seq ?? 0

const towardsTheEnd = new Set<Command['kind']>([
  'record_triage_decision',
  'record_evidence_review',
  'record_marker_decision',
  'record_ceast_outcome',
  'release_the_hold',
  'confirm_release',
  'confirm_system_note',
  'return_to_adviser',
  'open_advice',
  'record_award_decision',
  'record_adviser_contact',
  'record_conference',
  'complete_action',
  'record_support_decision',
  'accept_acssl_referral',
  'record_acssl_review',
  'confirm_death_steps',
  'complete_learning',
  ...endsAroundTheVisit,
])

const moves: Move[] = [
  [people.spoc, () => triageVisit],
  [people.spoc, () => ({ kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })],
  [
    people.spoc,
    () => ({
      kind: 'record_triage_decision',
      concern: false,
      visit: false,
      reason: 't',
      adviser: people.adviser.id,
    }),
  ],
  [people.spoc, () => referral()],
  [people.officer, () => ({ kind: 'plan_visit', on: '2026-12-10' })],
  ...days.flatMap(on => outcomes.map((found): Move => [people.officer, () => visit(on, found, 'further')])),
  [people.officer, () => visit('2026-12-01', 'no_answer', 'second')],
  [
    people.ceastOne,
    () => ({
      kind: 'record_customer_contact',
      on: '2026-11-25',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'not_needed',
      concernRemains: true,
    }),
  ],
  [
    people.ceastOne,
    () => ({
      kind: 'record_customer_contact',
      on: '2026-11-25',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'needed',
    }),
  ],
  [
    people.ceastOne,
    () => ({
      kind: 'record_customer_contact',
      on: '2026-11-25',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'not_needed',
      concernRemains: false,
    }),
  ],
  [people.ceastOne, () => ({ kind: 'take_the_lead' })],
  [people.ceastOne, () => review()],
  [people.ceastOne, () => review(true)],
  [people.ceastOne, () => marker],
  [people.ceastOne, () => outcome()],
  [people.ceastOne, () => outcome('acs_concern')],
  [people.ceastOne, c => releaseAll(c)],
  [people.ceastOne, c => releaseAll(c, 'recorded_in_error')],
  [people.ceastOne, c => releaseAll(c, 'wrong_customer')],
  [people.ceastTwo, confirm],
  [people.spoc, confirmNotes],
  [people.ceastOne, () => ({ kind: 'return_to_adviser', adviser: people.adviser.id })],
  [people.adviser, () => ({ kind: 'open_advice' })],
  [
    people.adviser,
    () => ({ kind: 'record_award_decision', decision: 'no_award', reason: 't', ourService: 'yes' }),
  ],
  [people.adviser, () => ({ kind: 'record_adviser_contact', conversation: 't', concern: false })],
  [people.adviser, () => ({ kind: 'record_adviser_contact', conversation: 't', concern: true })],
  [people.raiser, () => ({ kind: 'add_concern', text: 't', harmed: [], kinds: [] })],
  [people.officer, c => ({ kind: 'correct_entry', of: lastEntry(c), reason: 't' })],
  [
    people.officer,
    c => ({
      kind: 'correct_entry',
      of: lastEntry(c),
      reason: 't',
      visit: { on: '2026-11-25', outcome: 'effective' },
    }),
  ],
  [people.ceastOne, () => ({ kind: 'ask_for_conference', reason: 't' })],
  [
    people.ceastOne,
    c => ({
      kind: 'record_conference',
      on: c.conference ? localDateOf(c.conference.requiredAt) : '2026-12-02',
      ceast: [people.ceastOne.id],
      spoc: [people.spoc.id],
      decisions: 't',
      action: { text: 't', owner: people.adviser.id, dueOn: '2026-12-09' },
    }),
  ],
  [
    people.ceastOne,
    c => ({ kind: 'complete_action', n: c.actions.find(a => a.doneSeq === undefined)?.n ?? 0, note: 't' }),
  ],
  [people.ceastOne, () => attempt({ textSent: true })],
  [people.ceastOne, () => attempt({ outcome: 'spoke' })],
  [people.ceastOne, () => ({ kind: 'record_support_decision', needed: false, reason: 't' })],
  [people.ceastOne, () => ({ kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-20' })],
  [
    people.spoc,
    () => ({ kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-20', breakGlass: 't' }),
  ],
  [people.acssl, c => ({ kind: 'accept_acssl_referral', n: c.acssl.length })],
  [people.acssl, c => ({ kind: 'record_acssl_review', n: c.acssl.length, what: 't' })],
  [people.ceastOne, () => ({ kind: 'put_on_hold', reason: 't' })],
  [people.spoc, () => ({ kind: 'ask_for_interim_advice', question: 't' })],
  [people.spoc, () => ({ kind: 'record_emergency_outcome', what: 't' })],
  [people.officer, () => ({ kind: 'record_death', reportedBy: 't', confirmed: false })],
  [people.ceastOne, () => ({ kind: 'record_death', reportedBy: 't', confirmed: true })],
  [people.ceastOne, () => ({ kind: 'withdraw_death', reason: 't' })],
  [people.ceastOne, () => ({ kind: 'confirm_death_steps', note: 't' })],
  [people.ceastOne, c => ({ ...releaseAll(c), ground: 'customer_died' }) as Command],
  [people.spoc, () => ({ kind: 'correct_entry', of: 0, reason: 't', number: { text: 'text-right' } })],
  ...besideMoves,
  [
    people.raiser,
    () => ({
      kind: 'log_disclosure',
      authority: 'police',
      channel: 'phone',
      on: '2026-12-01',
      items: ['name'],
      consent: 'given',
      contact: 't',
      purpose: 't',
      goodFaith: 't',
    }),
  ],
  [
    people.acssl,
    () => ({
      kind: 'record_learning',
      source: 'staff',
      theme: 'visits',
      rootCause: 't',
      recommendation: 't',
      owner: people.adviser.id,
      dueOn: '2026-12-20',
    }),
  ],
  [
    people.acssl,
    c => ({ kind: 'complete_learning', n: c.learning.find(i => i.doneSeq === undefined)?.n ?? 0, note: 't' }),
  ],
  ...movesAroundTheVisit,
]

/** Moves that bring a case forward are drawn more often, so that runs reach release, return and decision. */
const forward = moves.flatMap(([, command], index) =>
  towardsTheEnd.has(command(heldCase().c).kind) ? [index] : [],
)
const anyMove = fc.oneof(fc.nat(moves.length - 1), fc.constantFrom(...forward))

const returned = (): Story => {
  const story = releaseRequested()
  story.does(people.ceastTwo, confirm(story.c)).does(people.spoc, confirmNotes(story.c))
  return story.does(people.ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
}

const waiting = (): Story =>
  new Story()
    .does(people.raiser, raise())
    .does(people.spoc, triageVisit)
    .does(people.spoc, referral())
    .does(people.officer, visit('2026-11-23'))

const beginnings = [
  () => new Story().does(people.raiser, raise()),
  asked,
  waiting,
  heldCase,
  releaseRequested,
  returned,
  broughtIn,
]

/** Chased beside the case, and never all that keeps it in view. */
const paperwork = new Set(['acknowledgement', 'email', 'look_back', 'learning', 'learning_item'])
/** What runs beside the main line is chased only where somebody can do it. */
const around = new Set<DeadlineKind>(['award_end', 'restoration', 'handover', 'further_visit', 'safe_route'])

const checkCase = (story: Story): void => {
  const c = story.c
  const opened = story.events.filter(event => event.kind === 'hold_started')
  const ended = new Set(
    story.events.flatMap(event => (event.kind === 'release_confirmed' ? event.holds : [])),
  )
  const open = opened.filter(event => !ended.has(event.seq))
  expect(openHoldsOf(c).map(hold => hold.id)).toEqual(open.map(event => event.seq))
  for (const hold of open) {
    const answer = checkAnswerOf([{ case: c, n: hold.number ?? 0 }])
    expect(answer.held, 'an unreleased hold always answers').toHaveLength(1)
  }
  if (isHeld(c)) expect(['decision', 'closed']).not.toContain(c.status)
  expect(replay(story.events)).toEqual(c)

  const all = deadlinesOf(c, staff)
  expect(besideFaults(c, all)).toEqual([])
  const owners = deadlinesOf(c, staff).map(({ owner }) => ('person' in owner ? owner.person : owner.team))
  if (c.customerIs !== undefined) expect(owners, 'a customer has nothing to do').not.toContain(c.customerIs)

  const steps = stepsOf(c)
  for (const { kind } of deadlinesOf(c, staff).filter(deadline => around.has(deadline.kind)))
    expect(
      actionFor[kind].some(step => steps.includes(step)),
      `${kind}: its step can be taken`,
    ).toBe(true)

  if (c.status === 'closed') return
  expect(ownerOf(c, story.now), 'an open case has an owner').not.toBeNull()
  const live = all.filter(deadline => !paperwork.has(deadline.kind) && nextRungOf(c, deadline) !== undefined)
  expect(live.length, `an open case (${c.status}) has a live deadline of its own`).toBeGreaterThan(0)
  const keys = all.map(deadline => `${deadline.kind}-${deadline.n}`)
  expect(new Set(keys).size, 'deadline keys are unique').toBe(keys.length)
}

const step = (story: Story, index: number, minute: number): void => {
  const move = moves[index]
  if (!move) return
  const [actor, command] = move
  const heldBefore = isHeld(story.c)
  const visitsBefore = story.c.visits.length
  story.at(new Date(Date.parse('2026-12-02T09:00:00.000Z') + minute * 60_000).toISOString())
  const given = command(story.c)
  story.tries(actor, given)
  if (heldBefore && !isHeld(story.c))
    expect(given.kind, 'only a confirmation ends a hold').toBe('confirm_release')
  const added = story.c.visits.at(-1)
  if (story.c.visits.length > visitsBefore && given.kind === 'record_visit_outcome' && added) {
    const same = story.c.visits.filter(v => v.referral === added.referral && v.correctedBy === undefined)
    const ineffective = same.filter(v => v.outcome !== 'effective').length
    if (added.outcome === 'unsafe_area' || (added.outcome !== 'effective' && ineffective >= 2))
      expect(isHeld(story.c), 'two ineffective visits, or an unsafe area, always hold').toBe(true)
  }
}

/** Runs random histories and returns the statuses they passed through. Without a seed, new ones at each run. */
const explore = (parameters: { numRuns: number; seed?: number }, check = checkCase): string[] => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.array(anyMove, { maxLength: 40 }), (begin, run) => {
      const story = begin()
      run.forEach((index, minute) => {
        step(story, index, minute + 1)
        check(story)
        reached.add(story.c.status)
      })
    }),
    parameters,
  )
  return [...reached].sort()
}

describe('whatever people do, in whatever order', () => {
  it('a hold ends only by a confirmed release, every open case has an owner and a live deadline, and the record replays (R32, R36, F3, F9, F16)', () => {
    expect(explore({ numRuns: 400 }).length).toBeGreaterThan(0)
  }, 60_000)

  it('a deadline is never on a day off of the team that has it, and no setting moves one that is there (D4, F8)', () => {
    const notCounted = new Set<DeadlineKind>([
      'contact_window',
      'conference',
      'agreed_action',
      'learning_item',
      'acssl_review',
      'award_end',
    ])
    const isCounted = ({ kind, ladder }: Deadline) =>
      !notCounted.has(kind) && (ladder !== 'hourly' || kind === 'restoration')
    const [wednesday, friday] = ['2026-12-02', '2026-12-04']
    const changed: StaffDays = {
      everybody: { nations: ['scotland'], closures: [wednesday] },
      teams: {
        spoc: { nations: ['northern-ireland'], closures: [friday] },
        visiting: { nations: ['scotland'], closures: ['2026-12-01', '2026-12-03', '2026-12-11'] },
        ceast: { nations: ['england-and-wales'], closures: ['2026-12-03', '2026-12-16'] },
      },
    }
    explore({ numRuns: 200 }, ({ c }) => {
      expect(deadlinesOf(c, changed)).toEqual(deadlinesOf(c, staff))
      const { calendars: _told, ...untold } = c
      const counted = deadlinesOf(untold, changed).filter(isCounted)
      expect(counted.filter(({ dueOn, owner }) => !isWorkingDay(dueOn, daysOf(owner, changed)))).toEqual([])
    })
  }, 60_000)

  it('whoever has a date can do something about it, also where anybody who has one is kept out (F15, F16)', () => {
    explore({ numRuns: 100 }, ({ c }) => expect(nobodyCan(c)).toEqual([]))
  }, 60_000)

  it('such histories pass through every status', () => {
    // The other test checks each case on its way: this one only asks how far they come.
    expect(explore({ numRuns: 800, seed: 7 }, () => {})).toEqual([
      'advice',
      'awaiting_contact',
      'ceast_review',
      'closed',
      'concern_confirmed',
      'decision',
      'returning',
      'triage',
      'visit_due',
      'with_adviser',
    ])
  }, 60_000)
})
