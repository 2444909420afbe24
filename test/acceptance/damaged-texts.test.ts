import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const shut = 'This text cannot be read'
const told = 'cannot all be read'
const number = 'QQ 12 34 56 C'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
let ref: string
let caseId: string
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
  ref = await hand.raise({ text: 'Wren heard shouting through the wall' })
  await hand.triage(ref)
  await hand.refer(ref, { number })
  await hand.visit(ref, { outcome: 'unsafe_area' })
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
}, 120_000)
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const opened = async (person: string): Promise<string> =>
  wordsOf(await rawWire(safehold.workbench).pressed(person, 'open_case', `${caseId}.1`))

const messagesIn = (channel: 'ceast' | 'leads'): string[] =>
  hand.driver
    .as(who.lead)
    .messages(hand.channelId(channel))
    .map(wordsOf)
    .filter(words => words.includes(told) && words.includes(ref))

const troubles = () =>
  record.rows<{ code: string }>(`select code from trouble where kind = 'text_unreadable'`)

describe('a case with a damaged text', () => {
  it('shows the hold and every other text, and CEAST and the leads are told once (VR ¶11)', async () => {
    expect(await opened(who.ceastOne)).not.toContain(shut)
    const text = (await record.store.readCase({ ref }))?.case.concerns[0]?.text
    await record.rows(
      `update sealed set ciphertext = substr(ciphertext, 1, length(ciphertext) - 1) where id = $1`,
      [text],
    )
    for (const person of [who.ceastOne, who.spoc, who.ceastOne]) {
      const words = await opened(person)
      expect(words).toContain('DO NOT SUSPEND OR STOP')
      expect(words).toContain(shut)
      expect(words).not.toContain('Wren')
      expect(words).toContain('A visit may help')
      expect(words).toContain(number)
    }
    for (const channel of ['ceast', 'leads'] as const)
      await hand.driver.waitFor(() => messagesIn(channel).length > 0, {
        timeoutMs: 15_000,
        what: `word of the damaged text in ${channel}`,
      })
    await record.allSent(30_000)
    expect([messagesIn('ceast').length, messagesIn('leads').length]).toEqual([1, 1])
    expect(await troubles()).toEqual([{ code: 'does_not_open' }])
    expect(safehold.output()).toContain(`"textId":"${text}"`)
  }, 90_000)

  it('takes further texts', async () => {
    await hand.openFromCase(who.spoc, ref, 'add_concern')
    await hand.done(who.spoc, { text: 'Wren rang again', harmed: ['customer'] })
    expect(await opened(who.ceastOne)).toContain('Wren rang again')
  })
})

describe('a case whose key is damaged', () => {
  it('takes no text, says where to go with it, and still shows its hold under its number (VR ¶11)', async () => {
    await hand.openFromCase(who.spoc, ref, 'add_concern')
    // Past the guard, as the tables' owner could.
    await record.rows('set session_replication_role = replica')
    await record.rows(`update case_key set wrapped = substr(wrapped, 1, 30) where case_id = $1`, [caseId])
    await record.rows('reset session_replication_role')
    const typed = { text: 'Wren rang a third time', harmed: ['customer'] }
    expect(await hand.driver.as(who.spoc).submit(typed)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/This was not saved.*raise it with \/concern as a new concern/),
    })
    expect(wordsOf(hand.driver.as(who.spoc).view()?.state.values)).toContain('third time')
    await hand.driver.as(who.spoc).close()
    const words = await opened(who.ceastOne)
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(words).toContain(shut)
    expect(await hand.check(number)).toMatch(/do not suspend or stop/i)
    expect(await troubles()).toHaveLength(1)
    const again = await hand.raise({ text: 'Wren rang a third time', number })
    expect(again).not.toBe(ref)
    expect((await record.store.verifyChain(caseId)).ok).toBe(true)
  }, 60_000)

  it('goes on with what needs no text: a lead is taken', async () => {
    await hand.step(who.ceastOne, 'ceast', ref, 'take_the_lead')
    expect((await record.store.readCase({ ref }))?.case.lead).toBe(who.ceastOne)
  })
})
