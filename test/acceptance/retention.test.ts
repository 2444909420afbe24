import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { settingsFile } from '../support/settings-file.ts'

const slowMs = 60_000
const said = 'Wren has not left the house since June'
const number = 'QQ 12 34 56 C'

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>
let record: CaseRecord
let settings: string

beforeAll(async () => {
  settings = settingsFile({ retention: { noConcern: 1 } }, afterAll)
  safehold = await startSafehold({ env: { SAFEHOLD_CONFIG: settings } })
  hand = byHand(safehold.workbench, 'case')
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
}, slowMs)
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

/** As an operator runs it, beside the running Safehold. */
const retention = async (...args: string[]): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, ['run.mjs', 'retention', ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATABASE_URL: safehold.databaseUrl,
      DATA_KEY: safehold.dataKey.toString('base64'),
      SAFEHOLD_CONFIG: settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  await once(child, 'close')
  return { code: child.exitCode, output }
}

const step = async (person: string, ref: string, command: string, answers: Record<string, string> = {}) => {
  await hand.openFromCase(person, ref, command)
  return hand.done(person, answers)
}

/** Moves the record's clock back, or to where it was, as only the tables' owner can. */
const clockIsBack = (months: number) =>
  record.rows(
    `update clock set offset_ms = extract(epoch from now() - make_interval(months => $1) - now())::bigint * 1000`,
    [months],
  )

/** Closed by SPOC and the adviser three months ago, with nothing due. */
const closedLongAgo = async (): Promise<string> => {
  await clockIsBack(3)
  const ref = await hand.raise({ text: said, number })
  await step(who.raiser, ref, 'confirm_email_sent')
  await step(who.lead, ref, 'acknowledge_concern')
  await step(who.spoc, ref, 'record_triage_decision', {
    concern: 'no',
    visit: 'no',
    reason: 'Her son is with her',
    adviser: who.adviser,
  })
  await step(who.adviser, ref, 'record_adviser_contact', { concern: 'no', conversation: 'All is well' })
  await record.allSent(30_000)
  await clockIsBack(0)
  return ref
}

/** What the report says to erase what it lists. */
const codeShown = async (): Promise<string> => {
  const { output } = await retention()
  return /--apply (\S+)/.exec(output)?.[1] ?? 'none'
}

/** Every message of Safehold's about the case, in any channel or direct message. */
const messagesAbout = (ref: string): string[] =>
  [...safehold.workbench.world.channels.values()].flatMap(channel =>
    channel.messages
      .filter(message => message.bot && message.ephemeralTo === undefined && wordsOf(message).includes(ref))
      .map(message => `${channel.id} ${message.text}`),
  )
const caseOf = async (person: string, ref: string) => wordsOf(await wire.asked(person, `case ${ref}`))

