import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { heldCase } from '../support/held-case.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

describe('somebody who leaves the department', () => {
  let safehold: Running
  let record: CaseRecord
  let hand: ReturnType<typeof byHand>
  let wire: ReturnType<typeof rawWire>
  let ref: string
  beforeAll(async () => {
    safehold = await startSafehold()
    record = await recordOf(safehold)
    hand = byHand(safehold.workbench)
    wire = rawWire(safehold.workbench)
    ref = await heldCase(hand)
  }, 240_000)
  afterAll(async () => {
    await record?.close()
    await safehold?.stop()
  })

  const theCase = async () => {
    const read = await record.store.readCase({ ref })
    if (!read) throw new Error('The case is not there')
    return read.case
  }
  const press = async (person: string, command: string) => {
    const { id, substance } = await theCase()
    return wordsOf(await wire.pressed(person, `do:${command}`, `${id}.${substance}`))
  }
  /** What the leads were told of this person. */
  const toldOf = (person: string) =>
    hand.driver.waitFor(
      () =>
        hand.driver
          .as(who.lead)
          .messages(safehold.workbench.channels.leads)
          .find(message => wordsOf(message).includes(`<@${person}> has an account that is switched off`)),
      { timeoutMs: 60_000, what: `the leads’ message about ${person}` },
    )

  it('does nothing more at once; their steps go back, the leads are told, and the hold stays (F3, F15, F16)', async () => {
    const before = await theCase()
    expect([before.lead, before.release?.by]).toEqual([who.ceastOne, who.ceastOne])
    expect(await press(who.ceastOne, 'record_evidence_review')).not.toContain('switched off')
    await safehold.workbench.world.setPerson(who.ceastOne, { deactivated: true })
    // Within the minute for which a look-up is kept.
    expect(await press(who.ceastOne, 'record_evidence_review')).toContain('account is switched off')

    const alert = wordsOf(await hand.alert('ceast', ref, 'Back with you on', 60_000))
    expect(alert).toContain('a named lead; the release of the hold, to be asked again')
    expect(alert).toContain('The hold stays')
    expect(alert).not.toContain(who.ceastOne)
    const told = wordsOf(await toldOf(who.ceastOne))
    expect(told).toContain('2 open steps on 1 case')
    expect(told).toContain(ref)

    const { holds, lead, release } = await theCase()
    expect([lead, release]).toEqual([undefined, undefined])
    expect(holds).toEqual(before.holds)
    await hand.headline('ceast', ref, /DO NOT SUSPEND OR STOP.*do:take_the_lead/)
    await hand.openFromCase(who.ceastTwo, ref, 'take_the_lead')
    await hand.done(who.ceastTwo)
    expect((await theCase()).lead).toBe(who.ceastTwo)
  }, 180_000)

  it('is found the day after where the news of it was lost (F16)', async () => {
    expect((await theCase()).adviser).toBe(who.adviser)
    const account = safehold.workbench.world.people.get(who.adviser)
    if (!account) throw new Error('There is no such account')
    // Nobody is told.
    account.deactivated = true
    await record.store.advanceClock(25 * 3_600_000)
    expect(wordsOf(await toldOf(who.adviser))).toContain(ref)
    const { adviser, learning, left } = await theCase()
    expect(adviser).toBeUndefined()
    expect(learning[0]?.owner).toBe(who.adviser)
    expect(left?.map(({ person }) => person)).toContain(who.adviser)
  }, 180_000)
})
