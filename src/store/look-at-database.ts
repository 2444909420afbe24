import { Pool } from 'pg'
import { type Finding, ok, warn, wrong } from '../finding.ts'
import { awayCode } from './away.ts'
import { poolConfig } from './db.ts'
import { migrationNames } from './migrate.ts'
import { durability, durabilitySettings, type DurabilitySettings } from './settings.ts'
import { type DataKeys, keyEncryption } from './vault/key-encryption.ts'

type Looked = {
  databaseUrl: string
  keys: DataKeys | undefined
  /** Real cases are to be recorded in it. */
  isReal: boolean
}

const answerWithinMs = 5000
/** Oldest that PostgreSQL's own project still mends. */
const oldestVersion = 14
const skewMs = 1000

/** Looks at a database and changes nothing in it: how it is set up, how far it is migrated, and whether the key fits. */
export const lookAtDatabase = async (looked: Looked): Promise<Finding[]> => {
  const pool = new Pool({ ...poolConfig(looked.databaseUrl), max: 1, query_timeout: answerWithinMs })
  // Told by the query that it ends.
  pool.on('error', () => undefined)
  const rows = async <Row extends object>(statement: string): Promise<Row[]> =>
    (await pool.query<Row>(statement)).rows
  try {
    const found = [...(await ofServer(rows)), ...(await ofClock(rows)), ...(await ofUser(rows))]
    const [table] = await rows<{ there: boolean }>(isMade)
    if (table?.there !== true)
      return [...found, warn('The database is empty', 'Start Safehold: its first start makes what it needs')]
    return [
      ...found,
      await ofMigrations(rows),
      await ofMovedClock(rows, looked.isReal),
      ...(await ofKeys(rows, looked)),
    ]
  } catch (error) {
    return [unreached(error)]
  } finally {
    await pool.end()
  }
}

type Rows = <Row extends object>(statement: string) => Promise<Row[]>

const isMade = `select to_regclass('safehold.kysely_migration') is not null as there`

const unreached = (error: unknown): Finding => {
  const away = awayCode(error)
  if (away !== undefined)
    return wrong(
      `PostgreSQL does not answer (${away})`,
      'Start it, or correct the address and port in DATABASE_URL',
    )
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code'
  return wrong(
    `PostgreSQL does not let Safehold look (${code})`,
    'Correct the user, the password, the database name or the encryption in DATABASE_URL',
  )
}

const ofServer = async (rows: Rows): Promise<Finding[]> => {
  const [found] = await rows<DurabilitySettings & { version: string }>(
    `${durabilitySettings}, current_setting('server_version_num') as version`,
  )
  if (!found) return []
  const version = Math.floor(Number(found.version) / 10_000)
  return [
    version >= oldestVersion
      ? ok(`PostgreSQL ${version} answers`)
      : wrong(`PostgreSQL is version ${version}`, `Use version ${oldestVersion} or later`),
    ...durability(found),
  ]
}

const ofClock = async (rows: Rows): Promise<Finding[]> => {
  const before = Date.now()
  const [found] = await rows<{ ms: number }>(
    `select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  )
  if (!found) return []
  const apart = Math.abs(found.ms - (before + Date.now()) / 2) - (Date.now() - before) / 2
  return [
    apart < skewMs
      ? ok("This computer's clock and the database's agree")
      : warn(
          `This computer's clock and the database's are ${Math.round(apart / 1000)} s apart. Dates go by the database's`,
          'Have both set by the same time server: Slack refuses requests that are five minutes off',
        ),
  ]
}

const ofUser = async (rows: Rows): Promise<Finding[]> => {
  const [found] = await rows<{ name: string; super: boolean; role: boolean | null }>(`
    select session_user::text as name, (select rolsuper from pg_roles where rolname = session_user) as super,
      (select pg_has_role(session_user, oid, 'member') from pg_roles where rolname = 'safehold_app') as role`)
  if (!found) return []
  return [
    found.super
      ? warn(
          `Safehold signs in to PostgreSQL as ${found.name}, who may do anything`,
          'Give it a user of its own, granted safehold_app and create on its database',
        )
      : ok(`Safehold signs in to PostgreSQL as ${found.name}, who is no superuser`),
    ...(found.role === false
      ? [wrong(`${found.name} may not act as safehold_app`, `Run: grant safehold_app to ${found.name}`)]
      : []),
  ]
}

const ofMigrations = async (rows: Rows): Promise<Finding> => {
  const applied = (await rows<{ name: string }>('select name from safehold.kysely_migration')).map(
    ({ name }) => name,
  )
  const unknown = applied.filter(name => !migrationNames.includes(name))
  if (unknown.length > 0)
    return wrong(
      `A newer Safehold has changed the database (${unknown.join(', ')})`,
      'Start that version or a later one',
    )
  const missing = migrationNames.filter(name => !applied.includes(name))
  return missing.length === 0
    ? ok('The database is as this version needs it')
    : warn(
        `The database still has to be brought up to date (${missing.join(', ')})`,
        'Start Safehold: it does that',
      )
}

const ofMovedClock = async (rows: Rows, isReal: boolean): Promise<Finding> => {
  const [clock] = await rows<{ ms: string }>('select offset_ms as ms from safehold.clock')
  const moved = Number(clock?.ms ?? 0)
  if (moved === 0) return ok("The database's clock was never moved")
  const what = `The workbench has moved the database's clock by ${Math.round(moved / 60_000)} minutes`
  return isReal ? wrong(what, 'Use a database of its own for real cases') : ok(what)
}

const ofKeys = async (rows: Rows, { keys }: Looked): Promise<Finding[]> => {
  if (keys === undefined) return []
  const keks = keyEncryption(keys)
  const used = await rows<{ kek: string }>(
    'select kek_id as kek from safehold.keyring union select kek_id from safehold.case_key',
  )
  if (used.length === 0) return [ok('The database has no keys yet: the first start makes them')]
  const strange = used.filter(({ kek }) => !keks.knows(kek))
  if (strange.length > 0)
    return [
      wrong(
        `DATA_KEY is not the key of this database: it has keys wrapped by ${strange.map(({ kek }) => kek).join(', ')}, and the given one is ${keks.kekId}`,
        'Set DATA_KEY to the key that this database was made with; to change it, set DATA_KEY_OLD to that one',
      ),
    ]
  const old = used.filter(({ kek }) => kek !== keks.kekId)
  return [
    old.length === 0
      ? ok('DATA_KEY is the key of this database')
      : warn(
          'Some keys are still wrapped by DATA_KEY_OLD',
          'Keep DATA_KEY_OLD set until a start has changed them',
        ),
  ]
}
