import { afterAll, beforeAll, expect, it } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { done, raise } from './acting.ts'
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

it('messages that are kept for the morning neither wait nor are old, until their moment has come', async () => {
  const ordinary = async () => (await figures()).lanes.find(({ lane }) => lane === 'ordinary')
  const set = (change: string) => here.owner.query(`update outbox set ${change} where lane = 'ordinary'`)
  await set("status = 'waiting', next_at = clock_now() + interval '8 hours'")
  expect(await ordinary()).toBeUndefined()
  await set(
    "written_at = clock_timestamp() - interval '9 hours', next_at = clock_now() - interval '5 seconds'",
  )
  const due = await ordinary()
  expect(due?.waiting).toBeGreaterThan(0)
  expect(due?.oldestSeconds).toBeGreaterThanOrEqual(5)
  expect(due?.oldestSeconds).toBeLessThan(600)
})

it('a message that Slack wants to have much later is still waiting', async () => {
  await here.owner.query("update outbox set next_at = clock_now() + interval '2 hours', attempt = 0")
  const { deliveriesWaiting: kept } = await here.store.pendingCounts()
  await here.owner.query('update outbox set attempt = 1')
  expect((await here.store.pendingCounts()).deliveriesWaiting).toBeGreaterThan(kept)
})
