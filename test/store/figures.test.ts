import { afterAll, beforeAll, expect, it } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { concern, done, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

const hour = 3_600_000
let here: Opened
beforeAll(async () => {
  here = await opened()
})
afterAll(() => here.close())

const tellAllDue = async () => {
  for (const due of await here.store.dueDeadlines(100)) await fireDeadline(here.store, due)
}
/** Nobody was there to tell it for so long, as in an outage. */
const wasAwayFor = (minutes: number) =>
  here.owner.query(
    `update deadline set next_set_at = '-infinity';
     update clock set moved_at = clock_now() - interval '${minutes} minutes'`,
  )
const figures = () => here.store.readFigures()

it('what is told in time is counted as told, and a moved clock makes nothing late', async () => {
  await done(here.store, raise())
  expect(await figures()).toMatchObject({ rungsTold: 0, deadlinesLate: 0, deadlinesMissed: 0 })
  await here.store.advanceClock(30 * hour)
  await tellAllDue()
  const told = await figures()
  expect(told.rungsTold).toBeGreaterThan(0)
  expect(told).toMatchObject({ deadlinesLate: 0, deadlinesMissed: 0, deadlinesDue: 0 })
  expect(told.toldWithin['600']).toBe(told.rungsTold)
})

it('what waits or was told for longer than a sweep is late, for longer than ten minutes missed, and stays counted', async () => {
  await done(here.store, raise())
  await here.store.advanceClock(30 * hour)
  await wasAwayFor(5)
  const late = await figures()
  expect(late.deadlinesLate).toBeGreaterThan(0)
  expect(late.deadlinesMissed).toBe(0)
  await wasAwayFor(20)
  const missed = await figures()
  expect(missed.deadlinesMissed).toBe(missed.deadlinesDue)
  await tellAllDue()
  const after = await figures()
  expect(after).toMatchObject({ deadlinesDue: 0, deadlinesMissed: missed.deadlinesMissed })
  const again = await here.again()
  expect((await again.readFigures()).deadlinesMissed).toBe(missed.deadlinesMissed)
})

it('a step that is taken in time leaves nothing late behind', async () => {
  const before = await figures()
  const { id } = await done(here.store, raise())
  await here.owner.query('update deadline set done_at = clock_now() where case_id = $1', [id])
  await here.store.advanceClock(100 * hour)
  await wasAwayFor(90)
  const open = await here.owner.query(
    'select from deadline where case_id = $1 and done_at is null and next_at <= clock_now()',
    [id],
  )
  expect(open.rows).toEqual([])
  expect((await figures()).rungsTold).toBe(before.rungsTold)
})

it('what waited too long stays missed when its step is taken or its date moves before it is told', async () => {
  for (const change of [
    'done_at = clock_now()',
    "due_at = due_at + interval '9 days', next_at = next_at + interval '9 days'",
    "next_at = next_at - interval '1 minute'",
  ]) {
    const { id } = await done(here.store, raise())
    await here.store.advanceClock(30 * hour)
    const { deadlinesMissed: others } = await figures()
    await here.owner.query(`update deadline set next_set_at = '-infinity' where case_id = $1`, [id])
    await here.owner.query(`update clock set moved_at = clock_now() - interval '20 minutes'`)
    const waiting = await figures()
    expect(waiting.deadlinesMissed).toBeGreaterThan(others)
    await here.owner.query(
      `update deadline set ${change} where case_id = $1 and done_at is null and next_at <= clock_now()`,
      [id],
    )
    expect({ change, missed: (await figures()).deadlinesMissed }).toEqual({
      change,
      missed: waiting.deadlinesMissed,
    })
    await tellAllDue()
  }
})

it('messages are counted by lane, with the age of the oldest', async () => {
  await done(here.store, raise())
  const { lanes } = await figures()
  expect(lanes.find(({ lane }) => lane === 'headline')?.waiting).toBeGreaterThan(0)
  for (const { oldestSeconds } of lanes) expect(oldestSeconds).toBeGreaterThanOrEqual(0)
})

it('a headline is as old as the first change that it does not show, and young again once it shows it', async () => {
  const { id } = await done(here.store, raise())
  const others = 'update headline set posted_version = wanted_version where case_id <> $1'
  await here.owner.query(others, [id])
  const age = async () =>
    (await figures()).lanes.find(({ lane }) => lane === 'headline')?.oldestSeconds ?? Number.NaN
  const addConcern = () => done(here.store, concern(id))
  expect(await age()).toBeLessThan(30)
  await here.owner.query(
    `update headline set wanted_since = wanted_since - interval '10 minutes' where case_id = $1`,
    [id],
  )
  await addConcern()
  expect(await age()).toBeGreaterThanOrEqual(600)
  await here.owner.query(`update headline set posted_version = wanted_version where case_id = $1`, [id])
  await addConcern()
  expect(await age()).toBeLessThan(30)
})

it('messages that are kept for the morning neither wait nor are old, until their moment has come', async () => {
  const ordinary = async () => (await figures()).lanes.find(({ lane }) => lane === 'ordinary')
  const set = (change: string) => here.owner.query(`update outbox set ${change} where lane = 'ordinary'`)
  await set("status = 'waiting', next_at = clock_now() + interval '8 hours'")
  expect(await ordinary()).toBeUndefined()
  await set(
    `written_at = clock_timestamp() - interval '9 hours', created_at = clock_now() - interval '9 hours',
     next_at = clock_now() - interval '5 seconds', wanted_at = clock_now() - interval '5 seconds'`,
  )
  const due = await ordinary()
  expect(due?.waiting).toBeGreaterThan(0)
  expect(due?.oldestSeconds).toBeGreaterThanOrEqual(5)
  expect(due?.oldestSeconds).toBeLessThan(600)
  // That Slack did not take it the first time makes it no older.
  await set('attempt = 1')
  expect((await ordinary())?.oldestSeconds).toBeLessThan(600)
})

it('how late each rung was told is forgotten after 90 days, what any figure counts is kept, and nobody may delete that', async () => {
  const { id } = await done(here.store, raise())
  const note = (ago: string) =>
    here.owner.query(
      `insert into rung_told (told_at, case_id, kind, n, rung, late_ms)
       select clock_now() - $2::interval, $1, 'noted', 0, 1, 0`,
      [id, ago],
    )
  const noted = async () => (await here.owner.query(`select from rung_told where kind = 'noted'`)).rows.length
  for (const ago of ['200 days', '91 days', '89 days', '1 day']) await note(ago)
  expect(await here.store.forgetRungsTold()).toBe(false)
  expect(await noted()).toBe(2)
  await expect(
    here.owner.query(
      `delete from rung_told where kind = 'noted' and told_at > clock_now() - interval '30 days'`,
    ),
  ).rejects.toThrow('it is kept for 31 days')
})

it('a message that Slack wants to have much later is still waiting', async () => {
  await here.owner.query("update outbox set next_at = clock_now() + interval '2 hours', attempt = 0")
  const { deliveriesWaiting: kept } = await here.store.pendingCounts()
  await here.owner.query('update outbox set attempt = 1')
  expect((await here.store.pendingCounts()).deliveriesWaiting).toBeGreaterThan(kept)
})
