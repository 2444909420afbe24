import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fields } from '../../src/workbench/fields.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { chosen, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const said = 'Wren heard shouting through the wall'
const typed = 'Typed in a form that is not theirs'

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
  const { world, channels } = safehold.workbench
  await world.join(channels.spoc, who.guest)
  ref = await hand.raise({ text: said })
  caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const metadata = (id = caseId): string => JSON.stringify({ caseId: id, nonce: randomUUID() })
const decision = { concern: chosen('yes'), visit: chosen('yes'), reason: typed }
const events = async (): Promise<number> =>
  (await record.rows<{ n: number }>(`select count(*)::int as n from event where actor <> 'safehold'`))[0]
    ?.n ?? 0
const isSilent = (words: string) => {
  for (const told of [ref, said, 'SUSPEND']) expect(words).not.toContain(told)
}

/** What a shortcut, an option list and App Home send, as Slack does. */
const from = (person: string): Fields => ({
  team: { id: safehold.workbench.world.identity.teamId },
  user: { id: person, team_id: safehold.workbench.world.identity.teamId },
  trigger_id: safehold.workbench.world.triggers.mint(person),
})
const shortcut = (person: string): Fields => ({
  type: 'message_action',
  ...from(person),
  callback_id: 'raise_from_message',
  message: { text: said, ts: '1.0' },
})
const suggestion = (person: string): Fields => ({
  type: 'block_suggestion',
  ...from(person),
  action_id: 'value',
  block_id: 'other',
  value: 'ACS',
})
const send = (payload: Fields) => safehold.workbench.driver.deliver(payload)

/** The same, by somebody whose own workspace is another. */
const elsewhere = (payload: Fields): Fields => ({
  ...payload,
  user: { id: who.spoc, team_id: 'T0ELSEWHERE' },
})

const turnedAway =
  /Safehold answers only people of the workspace it is set up in[^]+ring 999 now[^]+Ring the SPOC or CEAST/

const shownTo = (person: string): Promise<Fields> =>
  safehold.workbench.driver.waitFor(() => wire.onScreen(person), {
    timeoutMs: 12_000,
    what: `a view for ${person}`,
  })

describe('somebody whose workspace is another one is refused, whatever role their id would have here (F15)', () => {
  it('with a press', async () => {
    wire.clearScreen(who.spoc)
    await send(
      elsewhere({
        type: 'block_actions',
        ...from(who.spoc),
        actions: [{ type: 'button', block_id: 'raw', action_id: 'open_case', value: `${caseId}.1` }],
      }),
    )
    const words = wordsOf(await shownTo(who.spoc))
    expect(words).toMatch(turnedAway)
    isSilent(words)
  })

  it.each(['record_triage_decision', 'raise_concern'])(
    'with the form %s, keeping what was typed',
    async callbackId => {
      const before = await events()
      const form = { person: who.spoc, callbackId, metadata: metadata(), answers: decision }
      const reply = await send(elsewhere(wire.submission(form)))
      const words = wordsOf(reply.ok ? reply.body : {})
      expect(words).toMatch(turnedAway)
      expect(words).toContain(typed)
      expect(await events()).toBe(before)
    },
  )

  it('with the command, given in their workspace', async () => {
    wire.clearScreen(who.spoc)
    await send({
      command: '/concern',
      text: 'holds',
      team_id: 'T0ELSEWHERE',
      user_id: who.spoc,
      channel_id: safehold.workbench.channels.general,
      trigger_id: safehold.workbench.world.triggers.mint(who.spoc),
    })
    const words = wordsOf(await shownTo(who.spoc))
    expect(words).toMatch(turnedAway)
    isSilent(words)
  })

  it('with the shortcut', async () => {
    wire.clearScreen(who.spoc)
    await send(elsewhere(shortcut(who.spoc)))
    const words = wordsOf(await shownTo(who.spoc))
    expect(words).toMatch(turnedAway)
    isSilent(words)
  })

  it('with a question for options, which has none', async () => {
    expect(await send(elsewhere(suggestion(who.spoc)))).toMatchObject({ ok: true, body: { options: [] } })
  })
})