describe('a case whose retention period is over', () => {
  it(
    'is listed to the leads alone, erased by no other list, and kept by a legal hold (F10)',
    async () => {
      const ref = await closedLongAgo()
      expect(await caseOf(who.spoc, ref)).toContain(said)
      expect(wordsOf(await wire.asked(who.spoc, 'retention'))).toContain('Only the safeguarding leads see')
      const listed = wordsOf(await wire.asked(who.lead, 'retention'))
      expect(listed).toContain('1 case may be erased')
      expect(listed).toContain(ref)
      expect(listed).not.toContain(said)
      const shown = await codeShown()
      // As many cases, and others.
      expect((await retention('--apply', `1-${'0'.repeat(12)}`, '--by', 'operator.one')).code).toBe(1)

      expect(await step(who.lead, ref, 'place_legal_hold', { reason: 'An inquest' })).toContain(
        'A legal hold is on the case',
      )
      await record.allSent(30_000)
      expect(wordsOf(await wire.asked(who.lead, 'retention'))).toContain('kept because a legal hold is on it')
      const { code, output } = await retention('--apply', shown, '--by', 'operator.one')
      expect([code, output]).toEqual([1, expect.stringContaining('0 cases may be erased now')])
      await step(who.lead, ref, 'lift_legal_hold', { reason: 'It is over' })
      await record.allSent(30_000)
    },
    slowMs,
  )

  it(
    'is shown by the report, which erases nothing, and by half a command nothing is erased either',
    async () => {
      const { code, output } = await retention()
      expect(code).toBe(0)
      expect(output).toContain('May be erased: 1 case')
      expect(output).toMatch(
        /Nothing was erased. To do it, for good: npm run retention -- --apply 1-[0-9a-f]{12} /,
      )
      expect(output).not.toContain(said)
      const [ref] = await record.refs()
      expect(output).toContain(ref)
      for (const wrong of [
        ['--apply', await codeShown()],
        ['--apply', '1', '--by', 'a.b'],
        ['--by', 'a.b'],
        ['--aply'],
      ])
        expect([wrong, (await retention(...wrong)).code]).toEqual([wrong, 2])
      expect(await caseOf(who.spoc, ref ?? '')).toContain(said)
    },
    slowMs,
  )

  it('is erased, and its messages are gone from every channel, also when Safehold is killed meanwhile', async () => {
    const [ref = ''] = await record.refs()
    expect(messagesAbout(ref).length).toBeGreaterThan(3)
    // One is deleted and the answer lost, and then Slack does not answer: the process dies with one on its way.
    safehold.workbench.world.faults.next('chat.delete', { reset: true, afterEffect: true })
    safehold.workbench.world.faults.next('chat.delete', { hang: true })
    const { code, output } = await retention('--apply', await codeShown(), '--by', 'operator.one')
    expect([code, output]).toEqual([0, expect.stringContaining(`${ref} is erased`)])
    const [c] = await record.rows<{ id: string }>('select id from cases where ref = $1', [ref])
    await until(
      async () => (await record.store.erasuresLeft()).some(one => one.attempt > 0),
      30_000,
      'a deletion under way',
    )
    await safehold.kill()
    await record.workersDied()
    await safehold.restart()
    await until(async () => (await record.store.erasuresLeft()).length === 0, 60_000, 'everything deleted')
    expect(messagesAbout(ref)).toEqual([])
    expect(await record.store.verifyChain(c?.id ?? '')).toMatchObject({ ok: true })
  }, 180_000)

  it(
    'answers whoever opens it that it was erased, when and under which period',
    async () => {
      const [ref = ''] = await record.refs()
      for (const person of [who.spoc, who.lead, who.ceastOne, who.raiser]) {
        const words = await caseOf(person, ref)
        expect(words).toContain(`This case was erased on`)
        expect(words).toContain('closed with no concern confirmed: 1 month after closing')
        expect(words).not.toContain(said)
      }
      expect(await hand.check(number, who.adviser)).not.toContain(ref)
      expect(safehold.output()).not.toContain(said)
    },
    slowMs,
  )
})

describe('a channel in which the messages of an erased case cannot be deleted', () => {
  it('is told to the leads and stays in their list until they are', async () => {
    const ref = await closedLongAgo()
    safehold.workbench.world.faults.next('chat.delete', {
      error: 'not_in_channel',
      channel: safehold.workbench.channels.spoc,
      times: 1000,
    })
    expect((await retention('--apply', await codeShown(), '--by', 'operator.two')).code).toBe(0)
    // The wait between attempts grows; here it is over at once.
    const again = () =>
      record.rows(
        `update outbox set next_at = clock_now() where destination = 'slack:erasure' and status = 'waiting'`,
      )
    await until(
      async () => {
        await again()
        return (await record.store.openTroubles()).some(({ kind }) => kind === 'message_not_deleted')
      },
      60_000,
      'the leads told',
    )
    const listed = wordsOf(await wire.asked(who.lead, 'retention'))
    expect(listed).toContain("in SPOC's channel")
    expect(listed).toContain('not_in_channel')
    // Nobody else waits for that.
    const other = refIn(`"${await hand.raise()}"`)
    await record.allSent(30_000)
    expect(hand.headlinesOf('spoc', other)).toHaveLength(1)

    safehold.workbench.world.faults.clear()
    await until(
      async () => {
        await again()
        return (await record.store.erasuresLeft()).length === 0
      },
      60_000,
      'everything deleted',
    )
    expect(messagesAbout(ref)).toEqual([])
    await until(async () => (await record.store.openTroubles()).length === 0, 30_000, 'the trouble ended')
  }, 180_000)
})
