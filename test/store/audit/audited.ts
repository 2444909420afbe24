import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calendarFor } from '../../../src/calendar/working-days.ts'
import { audit, type Audited, type AuditGiven } from '../../../src/store/audit/audit.ts'
import { findingLine } from '../../../src/store/audit/finding.ts'
import {
  checkpointWriter,
  type CheckpointWriter,
  type Written,
} from '../../../src/store/audit/write-checkpoint.ts'
import type { Store } from '../../../src/store/store.ts'
import { type Opened, opened } from '../opened.ts'

/** A store with a folder of checkpoints, the hand of its database's owner, and the audit of both. */
export type AuditedStore = Opened & {
  folder: string
  /** Writes one now; another writer stands for another process. */
  checkpoint(writer?: CheckpointWriter): Promise<Written>
  anotherWriter(): CheckpointWriter
  /** Changes what no grant and no trigger lets the program change. Says how many rows. */
  tamper(...statements: readonly string[]): Promise<number>
  /** Remembers the record as it is, and puts it or one of its tables back: one database does for many tamperings. */
  save(): Promise<void>
  restore(table?: string): Promise<void>
  verify(more?: Partial<AuditGiven>): Promise<Audited>
  /** What the audit finds, a line each. */
  found(): Promise<string[]>
}

const recordTables = [
  'cases',
  'event',
  'hold',
  'deadline',
  'sealed',
  'case_key',
  'case_customer',
  'headline',
  'outbox',
  'view_log',
  'office_log',
  'checkpoint',
  'customer_key',
  'submission',
  'trouble',
  'holiday_proposal',
  'holiday_decision',
  'holiday_apply',
  'keyring',
]

/** Opens one. Close it when the test is done. */
export const auditedStore = async (): Promise<AuditedStore> => {
  const here = await opened()
  const folder = await mkdtemp(join(tmpdir(), 'safehold-checkpoints-'))
  const staff = { everybody: calendarFor('england-and-wales') }
  const anotherWriter = () => checkpointWriter(here.store, folder)
  const own = anotherWriter()
  const verify: AuditedStore['verify'] = more =>
    audit({ databaseUrl: here.url, keys: { dataKey: here.dataKey }, folder, staff, ...more })
  const tamper: AuditedStore['tamper'] = async (...statements) => {
    await here.owner.query('set session_replication_role = replica')
    let count = 0
    try {
      for (const statement of statements) count += (await here.owner.query(statement)).rowCount ?? 0
    } finally {
      await here.owner.query('reset session_replication_role')
    }
    return count
  }
  const columnsOf = async (table: string): Promise<string> => {
    const { rows } = await here.owner.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns from information_schema.columns
       where table_schema = 'safehold' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    return rows[0]?.columns ?? '*'
  }
  return {
    ...here,
    folder,
    anotherWriter,
    checkpoint: async (writer = own) => writer.write(await turnOf(here.store), () => null),
    tamper,
    save: async () => {
      await here.owner.query('drop schema if exists saved cascade; create schema saved')
      for (const table of recordTables)
        await here.owner.query(
          `create table saved.${table} as select ${await columnsOf(table)} from ${table}`,
        )
    },
    restore: async one => {
      for (const table of one === undefined ? recordTables : [one]) {
        const columns = await columnsOf(table)
        await tamper(
          `delete from ${table}`,
          `insert into ${table} (${columns}) overriding system value select ${columns} from saved.${table}`,
        )
      }
    },
    verify,
    found: async () => (await verify()).findings.map(findingLine),
    close: async () => {
      await here.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const turnOf = async (store: Store) => {
  const turn = await store.claimCheckpoint(0)
  if (turn === undefined) throw new Error('Somebody else is writing a checkpoint')
  return turn
}