describe('a guest in a team’s channel (F15)', () => {
  it('raises a concern by the command and the shortcut, and learns nothing but its reference', async () => {
    for (const open of [() => wire.command(who.guest, ''), () => send(shortcut(who.guest))]) {
      wire.clearScreen(who.guest)
      await open()
      expect(wordsOf(await shownTo(who.guest))).toContain('Raise a concern')
    }
    const raised = await wire.submit({
      person: who.guest,
      callbackId: 'raise_concern',
      metadata: JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() }),
      answers: { danger: chosen('no'), text: 'A guest saw it', harmed: ticked('customer') },
    })
    expect(wordsOf(raised)).toMatch(/ACS-\d{4}-\d{6}-[A-Z]/)
    isSilent(wordsOf(raised))
  })

  it('reads and decides nothing', async () => {
    const before = await events()
    // A busy machine may need a second look: until Slack has said who it is, the gate is closed.
    const looked = async () => wordsOf(await wire.asked(who.guest, 'mine'))
    await expect.poll(looked, { timeout: 12_000 }).toContain('Safehold is not open to guests')
    const seen = [
      await wire.asked(who.guest, 'holds'),
      await wire.pressed(who.guest, 'open_case', `${caseId}.1`),
      await wire.submit({
        person: who.guest,
        callbackId: 'record_triage_decision',
        metadata: metadata(),
        answers: decision,
      }),
    ].map(wordsOf)
    for (const words of seen) {
      expect(words).toContain('Safehold is not open to guests')
      isSilent(words)
    }
    expect(seen.at(-1)).toContain(typed)
    expect(await events()).toBe(before)
  })
})

describe('what a button or a form carries gives nobody more than they may do themselves', () => {
  it('another case in a button or in a form’s hidden part is as shut as that case is', async () => {
    const other = await hand.raise({ text: 'Another case' }, who.otherRaiser)
    const id = (await record.store.readCase({ ref: other }))?.case.id ?? ''
    const before = await events()
    const answers = { text: typed }
    const seen = [
      await wire.pressed(who.raiser, 'open_case', `${id}.1`),
      await wire.submit({
        person: who.raiser,
        callbackId: 'say_still_concerned',
        metadata: metadata(id),
        answers,
      }),
    ].map(wordsOf)
    for (const words of seen) {
      expect(words).toContain('There is no case with that reference that you can open')
      expect(words).not.toContain(other)
    }
    expect(seen[1]).toContain(typed)
    expect(await events()).toBe(before)
  })

  it('another version in a form does not decide on what was not seen', async () => {
    const before = await events()
    const stale = JSON.stringify({ caseId, nonce: randomUUID(), substance: 0 })
    const form = {
      person: who.spoc,
      callbackId: 'record_triage_decision',
      metadata: stale,
      answers: decision,
    }
    const words = wordsOf(await wire.submit(form))
    expect(words).toContain('Someone got there first')
    expect(words).toContain(typed)
    expect(await events()).toBe(before)
  })

  it('another person’s form is judged by who sends it', async () => {
    const before = await events()
    const form = { callbackId: 'record_triage_decision', metadata: metadata(), answers: decision }
    const words = wordsOf(await wire.submit({ ...form, person: who.officer }))
    expect(words).toContain('Only SPOC can record the triage decision')
    expect(words).toContain(typed)
    expect(await events()).toBe(before)
  })

  it('a form opened while it was theirs is refused once the role has ended, and keeps what was typed', async () => {
    const { world, channels } = safehold.workbench
    const substance = (await record.store.readCase({ ref }))?.case.substance
    const opened = await wire.pressed(who.otherSpoc, 'do:record_triage_decision', `${caseId}.${substance}`)
    expect(opened['callback_id']).toBe('record_triage_decision')
    await world.leave(channels.spoc, who.otherSpoc)
    // Started afresh, the process has forgotten what Slack said within the last minute.
    await safehold.kill()
    await safehold.restart()
    const before = await events()
    const words = wordsOf(
      await wire.submit({
        person: who.otherSpoc,
        callbackId: 'record_triage_decision',
        metadata: String(opened['private_metadata']),
        answers: decision,
      }),
    )
    expect(words).toContain('There is no case with that reference that you can open')
    expect(words).toContain(typed)
    expect(await events()).toBe(before)
  })
})
