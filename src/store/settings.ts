import type { Db } from './db.ts'
import { wrongUse } from './embedded/wrong-use.ts'

/**
 * Refuses (exitCode 2) a database that could lose what it has confirmed, or that this program would use with the
 * wrong rights. A lost concern or a lost hold can cost a life.
 */
export const checkSettings = async (db: Db): Promise<void> => {
  const [found] = await db.rows<{ fsync: string; synchronous_commit: string; role: string; schema: string }>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
       current_user::text as role, current_schema()::text as schema`,
  )
  if (found === undefined) throw new Error('PostgreSQL did not say how it is set up')
  if (found.fsync !== 'on')
    throw wrongUse(
      `PostgreSQL runs with fsync=${found.fsync}, so a power cut could lose recorded concerns. Set fsync = on in postgresql.conf and restart PostgreSQL.`,
    )
  if (found.synchronous_commit === 'off')
    throw wrongUse(
      `PostgreSQL runs with synchronous_commit=${found.synchronous_commit}, so a crash could lose recorded concerns. Set synchronous_commit = on for this database.`,
    )
  if (found.role !== 'safehold_app' || found.schema !== 'safehold')
    throw wrongUse(
      `The connection works as ${found.role} in schema ${found.schema}, not as safehold_app in safehold. Take "options" out of DATABASE_URL.`,
    )
}
