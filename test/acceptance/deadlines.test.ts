import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import { addWorkingDays, calendarFor } from '../../src/calendar/working-days.ts'
import { byHand, today } from '../support/case-by-hand.ts'
import { truncateQueue } from '../support/lose-queue.ts'
import { ownRedis } from '../support/own-redis.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'

/** Two sweeps, and the time that some messages of a second each take to go out. */
const twoSweepsMs = 10_000
const deliveryMs = 5000
const minuteMs = 60_000

type Started = { safehold: Running; hand: ReturnType<typeof byHand>; record: CaseRecord }

const started = async (options: Parameters<typeof startSafehold>[0] = {}): Promise<Started> => {
  const safehold = await startSafehold(options)
  return { safehold, hand: byHand(safehold.workbench, 'case'), record: await recordOf(safehold) }
}

const end = async ({ safehold, record }: Started): Promise<void> => {
  await record.close()
  await safehold.stop()
}

describe('a visit entered late', () => {
  let here: Started
  beforeAll(async () => {
    here = await started()
  })
  afterAll(() => end(here))

  it('twelve days ago opens the second visit in the channel within two sweeps (R34b, VR ¶9, F7)', async () => {
    const { hand } = here
    const ref = await hand.raise()
    await hand.triage(ref)
    await hand.refer(ref)
    await hand.headline('visiting', ref, 'Plan the visit')

    await hand.visit(ref, { on: daysAgo(12) })
    const recordedAt = Date.now()
    await hand.alert('visiting', ref, /Now open for .*: second visit, by .* \(VR ¶9;/)
    await hand.alert('visiting', ref, "The second visit's task is open (VR ¶9)")
    await hand.alert('ceast', ref, 'already past when the visit was recorded')
    await hand.headline('visiting', ref, /Second visit from .*do:record_visit_outcome/)
    expect(Date.now() - recordedAt).toBeLessThan(twoSweepsMs + deliveryMs)
    expect(hand.alertsOf('visiting', ref, /Now open for .*: second visit/)).toHaveLength(1)
  })
})

/** So many days ago, or a few more where bank holidays make the customer's five working days last until today. */
const daysAgo = (days: number): string => {
  const on = addDays(today(), -days)
  const secondVisit = addWorkingDays(on, 6, calendarFor('england-and-wales'))
  return secondVisit < today() ? on : daysAgo(days + 1)
}

describe('losing the whole queue', () => {
  redisTest.concurrent.each(['Redis', 'PostgreSQL'] as const)(
    'on %s loses nothing: what was due is told once, and messages still go out (D22)',
    async queues => {
      const redis = queues === 'Redis' ? await ownRedis() : undefined
      const here = await started(redis && { redisUrl: redis.url })
      const { hand, record, safehold } = here
      const loseQueue = () => (redis ? redis.flushAll() : truncateQueue(record))
      try {
        const spoc = safehold.workbench.channels.spoc
        safehold.workbench.world.faults.next('chat.postMessage', {
          channel: spoc,
          status: 429,
          retryAfter: 2,
        })
        await hand.openRaise()
        await hand.driver.as(who.raiser).choose('danger', 'yes')
        await hand.driver.as(who.raiser).close()
        const waiting = await hand.raise()
        await loseQueue()
        await safehold.terminate()
        await safehold.restart()
        await hand.headline('spoc', waiting, 'Triage this concern')
        const [inDanger = ''] = (await record.refs()).filter(ref => ref !== waiting)
        await hand.alert('spoc', inDanger, 'Immediate danger was declared')

        await loseQueue()
        await record.store.advanceClock(16 * minuteMs)
        await hand.driver.waitFor(
          () =>
            hand.driver
              .as(who.raiser)
              .direct()
              .find(message => message.text.includes(inDanger)),
          { timeoutMs: twoSweepsMs + deliveryMs, what: `the 15-minute message about ${inDanger}` },
        )
        await record.allSent()
        const told = hand.driver.as(who.raiser).direct()
        expect(told.filter(message => message.text.includes(inDanger))).toHaveLength(1)

        await loseQueue()
        const later = await hand.raise()
        await hand.headline('spoc', later, 'Triage this concern')
      } finally {
        await end(here)
        await redis?.stop()
      }
    },
    60_000,
  )
})
