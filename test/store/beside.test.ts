import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { addDays } from '../../src/calendar/dates.ts'
import { ask, ceast, daysAgo, done, freshNumber, link, raise, referred, triage } from './acting.ts'
import { type Opened, opened } from './opened.ts'

const spoc = { id: 'USPOC', teams: ['spoc'], mayConfirmRelease: false } as const
const officer = { id: 'UOFFICER', teams: ['visiting'], mayConfirmRelease: false } as const
const sealed = (field: string) => {
  const id = randomUUID()
  return { id, texts: { [id]: { field, plain: 'As her sister says.' } } }
}

describe('what one case of a customer changes on the lists of another (F5, F10)', () => {
  let here: Opened
  let store: Store
  beforeAll(async () => {
    here = await opened()
    store = here.store
  })
  afterAll(() => here.close())

  const dueFor = async (caseId: string, ...teams: string[]) =>
    (await store.dueFor(teams, 500)).filter(step => step.case.id === caseId).map(step => step.kind)
  const dies = (caseId: string) => {
    const { id, texts } = sealed('reportedBy')
    return done(store, {
      caseId,
      actor: officer,
      texts,
      command: { kind: 'record_death', reportedBy: id, confirmed: false },
    })
  }
  const isMistaken = (caseId: string) => {
    const { id, texts } = sealed('reason')
    return done(store, { caseId, actor: ceast, texts, command: { kind: 'withdraw_death', reason: id } })
  }

  it('a death on one case takes what reaches out off the lists of the other, and its withdrawal puts it back', async () => {
    const number = freshNumber()
    const a = await referred(store, number)
    const b = await done(store, raise({ number }))
    const [before] = (await store.dueFor(['team:visiting'], 500)).filter(step => step.case.id === a.id)
    expect(before?.kind).toBe('visit_plan')
    await dies(b.id)
    expect(await dueFor(a.id, 'team:visiting')).toEqual([])
    expect(await dueFor(a.id, 'team:ceast')).toEqual(['linked_death'])
    await isMistaken(b.id)
    expect(await dueFor(a.id, 'team:ceast')).toEqual([])
    const [back] = (await store.dueFor(['team:visiting'], 500)).filter(step => step.case.id === a.id)
    expect(back).toMatchObject({ kind: 'visit_plan', dueAt: before?.dueAt })
  })

  it('a colleague who is kept out of one case has no step on the other: the team has it, and is told, with its buttons (F5, F15, F16)', async () => {
    const number = freshNumber()
    const a = await done(store, raise({ number }))
    const b = await done(store, raise({ number }))
    expect(await dueFor(b.id, 'team:spoc')).not.toContain('email')
    const { id, texts } = sealed('reason')
    const command = { kind: 'restrict_case', why: 'other', reason: id, others: [b.raiser] } as const
    await done(store, { caseId: a.id, actor: ceast, texts, command })
    expect(await dueFor(b.id, 'team:spoc')).toContain('email')
    const { rows } = await here.owner.query(
      "select data->>'about' as about from outbox where case_id = $1 and data->>'text' like 'Back with you on %' order by 1",
      [a.id],
    )
    expect(rows).toEqual([{ about: b.id }, { about: null }])
  })

  it('a case that is opened for the same customer shows at once in the headlines of the other', async () => {
    const number = freshNumber()
    const a = await done(store, raise({ number }))
    const wanted = async () => {
      const { rows } = await here.owner.query(
        'select wanted_version as wanted from headline where case_id = $1 order by destination',
        [a.id],
      )
      return rows.map(({ wanted: version }) => version)
    }
    const before = await wanted()
    await done(store, raise())
    expect(await wanted()).toEqual(before)
    await done(store, raise({ number }))
    expect(await wanted()).toEqual(before.map(version => version + 1))
  })

  it('the lists change too when two cases turn out to be of one customer afterwards', async () => {
    const a = await referred(store, freshNumber())
    const b = await done(store, raise())
    await dies(b.id)
    expect(await dueFor(a.id, 'team:visiting')).toEqual(['visit_plan'])
    await done(store, link(b.id, a.id))
    expect(await dueFor(a.id, 'team:visiting')).toEqual([])
  })

  it('a second case waits for the visit of the first, moves with its date, and is free when that is withdrawn', async () => {
    const number = freshNumber()
    const a = await referred(store, number)
    const b = await done(store, raise({ number }))
    await done(store, triage(b.id, true))
    const waits = async () =>
      (await store.dueFor(['team:spoc'], 500)).find(
        step => step.case.id === b.id && step.kind === 'visit_elsewhere',
      )
    expect((await waits())?.linked.map(c => c.id)).toEqual([a.id])
    const before = (await waits())?.dueAt
    const on = addDays(daysAgo(0), 20)
    await done(store, { caseId: a.id, actor: officer, texts: {}, command: { kind: 'plan_visit', on } })
    const after = (await waits())?.dueAt ?? ''
    expect(after > `${on}T` && after !== before).toBe(true)
    const { id, texts } = sealed('reason')
    await ask(store, {
      caseId: a.id,
      actor: spoc,
      texts,
      command: { kind: 'withdraw_visiting_referral', reason: id },
    })
    expect(await waits()).toBeUndefined()
    expect(await dueFor(b.id, 'team:spoc')).toContain('visiting_referral')
  })

  it('the leads see what they do in place of a line manager once it is due, and not before (R4)', async () => {
    const c = await done(store, raise())
    expect(await dueFor(c.id, 'team:leads')).toEqual([])
    await here.owner.query(
      `update deadline set due_at = now() - interval '1 day' where case_id = $1 and kind = 'acknowledgement'`,
      [c.id],
    )
    expect(await dueFor(c.id, 'team:leads')).toEqual(['acknowledgement'])
  })
})
