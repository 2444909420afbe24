import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const alarm = 'Immediate danger was declared'
const minuteMs = 60_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record.close()
  await safehold.stop()
})

const shows = (person: string, words: string) =>
  hand.driver.waitFor(() => wordsOf(hand.driver.as(person).view()).includes(words), {
    timeoutMs: 10_000,
    what: `"${words}" on the screen of ${person}`,
  })

/** Opens the raise form and chooses "Yes, now", and nothing else. */
const pressYes = async (person: string = who.raiser): Promise<void> => {
  await hand.openRaise(person)
  await hand.driver.as(person).choose('danger', 'yes')
  await shows(person, 'Ring 999 now.')
}

/** The one case that was opened since. */
const newRef = async (before: string[]): Promise<string> => {
  const [ref, ...more] = (await record.refs()).filter(known => !before.includes(known))
  expect(more).toEqual([])
  if (ref === undefined) throw new Error('No case was opened')
  return ref
}

describe('"Yes, now"', () => {
  const finished: string[] = []

  it('alone opens one case and alerts SPOC and CEAST, even if the form is then closed (R7, F12, ME ¶3)', async () => {
    const before = await record.refs()
    await pressYes()
    await shows(who.raiser, 'We have told the SPOC and CEAST')
    await hand.driver.as(who.raiser).close()
    const ref = await newRef(before)
    for (const channel of ['spoc', 'ceast'] as const) {
      await hand.alert(channel, ref, alarm)
      await hand.headline(channel, ref, 'IMMEDIATE DANGER was declared')
    }
    await record.allSent()
    expect(hand.alertsOf('spoc', ref, alarm)).toHaveLength(1)
    expect(hand.alertsOf('ceast', ref, alarm)).toHaveLength(1)
  })

  it('and "Send" from the same form are one case, told once (F12)', async () => {
    const before = await record.refs()
    await pressYes()
    await hand.driver.as(who.raiser).choose('danger', 'no')
    await hand.driver.as(who.raiser).choose('danger', 'yes')
    const words = await hand.done(who.raiser, { text: 'Made-up concern', harmed: ['customer'] })
    expect(words).toContain('Sent to the Access to Work SPOC')
    expect(words).toContain('Ring 999 now.')
    const ref = refIn(words)
    finished.push(ref)
    expect(await newRef(before)).toBe(ref)
    await hand.alert('ceast', ref, alarm)
    await record.allSent()
    expect(hand.alertsOf('ceast', ref, alarm)).toHaveLength(1)
    expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
  })

  it('shows 999 while the database does not answer, says that nobody was told, and "Send" tells them (F12)', async () => {
    const before = await record.refs()
    await hand.openRaise()
    const release = await record.lock('cases')
    const pressedAt = Date.now()
    try {
      await hand.driver.as(who.raiser).choose('danger', 'yes')
      await shows(who.raiser, 'Ring 999 now.')
      expect(Date.now() - pressedAt).toBeLessThan(1000)
      await shows(who.raiser, 'We could not confirm that the SPOC and CEAST were told')
    } finally {
      await release()
    }
    const words = await hand.done(who.raiser, { text: 'Made-up concern', harmed: ['customer'] })
    finished.push(refIn(words))
    expect(await newRef(before)).toBe(refIn(words))
    await hand.alert('spoc', refIn(words), alarm)
    await hand.alert('ceast', refIn(words), alarm)
  })

  it('left unfinished is asked about after 15 minutes; finished, it is not (F12)', async () => {
    const before = await record.refs()
    await pressYes(who.otherRaiser)
    await shows(who.otherRaiser, 'We have told the SPOC and CEAST')
    await hand.driver.as(who.otherRaiser).close()
    const ref = await newRef(before)
    await record.allSent()
    const direct = () => hand.driver.as(who.otherRaiser).direct().map(wordsOf)
    expect(direct()).toEqual([])

    await record.store.advanceClock(16 * minuteMs)
    const asked = await hand.driver.waitFor(
      () =>
        hand.driver
          .as(who.otherRaiser)
          .direct()
          .find(message => message.text.includes('say what happened after 999')),
      { timeoutMs: 15_000 },
    )
    expect(asked.text).toContain(ref)

    await hand.driver.as(who.otherRaiser).press(`D${who.otherRaiser.slice(1)}`, asked.ts, 'do:add_concern')
    await hand.waitForView(who.otherRaiser, 'add_concern')
    expect(await hand.done(who.otherRaiser, { text: 'An ambulance came', harmed: ['customer'] })).toContain(
      'Added to the case',
    )
    await record.store.advanceClock(60 * minuteMs)
    await hand.alert('spoc', ref, 'triage decision', 15_000)
    await record.allSent()
    expect(direct()).toHaveLength(1)
    expect(finished).toHaveLength(2)
    for (const done of finished) expect(wordsOf(hand.driver.as(who.raiser).direct())).not.toContain(done)
  })
})
