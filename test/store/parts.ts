import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openDb } from '../../src/store/db.ts'
import type { StoreDeps } from '../../src/store/deps.ts'
import { migrate } from '../../src/store/migrate.ts'
import { keyEncryption } from '../../src/store/vault/key-encryption.ts'
import { loadKeyring } from '../../src/store/vault/keyring.ts'
import { makeVault } from '../../src/store/vault/make-vault.ts'
import { freshDatabase } from '../support/database.ts'

/** The store's own parts on a database of the file's own, and the owner's connection to it for putting rows in place. */
export type Parts = StoreDeps & {
  url: string
  dataKey: Buffer
  owner: Client
  /** What was logged, oldest first. */
  logged: { fields: object; message: string }[]
  close(): Promise<void>
}

/** Makes the parts. Close them when the file is done. */
export const storeParts = async (): Promise<Parts> => {
  const database = await freshDatabase()
  const logged: Parts['logged'] = []
  const note = (fields: object, message: string) => void logged.push({ fields, message })
  const log = { info: () => {}, warn: note, error: note }
  await migrate(database.url, log)
  const db = openDb(database.url, log)
  const dataKey = randomBytes(32)
  const keks = keyEncryption({ dataKey })
  const vault = makeVault(keks, await loadKeyring(db, keks))
  const owner = new Client({ connectionString: database.url, options: '-c search_path=safehold' })
  await owner.connect()
  return {
    db,
    vault,
    log,
    staff: { everybody: calendarFor('england-and-wales') },
    url: database.url,
    dataKey,
    owner,
    logged,
    close: async () => {
      await owner.end()
      await db.close()
      await database.drop()
    },
  }
}

/** Puts a case in place that has nothing but an identity, for what does not look inside. */
export const bareCase = async ({ owner }: Parts, state: object = {}): Promise<string> => {
  const id = randomUUID()
  await owner.query(
    `insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, last_hmac)
     values ($1::uuid, 'ACS-' || $1, 1, 'triage', 'access_to_work', $2, 'test', now(), 0, '')`,
    [id, JSON.stringify({ id, status: 'triage', ...state })],
  )
  return id
}
