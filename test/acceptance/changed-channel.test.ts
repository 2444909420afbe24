import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { moveClockTo } from '../support/next-morning.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { launch, type Running, startSafehold } from '../support/safehold.ts'

const slowMs = 180_000
/** Within seconds in fact; the machine may be busy. */
const soonMs = 60_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
}, slowMs)
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

/** A private channel with SPOC's people and Safehold in it. */
const newChannel = (name: string): string => {
  const { world, channels } = safehold.workbench
  const members = [...(world.channels.get(channels.spoc)?.members ?? [])]
  return world.newChannel({ name, private: true, members }).id
}
const messagesIn = (channel: string) =>
  (safehold.workbench.world.channels.get(channel)?.messages ?? []).filter(
    message => message.bot && message.ephemeralTo === undefined && !message.deleted,
  )
const headlinesIn = (channel: string, ref: string) =>
  messagesIn(channel).filter(one => one.threadTs === undefined && wordsOf(one).includes(`"Open ${ref}"`))
const shownOnceIn = (channel: string, ref: string) =>
  hand.driver.waitFor(() => headlinesIn(channel, ref)[0], {
    timeoutMs: soonMs,
    what: `the headline of ${ref} in ${channel}`,
  })
const goneFrom = (channel: string, ref: string) =>
  until(async () => headlinesIn(channel, ref).length === 0, soonMs, `no headline of ${ref} in ${channel}`)
/** The date of triage passes, of which SPOC is told. */
const dateComes = async (ref: string): Promise<void> => {
  const [due] = await record.rows<{ at: Date }>(
    `select next_at as at from deadline d join cases c on c.id = d.case_id
     where c.ref = $1 and d.kind = 'triage' and d.done_at is null`,
    [ref],
  )
  await moveClockTo(record.store, new Date(due?.at ?? 0).toISOString())
}
const told = (channel: string, ref: string) =>
  messagesIn(channel).filter(one => one.threadTs !== undefined && wordsOf(one).includes(ref))
const move = async (channel: string): Promise<void> => {
  await safehold.terminate()
  await safehold.restart({ SPOC_CHANNEL: channel })
}
const leftBehind = async () =>
  (await record.store.openTroubles()).filter(({ kind }) => kind === 'message_left_behind')

