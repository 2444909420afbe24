import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { type DataKeys, openStore, type Store } from '../../src/store/store.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

/** A whole store on a database of the file's own, and the owner's connection to look behind it. */
export type Opened = {
  store: Store
  url: string
  dataKey: Buffer
  owner: Client
  /** Opens another store on the same database; closed with the rest. */
  again(change?: Partial<DataKeys> & { url?: string }): Promise<Store>
  close(): Promise<void>
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

/** Opens a store. Close it when the file is done. `prepare` runs as the database's owner before anything is opened. */
export const opened = async (
  prepare?: (owner: Client) => Promise<unknown>,
  makeDatabase: () => Promise<FreshDatabase> = freshDatabase,
): Promise<Opened> => {
  const database = await makeDatabase()
  const dataKey = randomBytes(32)
  const owner = new Client({ connectionString: database.url, options: '-c search_path=safehold' })
  await owner.connect()
  await prepare?.(owner)
  const stores: Store[] = []
  const again: Opened['again'] = async ({ url = database.url, ...keys } = {}) => {
    const staff = { everybody: calendarFor('england-and-wales') }
    const store = await openStore({ databaseUrl: url, dataKey, ...keys, staff, log: quiet })
    stores.push(store)
    return store
  }
  return {
    store: await again(),
    url: database.url,
    dataKey,
    owner,
    again,
    close: async () => {
      await owner.end()
      await Promise.all(stores.map(store => store.close()))
      await database.drop()
    },
  }
}
