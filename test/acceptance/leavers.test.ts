import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { done, held } from '../store/acting.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const untilMs = 60_000
const longMs = 150_000

describe('somebody who leaves the department', () => {
  let safehold: Running
  let record: CaseRecord
  let hand: ReturnType<typeof byHand>
  let wire: ReturnType<typeof rawWire>
  let first: Case
  beforeAll(async () => {
    safehold = await startSafehold()
    record = await recordOf(safehold)
    hand = byHand(safehold.workbench)
    wire = rawWire(safehold.workbench)
    first = await held(record.store)
    await takesTheLead(who.ceastOne)
  })
  afterAll(async () => {
    await record?.close()
    await safehold?.stop()
  })

  const takesTheLead = (id: string) =>
    done(record.store, {
      caseId: first.id,
      actor: { id, teams: ['ceast'], mayConfirmRelease: true },
      texts: {},
      command: { kind: 'take_the_lead' },
    })
  const theCase = async (): Promise<Case> => {
    const read = await record.store.readCase({ id: first.id })
    if (!read) throw new Error('The case is not there')
    return read.case
  }
  const press = async (person: string) => {
    const { id, substance } = await theCase()
    return wordsOf(await wire.pressed(person, 'do:record_evidence_review', `${id}.${substance}`))
  }
  /** What the leads were told of this person. */
  const toldOf = (person: string) =>
    hand.driver.waitFor(
      () =>
        hand.driver
          .as(who.lead)
          .messages(safehold.workbench.channels.leads)
          .find(message => wordsOf(message).includes(`<@${person}> has an account that is switched off`)),
      { timeoutMs: untilMs, what: `the leads’ message about ${person}` },
    )

  it(
    'does nothing more at once; their steps go back, the leads are told, and the hold stays (F15, F16)',
    async () => {
      expect(await press(who.ceastOne)).not.toContain('switched off')
      await safehold.workbench.world.setPerson(who.ceastOne, { deactivated: true })
      // Within the minute for which a look-up is kept.
      expect(await press(who.ceastOne)).toContain('account is switched off')

      const alert = wordsOf(await hand.alert('ceast', first.ref, 'Back with you on', untilMs))
      expect(alert).toContain('a named lead')
      expect(alert).not.toContain(who.ceastOne)
      const told = wordsOf(await toldOf(who.ceastOne))
      expect(told).toContain('1 open step on 1 case')
      expect(told).toContain(first.ref)
      const { holds, lead } = await theCase()
      expect(lead).toBeUndefined()
      expect(holds).toEqual(first.holds)
    },
    longMs,
  )

  it(
    'is found the day after where the news of it was lost (F16)',
    async () => {
      await takesTheLead(who.ceastTwo)
      const account = safehold.workbench.world.people.get(who.ceastTwo)
      if (!account) throw new Error('There is no such account')
      // Nobody is told.
      account.deactivated = true
      await record.store.advanceClock(25 * 3_600_000)
      expect(wordsOf(await toldOf(who.ceastTwo))).toContain(first.ref)
      expect((await theCase()).lead).toBeUndefined()
    },
    longMs,
  )
})
