import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { freePort } from '../support/free-port.ts'
import { environmentFor, launch } from '../support/safehold.ts'
import type { UpdatedView } from './load.ts'

/** A process that is measured. */
export type Contender = {
  url: string
  /** From the start of the process until it said that it takes requests, in milliseconds. */
  readyMs: number
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>
}

export type Closers = (() => Promise<unknown>)[]

const bareReadyWithinMs = 10_000
const endWithinMs = 15_000

/** A PostgreSQL of its own on this machine's disk, with its files in a temporary folder. */
export const startPostgres = async (closers: Closers): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-bench-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  closers.push(async () => rmSync(folder, { recursive: true, force: true }))
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
  closers.push(() => postgres.stop())
  return postgres.url
}

/** Starts Safehold as an operator would, each time on the same database. */
export const safeholdOn = (workbench: Workbench, databaseUrl: string, closers: Closers) => {
  const dataKey = randomBytes(32)
  return async (): Promise<Contender> => {
    const port = await freePort()
    const database = { url: databaseUrl, drop: () => Promise.resolve() }
    const env = environmentFor(workbench, database, dataKey, 'http', port)
    const startedAt = performance.now()
    const child = await launch({ ...env, NODE_ENV: 'production' }, () => undefined)
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
const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
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
