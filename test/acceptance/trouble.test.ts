import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { rawWire } from '../support/raw-wire.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const refused = 'Slack refused a message for'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const screenOf = (person: string) => hand.driver.as(person)
const shows = (person: string, words: string): Promise<string> =>
  hand.driver.waitFor(
    () => wordsOf(screenOf(person).view()).includes(words) && wordsOf(screenOf(person).view()),
    { timeoutMs: 12_000, what: `${words} on the screen of ${person}` },
  )
const inLeads = (words: string) =>
  hand.driver.waitFor(
    () =>
      screenOf(who.lead)
        .messages(hand.channelId('leads'))
        .find(message => wordsOf(message).includes(words)),
    { timeoutMs: 12_000, what: `${words} in the leads' channel` },
  )
/** How many looks at lists are on record. */
const looks = async (): Promise<number> => {
  const log = await record.store.verifyViews()
  return log.ok ? log.events : -1
}
const open = (subject: string) =>
  record.store.openTrouble({ kind: 'message_refused', subject, code: 'msg_too_long' })

describe('what Safehold could not do, by hand over the real wire', () => {
  it('is told to the leads with a button; closing asks what was done, and is recorded once (F16)', async () => {
    await open('team:spoc')
    const message = await inLeads(`${refused} SPOC`)
    const lead = screenOf(who.lead)
    const looked = await looks()
    await lead.press(hand.channelId('leads'), message.ts, 'do:close_trouble')
    await shows(who.lead, 'What was done?')
    expect(await looks()).toBe(looked + 1)
    expect(await lead.submit({})).toMatchObject({ ok: false })
    expect(await record.store.openTroubles()).toHaveLength(1)
    await lead.submit({ done: 'told' })
    await shows(who.lead, 'I told the people it was for')
    await lead.close()
    expect(await record.store.openTroubles()).toEqual([])
    await lead.press(hand.channelId('leads'), message.ts, 'do:close_trouble')
    expect(await shows(who.lead, 'Closed at')).toContain(`<@${who.lead}>`)
    await lead.close()
  })

  it('is on the leads’ home and behind /concern trouble, and nobody else sees or closes it (F16)', async () => {
    await open('team:visiting')
    const lead = screenOf(who.lead)
    await lead.command('trouble')
    expect(await shows(who.lead, refused)).toContain('do:close_trouble')
    await lead.close()
    await lead.openHome()
    await hand.driver.waitFor(() => wordsOf(lead.home()).includes(refused), {
      timeoutMs: 12_000,
      what: 'it on the home of a lead',
    })
    const spoc = screenOf(who.spoc)
    await spoc.command('trouble')
    expect(await shows(who.spoc, 'Only the safeguarding leads')).not.toContain(refused)
    await spoc.close()
    await spoc.openHome()
    await hand.driver.waitFor(() => wordsOf(spoc.home()).includes('Due for you'), {
      timeoutMs: 12_000,
      what: 'the home of a SPOC',
    })
    expect(wordsOf(spoc.home())).not.toContain(refused)
    const [one] = await record.store.openTroubles()
    const pressed = await rawWire(safehold.workbench).pressed(who.spoc, 'do:close_trouble', one?.id ?? '')
    expect(wordsOf(pressed)).toContain('Only the safeguarding leads')
    expect(await record.store.openTroubles()).toHaveLength(1)
  })
})
