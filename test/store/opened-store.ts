import { openStore, type Store } from '../../src/store/store.ts'
import { type Parts, storeParts } from './parts.ts'

/** The store as the program opens it, beside its parts on the same database. */
export const openedStore = async (): Promise<{ store: Store; parts: Parts; close(): Promise<void> }> => {
  const parts = await storeParts()
  const { url: databaseUrl, dataKey, staff, log } = parts
  const store = await openStore({ databaseUrl, dataKey, staff, log })
  return {
    store,
    parts,
    close: async () => {
      await store.close()
      await parts.close()
    },
  }
}
