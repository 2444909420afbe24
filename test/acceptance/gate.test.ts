import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGate } from '../../handlers/gate.ts'
import { libraryLogger, slackClient } from '../../src/slack/client.ts'
import { slackDirectory } from '../../src/slack/directory.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { chosen, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const said = 'Wren heard shouting through the wall'
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let ref: string
let caseId: string

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
  ref = await hand.raise({ text: said })
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const parts = () => ({
  store: record.store,
  settings: nothingSet,
  workspace: { teamId: safehold.workbench.world.identity.teamId },
  log,
})

const metadata = (): string => JSON.stringify({ caseId, nonce: randomUUID() })
const events = async (): Promise<number> =>
  (await record.rows<{ n: number }>(`select count(*)::int as n from event where actor <> 'safehold'`))[0]
    ?.n ?? 0

/** The process, started afresh: it knows nothing of what Slack said before. */
const startAfresh = async (): Promise<void> => {
  await safehold.kill()
  await safehold.restart()
}

describe('a role lasts as long as the membership of the team’s channel', () => {
  it('and a minute at most: what Slack said is forgotten after sixty seconds', async () => {
    const { workbench } = safehold
    const client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(log))
    let now = 0
    const directory = slackDirectory(client, workbench.channels, nothingSet)
    const gate = openGate({ ...parts(), directory, now: () => now })
    const teams = async () => (await gate.actorOf(who.otherSpoc)).teams
    expect(await teams()).toEqual(['spoc'])
    await workbench.world.leave(workbench.channels.spoc, who.otherSpoc)
    now = 59_999
    expect(await teams()).toEqual(['spoc'])
    now = 60_000
    expect(await teams()).toEqual([])
    await workbench.world.join(workbench.channels.spoc, who.otherSpoc)
    now = 120_000
    expect(await teams()).toEqual(['spoc'])
  })

  it('and only while the channel is private: in a public one anybody could make themselves a member (F15)', async () => {
    const { workbench } = safehold
    const client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(log))
    const directory = slackDirectory(client, workbench.channels, nothingSet)
    await workbench.world.setChannel(workbench.channels.ceast, { private: false })
    const teamsOf = async (person: string) =>
      (await openGate({ ...parts(), directory }).actorOf(person)).teams
    expect([await teamsOf(who.ceastOne), await teamsOf(who.spoc)]).toEqual([[], ['spoc']])
    await workbench.world.setChannel(workbench.channels.ceast, { private: true })
    expect(await teamsOf(who.ceastOne)).toEqual(['ceast'])
  })

  it('whoever has left opens and decides nothing; who raised it still does', async () => {
    const { world, channels } = safehold.workbench
    await world.leave(channels.spoc, who.otherSpoc)
    await startAfresh()
    for (const action of ['open_case', 'do:record_triage_decision'])
      expect(wordsOf(await wire.pressed(who.otherSpoc, action, `${caseId}.1`))).toContain(
        'There is no case with that reference that you can open',
      )
    expect(wordsOf(await wire.pressed(who.raiser, 'open_case', `${caseId}.1`))).toContain(said)
  })
})

describe.each([
  ['answers with an error', { error: 'internal_error' }],
  ['does not answer', { hang: true }],
  ['limits the rate', { status: 429, retryAfter: 30 }],
])('when Slack %s to who is in the channels', (_how, fault) => {
  beforeAll(async () => {
    safehold.workbench.world.faults.next('conversations.members', { ...fault, times: 10_000 })
    await startAfresh()
  })
  afterAll(() => safehold.workbench.world.faults.clear())

  it('nothing is shown, listed or decided, and a check gives the safe answer', async () => {
    const before = await events()
    for (const action of ['open_case', 'how_date', 'do:record_triage_decision', 'do:open_advice']) {
      const words = wordsOf(await wire.pressed(who.spoc, action, `${caseId}.1`))
      expect(words).toContain('Safehold could not check who you are, so it shows nothing and decides nothing')
      expect(words).toContain('ring the SPOC or CEAST')
      for (const told of [ref, said]) expect(words).not.toContain(told)
    }
    for (const verb of ['holds', 'mine', 'due', `case ${ref}`])
      expect(wordsOf(await wire.asked(who.spoc, verb))).toContain('Safehold could not check who you are')
    const answers = { concern: chosen('yes'), visit: chosen('yes'), reason: 'A visit may help' }
    const decision = { person: who.spoc, callbackId: 'record_triage_decision', metadata: metadata(), answers }
    expect(await wire.submit(decision)).toMatchObject({
      response_action: 'errors',
      errors: { concern: expect.stringContaining('We could not confirm that this was saved') },
    })
    expect(await hand.check('QQ123456C')).toContain(
      'Cannot check. Treat the award as on hold, and ring CEAST.',
    )
    expect(await events()).toBe(before)
  }, 40_000)

  it('raising and adding a concern work', async () => {
    expect(refIn(await hand.raise({ text: 'Raised while Slack was ill' }))).toMatch(/^ACS-/)
    const answers = { text: 'And more', harmed: ticked('child') }
    const added = { person: who.otherRaiser, callbackId: 'add_concern', metadata: metadata(), answers }
    expect(wordsOf(await wire.submit(added))).toContain('Added to the case')
  })

  it('and as soon as Slack answers again the gate opens', async () => {
    safehold.workbench.world.faults.clear()
    const seen = async () => wordsOf(await wire.pressed(who.spoc, 'open_case', `${caseId}.1`))
    // Far sooner than an answer would be kept; a busy machine may need a second look.
    await expect.poll(seen, { timeout: 6000 }).toContain(said)
  })
})
