import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepBankHolidays } from '../../jobs/bank-holidays.ts'
import { addDays } from '../../src/calendar/dates.ts'
import { endOfDay, localDateOf, londonInstant } from '../../src/calendar/london.ts'
import { addWorkingDays, calendarFor, isWorkingDay } from '../../src/calendar/working-days.ts'
import { isMorningListDue } from '../../src/case/morning-list.ts'
import { staffDaysWith } from '../../src/case/staff-days.ts'
import type { Store } from '../../src/store/store.ts'
import { done, referred, visit } from '../store/acting.ts'
import { openedStore } from '../store/opened-store.ts'
import { feedJson, type HolidayFeed, holidayFeed } from '../support/holiday-feed.ts'
import { moveClockTo, nextMorning } from '../support/next-morning.ts'

const days = calendarFor('england-and-wales')
const nation = 'england-and-wales'
const title = 'National day of thanks'

describe('the list of bank holidays (B9, D4, F8)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let feed: HolidayFeed
  let said: { level: string; message: string }[]
  beforeEach(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    feed = await holidayFeed()
    said = []
  })
  afterEach(async () => {
    await feed.close()
    await opened.close()
  })

  const log = {
    info: () => {},
    warn: (_fields: object, message: string) => void said.push({ level: 'warn', message }),
    error: (_fields: object, message: string) => void said.push({ level: 'error', message }),
  }
  const sweeper = (use: Store = store) =>
    keepBankHolidays(
      { store: use, staff: opened.parts.staff, log, bankHolidaysUrl: feed.url },
      new AbortController().signal,
    )
  const sweep = () => sweeper()()
  const today = async () => localDateOf((await store.clockNow()).toISOString())
  /** A day and an hour on: the list is read again. */
  const nextDay = async () => store.advanceClock(25 * 3_600_000)
  const toLeads = async () =>
    (
      await opened.parts.owner.query<{ data: { text: string; holidays?: number } }>(
        `select data from outbox where destination = 'team:leads' and data ? 'restsOn' order by created_at, id`,
      )
    ).rows.map(({ data }) => data)
  const messages = async (part: string) => (await toLeads()).filter(({ text }) => text.includes(part))
  /** A settled change: every statement that was under way when it was confirmed has ended. */
  const settle = () => opened.parts.owner.query(settleNow)
  const visited = async () => {
    const c = await referred(store)
    return done(store, visit(c.id, await today(), 'no_answer'))
  }
  const windowOf = async (id: string) =>
    (
      await opened.parts.owner.query<{ due_at: Date }>(
        `select due_at from deadline where case_id = $1 and kind = 'contact_window'`,
        [id],
      )
    ).rows[0]?.due_at.toISOString()

  it('is read once a day, however many workers there are', async () => {
    await Promise.all(Array.from({ length: 6 }, () => sweeper()()))
    await sweep()
    expect(feed.asked()).toBe(1)
    await nextDay()
    await sweep()
    expect(feed.asked()).toBe(2)
    expect(await toLeads()).toEqual([])
    expect((await store.feedState()).copy?.scotland['2026-11-30']).toBe('St Andrew’s Day')
  })

  it('with a new day asks the leads once, moves nothing before a lead confirms, and then moves what is open', async () => {
    const start = await nextMorning(store, '10:00')
    const c = await visited()
    const before = addWorkingDays(start, 5, days)
    const holiday = addWorkingDays(start, 3, days)
    feed.says(feedJson([{ nation, date: holiday, title }]))
    await sweep()
    await sweep()
    const [question, ...more] = await messages('has changed')
    expect(more).toEqual([])
    expect(question?.text).toContain(
      `(${title}). 2 open dates on 1 case would move. Nothing moves until a lead confirms it`,
    )
    const n = question?.holidays ?? 0
    expect(await windowOf(c.id)).toBe(endOfDay(before))

    const { dates } = await store.datesToMove((await store.holidayProposal(n)) ?? never(), 10)
    expect(dates.map(({ ref, from, to }) => [ref, from, to])).toContainEqual([
      c.ref,
      before,
      addWorkingDays(before, 1, days),
    ])

    const [first, second] = await Promise.all(
      ['ULEAD1', 'ULEAD2'].map(by => store.answerHolidays(n, { outcome: 'confirmed', by, reason: null })),
    )
    expect(first?.answers).toHaveLength(1)
    expect(second?.answers).toEqual(first?.answers)
    await settle()
    await Promise.all([sweeper()(), sweeper()()])
    await sweep()
    expect(await windowOf(c.id)).toBe(endOfDay(addWorkingDays(before, 1, days)))
    const told = (await store.timelineOf(c.id)).filter(({ kind }) => kind === 'bank_holidays_changed')
    expect(told).toHaveLength(1)
    expect((await store.verifyChain(c.id)).ok).toBe(true)
    const owners = await opened.parts.owner.query(
      `select destination from outbox where data->>'text' like 'Dates moved on%' order by 1`,
    )
    expect(owners.rows.map(row => row.destination)).toEqual(['team:ceast', 'team:visiting'])
    expect((await messages('Applied:')).map(({ text }) => text)).toEqual([
      expect.stringContaining('2 open dates on 1 case moved'),
    ])
  })

  it('counts a confirmed day from the start for a case that is opened after', async () => {
    const start = await nextMorning(store, '10:00')
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 3, days), title }]))
    await sweep()
    const [question] = await messages('has changed')
    await store.answerHolidays(question?.holidays ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
    const c = await visited()
    expect(await windowOf(c.id)).toBe(endOfDay(addWorkingDays(start, 6, days)))
    expect((await store.timelineOf(c.id)).map(({ kind }) => kind)).not.toContain('bank_holidays_changed')
  })

  it('goes on where a worker died, and doubles nothing', async () => {
    const start = await nextMorning(store, '10:00')
    const cases = [await visited(), await visited(), await visited()]
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 3, days), title }]))
    await sweep()
    const [question] = await messages('has changed')
    await store.answerHolidays(question?.holidays ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
    await settle()
    // The first case is told, and then this worker is no more: it neither goes on nor says how far it came.
    let left = 1
    const dying = {
      ...store,
      perform: (request: Parameters<Store['perform']>[0]) =>
        left-- > 0 ? store.perform(request) : new Promise<never>(() => {}),
    }
    void sweeper(dying)()
    await expect.poll(() => left, { timeout: 5000 }).toBe(-1)
    await sweep()
    expect(await messages('Applied:')).toEqual([])
    await opened.parts.owner.query(`update holiday_apply set claimed_until = '-infinity'`)
    await sweep()
    for (const { id } of cases) {
      expect(await windowOf(id)).toBe(endOfDay(addWorkingDays(start, 6, days)))
      const told = (await store.timelineOf(id)).filter(({ kind }) => kind === 'bank_holidays_changed')
      expect(told).toHaveLength(1)
    }
    expect(await messages('Applied:')).toHaveLength(1)
  })

  it('goes through the cases again where one could not be told', async () => {
    const start = await nextMorning(store, '10:00')
    const c = await visited()
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 3, days), title }]))
    await sweep()
    const [question] = await messages('has changed')
    await store.answerHolidays(question?.holidays ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
    await settle()
    await sweeper({ ...store, perform: () => Promise.reject(new Error('away')) })()
    expect(await messages('Applied:')).toEqual([])
    await opened.parts.owner.query(`update holiday_apply set claimed_until = '-infinity'`)
    await sweep()
    expect(await windowOf(c.id)).toBe(endOfDay(addWorkingDays(start, 6, days)))
    expect(await messages('Applied:')).toHaveLength(1)
  })

  it('waits for what was under way when a lead confirmed', async () => {
    await nextMorning(store, '10:00')
    feed.says(feedJson([{ nation, date: addWorkingDays(await today(), 3, days), title }]))
    await sweep()
    const [question] = await messages('has changed')
    await store.answerHolidays(question?.holidays ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
    expect(await store.claimHolidayWork(10)).toBeNull()
    await settle()
    expect(await store.claimHolidayWork(10)).toMatchObject({ failed: 0 })
  })

  it('set aside with a reason is not asked about again, and may be confirmed after all', async () => {
    await nextMorning(store, '10:00')
    feed.says(feedJson([{ nation, date: addWorkingDays(await today(), 3, days), title }]))
    await sweep()
    const [question] = await messages('has changed')
    const n = question?.holidays ?? 0
    await store.answerHolidays(n, { outcome: 'set_aside', by: 'ULEAD', reason: 'Not for us' })
    await nextDay()
    await sweep()
    expect(await messages('has changed')).toHaveLength(1)
    expect(await store.confirmedHolidays()).toEqual([])
    const after = await store.answerHolidays(n, { outcome: 'confirmed', by: 'ULEAD2', reason: null })
    expect(after?.answers.map(({ outcome }) => outcome)).toEqual(['set_aside', 'confirmed'])
    expect(await store.confirmedHolidays()).toHaveLength(1)
    const late = await store.answerHolidays(n, { outcome: 'set_aside', by: 'ULEAD3', reason: 'Too late' })
    expect(late?.answers).toHaveLength(2)
  })

  it('is asked about again each working day of the leads until somebody answers', async () => {
    const start = await nextMorning(store, '10:00')
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 20, days), title }]))
    await sweep()
    expect(await messages('still waits')).toEqual([])
    let day = start
    for (let asked = 0, i = 0; i < 7; i++) {
      day = addDays(day, 1)
      await moveClockTo(store, londonInstant(day, '10:00'))
      await sweep()
      await sweep()
      if (isWorkingDay(day, days)) asked += 1
      expect([day, (await messages('still waits')).length]).toEqual([day, asked])
    }
  })

  it('puts a later list in the place of one that nobody has answered', async () => {
    const start = await nextMorning(store, '10:00')
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 3, days), title }]))
    await sweep()
    const [first] = await messages('has changed')
    feed.says(feedJson([{ nation, date: addWorkingDays(start, 4, days), title }]))
    await nextDay()
    await sweep()
    const [, second] = await messages('has changed')
    expect((await store.holidayProposal(first?.holidays ?? 0))?.answers).toMatchObject([
      { outcome: 'overtaken' },
    ])
    expect((await store.feedState()).open?.n).toBe(second?.holidays)
    const late = await store.answerHolidays(first?.holidays ?? 0, {
      outcome: 'confirmed',
      by: 'ULEAD',
      reason: null,
    })
    expect(late?.answers).toHaveLength(1)
    expect(await store.confirmedHolidays()).toEqual([])
  })

  it('keeps no teams’ morning list on a day that was confirmed', async () => {
    const start = await nextMorning(store, '10:00')
    const date = addWorkingDays(start, 3, days)
    feed.says(feedJson([{ nation, date, title }]))
    await sweep()
    const [question] = await messages('has changed')
    await store.answerHolidays(question?.holidays ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
    const staff = staffDaysWith(await store.confirmedHolidays(), opened.parts.staff)
    expect(isMorningListDue('leads', londonInstant(date, '10:00'), staff)).toBe(false)
  })

  const shrunk = () => {
    const ahead = feedJson().scotland.events.filter(({ date }) => date >= '2028-01-01')
    return feedJson(
      [],
      ahead.slice(0, 1).map(({ date }) => ({ nation: 'scotland' as const, date })),
    )
  }
  it.each([
    ['empty', () => feed.says(''), 'It is empty.', 'refused'],
    [
      'an empty object',
      () => feed.says('{}'),
      'It is not in the known form at england-and-wales.',
      'refused',
    ],
    ['a page', () => feed.says('<html></html>'), 'It is not JSON.', 'refused'],
    [
      'without a nation',
      () => feed.says(JSON.stringify({ ...feedJson(), scotland: undefined })),
      'known form at scotland',
      'refused',
    ],
    [
      'of dates that are none',
      () => feed.says(feedJson([{ nation, date: '2027-02-30' }])),
      'known form at england-and-wales.events',
      'refused',
    ],
    [
      'without events',
      () => feed.says({ ...feedJson(), scotland: { division: 'scotland', events: [] } }),
      'It lists no bank holiday of Scotland from today on.',
      'refused',
    ],
    ['shorter than it was', () => feed.says(shrunk()), 'and listed 9 before', 'refused'],
    ['huge', () => feed.says(' '.repeat(1_500_000)), 'It is longer than 1 MB', 'refused'],
    [
      'sent on to another host',
      () => feed.says(response => void response.writeHead(302, { location: 'http://127.0.0.2/' }).end()),
      'another host',
      'refused',
    ],
    [
      'sent on for ever',
      () => feed.says(response => void response.writeHead(302, { location: '/again' }).end()),
      'again and again',
      'refused',
    ],
    [
      'not found',
      () => feed.says(response => void response.writeHead(404).end()),
      'It answered with status 404.',
      'refused',
    ],
    [
      'a server error',
      () => feed.says(response => void response.writeHead(500).end()),
      'It answered with status 500.',
      'away',
    ],
    [
      'cut off',
      () => feed.says(response => void response.socket?.destroy()),
      'It could not be reached',
      'away',
    ],
  ])(
    'that is %s changes nothing: the last good one stays, and it is said clearly',
    async (_name, break_, why, kind) => {
      await sweep()
      const good = (await store.feedState()).copy
      break_()
      await nextDay()
      await sweep()
      const broken = await store.feedState()
      expect(broken.copy).toEqual(good)
      expect(broken.open).toBeNull()
      expect(broken.fault).toContain(why)
      expect(said.map(({ level, message }) => `${level} ${message}`).join()).toContain(why)
      expect((await store.calendarWarnings(true)).join()).toContain(why)
      expect(await store.calendarWarnings(false)).toEqual([])
      // The leads hear of it once; of a list that is only away when that lasts.
      expect(await messages('cannot be used')).toHaveLength(kind === 'refused' ? 1 : 0)
      for (let i = 0; i < 3; i++) {
        await nextDay()
        await sweep()
      }
      expect(await messages('cannot be used')).toHaveLength(1)
      feed.says(feedJson())
      await nextDay()
      await sweep()
      expect((await store.feedState()).fault).toBeNull()
      expect(await store.calendarWarnings(true)).toEqual([])
    },
  )

  it('that answers too slowly is given up, and keeps nobody waiting longer than ten seconds', async () => {
    feed.says(() => {})
    const begun = Date.now()
    await sweep()
    expect(Date.now() - begun).toBeLessThan(15_000)
    expect((await store.feedState()).fault).toBe('It did not answer within 10 seconds.')
  }, 30_000)

  it('is let go at once by a stop, and read by whoever starts next', async () => {
    feed.says(() => {})
    const stop = new AbortController()
    const sweeping = keepBankHolidays(
      { store, staff: opened.parts.staff, log, bankHolidaysUrl: feed.url },
      stop.signal,
    )()
    await expect.poll(() => feed.asked()).toBe(1)
    stop.abort()
    await sweeping
    expect((await store.feedState()).fault).toBeNull()
  })

  it('is not read where there is no address', async () => {
    await keepBankHolidays({ store, staff: opened.parts.staff, log }, new AbortController().signal)()
    expect((await store.feedState()).fetchedAt).toBeNull()
  })

  it('that names somebody in a title mentions nobody', async () => {
    const start = await nextMorning(store, '10:00')
    feed.says(
      feedJson([{ nation, date: addWorkingDays(start, 3, days), title: 'Day of <@U12345678> & <!channel>' }]),
    )
    await sweep()
    const [question] = await messages('has changed')
    expect(question?.text).toContain('(Day of U12345678 channel)')
  })
})

const settleNow = `alter table holiday_decision disable trigger user;
update holiday_decision set real_at = real_at - interval '1 minute'; alter table holiday_decision enable trigger user`

const never = (): never => {
  throw new Error('There is no such change')
}
