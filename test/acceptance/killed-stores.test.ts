import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { freePort } from '../support/free-port.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { ownRedis } from '../support/own-redis.ts'
import { who } from '../support/people.ts'
import { postedTwice } from '../support/posted-twice.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { environmentFor, startSafehold } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'
import { askHttp, type Starting, startWithoutWaiting } from '../support/waiting-start.ts'

const withinMs = 40_000
/** So long after it is looked up the next step of a deadline comes: time to kill what it needs. */
const comesInMs = 8000
const concern = { danger: 'no', text: 'Made-up concern, typed once', harmed: ['customer'] }

type Step = { caseId: string; deadline: string; isDueAt: number }

/** Moves everybody's time on until the next step of a deadline is a few seconds away. */
const nearNextStep = async (record: CaseRecord, workbench: Workbench): Promise<Step> => {
  const [next] = await record.rows<{ caseId: string; deadline: string; inMs: number }>(
    `select case_id as "caseId", kind || '-' || n as deadline,
       (extract(epoch from next_at - clock_now()) * 1000)::float8 as "inMs"
     from deadline where done_at is null and next_at is not null order by next_at limit 1`,
  )
  if (!next) throw new Error('No deadline is open')
  const { caseId, deadline, inMs } = next
  const byMs = Math.max(0, Math.floor(inMs) - comesInMs)
  workbench.world.clockOffsetMs += byMs
  await record.store.advanceClock(byMs)
  return { caseId, deadline, isDueAt: Date.now() + inMs - byMs }
}

const hasCome = ({ isDueAt }: Step): Promise<void> =>
  until(async () => Date.now() > isDueAt + 500, withinMs, 'the moment of the deadline')

/** How often each rung of it has been told. */
const told = async (record: CaseRecord, { caseId, deadline }: Step): Promise<number[]> =>
  (
    await record.rows<{ times: number }>(
      `select count(*)::integer as times from event
       where case_id = $1 and kind = 'deadline_passed' and data->>'deadline' = $2 group by data->>'rung'`,
      [caseId, deadline],
    )
  ).map(({ times }) => times)

const answersWith = async (port: number, status: 200 | 503): Promise<Record<string, unknown>> => {
  await until(
    async () => (await askHttp(port, '/readyz'))?.status === status,
    withinMs,
    `readiness ${status}`,
  )
  return (await askHttp(port, '/readyz'))?.body ?? {}
}

