import { Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { awayCode } from './away.ts'
import { poolConfig } from './db.ts'
import type { Log } from '../log-fields.ts'
import { type WrongUse, wrongUse } from './embedded/wrong-use.ts'
import { up as cases } from './migrations/0001-cases.ts'
import { up as lists } from './migrations/0002-lists.ts'
import { up as delivery } from './migrations/0003-delivery.ts'
import { up as bankHolidays } from './migrations/0004-bank-holidays.ts'
import { up as heartbeat } from './migrations/0005-heartbeat.ts'
import { up as countedBy } from './migrations/0006-counted-by.ts'
import { up as whatWaited } from './migrations/0007-what-waited.ts'
import { up as momentsAndGuards } from './migrations/0008-moments-and-guards.ts'
import { up as checkpoints } from './migrations/0009-checkpoints.ts'
import { up as erasure } from './migrations/0010-erasure.ts'
import { up as keyNames } from './migrations/0011-key-names.ts'
import { up as leavers } from './migrations/0012-leavers.ts'
import { up as firmerGuards } from './migrations/0013-firmer-guards.ts'
import { up as leaversAsked } from './migrations/0014-leavers-asked.ts'
import { up as places } from './migrations/0015-places.ts'
import { up as foundAgain } from './migrations/0016-found-again.ts'
import { makeRole } from './migrations/role.ts'

/** Every migration, oldest first. Forward only. */
const migrations: Record<string, Migration> = {
  '0001-cases': { up: cases },
  '0002-lists': { up: lists },
  '0003-delivery': { up: delivery },
  '0004-bank-holidays': { up: bankHolidays },
  '0005-heartbeat': { up: heartbeat },
  '0006-counted-by': { up: countedBy },
  '0007-what-waited': { up: whatWaited },
  '0008-moments-and-guards': { up: momentsAndGuards },
  '0009-checkpoints': { up: checkpoints },
  '0010-erasure': { up: erasure },
  '0011-key-names': { up: keyNames },
  '0012-leavers': { up: leavers },
  '0013-firmer-guards': { up: firmerGuards },
  '0014-leavers-asked': { up: leaversAsked },
  '0015-places': { up: places },
  '0016-found-again': { up: foundAgain },
}

/** Their names, as the database keeps them. */
export const migrationNames: readonly string[] = Object.keys(migrations)

const schema = 'safehold'
const patienceMs = 5000
/** Any fixed number: PostgreSQL lets one starter at a time through, per database. */
const startersLock = 720_412_655

/** The database was made by a newer Safehold. `main` exits with its code. */
export type SchemaTooNewError = WrongUse & { name: 'SchemaTooNewError' }

/**
 * Brings the database to this program's schema; any number of programs may start at once. Rejects with
 * SchemaTooNewError (exitCode 2) when a newer program has been here, with exitCode 2 when there is no way in, and with
 * the driver's own error while PostgreSQL is merely away (`awayCode`).
 */
export const migrate = async (databaseUrl: string, log: Log): Promise<void> => {
  // One connection, kept: the lock of a session lasts as long as its connection.
  const pool = new Pool({
    ...poolConfig(databaseUrl),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patienceMs,
  })
  pool.on('error', error => log.error({ error }, 'The connection for migrating was lost'))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await sql`select pg_advisory_lock(${startersLock})`.execute(db).catch((error: unknown) => {
      throw noWayIn(error)
    })
    const applied = await appliedMigrations(db)
    const unknown = applied.filter(name => !(name in migrations))
    if (unknown.length > 0) throw schemaTooNew(unknown)
    if (applied.length < Object.keys(migrations).length) await applyMigrations(db, log)
    await makeRole(db)
  } finally {
    await db.destroy()
  }
}

const appliedMigrations = async (db: Kysely<unknown>): Promise<string[]> => {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass('safehold.kysely_migration') is not null as found`.execute(db)
  if (rows[0]?.found !== true) return []
  const applied = await sql<{ name: string }>`select name from safehold.kysely_migration`.execute(db)
  return applied.rows.map(row => row.name)
}

const applyMigrations = async (db: Kysely<unknown>, log: Log): Promise<void> => {
  await makeRole(db)
  const migrator = new Migrator({
    db,
    migrationTableSchema: schema,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error, results } = await migrator.migrateToLatest()
  for (const { migrationName, status } of results ?? [])
    log.info({ migration: migrationName, status }, 'Database migration')
  if (error === undefined) return
  throw error instanceof Error ? error : new Error('The database could not be migrated', { cause: error })
}

const schemaTooNew = (unknown: readonly string[]): SchemaTooNewError =>
  Object.assign(
    wrongUse(
      `This database was migrated by a newer Safehold (${unknown.join(', ')}). Start that version or a later one: this one would not understand the record.`,
    ),
    { name: 'SchemaTooNewError' as const },
  )

/** The first statement failed: the user, the password or the database is not right, unless PostgreSQL is away. */
const noWayIn = (cause: unknown): unknown => {
  if (awayCode(cause) !== undefined) return cause
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no code'
  return wrongUse(
    `PostgreSQL does not let Safehold in (${code}). Correct the user, the password, the database name or the encryption in DATABASE_URL.`,
    { cause },
  )
}
