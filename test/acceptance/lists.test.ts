import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { freePort } from '../support/free-port.ts'
import { nextMorning } from '../support/next-morning.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { environmentFor, launch, type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
let stopWorker: () => Promise<unknown>
let held: string

/** Two workers on one record: what is to happen once must happen once. */
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
  const { workbench, databaseUrl, dataKey } = safehold
  const database = { url: databaseUrl, drop: () => Promise.resolve() }
  const env = environmentFor(workbench, database, dataKey, 'socket', await freePort())
  const worker = await launch({ ...env, SAFEHOLD_PROCESS: 'worker' }, () => undefined)
  const ended = new Promise(resolve => worker.once('exit', resolve))
  stopWorker = () => {
    worker.kill('SIGTERM')
    return ended
  }
  held = await hand.raise({ kinds: ['neglect'] })
  await hand.triage(held)
  await hand.refer(held)
  await hand.visit(held, { outcome: 'unsafe_area', letterLeft: null })
  await hand.openFromCase(who.ceastOne, held, 'take_the_lead')
  await hand.done(who.ceastOne)
})
afterAll(async () => {
  await stopWorker()
  await record.close()
  await safehold.stop()
})

/** What somebody sees after a command, once it has these words. */
const ask = async (person: string, command: string, words: string): Promise<string> => {
  const hands = hand.driver.as(person)
  await hands.command(command)
  const shown = () => wordsOf(hands.view())
  await hand.driver.waitFor(() => shown().includes(words), { timeoutMs: 12_000, what: `"${words}"` })
  const all = shown()
  while (hands.view()) await hands.close()
  return all
}

const messagesIn = (channel: 'spoc' | 'visiting' | 'ceast' | 'acssl' | 'leads', words: string) =>
  hand.driver
    .as(who.lead)
    .messages(hand.channelId(channel))
    .filter(message => wordsOf(message).includes(words))

const viewsOf = async (person: string): Promise<string[]> =>
  (
    await record.rows<{ what: string }>(`select what from view_log where actor = $1 and chain = 'lists'`, [
      person,
    ])
  ).map(row => row.what)

describe('lists over many cases, by hand over the real wire', () => {
  it("CEAST's work log has its case with the last entry, for CEAST and the leads, and each look is logged (R39, VR ¶14)", async () => {
    for (const person of [who.ceastOne, who.lead]) {
      const log = await ask(person, 'worklog', held)
      expect(log).toContain('DO NOT SUSPEND OR STOP: on hold since')
      expect(log).toMatch(new RegExp(`Took the lead · <@${who.ceastOne}>`))
      expect(await viewsOf(person)).toContain('worklog')
    }
    expect(await ask(who.spoc, 'worklog', 'Only CEAST')).not.toContain(held)
    expect(await viewsOf(who.spoc)).not.toContain('worklog')
  })

  it('the reports are for the teams, with figures and definitions and nobody’s name (R3, R18, F18)', async () => {
    const report = await ask(who.officer, 'reports 7', 'Concerns raised or added: 1.')
    expect(report).toContain('Neglect: 1')
    expect(report).toContain('Area deemed unsafe to visit: 1')
    for (const person of Object.values(who)) expect(report).not.toContain(person)
    expect(await viewsOf(who.officer)).toEqual(['reports 7'])
    await ask(who.raiser, 'reports', 'Only the teams see the reports')
    await ask(who.officer, 'reports everything', 'Reports cover 1 to 366 days.')
  })

  it('more than ten checks in an hour are answered all, and the leads are told once (F15)', async () => {
    for (let i = 0; i < 12; i++)
      expect(await hand.check('QQ 12 34 56 C')).toContain('Do not suspend or stop this award.')
    await hand.driver.waitFor(() => messagesIn('leads', 'awards in the hour to')[0], {
      timeoutMs: 15_000,
      what: 'the alert about many checks',
    })
    await record.allSent()
    expect(messagesIn('leads', `<@${who.adviser}> checked 1`)).toHaveLength(1)
  }, 60_000)

  it('the list of the morning is in three channels, once though two workers run, holds first and no name (R36, VR ¶11)', async () => {
    await nextMorning(record.store, '09:01')
    const day = ' · 1 on hold'
    for (const channel of ['spoc', 'ceast', 'leads'] as const)
      await hand.driver.waitFor(() => messagesIn(channel, day)[0], {
        timeoutMs: 20_000,
        what: `the list in ${channel}`,
      })
    await record.allSent(30_000)
    for (const channel of ['spoc', 'ceast', 'leads'] as const) {
      const [list, ...others] = messagesIn(channel, day)
      expect(others).toEqual([])
      expect(wordsOf(list)).toContain(`DO NOT SUSPEND OR STOP ${held} · Access to Work · on hold since`)
      for (const person of Object.values(who)) expect(wordsOf(list?.blocks)).not.toContain(person)
    }
    for (const channel of ['visiting', 'acssl'] as const) expect(messagesIn(channel, day)).toEqual([])
  }, 60_000)
})
