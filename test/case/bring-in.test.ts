import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/case/commands.ts'
import { closingSummary } from '../../src/case/closing-summary.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { isHeld, systemsWithoutNote } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { holdLine } from '../../src/slack/case-words.ts'
import { people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer, ceastOne, acssl, adviser, clock } = people

/** Recorded on 8 July 2026, a Wednesday. */
const recordedAt = '2026-07-08T10:00:00.000Z'

const bringIn = (more: Partial<CommandOf<'bring_in_case'>> = {}): CommandOf<'bring_in_case'> => ({
  kind: 'bring_in_case',
  serviceLine: 'access_to_work',
  source: 'text-source',
  text: 'text-concern',
  harmed: ['customer'],
  kinds: [],
  number: 'text-number',
  visits: [],
  noteAlreadyOn: [],
  ...more,
})

const visited = (
  visits: CommandOf<'bring_in_case'>['visits'],
  more: Partial<CommandOf<'bring_in_case'>> = {},
): CommandOf<'bring_in_case'> =>
  bringIn({
    address: 'text-address',
    nation: 'england-and-wales',
    visitReason: 'vulnerability',
    safeToLeave: 'yes',
    visits,
    ...more,
  })

const june = (day: string, outcome: 'no_answer' | 'refused' | 'unsafe_area' | 'effective' = 'no_answer') => ({
  on: `2026-06-${day}`,
  outcome,
})

const broughtIn = (command: CommandOf<'bring_in_case'>, actor: Actor = spoc): Story =>
  new Story(recordedAt, 'case-old').does(actor, command)

const kindsDue = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)

/** Lets the clock say all that is due by now, and gives what it says. */
const alerts = (story: Story, kind: string): string[] => {
  const deadline = deadlinesOf(story.c, staff).find(one => one.kind === kind)
  if (!deadline) throw new Error(`No deadline ${kind}`)
  const before = story.events.length
  story.does(clock, {
    kind: 'pass_deadline',
    deadline: `${kind}-${deadline.n}`,
    rung: 2,
    dueAt: deadline.dueAt,
  })
  const passed = story.events.slice(before)
  expect(passed).toMatchObject([{ kind: 'deadline_passed', late: true }])
  return noticesOf(story.c, passed, staff).map(notice => notice.text)
}

