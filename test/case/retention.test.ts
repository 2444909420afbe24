import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '../../src/calendar/dates.ts'
import type { Case, Hold, HoldReason, Status } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve, replay } from '../../src/case/evolve.ts'
import { type RetentionPeriods, retentionOf } from '../../src/case/retention.ts'
import { pastRetentionWords, periodsWords, retentionMessage } from '../../src/case/retention-words.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, releaseRequested, Story, staff } from './story.ts'

const periods: RetentionPeriods = { noConcern: 24, concernConfirmed: 72, died: 120 }
const lead = { id: 'U_LEAD', teams: ['leads'] as const, mayConfirmRelease: false }
const erase: Command = { kind: 'erase_case', by: 'operator.one' }
const place: Command = { kind: 'place_legal_hold', reason: 'text-inquest' }
const addConcern: Command = { kind: 'add_concern', text: 't', harmed: ['customer'], kinds: [] }

/** Closed by SPOC and the adviser on 23 November 2026, with nothing due any more. */
const closedCase = (id = 'case-1'): Story =>
  new Story(undefined, id)
    .does(people.raiser, raise())
    .does(people.spoc, {
      kind: 'record_triage_decision',
      concern: false,
      visit: false,
      reason: 't',
      adviser: people.adviser.id,
    })
    .does(people.adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    .does(people.raiser, { kind: 'confirm_email_sent' })
    .does(lead, { kind: 'acknowledge_concern' })

const later = '2028-11-23T10:00:00.000Z'
const tries = (story: Story, command: Command, now = later, more: object = {}) =>
  story.at(now).tries(command.kind === 'erase_case' ? people.clock : lead, command, {
    retention: periods,
    ...more,
  })
const keptOf = (c: Case, linked: readonly Case[] = [], now = later, its = periods) =>
  retentionOf(c, linked, { now, periods: its, staff }).kept.map(({ why }) => why)

describe('a closed case', () => {
  it('is erased on the day its period is over, and not on the day before', () => {
    expect(tries(closedCase(), erase, '2028-11-22T23:59:59.000Z')).toMatchObject({
      code: 'not_yet',
      what: 'The case is not erased: its period is not over',
    })
    const story = closedCase()
    expect(tries(story, erase, '2028-11-23T00:00:00.000Z')).toBeUndefined()
    expect(story.events.at(-1)).toMatchObject({
      kind: 'case_erased',
      by: 'operator.one',
      ending: 'noConcern',
      months: 24,
      closedOn: '2026-11-23',
    })
    expect(replay(story.events)).toEqual(story.c)
  })

  it('is never erased where no period is set for how it ended', () => {
    for (const retention of [undefined, {}, { concernConfirmed: 1, died: 1 }])
      expect(tries(closedCase(), erase, '2099-01-01T10:00:00.000Z', { retention })?.what).toContain(
        'no period is set for how it ended',
      )
  })

  it('has the longest of the periods that apply, and none where one of them is not set', () => {
    const c = closedCase().c
    const hold: Hold = {
      id: 1,
      reason: 'acs_concern',
      since: '2026-11-23',
      recordedAt: c.since,
      number: null,
      because: [],
      releasedBy: 2,
    }
    const confirmed: Case = { ...c, holds: [hold] }
    const at = (one: Case, its: RetentionPeriods = periods) =>
      retentionOf(one, [], { now: later, periods: its, staff })
    expect(at(confirmed)).toMatchObject({ ending: 'concernConfirmed', months: 72, dueOn: '2032-11-23' })
    const died: Case = {
      ...confirmed,
      death: {
        seq: 9,
        by: 'U',
        at: c.since,
        confirmed: true,
        stepsDone: true,
        reportedBy: 't',
      } as NonNullable<Case['death']>,
    }
    expect(at(died)).toMatchObject({ ending: 'died', months: 120 })
    expect(at(died, { ...periods, died: 12 })).toMatchObject({ ending: 'concernConfirmed', months: 72 })
    expect(at(died, { noConcern: 1, died: 12 }).kept).toContainEqual({ why: 'no_period' })
  })

  it('counts anew from when it was closed again (F4)', () => {
    const story = closedCase().at('2028-11-01T10:00:00.000Z').does(people.raiser, addConcern)
    expect(keptOf(story.c)).toContain('open')
    story
      .does(people.spoc, {
        kind: 'record_triage_decision',
        concern: false,
        visit: false,
        reason: 't',
        adviser: people.adviser.id,
      })
      .does(people.adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(keptOf(story.c)).toContain('too_early')
    expect(retentionOf(story.c, [], { now: later, periods, staff }).dueOn).toBe('2030-11-01')
  })

  it('is kept while something is still due on it', () => {
    const story = closedCase().does(lead, {
      kind: 'record_learning',
      source: 'staff',
      theme: 'waiting',
      rootCause: 't',
      recommendation: 't',
      owner: lead.id,
      dueOn: '2026-12-23',
    })
    expect(deadlinesOf(story.c, staff)).not.toEqual([])
    expect(keptOf(story.c)).toEqual(['something_due'])
    expect(tries(story, erase)?.what).toContain('something is still due on it')
  })
})

describe('a legal hold', () => {
  it('keeps a case until a lead lifts it, whatever the period (F10)', () => {
    const story = closedCase()
    expect(stepsOf(story.c)).toContain('place_legal_hold')
    expect(tries(story, place)).toBeUndefined()
    expect(stepsOf(story.c)).toContain('lift_legal_hold')
    expect(tries(story, place)?.what).toBe('<@U_LEAD> has placed a legal hold on this case already')
    expect(tries(story, erase)?.what).toContain('a legal hold is on it')
    expect(tries(story, { kind: 'lift_legal_hold', reason: 't' })).toBeUndefined()
    expect(tries(story, { kind: 'lift_legal_hold', reason: 't' })?.what).toBe(
      '<@U_LEAD> has lifted the legal hold of this case already',
    )
    expect(closedCase().tries(lead, { kind: 'lift_legal_hold', reason: 't' })).toMatchObject({
      code: 'not_yet',
    })
    expect(tries(story, erase)).toBeUndefined()
  })

  it('changes nothing that a decision turns on, so a release that is asked for stands (F3)', () => {
    const story = releaseRequested()
    const { substance } = story.c
    story.does(lead, place).does(lead, { kind: 'lift_legal_hold', reason: 't' })
    expect(story.c.release).toBeDefined()
    expect(story.c.substance).toBe(substance)
  })
})

describe('cases of one customer', () => {
  it('are kept together: one that is not due keeps the other, and is named', () => {
    const [one, two] = [
      closedCase('case-1').c,
      closedCase('case-2').at(later).does(people.raiser, addConcern).c,
    ]
    expect(retentionOf(one, [two], { now: later, periods, staff }).kept).toEqual([
      { why: 'linked_not_due', ref: two.ref },
    ])
    expect(tries(closedCase(), erase, later, { linked: [two] })?.what).toContain(`(${two.ref})`)
    expect(keptOf(one, [closedCase('case-2').c])).toEqual([])
  })

  it('one that is erased keeps the other no longer', () => {
    const other = closedCase('case-2')
    expect(tries(other, erase)).toBeUndefined()
    expect(keptOf(closedCase().c, [other.c])).toEqual([])
  })

  it('no case is linked to one that was erased (F5)', () => {
    const other = closedCase('case-2')
    expect(tries(other, erase)).toBeUndefined()
    expect(
      closedCase().tries(
        people.spoc,
        { kind: 'link_cases', other: 'case-2', reason: 't' },
        { named: other.c },
      )?.what,
    ).toContain('was erased on 23 November 2028')
  })
})

describe('an erased case', () => {
  const erased = (): Story => {
    const story = closedCase()
    expect(tries(story, erase)).toBeUndefined()
    return story
  }

  it('takes nothing any more, has nothing due and offers nothing', () => {
    const story = erased()
    expect(deadlinesOf(story.c, staff)).toEqual([])
    expect(stepsOf(story.c)).toEqual([])
    for (const command of [erase, place, { kind: 'record_learning' } as Command])
      expect(tries(story, command)?.what).toBe(
        'This case was erased on 23 November 2028 under the period "closed with no concern confirmed: 24 months after closing" by operator.one',
      )
  })

  it('leaves the words of a new concern in the form that they were typed in', () => {
    expect(tries(erased(), addConcern)).toMatchObject({ code: 'impossible_entry', field: 'text' })
  })

  it('does not name the colleague who was the customer (F15)', () => {
    const story = closedCase()
    const c = evolve(
      { ...story.c, customerIs: 'U_CUSTOMER' },
      {
        kind: 'case_erased',
        by: 'o',
        ending: 'noConcern',
        months: 1,
        closedOn: '2026-11-23',
        seq: 99,
        at: later,
        actor: 'safehold',
      },
    )
    expect(JSON.stringify(c)).not.toContain('U_CUSTOMER')
  })

  it('is erased by the clock’s command only: no role allows it', () => {
    expect(closedCase().tries(lead, erase, { retention: periods })).toMatchObject({ code: 'not_allowed' })
  })
})

describe('whatever the state of a case and of a linked one', () => {
  const statuses: readonly Status[] = ['triage', 'ceast_review', 'decision', 'closed', 'closed', 'closed']
  const reasons: readonly HoldReason[] = ['two_ineffective', 'acs_concern', 'ceast_request']
  const anyHold = fc.record({ reason: fc.constantFrom(...reasons), open: fc.boolean() })
  const anyState = fc.record({
    status: fc.constantFrom(...statuses),
    holds: fc.array(anyHold, { maxLength: 2 }),
    legalHold: fc.boolean(),
    closedOn: fc.integer({ min: 0, max: 4000 }).map(n => addDays('2020-01-01', n)),
  })
  type State = typeof anyState extends fc.Arbitrary<infer S> ? S : never
  const base = closedCase().c
  const caseOf = ({ status, holds, legalHold, closedOn }: State, id: string): Case => ({
    ...base,
    id,
    ref: id,
    status,
    since: `${closedOn}T12:00:00.000Z`,
    holds: holds.map(
      ({ reason, open }, i): Hold => ({
        id: i + 1,
        reason,
        since: closedOn,
        recordedAt: base.since,
        number: null,
        because: [],
        ...(!open && { releasedBy: 50 }),
      }),
    ),
    ...(legalHold && { legalHold: { seq: 1, by: 'U', at: base.since, reason: 't' } }),
  })
  const mayGo = ({ status, holds, legalHold, closedOn }: State, now: string): boolean => {
    const months = holds.some(hold => hold.reason === 'acs_concern') ? 72 : 24
    return (
      status === 'closed' &&
      holds.every(hold => !hold.open) &&
      !legalHold &&
      addMonths(closedOn, months) <= now.slice(0, 10)
    )
  }

  it('only one that is closed, past its period and under no hold of either kind is erased, and so the other (VR ¶11, F3)', () => {
    let went = 0
    fc.assert(
      fc.property(anyState, fc.option(anyState), fc.integer({ min: 0, max: 6000 }), (own, other, day) => {
        const now = `${addDays('2020-01-01', day)}T12:00:00.000Z`
        const story = new Story(now)
        story.case = caseOf(own, 'case-1')
        story.linked = other === null ? [] : [caseOf(other, 'case-2')]
        const refusal = story.tries(people.clock, erase, { retention: periods })
        const expected = mayGo(own, now) && (other === null || mayGo(other, now))
        if (expected) went += 1
        // Something due may keep it as well; nothing else may let it go.
        const alsoKept = /something is still due|linked case is not due/.test(refusal?.what ?? '')
        expect(refusal === undefined || (expected && alsoKept)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
    expect(went).toBeGreaterThan(5)
  })

  it('a held case is never erased, however long ago (VR ¶11, F3)', () => {
    expect(tries(heldCase(), erase, '2199-01-01T10:00:00.000Z')?.what).toContain('a hold is open')
  })
})

describe('the words', () => {
  it('say of each period what is set and that nothing is erased without one', () => {
    expect(periodsWords({ noConcern: 1 })).toEqual([
      'closed with no concern confirmed: 1 month after closing',
      'an ACS concern was confirmed: no period is set, so nothing is erased',
      'the customer was reported to have died: no period is set, so nothing is erased',
    ])
  })

  it('name the cases that are due by reference, and nobody is told when there are none', () => {
    const { c } = closedCase()
    const past = { case: c, retention: retentionOf(c, [], { now: later, periods, staff }), keptOut: [] }
    const found = [past]
    expect(pastRetentionWords(past)).toBe(
      `${c.ref} · closed on 23 November 2026 · closed with no concern confirmed: 24 months after closing · period over since 23 November 2028`,
    )
    expect(retentionMessage(found)?.lines[0]).toBe(c.ref)
    expect(retentionMessage([])).toBeNull()
    expect(retentionMessage([{ ...past, retention: { kept: [{ why: 'legal_hold' }] } }])).toBeNull()
  })
})
