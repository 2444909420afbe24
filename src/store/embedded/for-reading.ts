import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { hasDatabase } from './forget.ts'
import { startEmbeddedPostgres } from './postgres.ts'
import { socketUrl } from './server-process.ts'
import { wrongUse } from './wrong-use.ts'

const database = 'safehold'

/**
 * The embedded database of a data folder, for a program beside Safehold: the server that runs there, or one of its own while
 * none does. Rejects with `exitCode: 2` when there is no database.
 */
export const embeddedForReading = async (
  dataDir: string,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  if (!hasDatabase(dataDir))
    throw wrongUse(
      `There is no record in ${dataDir}. Set DATABASE_URL, or DATA_DIR to the folder of a workbench`,
    )
  const url = runningUrl(dataDir)
  if (url !== undefined && (await answers(url))) return { url, stop: () => Promise.resolve() }
  const started = await startEmbeddedPostgres({ dataDir })
  return { url: started.url, stop: () => started.stop() }
}

/** Where the last server was to be found. */
const runningUrl = (dataDir: string): string | undefined => {
  const note = join(dataDir, 'socket-folder')
  return existsSync(note) ? socketUrl(readFileSync(note, 'utf8'), database) : undefined
}

const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
