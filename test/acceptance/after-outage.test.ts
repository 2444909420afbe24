import { afterAll, beforeAll, expect, it } from 'vitest'
import { concern, danger, done, raise } from '../store/acting.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

/** The outage has lasted so long: nothing got through since, and what waits was written then. */
const minutesPass = async (minutes: number) => {
  const earlier = `- interval '${minutes} minutes'`
  await record.rows(`update channel_gate set posted_at = posted_at ${earlier}`)
  await record.rows(
    `update outbox set created_at = created_at ${earlier}, wanted_at = wanted_at ${earlier}
     where status in ('waiting', 'sending', 'unknown')`,
  )
}
const rowsIn = async (status: string) => (await record.rows(`select from outbox where ${status}`)).length

it('after an outage a channel gets what is urgent first and by itself, then one message with a line for each of the rest', async () => {
  const cases = [
    await done(record.store, raise()),
    await done(record.store, raise()),
    await done(record.store, raise()),
  ]
  const refs = cases.map(({ ref }) => ref)
  await record.allSent(60_000)
  const inSpoc = () => hand.driver.as(who.lead).messages(hand.channelId('spoc'))
  const before = new Set(inSpoc().map(({ ts }) => ts))

  const outage = safehold.workbench.faults.start('outage')
  for (const { id } of cases) for (let i = 0; i < 2; i++) await done(record.store, concern(id))
  const inDanger = (await done(record.store, danger)).ref
  await until(async () => (await rowsIn('attempt > 0')) > 0, 30_000, 'an attempt in the outage')
  expect(await rowsIn(`lane = 'digest'`)).toBe(0)
  await minutesPass(6)
  await until(async () => (await rowsIn(`status = 'gathered'`)) === 6, 30_000, 'what waits to be gathered')
  safehold.workbench.faults.end(outage.id)
  await record.allSent(120_000)

  const posted = inSpoc().filter(({ ts }) => !before.has(ts))
  const digests = posted.filter(message => wordsOf(message).includes('updates that had to wait'))
  expect(digests.map(({ text }) => text)).toEqual([expect.stringContaining('6 updates that had to wait')])
  const words = wordsOf(digests[0])
  for (const ref of refs)
    expect(words.split(`A concern was added to ${ref}`).length - 1).toBeGreaterThanOrEqual(2)
  expect(words).not.toContain(inDanger)
  const urgent = posted.filter(message => wordsOf(message).includes(inDanger))
  expect(urgent.filter(message => wordsOf(message).includes('Immediate danger was declared'))).toHaveLength(1)
  const place = (message: (typeof posted)[number] | undefined) => (message ? posted.indexOf(message) : -1)
  for (const one of urgent) expect(place(one)).toBeLessThan(place(digests[0]))
  expect(posted.filter(one => refs.some(ref => one !== digests[0] && wordsOf(one).includes(ref)))).toEqual([])
}, 240_000)
