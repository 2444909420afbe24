import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { onTestFinished } from 'vitest'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'

/** A new data folder, removed when the test has finished. */
export function freshDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-data-'))
  // As root, the server runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the built-in PostgreSQL for one test, with what it logged; stopped when the test has finished. */
export async function startForTest(dataDir: string) {
  const lines: string[] = []
  const postgres = await startEmbeddedPostgres({ dataDir, log: line => lines.push(line) })
  onTestFinished(() => postgres.stop())
  return { ...postgres, lines }
}

/** The number of the server process that the data folder names, or undefined when none runs. */
export function serverPid(dataDir: string): number | undefined {
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : undefined
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end()
  }
}
