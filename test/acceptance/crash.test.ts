import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import type { Fault } from '../../src/workbench/faults.ts'
import { byHand, refIn, today } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const dayMs = 86_400_000
const alarm = 'Immediate danger was declared'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record.close()
  await safehold.stop()
})

/** kill -9, and up again. Whoever had a message in hand has been dead for a while by then. */
const crash = async (): Promise<void> => {
  await safehold.kill()
  safehold.workbench.world.faults.clear()
  await record.workersDied()
  await safehold.restart()
}

/** The words on screen the moment the form was acknowledged. */
const raiseInDanger = async (): Promise<string> => {
  await hand.openRaise()
  return hand.send(who.raiser, { danger: 'yes', text: 'Made-up concern', harmed: ['customer'] })
}

const once = { cases: 1, headlines: [1, 1], alerts: [1, 1] }

/** How often the case is on record, and in both channels with its alert, when nothing is left to be sent. */
const timesThere = async (ref: string): Promise<typeof once> => {
  const channels = ['spoc', 'ceast'] as const
  for (const channel of channels) {
    await hand.headline(channel, ref, 'IMMEDIATE DANGER was declared')
    await hand.alert(channel, ref, alarm)
  }
  await record.allSent()
  return {
    cases: (await record.refs()).filter(known => known === ref).length,
    headlines: channels.map(channel => hand.headlinesOf(channel, ref).length),
    alerts: channels.map(channel => hand.alertsOf(channel, ref, alarm).length),
  }
}

/** Waits until Slack has this many more calls that it does not answer. */
const untilHeld = (more: number, before: number) =>
  hand.driver.waitFor(() => heldCalls() >= before + more, {
    timeoutMs: 10_000,
    what: `${more} calls to Slack that are held`,
  })

const heldCalls = (): number =>
  safehold.workbench.world.log.lines().filter(line => line.status === 'no answer').length

describe('kill -9', () => {
  const crashed: string[] = []

  it('right after the form closed loses nothing and doubles nothing (D22)', async () => {
    const before = await record.refs()
    const ref = refIn(await raiseInDanger())
    await crash()
    crashed.push(ref)
    expect(await timesThere(ref)).toEqual(once)
    expect(await record.refs()).toEqual([...before, ref])
  })

  it('before the answer leaves the form to be pressed again: it is one case (D22)', async () => {
    const before = await record.refs()
    await hand.openRaise()
    const raiser = hand.driver.as(who.raiser)
    const pressed = raiser.submit({ danger: 'yes', text: 'Made-up concern', harmed: ['customer'] })
    await crash()
    const first = await pressed
    if (!first.ok) await raiser.submit()
    const ref = refIn(raiser.view())
    crashed.push(ref)
    expect(await timesThere(ref)).toEqual(once)
    expect(await record.refs()).toEqual([...before, ref])
  })

  const moments: [string, Fault, number][] = [
    ['before Slack took the message', { hang: true }, 0],
    ['after Slack took the message and before it said so', { hang: true, afterEffect: true }, 1],
  ]
  it.each(moments)(
    'while a message is on its way, %s, posts it once (D22)',
    async (_moment, fault, taken) => {
      const { faults } = safehold.workbench.world
      const { spoc, ceast } = safehold.workbench.channels
      faults.next('chat.postMessage', { ...fault, channel: spoc })
      faults.next('chat.postMessage', { ...fault, channel: ceast })
      const before = heldCalls()
      const ref = refIn(await raiseInDanger())
      await untilHeld(2, before)
      expect(hand.headlinesOf('spoc', ref)).toHaveLength(taken)
      await crash()
      crashed.push(ref)
      expect(await timesThere(ref)).toEqual(once)
    },
  )

  it('after a message was taken and the connection broke posts it once (D22)', async () => {
    const { faults } = safehold.workbench.world
    const { spoc } = safehold.workbench.channels
    faults.next('chat.postMessage', { reset: true, afterEffect: true, channel: spoc })
    const ref = refIn(await raiseInDanger())
    await hand.headline('spoc', ref)
    await crash()
    crashed.push(ref)
    expect(await timesThere(ref)).toEqual(once)
  })

  it('while an alert is on its way posts it once in its thread (D22)', async () => {
    const { faults } = safehold.workbench.world
    const { spoc } = safehold.workbench.channels
    const ref = await hand.raise()
    await hand.headline('spoc', ref)
    faults.next('chat.postMessage', { hang: true, afterEffect: true, channel: spoc })
    await hand.openFromCase(who.spoc, ref, 'add_concern')
    await hand.done(who.spoc, { text: 'More was said', harmed: ['customer'] })
    await hand.alert('spoc', ref, 'A concern was added')
    await crash()
    await record.allSent()
    expect(hand.alertsOf('spoc', ref, 'A concern was added')).toHaveLength(1)
    expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
  })

  it('right after a visit entered late keeps the visit, and its deadline is told once (R34b, VR ¶9)', async () => {
    const ref = await hand.raise()
    await hand.triage(ref)
    await hand.refer(ref)
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    await hand.send(who.officer, {
      outcome: 'no_answer',
      on: addDays(today(), -20),
      which: 'first',
      letterLeft: 'yes',
    })
    await crash()
    await hand.alert('visiting', ref, "The second visit's task is open")
    await hand.alert('visiting', ref, /Now open for .*: second visit/)
    await record.allSent()
    expect(hand.alertsOf('visiting', ref, "The second visit's task is open")).toHaveLength(1)
    expect(hand.alertsOf('visiting', ref, /Now open for .*: second visit/)).toHaveLength(1)
  })

  it('leaves every deadline of every case in place: each is told once when it comes (F16)', async () => {
    expect(crashed).toHaveLength(5)
    await record.store.advanceClock(dayMs)
    for (const ref of crashed) await hand.alert('spoc', ref, 'triage decision', 20_000)
    await record.allSent(30_000)
    for (const ref of crashed) {
      expect(hand.alertsOf('spoc', ref, 'triage decision')).toHaveLength(1)
      expect((await record.store.verifyChain(await idOf(ref))).ok).toBe(true)
    }
  }, 60_000)
})

const idOf = async (ref: string): Promise<string> => {
  const found = await record.store.readCase({ ref })
  if (found === null) throw new Error(`There is no case ${ref}`)
  return found.case.id
}
