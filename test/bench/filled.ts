import { randomBytes } from 'node:crypto'
import { onDatabase, startPostgres } from './contenders.ts'
import type { Closers } from './part.ts'
import { openRecord } from './record.ts'

/** A record to take copies of. */
export type Filled = {
  dataKey: Buffer
  /** Open cases, each with one deadline that is due within the hour and none that is due while the bench runs. */
  count: number
  /** The address of a fresh copy. */
  copy: () => Promise<string>
  /** The address of a database of the same server with nothing in it. */
  empty: () => Promise<string>
}

const minuteMs = 60_000
/** Somebody in danger is triaged within an hour: what was raised in the last minutes is due in 35 to 60 minutes. */
const openedWithinMs = 25 * minuteMs

/** Makes a record with very many open cases. PostgreSQL keeps the moment of each commit, to tell how late it was. */
export const fill = async (count: number, closers: Closers, say: (line: string) => void): Promise<Filled> => {
  const from = performance.now()
  const url = await startPostgres(closers, ['track_commit_timestamp = on', `max_wal_size = '4GB'`])
  const dataKey = randomBytes(32)
  const record = await openRecord(url, dataKey)
  const openedTo = new Date()
  const openedFrom = new Date(openedTo.getTime() - openedWithinMs)
  await record.add({ count, openedFrom, openedTo, urgent: true, acknowledged: true })
  await record.settle()
  await record.close()
  say(`${count} open cases put in place in ${Math.round((performance.now() - from) / 1000)} s`)
  const { pathname: template } = new URL(url)
  const admin = withDatabase(url, 'postgres')
  let copies = 0
  const make = async (how: string): Promise<string> => {
    const name = `copy_${++copies}`
    await onDatabase(admin, `create database ${name} ${how}`)
    return withDatabase(url, name)
  }
  return {
    dataKey,
    count,
    copy: () => make(`template ${template.slice(1)} strategy file_copy`),
    empty: () => make(''),
  }
}

const withDatabase = (url: string, name: string): string => {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