describe('PostgreSQL that is killed with kill -9 and started again, beneath one and the same Safehold', () => {
  const dataKey = randomBytes(32)
  let postgres: Awaited<ReturnType<typeof ownPostgres>>
  let workbench: Workbench
  let safehold: Starting
  let port: number
  const record = () => recordOf({ databaseUrl: postgres.url, dataKey })

  beforeAll(async () => {
    postgres = await ownPostgres()
    postgres.kill()
    workbench = await startWorkbench({ port: 0, transport: 'socket' })
    port = await freePort()
    const database = { url: postgres.url, drop: () => Promise.resolve() }
    safehold = startWithoutWaiting(environmentFor(workbench, database, dataKey, 'socket', port))
  }, 120_000)
  afterAll(async () => {
    await safehold?.terminate()
    await workbench?.stop()
    await postgres?.stop()
  }, 60_000)

  it('is waited for at the start, and named at /readyz until it is there', async () => {
    const away = await answersWith(port, 503)
    expect(away).toMatchObject({ ready: false, starting: true, database: expect.not.stringMatching(/^ok$/) })
    expect((await askHttp(port, '/healthz'))?.status).toBe(200)
    expect(safehold.isReady()).toBe(false)

    await postgres.startAgain()
    expect(await answersWith(port, 200)).toMatchObject({ ready: true, database: 'ok', queue: 'ok' })
  }, 120_000)

  it('loses no form that was typed meanwhile, and a date that came meanwhile is told once (F16)', async () => {
    const hand = byHand(workbench, 'case')
    const before = await record()
    const ref = await hand.raise()
    await hand.headline('spoc', ref)
    await before.allSent(withinMs)
    await hand.openRaise()
    const step = await nearNextStep(before, workbench)
    expect(await told(before, step)).toEqual([])
    await before.close()

    postgres.kill()
    expect(Date.now()).toBeLessThan(step.isDueAt)
    expect(await hand.driver.as(who.raiser).submit(concern)).toMatchObject({
      ok: false,
      error: expect.stringContaining('We could not confirm that this was saved'),
    })
    const view = hand.driver.as(who.raiser).view()
    expect(view?.callback_id).toBe('raise_concern')
    expect(wordsOf(view?.state.values)).toContain(concern.text)
    const away = await answersWith(port, 503)
    expect(away).toMatchObject({
      ready: false,
      database: expect.not.stringMatching(/^ok$/),
      slack: 'ok',
      since: { database: expect.any(String) },
    })
    expect((await askHttp(port, '/healthz'))?.status).toBe(200)
    await hasCome(step)

    await postgres.startAgain()
    expect(await answersWith(port, 200)).toMatchObject({ ready: true, database: 'ok', since: {} })
    // The same form, with what was typed.
    expect(await hand.driver.as(who.raiser).submit()).toMatchObject({ ok: true })
    const kept = refIn(hand.driver.as(who.raiser).view())
    const after = await record()
    try {
      expect(await after.refs()).toEqual([ref, kept].toSorted())
      await until(async () => (await told(after, step)).length > 0, withinMs, 'the date to be told')
      await hand.headline('spoc', kept)
      await after.workersDied()
      await after.allSent(withinMs)
      expect(await told(after, step)).toEqual([1])
      expect(postedTwice(workbench)).toEqual([])
    } finally {
      await after.close()
    }
    expect(safehold.output().match(/Safehold is ready/g)).toHaveLength(1)
  }, 180_000)
})

redisTest(
  'Redis that is killed with kill -9 and started again keeps no form and no date waiting, and Safehold is not restarted (F16)',
  async () => {
    const redis = await ownRedis()
    const safehold = await startSafehold({ redisUrl: redis.url })
    const { workbench, port } = safehold
    const record = await recordOf(safehold)
    try {
      const pid = safehold.pid()
      const hand = byHand(workbench, 'case')
      const ref = await hand.raise()
      await hand.headline('spoc', ref)
      await record.allSent(withinMs)
      const step = await nearNextStep(record, workbench)
      expect(await told(record, step)).toEqual([])

      await redis.kill()
      expect(Date.now()).toBeLessThan(step.isDueAt)
      // Redis is an alarm clock: without it everything is found by looking for it.
      const queue = async () => (await askHttp(port, '/readyz'))?.body['queue']
      await until(async () => (await queue()) !== 'ok', withinMs, 'the readiness to name the queue')
      expect(await askHttp(port, '/readyz')).toMatchObject({
        status: 200,
        body: { ready: true, database: 'ok', since: { queue: expect.any(String) } },
      })
      const meanwhile = await hand.raise()
      await hand.headline('spoc', meanwhile)
      await hasCome(step)
      await until(async () => (await told(record, step)).length > 0, withinMs, 'the date to be told')
      expect(await queue()).not.toBe('ok')

      await redis.startAgain()
      await until(async () => (await queue()) === 'ok', withinMs, 'the queue to answer')
      const afterwards = await hand.raise()
      await hand.headline('spoc', afterwards)
      await record.allSent(withinMs)
      expect(await record.refs()).toEqual([ref, meanwhile, afterwards].toSorted())
      expect(await told(record, step)).toEqual([1])
      expect(postedTwice(workbench)).toEqual([])
      expect(safehold.pid()).toBe(pid)
      expect(safehold.output().match(/Safehold is ready/g)).toHaveLength(1)
    } finally {
      await record.close()
      await safehold.stop()
      await redis.stop()
    }
  },
  180_000,
)
