import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import { endOfDay, localDateOf, londonInstant } from '../../src/calendar/london.ts'
import { morningScopeOf } from '../../src/case/morning-list.ts'
import type { Team } from '../../src/case/people.ts'
import type { Store } from '../../src/store/store.ts'
import { moveClockTo, nextMorning } from '../support/next-morning.ts'
import { caseWork } from './case-work.ts'
import { claimOne } from './delivery-rows.ts'
import { openedStore } from './opened-store.ts'

describe('what the list of the morning is made of (R36)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let work: ReturnType<typeof caseWork>
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    work = caseWork(store)
  })
  afterAll(() => opened.close())
  beforeEach(() => opened.parts.owner.query('delete from deadline'))

  const today = async () => localDateOf((await store.clockNow()).toISOString())
  const found = async (team: Team, limit = 20) =>
    store.morningFound(morningScopeOf(team), endOfDay(await today()), limit)

  it('is a team’s own steps, overdue or due by the end of the day; the leads see everybody’s', async () => {
    const day = await nextMorning(store, '10:00')
    const c = await work.raise()
    await work.toAdviser(await work.raise(), 'UADVISER')
    expect(await found('spoc')).toMatchObject({ overdue: 0, dueToday: 1, stepsInAll: 1 })
    await moveClockTo(store, londonInstant(addDays(day, 20), '12:00'))
    const late = await found('spoc')
    expect(late).toMatchObject({ overdue: 1, dueToday: 0, stepsInAll: 1 })
    expect(late.steps).toMatchObject([
      { case: { ref: c.ref }, kind: 'triage', dueAt: londonInstant(day, '17:00') },
    ])
    // The two steps of the two cases; with each, its e-mail to the SPOC and a line manager who knows.
    expect(await found('leads')).toMatchObject({ overdue: 6, stepsInAll: 6 })
    expect(await found('ceast')).toMatchObject({ overdue: 0, stepsInAll: 0 })
  })

  it('is the holds of a team’s own benefits, the longest held first; CEAST has all', async () => {
    const [late, early] = [
      await work.findUnsafe(await work.raise(), '2026-06-03'),
      await work.findUnsafe(await work.raise(), '2026-01-05'),
    ]
    const other = await work.findUnsafe(await work.raise(undefined, undefined, 'universal_credit'))
    await work.takeTheLead(other)
    expect((await found('spoc')).holds.map(c => c.ref)).toEqual([early.ref, late.ref])
    expect(await found('ceast')).toMatchObject({ held: 3, withoutLead: 2 })
    expect(await found('ceast', 1)).toMatchObject({ held: 3, holds: [{ ref: early.ref }] })
  })

  it('has a step on a held case among the counts, and not a second time among the steps', async () => {
    const c = await work.findUnsafe(await work.raise())
    await moveClockTo(store, londonInstant(addDays(await today(), 7), '12:00'))
    const { overdue, steps } = await found('ceast')
    expect(overdue).toBeGreaterThan(0)
    expect(steps.map(step => step.case.id)).not.toContain(c.id)
  })

  it('is closed once a day for a team, and its message is claimed and read back like any other', async () => {
    await opened.parts.owner.query('delete from outbox; delete from headline; delete from channel_gate')
    const close = (text: string) => store.closeMorningList('ceast', '2031-01-02', { text, lines: ['one'] })
    const tries = await Promise.all(Array.from({ length: 8 }, () => close('A list')))
    expect(tries.filter(mine => mine)).toEqual([true])
    const first = await claimOne(opened.parts)
    expect(first).toMatchObject({ kind: 'alert', caseId: null, ambiguous: false, data: { text: 'A list' } })
    await store.settleDelivery(first, { kind: 'unknown', afterMs: 0, error: 'no_answer' })
    expect(await claimOne(opened.parts)).toMatchObject({ ambiguous: true, attempt: 2 })
  })
})
