import { type Finding, ok, wrong } from '../finding.ts'
import type { Db } from './db.ts'
import { wrongUse } from './embedded/wrong-use.ts'

export type DurabilitySettings = { fsync: string; synchronous_commit: string; full_page_writes: string }

/** One row of `DurabilitySettings`, as they are for whoever asks: they may be set for one user or one database. */
export const durabilitySettings = `
select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
  current_setting('full_page_writes') as full_page_writes`

/** Whether the database keeps what it has confirmed. A lost concern or a lost hold can cost a life. */
export const durability = (found: DurabilitySettings): Finding[] => [
  found.fsync === 'on'
    ? ok('PostgreSQL runs with fsync=on')
    : wrong(
        `PostgreSQL runs with fsync=${found.fsync}, so a power cut could lose recorded concerns`,
        'Set fsync = on in postgresql.conf and restart PostgreSQL',
      ),
  found.synchronous_commit === 'off'
    ? wrong(
        `PostgreSQL runs with synchronous_commit=${found.synchronous_commit}, so a crash could lose recorded concerns`,
        'Set synchronous_commit = on for this database',
      )
    : ok(`PostgreSQL runs with synchronous_commit=${found.synchronous_commit}`),
  found.full_page_writes === 'on'
    ? ok('PostgreSQL runs with full_page_writes=on')
    : wrong(
        `PostgreSQL runs with full_page_writes=${found.full_page_writes}, so a power cut could damage the record`,
        'Set full_page_writes = on in postgresql.conf and reload PostgreSQL',
      ),
]

/**
 * Refuses (exitCode 2) a database that could lose what it has confirmed, or that this program would use with the
 * wrong rights.
 */
export const checkSettings = async (db: Db): Promise<void> => {
  const [found] = await db.rows<DurabilitySettings & { role: string; schema: string }>(
    `${durabilitySettings}, current_user::text as role, current_schema()::text as schema`,
  )
  if (found === undefined) throw new Error('PostgreSQL did not say how it is set up')
  const fault = durability(found).find(({ state }) => state === 'wrong')
  if (fault) throw wrongUse(`${fault.what}. ${fault.fix}.`)
  if (found.role !== 'safehold_app' || found.schema !== 'safehold')
    throw wrongUse(
      `The connection works as ${found.role} in schema ${found.schema}, not as safehold_app in safehold. Take "options" out of DATABASE_URL.`,
    )
}