describe('a case from before Safehold', () => {
  it('with two ineffective visits is on hold at once, since then and not since now (F11, R35, R36)', () => {
    const { c } = broughtIn(visited([june('03', 'refused'), june('01')]))
    expect(c.status).toBe('ceast_review')
    expect(c.holds).toMatchObject([{ reason: 'two_ineffective', since: '2026-06-03', recordedAt, number: 0 }])
    const [hold] = c.holds
    expect(hold && holdLine(c, hold)).toBe(
      'On hold since 3 June 2026, recorded 8 July 2026: two ineffective visits (VR ¶11)',
    )
  })

  it('with an unsafe area is on hold at once, after one visit (F11, R32, D5)', () => {
    const { c } = broughtIn(visited([june('03', 'unsafe_area')]))
    expect(c.holds).toMatchObject([{ reason: 'unsafe_area', since: '2026-06-03' }])
  })

  it('with a second visit whose first is not known counts both, and CEAST is told (F7, F11)', () => {
    const story = broughtIn(visited([{ ...june('03'), firstMissing: true }]))
    expect(isHeld(story.c)).toBe(true)
    const told = noticesOf(story.c, story.events, staff).filter(notice => notice.to === 'ceast')
    expect(told.map(notice => notice.text).join()).toContain('no first one is on the record')
  })

  it('with one visit twelve days ago waits for nobody: the window is past, and the second visit is due (F11, R34b)', () => {
    const story = broughtIn(visited([{ on: '2026-06-26', outcome: 'no_answer', letterLeft: true }]))
    expect(story.c.status).toBe('awaiting_contact')
    expect(kindsDue(story)).toEqual(expect.arrayContaining(['contact_window', 'second_visit']))
    // Told once, as already past; the ladder of a window has no further rung.
    expect(alerts(story, 'contact_window')[0]).toContain('already past when the visit was recorded')
    const second = deadlinesOf(story.c, staff).find(one => one.kind === 'second_visit')
    expect(second?.dueOn).toBe('2026-07-10')
  })

  it('takes the printed date of the letter, and no letter has one (F8)', () => {
    const { c } = broughtIn(
      visited([{ on: '2026-07-06', outcome: 'no_answer', letterLeft: true, contactBy: '2026-07-20' }]),
    )
    expect(deadlinesOf(c, staff).find(one => one.kind === 'contact_window')?.dueOn).toBe('2026-07-20')
    const tries = (more: object) =>
      new Story(recordedAt).tries(spoc, visited([{ on: '2026-07-06', outcome: 'no_answer', ...more }]))
    expect(tries({ letterLeft: false, contactBy: '2026-07-20' })).toMatchObject({ field: 'firstContactBy' })
    expect(tries({ letterLeft: true, contactBy: '2099-01-01' })).toMatchObject({ field: 'firstContactBy' })
    expect(tries({ letterLeft: true, contactBy: '2026-07-01' })).toMatchObject({ field: 'firstContactBy' })
  })

  it.each([
    [
      'effective, then ineffective: the window runs from the later one',
      ['effective', 'no_answer'],
      'awaiting_contact',
    ],
    ['ineffective, then effective: SPOC triages again', ['no_answer', 'effective'], 'triage'],
    ['ineffective, effective, ineffective: two count', ['no_answer', 'effective', 'refused'], 'ceast_review'],
  ] as const)('%s (D10, D15, F11)', (_what, outcomes, status) => {
    const days = ['01', '03', '05']
    const story = broughtIn(visited(outcomes.map((outcome, i) => june(days[i] ?? '', outcome))))
    expect(story.c.status).toBe(status)
    expect(isHeld(story.c)).toBe(status === 'ceast_review')
  })

  it('without a visit is triaged like any other (F11, VR ¶4)', () => {
    const story = broughtIn(bringIn())
    expect(story.c.status).toBe('triage')
    expect(kindsDue(story)).toContain('triage')
  })

  it('with the note on a system and no two visits known is held all the same: CEAST had it (F11, VR ¶13)', () => {
    const story = broughtIn(bringIn({ noteAlreadyOn: ['DISC'] }))
    expect(story.c.holds).toMatchObject([{ reason: 'ceast_request' }])
    expect(story.c.status).toBe('ceast_review')
    expect(systemsWithoutNote(story.c)).toEqual(['ATWIS'])
  })

  it('has the note where it was already, and SPOC is chased for the other system only (F11, R38)', () => {
    const story = broughtIn(visited([june('01'), june('03')], { noteAlreadyOn: ['ATWIS'] }))
    expect(story.c.holds).toHaveLength(1)
    expect(systemsWithoutNote(story.c)).toEqual(['DISC'])
    expect(headlineOf(story.c, [], 'spoc', recordedAt, staff).second).toContain('NOT YET ON DISC')
  })

  it('without a number is chased for it each working day, and held meanwhile (F6, F11)', () => {
    const { number: _number, ...unknown } = visited([june('01'), june('03')])
    const story = broughtIn(unknown)
    expect(isHeld(story.c)).toBe(true)
    expect(kindsDue(story)).toContain('missing_number')
  })

  it('counts its visit with that of a linked case of the same customer (F5, F11)', () => {
    const other = new Story('2026-07-01T10:00:00.000Z', 'case-new')
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral())
      .does(officer, visit('2026-07-01'))
    const story = new Story(recordedAt, 'case-old')
    story.linked = [other.c]
    story.does(spoc, visited([june('03')]))
    expect(story.c.holds).toMatchObject([{ reason: 'two_ineffective', since: '2026-07-01' }])
  })

  it('asks CEAST how to reach the customer unless it is known to be safe (D17, F11)', () => {
    const unknown = broughtIn(visited([june('26')], { safeToLeave: 'not_sure' }))
    expect(kindsDue(unknown)).toContain('safe_route')
    expect(kindsDue(broughtIn(visited([june('26')])))).not.toContain('safe_route')
  })

  it('keeps the earlier conference on the record and in the closing summary, and stands for no later one (F11, R41, R49)', () => {
    const story = broughtIn(
      bringIn({ conference: { on: '2026-06-10', decisions: 'text-decisions' } }),
      ceastOne,
    )
    expect(story.c.existing?.conference?.on).toBe('2026-06-10')
    expect(story.c.conference).toBeUndefined()
    expect(closingSummary(story.c, [], story.events)).toContain('10 June 2026')
  })

  it('refuses a day that cannot be, and a visit without its place, beside the answer (F8, F11)', () => {
    const tries = (command: CommandOf<'bring_in_case'>) => new Story(recordedAt).tries(spoc, command)
    expect(tries(visited([{ on: '2026-07-09', outcome: 'refused' }]))).toMatchObject({
      field: 'firstVisitOn',
      what: 'Date of visit must be today or in the past',
    })
    expect(tries(visited([june('01'), { on: '2026-07-09', outcome: 'refused' }]))).toMatchObject({
      field: 'secondVisitOn',
    })
    expect(tries(bringIn({ visits: [june('01')] }))).toMatchObject({ field: 'address' })
    expect(tries(bringIn({ conference: { on: '2026-07-09', decisions: 'text' } }))).toMatchObject({
      field: 'conferenceOn',
    })
  })

  it('is brought in by SPOC for its own benefit and by CEAST for any, and by nobody else (F11)', () => {
    const tries = (actor: Actor, serviceLine: 'access_to_work' | 'universal_credit') =>
      new Story(recordedAt).tries(actor, bringIn({ serviceLine }))?.code
    expect(tries(spoc, 'access_to_work')).toBeUndefined()
    expect(tries(ceastOne, 'access_to_work')).toBeUndefined()
    expect(tries(ceastOne, 'universal_credit')).toBeUndefined()
    expect(tries(spoc, 'universal_credit')).toBe('not_allowed')
    for (const actor of [raiser, officer, acssl, adviser])
      expect(tries(actor, 'access_to_work')).toBe('not_allowed')
  })

  it('tells SPOC and CEAST, alarms nobody about an old letter and sends nobody news of the old triage (F11)', () => {
    const story = broughtIn(visited([{ ...june('26'), letterLeft: false }]))
    const told = noticesOf(story.c, story.events, staff)
    const text = 'was brought in from earlier records, with its own dates'
    expect(told.filter(notice => notice.text.includes(text)).map(notice => notice.to)).toEqual([
      'spoc',
      'ceast',
    ])
    expect(told.filter(notice => typeof notice.to === 'object')).toEqual([])
    expect(told.some(notice => notice.text.includes('letter was left'))).toBe(false)
  })

  it('is brought in once: the same form sent again finds it (F11)', () => {
    const story = broughtIn(bringIn())
    expect(story.tries(spoc, bringIn())).toMatchObject({ code: 'already_done', rule: 'F11' })
  })
})
