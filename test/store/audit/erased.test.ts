import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarFor } from '../../../src/calendar/working-days.ts'
import type { Case } from '../../../src/case/case.ts'
import { safehold } from '../../../src/case/people.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { done, freshNumber, link } from '../acting.ts'
import { closedCase, delivered } from '../closed-case.ts'
import { type AuditedStore, auditedStore } from './audited.ts'

const dayMs = 86_400_000
const clock = { id: safehold, teams: [], mayConfirmRelease: false }
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

let here: AuditedStore
let store: Store
let erased: Case
let other: Case
beforeAll(async () => {
  here = await auditedStore()
  const staff = { everybody: calendarFor('england-and-wales') }
  const { url: databaseUrl, dataKey } = here
  store = await openStore({ databaseUrl, dataKey, staff, log: quiet, retention: { noConcern: 1 } })
  ;[erased, other] = [await closedCase(store, freshNumber()), await closedCase(store)]
  await done(store, link(erased.id, other.id))
  await delivered(here.owner, erased, other)
  await store.advanceClock(93 * dayMs)
  const command = { kind: 'erase_case', by: 'operator.one' } as const
  await done(store, { caseId: erased.id, actor: clock, command, texts: {} })
  await here.checkpoint()
  await here.save()
})
afterAll(async () => {
  await store.close()
  await here.close()
})

it('an erased case is verified like any other, and so is the one that it was linked to', async () => {
  expect(await here.found()).toEqual([])
})

it('a key or a text that is back after its case was erased is located', async () => {
  await here.tamper(
    `insert into case_key select '${erased.id}', kek_id, wrapped from case_key where case_id = '${other.id}'`,
  )
  expect(await here.found()).toEqual([
    `DERIVED ${erased.ref}: it was erased, and its key or texts are still there: case_key`,
    `DERIVED ${erased.ref}: its key in case_key does not open: it was changed or exchanged`,
  ])
  await here.restore()
  await here.tamper(`update sealed set case_id = '${erased.id}' where case_id = '${other.id}'`)
  const found = await here.found()
  expect(found).toHaveLength(2)
  expect(found).toContain(
    `DERIVED ${erased.ref}: it was erased, and its key or texts are still there: sealed`,
  )
  expect(found).toContainEqual(
    expect.stringContaining(`DERIVED ${other.ref}: texts of it are not there any more (`),
  )
})
