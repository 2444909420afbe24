import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { morningLists } from '../../jobs/morning-lists.ts'
import { addDays } from '../../src/calendar/dates.ts'
import { endOfDay, localDateOf, londonInstant } from '../../src/calendar/london.ts'
import { isWorkingDay } from '../../src/calendar/working-days.ts'
import { morningTeams } from '../../src/case/morning-list.ts'
import type { Store } from '../../src/store/store.ts'
import { caseWork } from '../store/case-work.ts'
import { openedStore } from '../store/opened-store.ts'
import { moveClockTo, nextMorning } from '../support/next-morning.ts'

describe('the list of the morning (R36, VR ¶11)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let work: ReturnType<typeof caseWork>
  beforeEach(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    work = caseWork(store)
  })
  afterEach(() => opened.close())

  const sweeper = () => morningLists({ ...opened.parts, store })
  const posted = async () =>
    (await opened.parts.owner.query(`select destination, data from outbox where data ? 'lines'`)).rows as {
      destination: string
      data: { text: string; lines: string[] }
    }[]
  const teams = async () => (await posted()).map(one => one.destination.slice('team:'.length)).sort()
  const of = async (team: string) => (await posted()).find(one => one.destination === `team:${team}`)?.data

  it('goes to those who triage, CEAST and the leads', () => {
    expect(morningTeams.toSorted()).toEqual(['ceast', 'leads', 'spoc'])
  })

  it('goes out at nine on a working day and not before, with the counts and the hold first', async () => {
    const { ref } = await work.findUnsafe(await work.raise('QQ 12 34 56 C'))
    const sweep = sweeper()
    const day = await nextMorning(store, '08:59')
    await sweep()
    expect(await teams()).toEqual([])
    await moveClockTo(store, londonInstant(day, '09:00'))
    await sweep()
    expect(await teams()).toEqual(['ceast', 'leads', 'spoc'])
    const { text, lines } = (await of('ceast')) ?? { text: '', lines: [] }
    expect(text).toMatch(
      /^CEAST, \w+day \d+ \w+ · \d+ overdue · \d+ due today · 1 on hold · 1 without a lead$/,
    )
    expect(lines[0]).toContain(`DO NOT SUSPEND OR STOP ${ref} · Access to Work · on hold since 3 June 2026`)
    expect(lines[0]).toContain('NOT YET ON DISC, ATWIS · NO LEAD')
    expect((await of('spoc'))?.text).not.toContain('lead')
    expect((await of('leads'))?.text).toMatch(/^Safeguarding leads, /)
  })

  it('goes out once a day, however many workers sweep at once and whoever starts again', async () => {
    await work.raise()
    await nextMorning(store, '09:00')
    const workers = Array.from({ length: 6 }, sweeper)
    await Promise.all([...workers, ...workers].map(sweep => sweep()))
    await store.advanceClock(3 * 3_600_000)
    await sweeper()()
    expect(await teams()).toEqual(['leads', 'spoc'])
    await nextMorning(store, '09:00')
    await workers[0]?.()
    expect(await teams()).toEqual(['leads', 'leads', 'spoc', 'spoc'])
  })

  it('goes out later on the same day when nobody was there at nine, and not for a day that is over', async () => {
    await work.raise()
    const day = await nextMorning(store, '17:30')
    await sweeper()()
    expect((await of('spoc'))?.lines.at(-1)).toBe('As at 5:30pm')
    await nextMorning(store, '12:00')
    expect(await store.morningListsOf(day)).toHaveLength(3)
    await moveClockTo(
      store,
      londonInstant(addDays(localDateOf((await store.clockNow()).toISOString()), 1), '08:00'),
    )
    await sweeper()()
    expect(await teams()).toEqual(['leads', 'spoc'])
  })

  it('does not go out on a day that is not worked', async () => {
    await work.raise()
    let day = localDateOf((await store.clockNow()).toISOString())
    while (isWorkingDay(day, opened.parts.staff.everybody)) day = addDays(day, 1)
    await moveClockTo(store, londonInstant(day, '11:00'))
    await sweeper()()
    await moveClockTo(store, endOfDay(day))
    await sweeper()()
    expect(await teams()).toEqual([])
  })

  it('is not posted when there is nothing to say, and not later that day either', async () => {
    const day = await nextMorning(store, '09:00')
    await sweeper()()
    expect((await store.morningListsOf(day)).toSorted()).toEqual(['ceast', 'leads', 'spoc'])
    await work.raise()
    await sweeper()()
    expect(await teams()).toEqual([])
  })

  it('that fails for one team goes to the others, and is made up by the next sweep', async () => {
    await work.raise()
    await nextMorning(store, '09:00')
    let broken = true
    const morningFound: Store['morningFound'] = (scope, until, limit) =>
      broken && scope.owner === 'spoc'
        ? Promise.reject(new Error('canceling statement due to statement timeout'))
        : store.morningFound(scope, until, limit)
    const sweep = morningLists({ ...opened.parts, store: { ...store, morningFound } })
    await sweep()
    expect(await teams()).toEqual(['leads'])
    broken = false
    await sweep()
    expect(await teams()).toEqual(['leads', 'spoc'])
  })
})
