import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { opensCase } from '../../src/case/decide.ts'
import type { Actor } from '../../src/case/people.ts'
import { labels } from '../../src/slack/labels.ts'
import type { PerformRequest, Store } from '../../src/store/store.ts'
import { done, freshNumber, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'
import { type Entry, type Step, twoPeople } from './two-people-table.ts'

const kinds = Object.keys(twoPeople) as (keyof typeof twoPeople)[] // its keys

const request = (caseId: string, actor: Actor, command: Command, c?: Case): PerformRequest => ({
  nonce: randomUUID(),
  command,
  actor,
  texts:
    command.kind === 'enter_number'
      ? { [command.number]: { field: 'number', plain: freshNumber(), isNumber: true } }
      : {},
  // What opens a case and what completes it meet in the case that was chosen when the form was opened.
  ...(opensCase(command) ? { opensWith: caseId } : { caseId }),
  ...(c === undefined || opensCase(command) ? {} : { basedOn: c.substance }),
})

/** The case after these steps, none of which is refused. */
const after = async (store: Store, caseId: string, steps: readonly Step[]): Promise<Case | undefined> => {
  let c: Case | undefined
  for (const [actor, command] of steps) {
    // Only the first step has no case before it, and asks nothing of it.
    const asked = command(c as Case)
    const performed = await store.perform(request(caseId, actor, asked))
    if (performed.kind === 'refused') throw new Error(`${asked.kind}: ${performed.refusal.what}`)
    c = performed.case
  }
  return c
}

describe('two people press the same at the same moment (F3, D20)', () => {
  let here: Opened
  let stores: readonly [Store, Store]
  let other: string
  beforeAll(async () => {
    here = await opened()
    // Two stores, as two processes have them.
    stores = [here.store, await here.again()]
    other = (await done(here.store, raise())).id
  })
  afterAll(() => here.close())

  const press = async ({ from, by, press }: Entry) => {
    const caseId = randomUUID()
    const before = await after(here.store, caseId, from)
    const answers = await Promise.all(
      stores.map((store, i) =>
        store.perform(
          request(caseId, by[i === 0 ? 0 : 1], press(before as Case, other), before), // none before what opens a case
        ),
      ),
    )
    const timeline = await here.store.timelineOf(caseId)
    expect((await here.store.verifyChain(caseId)).ok).toBe(true)
    return { answers, since: timeline.filter(({ seq }) => seq > (before?.seq ?? 0)) }
  }

  it('every command is among them', () => {
    expect([...kinds, 'apply_bank_holidays', 'erase_case'].sort()).toEqual(Object.keys(labels).sort())
  })

  it('confirm_release, by CEAST and another CEAST team: one is recorded, and never a second (F3)', async () => {
    const another: Actor = { id: 'UOTHERCEAST', teams: [], mayConfirmRelease: true, otherCeast: true }
    const { by, ...entry } = twoPeople.confirm_release
    const { answers, since } = await press({ ...entry, by: [by[0], another] })
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
    expect(since.filter(({ kind }) => kind === 'release_confirmed')).toHaveLength(1)
  })

  const ending = (ends: Entry['ends']) => kinds.filter(kind => twoPeople[kind].ends === ends)

  it.each(ending('one'))('%s: one is recorded, and the other sees who was faster', async kind => {
    const { by } = twoPeople[kind]
    const { answers } = await press(twoPeople[kind])
    const first = answers.findIndex(answer => answer.kind === 'done')
    const second = answers[1 - first]
    if (first < 0 || second?.kind !== 'refused') throw new Error(`Both: ${JSON.stringify(answers)}`)
    const [winner, loser] = first === 0 ? by : [by[1], by[0]]
    const { what } = second.refusal
    const seesWho = winner.id === loser.id || what.includes(`<@${winner.id}>`)
    expect([what, seesWho]).toEqual([what, true])
    expect(['overtaken', 'already_done', 'not_yet', 'not_found']).toContain(second.refusal.code)
  })

  it.each(ending('both'))('%s: both are facts, and both are kept', async kind => {
    const { by } = twoPeople[kind]
    const { answers, since } = await press(twoPeople[kind])
    expect(answers.map(answer => answer.kind)).toEqual(['done', 'done'])
    expect(new Set(since.map(({ actor }) => actor))).toEqual(new Set(by.map(({ id }) => id)))
  })

  it.each(ending('once'))('%s: both are told that it is done, and it is recorded once', async kind => {
    const { answers, since } = await press(twoPeople[kind])
    expect(answers.map(answer => answer.kind)).toEqual(['done', 'done'])
    const recorded = since.filter(event => event.kind !== 'case_opened').map(event => event.kind)
    expect(recorded).toHaveLength(1)
  })
})
