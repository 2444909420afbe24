import { chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'
import { signalPostgres } from './postgres-processes.ts'
import { until } from './record-of.ts'

const recoverWithinMs = 60_000

/** A PostgreSQL of one test's own, with nothing in it, which may be killed. */
export const ownPostgres = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-postgres-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const [files, away] = [join(folder, 'postgres'), join(folder, 'away')]
  let said = ''
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: line => (said += `${line}\n`) })
  return {
    url: postgres.url,
    /** kill -9 of the server and all its processes. It stays away. */
    kill: (): void => {
      // Its launcher starts it again by itself, and cannot while its files are elsewhere.
      renameSync(files, away)
      signalPostgres(away, 'SIGKILL', 'all')
    },
    /** The launcher starts it again on the files as they were left, and it recovers. */
    startAgain: async (): Promise<void> => {
      said = ''
      renameSync(away, files)
      await until(async () => said.includes('is running again'), recoverWithinMs, 'PostgreSQL to run again')
    },
    stop: async (): Promise<void> => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
