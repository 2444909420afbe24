import { migrate } from '../../src/store/migrate.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Migrates the database that every `freshDatabase` is copied from. */
export const prepareTemplate = (url: string): Promise<void> => migrate(url, quiet)
