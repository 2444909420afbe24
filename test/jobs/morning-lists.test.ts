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

  describe('on a day that bank holidays decide', () => {
    const nation = 'england-and-wales'
    const proposed = async (change: { added?: object[]; removed?: object[] }): Promise<number> => {
      const { rows } = await opened.parts.owner.query<{ n: number }>(
        `insert into holiday_proposal (added, removed, known_to, seen_at) values ($1, $2, '{}', now()) returning n`,
        [JSON.stringify(change.added ?? []), JSON.stringify(change.removed ?? [])],
      )
      return rows[0]?.n ?? 0
    }
    const confirmed = (n: number) =>
      store.answerHolidays(n, { outcome: 'confirmed', by: 'ULEAD', reason: null })

    it('goes out by what a lead has confirmed: a proclaimed day that nobody has answered for is worked', async () => {
      await work.raise()
      const date = await nextMorning(store, '09:30')
      await proposed({ added: [{ nation, date, title: 'A day of mourning' }] })
      await sweeper()()
      expect(await teams()).toEqual(['leads', 'spoc'])
    })

    it('does not go out on a proclaimed day that a lead has confirmed', async () => {
      await work.raise()
      const date = await nextMorning(store, '09:30')
      await confirmed(await proposed({ added: [{ nation, date, title: 'A day of mourning' }] }))
      await sweeper()()
      expect(await teams()).toEqual([])
    })

    it('goes out on a bank holiday that was taken back, once a lead has confirmed that', async () => {
      await work.raise()
      let date = localDateOf((await store.clockNow()).toISOString())
      const isHoliday = () => ![0, 6].includes(new Date(date).getUTCDay())
      while (isWorkingDay(date, opened.parts.staff.everybody) || !isHoliday()) date = addDays(date, 1)
      await moveClockTo(store, londonInstant(date, '09:30'))
      const sweep = sweeper()
      const n = await proposed({ removed: [{ nation, date }] })
      await sweep()
      expect(await teams()).toEqual([])
      await confirmed(n)
      await sweep()
      expect(await teams()).toEqual(['leads', 'spoc'])
    })
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
