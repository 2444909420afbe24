import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isHeld, openHoldsOf } from '../../src/case/hold.ts'
import type { Performed, Store } from '../../src/store/store.ts'
import {
  ask,
  concern,
  danger,
  daysAgo,
  done,
  enterNumber,
  freshNumber,
  link,
  raise,
  referred,
  triage,
  visit,
} from './acting.ts'
import { type Opened, opened } from './opened.ts'

const rounds = 15

const someone = { id: 'USOMEONE', teams: [], mayConfirmRelease: false }

const doneOf = (performed: Performed) => {
  if (performed.kind !== 'done') throw new Error(performed.refusal.what)
  return performed
}

const heldCases = async (store: Store, ids: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(ids.map(id => store.readCase({ id })))
  return found.flatMap(now => (now && isHeld(now.case) ? [now.case.id] : []))
}

describe('several at the same moment', () => {
  let here: Opened
  // Two stores, as two processes have them.
  let one: Store
  let two: Store
  beforeAll(async () => {
    here = await opened()
    one = here.store
    two = await here.again()
  })
  afterAll(() => here.close())

  it('the same form sent 20 times at once is one case, and every sender is told the same reference', async () => {
    const nonce = randomUUID()
    const request = raise({ number: freshNumber() })
    const told = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ask(i % 2 ? one : two, request, nonce).then(doneOf)),
    )
    expect(new Set(told.map(({ ref }) => ref)).size).toBe(1)
    expect(told.filter(({ again }) => !again)).toHaveLength(1)
    const { rows } = await here.owner.query('select outcome from submission where nonce = $1', [nonce])
    expect(rows).toEqual([{ outcome: { kind: 'done', caseId: told[0]?.caseId, ref: told[0]?.ref } }])
    const opened = await here.owner.query(`select from cases where state->'concerns' @> $1`, [
      JSON.stringify([{ text: request.command.kind === 'raise_concern' ? request.command.text : '' }]),
    ])
    expect(opened.rowCount).toBe(1)
  })

  it.each(['danger first', 'concern first', 'at once'])(
    'danger and the concern that explains it meet in one case: %s',
    async order => {
      for (let round = 0; round < (order === 'at once' ? rounds : 1); round++) {
        const opensWith = randomUUID()
        const declare = () => ask(one, { ...danger, opensWith }).then(doneOf)
        const explain = () => ask(two, { ...raise(), opensWith }).then(doneOf)
        const told: { caseId: string; ref: string }[] = []
        if (order === 'at once') told.push(...(await Promise.all([declare(), explain()])))
        else if (order === 'danger first') told.push(await declare(), await explain())
        else told.push(await explain(), await declare())
        expect(told.map(({ caseId }) => caseId)).toEqual([opensWith, opensWith])
        expect(told[0]?.ref).toBe(told[1]?.ref)
        const now = await one.readCase({ id: opensWith })
        expect(now?.case.concerns).toHaveLength(1)
        expect(now?.case.danger).toMatchObject({ described: true })
        expect((await one.verifyChain(opensWith)).ok).toBe(true)
      }
    },
  )

  it('facts that two people record on one case at once are both kept', async () => {
    for (let round = 0; round < rounds; round++) {
      const { id } = await done(one, raise())
      await Promise.all([done(one, concern(id, 'One.')), done(two, concern(id, 'Two.', someone))])
      expect((await one.readCase({ id }))?.case.concerns).toHaveLength(3)
      expect((await one.verifyChain(id)).ok).toBe(true)
    }
  })

  it('facts that 20 people record on one case at once are all kept', async () => {
    const { id } = await done(one, raise())
    const all = Array.from({ length: 20 }, (_, i) => done(i % 2 ? one : two, concern(id, `Fact ${i}.`)))
    await Promise.all(all)
    expect((await one.readCase({ id }))?.case.concerns).toHaveLength(21)
    expect(await one.verifyChain(id)).toMatchObject({ ok: true })
  })

  it('a decision made on a case that has changed since is refused, and nothing of it is written', async () => {
    const c = await done(one, raise())
    await done(two, concern(c.id))
    const request = { ...triage(c.id, true), basedOn: c.substance }
    const nonce = randomUUID()
    const answer = await ask(one, request, nonce)
    expect(answer).toMatchObject({ kind: 'refused', again: false, refusal: { code: 'overtaken' } })
    expect(await ask(one, request, nonce)).toMatchObject({
      kind: 'refused',
      again: true,
      refusal: { code: 'overtaken' },
    })
    expect((await one.readCase({ id: c.id }))?.case.triage).toBeUndefined()
    const { rowCount } = await here.owner.query('select from sealed where id = any($1)', [
      Object.keys(request.texts),
    ])
    expect(rowCount).toBe(0)
  })

  it('of two decisions made on the same form at once, one is taken', async () => {
    for (let round = 0; round < rounds; round++) {
      const { id, substance } = await done(one, raise())
      const answers = await Promise.all([
        ask(one, { ...triage(id, true), basedOn: substance }),
        ask(two, { ...triage(id, false), basedOn: substance }),
      ])
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
    }
  })

  it('a form to be put right is not answered from before: its nonce stays usable', async () => {
    const { id } = await referred(one)
    const nonce = randomUUID()
    const wrong = await ask(one, visit(id, daysAgo(-1)), nonce)
    expect(wrong).toMatchObject({ kind: 'refused', refusal: { code: 'impossible_entry', field: 'on' } })
    expect(await ask(one, visit(id, daysAgo(1)), nonce)).toMatchObject({ kind: 'done', again: false })
  })

  it('two visits on two cases of one customer, recorded at once, always start the hold (F5)', async () => {
    for (let round = 0; round < rounds; round++) {
      const number = freshNumber()
      const [a, b] = [await referred(one, number), await referred(two, number)]
      await Promise.all([done(one, visit(a.id, daysAgo(2))), done(two, visit(b.id, daysAgo(1)))])
      expect(await heldCases(one, [a.id, b.id])).toHaveLength(1)
    }
  })

  it('two visits on two cases that were linked by hand, recorded at once, always start the hold (F5)', async () => {
    for (let round = 0; round < rounds; round++) {
      const [a, b] = [await referred(one), await referred(two)]
      await done(one, link(a.id, b.id))
      await Promise.all([done(one, visit(a.id, daysAgo(2))), done(two, visit(b.id, daysAgo(1)))])
      expect(await heldCases(one, [a.id, b.id])).toHaveLength(1)
    }
  })

  it('a number entered on one case while a visit is recorded on another always starts the hold (F5)', async () => {
    for (let round = 0; round < rounds; round++) {
      const number = freshNumber()
      const [a, b] = [await referred(one), await referred(two, number)]
      await done(one, visit(a.id, daysAgo(2)))
      await Promise.all([done(one, enterNumber(a.id, number)), done(two, visit(b.id, daysAgo(1)))])
      expect(await heldCases(one, [a.id, b.id])).toHaveLength(1)
    }
  })

  it('the same new number entered on two cases at once, each with a visit, always starts the hold (F5)', async () => {
    for (let round = 0; round < rounds; round++) {
      const number = freshNumber()
      const [a, b] = [await referred(one), await referred(two)]
      await done(one, visit(a.id, daysAgo(2)))
      await done(two, visit(b.id, daysAgo(1)))
      await Promise.all([done(one, enterNumber(a.id, number)), done(two, enterNumber(b.id, number))])
      expect(await heldCases(one, [a.id, b.id])).toHaveLength(1)
    }
  })

  it('cases linked while a visit is recorded on one of them always start the hold (F5)', async () => {
    for (let round = 0; round < rounds; round++) {
      const [a, b] = [await referred(one), await referred(two)]
      await done(one, visit(a.id, daysAgo(2)))
      await Promise.all([done(one, link(a.id, b.id)), done(two, visit(b.id, daysAgo(1)))])
      expect(await heldCases(one, [a.id, b.id])).toHaveLength(1)
    }
  })

  it('a link counts the visits of the cases that the other one is linked to (F5)', async () => {
    const number = freshNumber()
    const [a, b, c] = [await referred(one), await referred(one, number), await referred(one, number)]
    await done(one, visit(c.id, daysAgo(2)))
    await done(one, visit(a.id, daysAgo(1)))
    expect(isHeld(await done(one, link(a.id, b.id)))).toBe(true)
    const now = await one.readCase({ id: a.id })
    expect(now?.linked.map(({ id }) => id).sort()).toEqual([b.id, c.id].sort())
  })

  it('cases that link each other at once are linked, and no statement waits for the other', async () => {
    for (let round = 0; round < rounds; round++) {
      const [a, b] = [await done(one, raise()), await done(two, raise())]
      const answers = await Promise.all([ask(one, link(a.id, b.id)), ask(two, link(b.id, a.id))])
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
      expect((await one.readCase({ id: a.id }))?.linked).toHaveLength(1)
    }
  })

  it('the hold of one case shows in the headlines of the others', async () => {
    const number = freshNumber()
    const [a, b] = [await referred(one, number), await referred(one, number)]
    const wanted = async () => {
      const { rows } = await here.owner.query(
        `select wanted_version from headline where case_id = $1 and destination = 'team:spoc'`,
        [b.id],
      )
      return Number(rows[0]?.wanted_version)
    }
    const before = await wanted()
    await done(one, visit(a.id, daysAgo(2)))
    const c = await done(one, visit(a.id, daysAgo(1)))
    expect(openHoldsOf(c)).toHaveLength(1)
    expect(await wanted()).toBe(before + 1)
    await done(one, concern(b.id))
    expect(await wanted()).toBe(before + 2)
  })
})
