import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openStore } from '../../src/store/store.ts'
import { freshDatabase } from '../support/database.ts'
import { openRecord } from './record.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const minutes = 60_000

it('a case that the bench puts in place is one that the store knows, and its deadlines are passed', async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  const dataKey = randomBytes(32)
  const record = await openRecord(database.url, dataKey)
  const now = Date.now()
  const opened = { openedFrom: new Date(now - 70 * minutes), openedTo: new Date(now - 61 * minutes) }
  const urgent = await record.add({ ...opened, count: 3, urgent: true, acknowledged: true })
  const both = await record.add({ ...opened, count: 2, urgent: false, acknowledged: false })
  await record.close()
  expect(urgent.map(one => one.severity)).toEqual([0, 0, 0])
  expect(both.map(one => one.deadline.split('-')[0])).toEqual([
    'triage',
    'acknowledgement',
    'triage',
    'acknowledgement',
  ])

  const staff = { everybody: calendarFor('england-and-wales') }
  const store = await openStore({ databaseUrl: database.url, dataKey, staff, log })
  onTestFinished(() => store.close())
  expect(
    (await store.dueDeadlines(10)).map(({ caseId, deadline, rung }) => ({ caseId, deadline, rung })),
  ).toEqual(urgent.map(({ caseId, deadline, rung }) => ({ caseId, deadline, rung })))
  for (const one of urgent) await fireDeadline(store, one)
  expect(await store.dueDeadlines(10)).toEqual([])
  for (const { caseId } of [...urgent, ...both]) {
    expect(await store.verifyChain(caseId)).toMatchObject({ ok: true })
    const found = await store.readCase({ id: caseId })
    const [text] = found?.case.concerns.map(concern => concern.text) ?? []
    expect(Object.values(await store.openTexts(caseId, [text ?? '']))).toEqual([
      expect.stringContaining('worried'),
    ])
  }
})
