import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { freePort } from '../support/free-port.ts'
import { environmentFor, launch } from '../support/safehold.ts'
import type { UpdatedView } from './load.ts'
import type { Closers } from './part.ts'

/** A process that is measured. */
export type Contender = {
  url: string
  /** From the start of the process until it said that it takes requests, in milliseconds. */
  readyMs: number
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>
}

const bareReadyWithinMs = 10_000
const endWithinMs = 15_000

/**
 * A PostgreSQL of its own on this machine's disk, with its files in a temporary folder. `settings` are in force besides
 * those that Safehold starts it with.
 */
export const startPostgres = async (closers: Closers, settings: readonly string[] = []): Promise<string> => {
  const dataDir = join(temporaryFolder(closers), 'postgres')
  let postgres = await startEmbeddedPostgres({ dataDir })
  if (settings.length > 0) {
    for (const setting of settings) await onDatabase(postgres.url, `alter system set ${setting}`)
    await postgres.stop()
    postgres = await startEmbeddedPostgres({ dataDir })
  }
  closers.push(() => postgres.stop())
  return postgres.url
}

/** Where servers keep their files; removed at the end. */
export const temporaryFolder = (closers: Closers): string => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-bench-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  closers.push(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** One statement as the database's owner. */
export const onDatabase = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

type Installation = {
  databaseUrl: string
  redisUrl?: string | undefined
  dataKey?: Buffer
  process?: 'all' | 'worker'
}

/** Starts Safehold as an operator would, each time on the same database. */
export const safeholdOn = (
  workbench: Workbench,
  { databaseUrl, redisUrl, dataKey = randomBytes(32), process: kind = 'all' }: Installation,
  closers: Closers,
) => {
  return async (): Promise<Contender> => {
    const port = await freePort()
    const database = { url: databaseUrl, drop: () => Promise.resolve() }
    const env = environmentFor(workbench, database, dataKey, 'http', port, redisUrl)
    const startedAt = performance.now()
    const child = await launch({ ...env, SAFEHOLD_PROCESS: kind, NODE_ENV: 'production' }, () => undefined)
    const readyMs = performance.now() - startedAt
    closers.push(() => end(child, 'SIGTERM'))
    const url = `http://127.0.0.1:${port}/slack/events`
    workbench.setEventsUrl(url)
    return { url, readyMs, terminate: () => end(child, 'SIGTERM') }
  }
}

/** Starts bare Bolt, which answers every form with this view. */
export const startBare = async (
  workbench: Workbench,
  view: UpdatedView,
  closers: Closers,
): Promise<Contender> => {
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    SIGNING_SECRET: workbench.signingSecret,
    BOT_TOKEN: workbench.botToken,
    SLACK_API_URL: workbench.apiUrl,
    VIEW: JSON.stringify(view),
  }
  const startedAt = performance.now()
  const args = ['--import', 'tsx', join(import.meta.dirname, 'bare-bolt.ts')]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  closers.push(() => end(child, 'SIGTERM'))
  const port = await portOf(child)
  const readyMs = performance.now() - startedAt
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    readyMs,
    terminate: () => end(child, 'SIGTERM'),
  }
}

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    const alarm = setTimeout(() => reject(new Error('Bare Bolt did not start')), bareReadyWithinMs)
    child.once('exit', code => reject(new Error(`Bare Bolt ended with ${code}`)))
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const port = /Listening on (\d+)/.exec(text)?.[1]
      if (port === undefined) return
      clearTimeout(alarm)
      resolve(Number(port))
    })
  })

/** Sends the signal and, where that is not enough, ends the process for good. */
export const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise(resolve => {
    const alarm = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
    child.once('exit', code => {
      clearTimeout(alarm)
      resolve(code)
    })
    child.kill(signal)
  })
}