describe('a team whose channel is changed in the settings', () => {
  let first: string
  let second: string
  it(
    'finds its open cases in the new channel, and the old one shows them no longer',
    async () => {
      first = safehold.workbench.channels.spoc
      const ref = await hand.raise()
      await shownOnceIn(first, ref)
      await record.allSent(soonMs)
      second = newChannel('spoc-second')
      await move(second)
      await shownOnceIn(second, ref)
      await goneFrom(first, ref)
      await record.allSent(soonMs)
      expect([headlinesIn(first, ref).length, headlinesIn(second, ref).length]).toEqual([0, 1])
    },
    slowMs,
  )

  it(
    'has each headline once, also when Slack takes it without an answer and Safehold is killed',
    async () => {
      const refs = [await hand.raise(), await hand.raise()]
      for (const ref of refs) await shownOnceIn(second, ref)
      await record.allSent(soonMs)
      const third = newChannel('spoc-third')
      const { faults } = safehold.workbench.world
      faults.next('chat.postMessage', { reset: true, afterEffect: true, channel: third })
      faults.next('chat.postMessage', { hang: true, channel: third })
      faults.next('chat.delete', { reset: true, afterEffect: true })
      await move(third)
      await until(async () => messagesIn(third).length > 0, soonMs, 'the first message in the new channel')
      await safehold.kill()
      faults.clear()
      await record.workersDied()
      await safehold.restart()
      for (const ref of refs) {
        await shownOnceIn(third, ref)
        await goneFrom(second, ref)
      }
      await record.allSent(soonMs)
      for (const ref of refs) expect(headlinesIn(third, ref)).toHaveLength(1)
      await until(
        async () => (await record.store.erasuresLeft()).length === 0,
        soonMs,
        'nothing left to delete',
      )
      second = third
    },
    slowMs,
  )

  it(
    'has one headline of each case while a worker with the settings of before still runs',
    async () => {
      const ref = await hand.raise()
      await shownOnceIn(second, ref)
      await record.allSent(soonMs)
      const next = newChannel('spoc-fourth')
      const child = await launch(
        { ...safehold.environment, SPOC_CHANNEL: next, SAFEHOLD_PROCESS: 'worker', PORT: '0' },
        () => undefined,
      )
      const ended = new Promise(resolve => child.once('exit', resolve))
      try {
        await shownOnceIn(next, ref)
        await goneFrom(second, ref)
        // Changes go on being told, by whichever of the two takes them.
        for (const text of ['One more', 'Another', 'The last']) {
          await hand.openFromCase(who.spoc, ref, 'add_concern')
          await hand.done(who.spoc, { text, harmed: ['customer'] })
          await record.allSent(soonMs)
        }
        expect([headlinesIn(second, ref).length, headlinesIn(next, ref).length]).toEqual([0, 1])
        expect(told(second, ref)).toEqual([])
      } finally {
        child.kill('SIGTERM')
        await ended
      }
      await move(next)
      second = next
    },
    slowMs,
  )

  it(
    'has it all in the new channel when the old one lets nobody in; the leads hear of that once',
    async () => {
      const refs = [await hand.raise(), await hand.raise(), await hand.raise()]
      for (const ref of refs) await shownOnceIn(second, ref)
      await record.allSent(soonMs)
      const { world } = safehold.workbench
      await world.setChannel(second, { archived: true })
      world.faults.next('chat.delete', { error: 'is_archived', channel: second, times: 10_000 })
      const next = newChannel('spoc-fifth')
      await move(next)
      for (const ref of refs) await shownOnceIn(next, ref)
      await record.allSent(soonMs)
      const again = () =>
        record.rows(
          `update outbox set next_at = clock_now() where id in (
             select id from outbox where destination = 'slack:erasure' and status = 'waiting' order by created_at, id limit 1)`,
        )
      const isTold = async () => {
        await again()
        return (await leftBehind()).length > 0
      }
      await until(isTold, slowMs, 'the leads told')
      await record.allSent(soonMs)
      const leads = () =>
        messagesIn(safehold.workbench.channels.leads).filter(one =>
          wordsOf(one).includes("in the channel that was once SPOC's channel (is_archived)"),
        )
      expect(leads()).toHaveLength(1)
      // One of them is tried for all.
      const tried = (await record.store.erasuresLeft()).filter(one => one.attempt > 1)
      expect(tried).toHaveLength(1)
      for (const ref of refs) expect(headlinesIn(next, ref)).toHaveLength(1)

      world.faults.clear()
      await world.setChannel(second, { archived: false })
      const isDone = async () => {
        await record.rows(
          `update outbox set next_at = clock_now() where destination = 'slack:erasure' and status = 'waiting'`,
        )
        return (await record.store.erasuresLeft()).length === 0
      }
      await until(isDone, slowMs, 'everything deleted')
      for (const ref of refs) await goneFrom(second, ref)
      await until(async () => (await leftBehind()).length === 0, soonMs, 'the trouble ended')
      second = next
    },
    2 * slowMs,
  )

  // Last, because a clock that was moved is refused at the next start.
  it(
    'is told of what comes due in the thread of the headline in the new channel',
    async () => {
      const ref = await hand.raise()
      await shownOnceIn(second, ref)
      await record.allSent(soonMs)
      const next = newChannel('spoc-sixth')
      await move(next)
      const { ts } = await shownOnceIn(next, ref)
      const before = told(second, ref).length
      await dateComes(ref)
      await until(async () => told(next, ref).length > 0, soonMs, 'the alert in the new channel')
      await record.allSent(soonMs)
      expect(new Set(told(next, ref).map(one => one.threadTs))).toEqual(new Set([ts]))
      expect(told(second, ref)).toHaveLength(before)
    },
    slowMs,
  )
})
