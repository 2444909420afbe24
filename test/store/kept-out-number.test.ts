import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command, CommandOf } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import {
  ask,
  ceast,
  correctNumber,
  done,
  enterNumber,
  freshNumber,
  raise,
  referral,
  triage,
} from './acting.ts'
import { type Opened, opened } from './opened.ts'

let here: Opened
beforeAll(async () => {
  here = await opened()
})
afterAll(() => here.close())

const spoc: Actor = { id: 'USPOC', teams: ['spoc'], mayConfirmRelease: false }

const keepOut = async (person: string, caseId: string): Promise<void> => {
  const reason = randomUUID()
  await done(here.store, {
    caseId,
    actor: ceast,
    command: { kind: 'restrict_case', why: 'other', reason, others: [person] },
    texts: { [reason]: { field: 'reason', plain: 'They know the customer.' } },
  })
}

/** A case with this number that this person is kept out of. */
const ownCaseOf = async (person: string, number: string): Promise<string> => {
  const { id } = await done(here.store, raise({ number }))
  await keepOut(person, id)
  return id
}

const withoutWhy = (command: Command): CommandOf<'complete_visiting_referral'> => {
  if (command.kind !== 'complete_visiting_referral') throw new Error('No referral')
  const { whyNoNumber: _none, ...rest } = command
  return rest
}

describe('a number that leads to a case that whoever enters it is kept out of (F5, F15)', () => {
  it('is recorded all the same, and from then on they are kept out of both', async () => {
    const number = freshNumber()
    const theirs = await ownCaseOf(spoc.id, number)
    const { id } = await done(here.store, raise())
    await done(here.store, { ...enterNumber(id, number), actor: spoc })
    const found = await here.store.readCase({ id })
    expect(found?.linked.map(other => other.id)).toEqual([theirs])
    expect(await ask(here.store, { ...correctNumber(id, freshNumber()), actor: spoc })).toMatchObject({
      kind: 'refused',
      refusal: { rule: 'F15' },
    })
  })

  it('is refused with no word of that case where a referral cannot be made because of it (F4, F5)', async () => {
    const number = freshNumber()
    const first = await done(here.store, raise({ number }))
    await done(here.store, triage(first.id, true))
    await done(here.store, referral(first.id))
    await keepOut(spoc.id, first.id)
    const { id } = await done(here.store, raise())
    await done(here.store, triage(id, true))
    const asked = referral(id)
    const sealed = randomUUID()
    const answer = await ask(here.store, {
      ...asked,
      command: { ...withoutWhy(asked.command), number: sealed },
      texts: { ...asked.texts, [sealed]: { field: 'number', plain: number, isNumber: true } },
    })
    expect(answer).toMatchObject({ kind: 'refused', refusal: { rule: 'F15' } })
    expect(JSON.stringify(answer)).not.toContain(first.ref)
  })

  it('brings a case in with its hold: an award that is held is never left without it (F11)', async () => {
    const number = freshNumber()
    const theirs = await ownCaseOf(spoc.id, number)
    const [source, text, sealed] = [randomUUID(), randomUUID(), randomUUID()]
    const { id, holds } = await done(here.store, {
      actor: spoc,
      command: {
        kind: 'bring_in_case',
        serviceLine: 'access_to_work',
        source,
        text,
        harmed: ['customer'],
        kinds: [],
        number: sealed,
        visits: [],
        noteAlreadyOn: ['disc'],
      },
      texts: {
        [source]: { field: 'source', plain: 'A spreadsheet' },
        [text]: { field: 'text', plain: 'They sounded frightened.' },
        [sealed]: { field: 'number', plain: number, isNumber: true },
      },
    })
    expect(holds).toHaveLength(1)
    expect((await here.store.readCase({ id }))?.linked.map(other => other.id)).toEqual([theirs])
  })
})
