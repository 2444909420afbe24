import { Client } from 'pg'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { Running } from './safehold.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const pollMs = 100

/** The record behind a running Safehold: to look at it, and to do to it what an outage would. */
export type CaseRecord = {
  store: Store
  /** One statement as the database's owner, in schema `safehold`. */
  rows<Row extends object>(statement: string, values?: readonly unknown[]): Promise<Row[]>
  refs(): Promise<string[]>
  /** Waits until nothing is left to be sent. */
  allSent(timeoutMs?: number): Promise<void>
  /** The worker that was killed has been gone for longer than any worker may take over a message. */
  workersDied(): Promise<void>
  /** Makes every statement on the table wait, until the returned function is called. */
  lock(table: string): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Opens the record with the process's own database and key. Close it before the process is stopped. */
export const recordOf = async ({ databaseUrl, dataKey }: Pick<Running, 'databaseUrl' | 'dataKey'>) => {
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: databaseUrl, options: '-c search_path=safehold' })
    await client.connect()
    return client
  }
  const owner = await connect()
  const staff = { everybody: calendarFor('england-and-wales') }
  const store = await openStore({ databaseUrl, dataKey, staff, log: quiet })
  const rows: CaseRecord['rows'] = async <Row extends object>(
    statement: string,
    values: readonly unknown[] = [],
  ) => (await owner.query<Row>(statement, [...values])).rows

  const record: CaseRecord = {
    store,
    rows,
    refs: async () => (await rows<{ ref: string }>('select ref from cases order by ref')).map(row => row.ref),
    allSent: (timeoutMs = 15_000) =>
      until(async () => (await store.pendingCounts()).deliveriesWaiting === 0, timeoutMs, 'everything sent'),
    workersDied: async () => {
      const long = `- interval '40 seconds'`
      await rows(`update channel_gate set busy_until = busy_until ${long}`)
      for (const table of ['outbox', 'headline'])
        await rows(`update ${table} set claimed_until = claimed_until ${long}`)
    },
    lock: async table => {
      const holder = await connect()
      await holder.query(`begin; lock table ${table} in access exclusive mode`)
      return async () => {
        await holder.query('rollback')
        await holder.end()
      }
    },
    close: async () => {
      await store.close()
      await owner.end()
    },
  }
  return record
}

/** Looks again and again until it is so; rejects with what was waited for. */
export const until = async (isSo: () => Promise<boolean>, timeoutMs: number, what: string): Promise<void> => {
  const giveUpAt = Date.now() + timeoutMs
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited ${timeoutMs} ms for: ${what}`)
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
}
