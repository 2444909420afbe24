import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openStore } from '../../src/store/store.ts'
import { openRecord } from '../bench/record.ts'
import { freshDatabase } from '../support/database.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const daysMs = 86_400_000

it('when one deadline is passed, what else is overdue on the case waits for its turn, and what comes is told', async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  const dataKey = randomBytes(32)
  const record = await openRecord(database.url, dataKey)
  const openedFrom = new Date(Date.now() - 9 * daysMs)
  const opened = { openedFrom, openedTo: openedFrom, count: 1, urgent: false, acknowledged: false }
  const [triage] = await record.add(opened)
  await record.close()
  if (triage === undefined) throw new Error('The case has no deadline')
  const staff = { everybody: calendarFor('england-and-wales') }
  const store = await openStore({ databaseUrl: database.url, dataKey, staff, log })
  onTestFinished(() => store.close())
  const told: string[] = []
  store.onCommitted(({ deadlines }) => told.push(...deadlines.map(one => one.deadline)))

  expect(await store.dueDeadlines(9)).toHaveLength(2)
  await fireDeadline(store, triage)
  expect(told).toEqual([triage.deadline])
  expect(await store.dueDeadlines(9)).toMatchObject([{ deadline: 'acknowledgement-2' }])
})
