import type { ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Fields } from '../../src/workbench/fields.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { ownRedis } from '../support/own-redis.ts'
import { who } from '../support/people.ts'
import { postedTwice } from '../support/posted-twice.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { environmentFor, launch } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'
import { askHttp } from '../support/waiting-start.ts'

const hourMs = 3_600_000
const withinMs = 60_000
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
}, 120_000)

type Process = { role: 'bot' | 'worker'; port: number; child: ChildProcess; ended: Promise<number | null> }

/** Two bots and three workers on one PostgreSQL and on one Redis, if any, with a workbench in place of Slack. */
const startAll = async (redisUrl?: string) => {
  const database = await freshDatabase()
  closers.push(() => database.drop())
  const workbench = await startWorkbench({ port: 0, transport: 'socket' })
  closers.push(() => workbench.stop())
  const dataKey = randomBytes(32)
  const start = async (role: Process['role']): Promise<Process> => {
    const port = await freePort()
    const env = environmentFor(workbench, database, dataKey, 'socket', port, redisUrl)
    const child = await launch({ ...env, SAFEHOLD_PROCESS: role }, () => undefined)
    const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
    closers.push(() => {
      child.kill('SIGKILL')
      return ended
    })
    return { role, port, child, ended }
  }
  const processes: Process[] = []
  for (const role of ['bot', 'bot', 'worker', 'worker', 'worker'] as const) processes.push(await start(role))
  const record = await recordOf({ databaseUrl: database.url, dataKey })
  closers.push(() => record.close())
  return { workbench, processes, record, hand: byHand(workbench, 'case') }
}
type All = Awaited<ReturnType<typeof startAll>>

const anotherForm = (submission: Fields): Fields => {
  const view = submission['view'] as Fields
  const metadata = JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
  return { ...submission, view: { ...view, private_metadata: metadata } }
}

/** People who raise concerns, each form sent twice, until `during` is done. Gives the references they were shown. */
const raiseMeanwhile = async ({ hand }: All, during: (acked: string[]) => Promise<void>) => {
  await hand.openRaise()
  const answers = { danger: 'no', text: 'Made-up concern', harmed: ['customer'] }
  const submission = hand.driver.as(who.raiser).submission(answers)
  const acked: string[] = []
  let isOver = false
  const sender = async (): Promise<void> => {
    while (!isOver) {
      const form = anotherForm(submission)
      const replies = await Promise.all([hand.driver.deliver(form), hand.driver.deliver(form)])
      const shown = replies.flatMap(reply =>
        reply.ok && wordsOf(reply.body).includes('Sent to') ? [refIn(reply.body)] : [],
      )
      // However often it was sent and over whichever bot, it is one case.
      expect(new Set(shown).size).toBeLessThan(2)
      acked.push(...shown.slice(0, 1))
      await delay(300)
    }
  }
  const sending = Promise.all([sender(), sender()])
  await during(acked).finally(() => (isOver = true))
  await sending
  return acked
}

/** What would have happened twice: steps of deadlines on record, and messages in the teams' channels. */
const doubled = async ({ record, workbench }: All) => {
  const rungs = await record.rows(
    `select case_id, data->>'deadline', data->>'dueAt', data->>'rung', count(*) from event
     where kind = 'deadline_passed' group by 1, 2, 3, 4 having count(*) > 1`,
  )
  return { rungs, messages: postedTwice(workbench) }
}

const rungsPassed = async (record: CaseRecord): Promise<number> =>
  (await record.rows(`select from event where kind = 'deadline_passed'`)).length

/** One of each is killed in the middle, and the others are stopped one by one. Gives what was lost or doubled by it. */
const workTogether = async (redisUrl?: string) => {
  const all = await startAll(redisUrl)
  const { processes, record, workbench } = all
  const [bot, deadBot] = processes.filter(({ role }) => role === 'bot')
  const [deadWorker, ...workers] = processes.filter(({ role }) => role === 'worker')
  if (!bot || !deadBot || !deadWorker) throw new Error('Not all have started')
  expect(workbench.world.sockets.open()).toBe(4)

  // kill -9 of a bot and a worker, while people raise concerns.
  const first = await raiseMeanwhile(all, async acked => {
    await until(async () => acked.length >= 3, withinMs, 'three concerns')
    deadBot.child.kill('SIGKILL')
    deadWorker.child.kill('SIGKILL')
    const before = acked.length
    await until(async () => acked.length >= before + 3, withinMs, 'three more concerns')
  })
  await record.workersDied()
  await record.allSent(withinMs)

  // Everybody's dates come and go.
  const before = await rungsPassed(record)
  await record.store.advanceClock(30 * hourMs)
  await until(
    async () =>
      (await rungsPassed(record)) >= before + first.length &&
      (await record.store.pendingCounts()).deadlinesDue === 0,
    withinMs,
    'the deadlines to pass',
  )

  const figures = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text()
  expect(figures).toMatch(/^safehold_deadlines_missed 0$/m)
  expect(figures).toMatch(/^safehold_sockets_live 2$/m)
  expect(Number(/^safehold_deadlines_told (\d+)$/m.exec(figures)?.[1])).toBeGreaterThan(0)

  // SIGTERM to each of the others, while people raise concerns; the bot last.
  const stops: { role: string; code: number | null; ms: number }[] = []
  const second = await raiseMeanwhile(all, async acked => {
    for (const { role, child, ended } of [...workers, bot]) {
      const had = acked.length
      await until(async () => acked.length > had, withinMs, 'another concern')
      const since = performance.now()
      child.kill('SIGTERM')
      const code = await ended
      stops.push({ role, code, ms: performance.now() - since })
    }
  })
  expect(stops.map(({ role, code }) => [role, code])).toEqual([
    ['worker', 0],
    ['worker', 0],
    ['bot', 0],
  ])
  for (const { ms } of stops) expect(ms).toBeLessThan(10_000)

  const acked = [...first, ...second]
  const recorded = await record.refs()
  expect(await askHttp(bot.port, '/healthz')).toBeUndefined()
  return {
    lost: acked.filter(ref => !recorded.includes(ref)),
    shownTwice: acked.filter((ref, i) => acked.indexOf(ref) !== i),
    ...(await doubled(all)),
  }
}

const nothing = { lost: [], shownTwice: [], rungs: [], messages: [] }

describe('two bots and three workers lose and double nothing, with one of each killed and the others stopped one by one', () => {
  it('on one PostgreSQL, which is the queue as well', async () => {
    expect(await workTogether()).toEqual(nothing)
  }, 300_000)

  redisTest(
    'on one PostgreSQL and one Redis',
    async () => {
      const redis = await ownRedis()
      closers.push(() => redis.stop())
      expect(await workTogether(redis.url)).toEqual(nothing)
    },
    300_000,
  )
})
