import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold({ transport: 'http' })
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record.close()
  await safehold.stop()
})

const concern = { danger: 'no', text: 'Made-up concern', harmed: ['customer'] }

/** A raise form filled in, as pressing "Send" would send it. */
const filledIn = async () => {
  await hand.openRaise()
  return hand.driver.as(who.raiser).submission(concern)
}

const referred = async (): Promise<string> => {
  const ref = await hand.raise()
  await hand.triage(ref)
  await hand.refer(ref, { number: null, whyNoNumber: 'Not to hand' })
  return ref
}

const eventsOf = async (ref: string): Promise<string[]> => {
  const found = await record.store.readCase({ ref })
  return (await record.store.timelineOf(found?.case.id ?? '')).map(event => event.kind)
}

const count = (kinds: string[], kind: string): number => kinds.filter(one => one === kind).length

/** Who was told that somebody else was faster, and by whom: exactly one of the two. */
const onlyOneWins = (answers: readonly [string, string], people: readonly [string, string]): void => {
  const late = answers.map(words => words.includes('Someone got there first'))
  expect(late.filter(Boolean)).toHaveLength(1)
  const [loser, winner] = late[0] ? ([0, 1] as const) : ([1, 0] as const)
  expect(answers[loser]).toContain(`<@${people[winner]}> changed the case at`)
}

describe('pressing twice', () => {
  it('records one case, whether at once or one after the other, and says so each time (F12)', async () => {
    const before = await record.refs()
    const submission = await filledIn()
    const together = await Promise.all([
      hand.driver.deliver(submission),
      hand.driver.deliver(submission),
      hand.driver.deliver(submission),
    ])
    const later = await hand.driver.deliver(submission)
    const refs = [...together, later].map(reply => refIn(reply))
    expect(new Set(refs).size).toBe(1)
    expect(wordsOf(later)).toContain('Sent to the Access to Work SPOC')
    expect(await record.refs()).toEqual([...before, refs[0]])

    await hand.headline('spoc', refs[0] ?? '')
    await record.allSent()
    expect(hand.headlinesOf('spoc', refs[0] ?? '')).toHaveLength(1)
    expect(count(await eventsOf(refs[0] ?? ''), 'concern_raised')).toBe(1)
  })

  it('records one case when the same signed request comes a hundred times', async () => {
    const before = await record.refs()
    const signed = hand.driver.signedRequest(await filledIn())
    const answers: string[] = []
    const sender = async () => {
      while (answers.length < 100) answers.push(await post(signed))
    }
    await Promise.all(Array.from({ length: 8 }, sender))
    expect(new Set(answers.map(refIn)).size).toBe(1)
    for (const answer of answers) expect(answer).toContain('Sent to the Access to Work SPOC')
    expect(await record.refs()).toEqual([...before, refIn(answers[0])])
    expect(count(await eventsOf(refIn(answers[0])), 'concern_raised')).toBe(1)
  }, 40_000)

  it('records one decision when its form is sent twice (VR ¶4)', async () => {
    const ref = await hand.raise()
    await hand.openFromCase(who.spoc, ref, 'record_triage_decision')
    const decision = hand.driver
      .as(who.spoc)
      .submission({ concern: 'yes', visit: 'yes', reason: 'A visit may help' })
    const answers = await Promise.all([hand.driver.deliver(decision), hand.driver.deliver(decision)])
    for (const answer of answers) expect(wordsOf(answer)).toContain('Triage decision recorded')
    expect(count(await eventsOf(ref), 'triage_decided')).toBe(1)
  })
})

describe('two people at once', () => {
  it('with the same decision: one is recorded, and the other is told who was first (F3)', async () => {
    const ref = await hand.raise()
    const people = [who.spoc, who.otherSpoc] as const
    for (const person of people) await hand.openFromCase(person, ref, 'record_triage_decision')
    const send = (person: string) =>
      hand.send(person, { concern: 'yes', visit: 'yes', reason: 'A visit may help' })
    onlyOneWins(await Promise.all([send(people[0]), send(people[1])]), people)
    expect(count(await eventsOf(ref), 'triage_decided')).toBe(1)
  })

  it('with what happened: both visits are recorded, and the award is held (VR ¶10, ¶11, F7)', async () => {
    const ref = await referred()
    const people = [who.officer, who.otherOfficer] as const
    for (const person of people) await hand.openFromCase(person, ref, 'record_visit_outcome')
    const visit = { outcome: 'no_answer', on: today(), which: 'first', letterLeft: 'yes' }
    const answers = await Promise.all(people.map(person => hand.send(person, visit)))
    for (const answer of answers) expect(answer).toContain('Visit outcome recorded')
    expect(answers.filter(answer => answer.includes('DO NOT SUSPEND OR STOP'))).toHaveLength(1)
    const events = await eventsOf(ref)
    expect(count(events, 'visit_recorded')).toBe(2)
    expect(count(events, 'hold_started')).toBe(1)
    await hand.headline('ceast', ref, 'DO NOT SUSPEND OR STOP')
  })

  it('who confirm a release: one does, and the other is told (F3)', async () => {
    const ref = await referred()
    await hand.visit(ref, { outcome: 'unsafe_area', letterLeft: null })
    const correction = await hand.openFromCase(who.officer, ref, 'correct_entry')
    const [visit = ''] = optionsIn(correction.blocks, 'of')
    await hand.done(who.officer, { of: visit, reason: 'Another address', instead: 'nothing' })
    const form = await hand.openFromCase(who.ceastOne, ref, 'release_the_hold')
    const asked = await hand.done(who.ceastOne, {
      holds: optionsIn(form.blocks, 'holds'),
      ground: 'recorded_in_error',
      advice: 'The visit was to another address',
    })
    expect(asked).toContain('Release asked for')

    const people = [who.ceastTwo, who.ceastThree] as const
    for (const person of people) await hand.openFromCase(person, ref, 'confirm_release')
    const send = (person: string) => hand.send(person, { read: ['yes'] })
    onlyOneWins(await Promise.all([send(people[0]), send(people[1])]), people)
    const events = await eventsOf(ref)
    expect(count(events, 'release_confirmed')).toBe(1)
    expect(events).toContain('release_requested')
  })
})

/** Sends a signed request as it is, and gives the answer's body. */
const post = ({ body, headers }: { body: string; headers: Record<string, string> }): Promise<string> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      `http://127.0.0.1:${safehold.port}/slack/events`,
      { method: 'POST', headers, agent: false },
      incoming => {
        let text = ''
        incoming.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        incoming.on('end', () => resolve(text))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })

const optionsIn = (blocks: unknown, blockId: string): string[] => {
  // The blocks of a form that was shown: an input's shape is Slack's.
  const inputs = blocks as { block_id?: string; element?: { options?: { value: string }[] } }[]
  return inputs.find(block => block.block_id === blockId)?.element?.options?.map(option => option.value) ?? []
}
