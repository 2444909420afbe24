import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/workbench/fields.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { ownRedis } from '../support/own-redis.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold, type Transport } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'

const limitMs = 10_000
const senders = 8
const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

type Here = { safehold: Running; record: CaseRecord; hand: ReturnType<typeof byHand> }

const inOne = async (options: Parameters<typeof startSafehold>[0], run: (here: Here) => Promise<void>) => {
  const safehold = await startSafehold(options)
  const record = await recordOf(safehold)
  try {
    await run({ safehold, record, hand: byHand(safehold.workbench, 'case') })
  } finally {
    await record.close()
    await safehold.stop()
  }
}

/** SIGTERM: how long it took, and the exit code. */
const timedStop = async (safehold: Running): Promise<{ code: number | null; ms: number }> => {
  const since = Date.now()
  const code = await safehold.terminate()
  return { code, ms: Date.now() - since }
}

/** The same form opened by somebody else: what was typed is the same, what makes it one form is not. */
const anotherForm = (submission: Fields): Fields => {
  const view = submission['view'] as Fields
  const metadata = JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
  return { ...submission, view: { ...view, private_metadata: metadata } }
}

/** People who raise concerns one after the other until Safehold is stopped. Gives the references they were shown. */
const stopUnderLoad = async ({ safehold, hand }: Here) => {
  await hand.openRaise()
  const answers = { danger: 'no', text: 'Made-up concern', harmed: ['customer'] }
  const submission = hand.driver.as(who.raiser).submission(answers)
  const acked: string[] = []
  let stopped = false
  const sender = async (): Promise<void> => {
    while (!stopped) {
      const reply = await hand.driver.deliver(anotherForm(submission))
      if (reply.ok && wordsOf(reply.body).includes('Sent to')) acked.push(refIn(reply.body))
      else await delay(20)
    }
  }
  const sending = Promise.all(Array.from({ length: senders }, sender))
  try {
    await hand.driver.waitFor(() => acked.length > 40, { timeoutMs: 15_000, what: 'forty answers' })
    return { acked, ...(await timedStop(safehold)) }
  } finally {
    stopped = true
    await sending
  }
}

describe('SIGTERM', () => {
  const transports: Transport[] = ['socket', 'http']
  it.concurrent.each(transports)(
    'under load over %s ends within 10 seconds, and what was acknowledged is recorded',
    transport =>
      inOne({ transport }, async here => {
        const { acked, code, ms } = await stopUnderLoad(here)
        expect(code).toBe(0)
        expect(ms).toBeLessThan(limitMs)
        const recorded = new Set(await here.record.refs())
        expect(acked.filter(ref => !recorded.has(ref))).toEqual([])
        expect(new Set(acked).size).toBe(acked.length)
      }),
    60_000,
  )

  it(
    'while Slack does not answer ends within 10 seconds, and the message is there once after the next start',
    () =>
      inOne({}, async ({ safehold, hand, record }) => {
        const { faults } = safehold.workbench.world
        faults.next('chat.postMessage', { hang: true, afterEffect: true })
        const ref = await hand.raise()
        await hand.driver.waitFor(() => hand.headlinesOf('spoc', ref)[0], { timeoutMs: 10_000 })
        const { code, ms } = await timedStop(safehold)
        expect(code).toBe(0)
        expect(ms).toBeLessThan(limitMs)
        await record.workersDied()
        await safehold.restart()
        await record.allSent()
        expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
      }),
    60_000,
  )

  it(
    'while the database does not answer ends within 10 seconds, and whoever pressed is told to press again',
    () =>
      inOne({}, async ({ safehold, hand, record }) => {
        await hand.openRaise()
        const release = await record.lock('cases')
        try {
          const sent = hand.driver
            .as(who.raiser)
            .submit({ danger: 'no', text: 'Made up', harmed: ['customer'] })
          await until(async () => (await record.rows(waiting)).length > 0, 10_000, 'the press to be handled')
          const { code, ms } = await timedStop(safehold)
          expect(code).toBe(0)
          expect(ms).toBeLessThan(limitMs)
          const words = expect.stringContaining('We could not confirm that this was saved')
          expect(await sent).toMatchObject({ ok: false, error: words })
        } finally {
          await release()
        }
      }),
    60_000,
  )

  redisTest(
    'with Redis gone and Slack not answering ends within 10 seconds, and what was acknowledged is recorded',
    async () => {
      const redis = await ownRedis()
      await inOne({ redisUrl: redis.url }, async ({ safehold, hand, record }) => {
        await redis.stop()
        safehold.workbench.world.faults.next('chat.postMessage', { hang: true })
        const ref = await hand.raise()
        const { code, ms } = await timedStop(safehold)
        expect(code).toBe(0)
        expect(ms).toBeLessThan(limitMs)
        expect(await record.refs()).toEqual([ref])
      })
    },
    60_000,
  )
})
