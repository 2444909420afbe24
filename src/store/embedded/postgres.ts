import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { saidOf } from '../../said-of.ts'
import { findBinaries } from './binaries.ts'
import { openCluster, openDataDir } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { clearLeftovers, stopServer } from './leftovers.ts'
import { claimDataDir } from './owner.ts'
import { ensureDatabase, whenReady } from './ready.ts'
import { endOfLog, makeSocketDir, socketUrl, spawnServer } from './server-process.ts'

const database = 'safehold'
const retryStartForMs = 5_000
const longestPauseMs = 5_000

/** How the server ended while we lived. */
export type ServerExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A running PostgreSQL of our own. */
export type EmbeddedPostgres = {
  /** For `pg` and BullMQ. Stays the same when the server is restarted. */
  readonly url: string
  readonly socketDir: string
  /** Fast shutdown; resolves when the server has ended and the data folder is free. May be called twice. */
  readonly stop: () => Promise<void>
  /** Calls back each time the server dies while we live. It is restarted by itself. */
  readonly onExit: (callback: (exit: ServerExit) => void) => void
}

/**
 * Starts a real PostgreSQL on a Unix socket, with its files in `dataDir`, and makes the database `safehold`.
 * For development and demonstration: production sets DATABASE_URL.
 * Rejects with `exitCode: 2` when another live process owns `dataDir`, or this machine cannot run it.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  log?: (line: string) => void
}): Promise<EmbeddedPostgres> {
  const { log = () => {} } = options
  const binaries = await findBinaries()
  const dataDir = openDataDir(options.dataDir)
  const logFile = join(dataDir, 'postgres.log')
  const giveUpDataDir = claimDataDir(dataDir)
  const socketDir = makeSocketDir(dataDir)
  const free = () => {
    rmSync(socketDir, { recursive: true, force: true })
    giveUpDataDir()
  }

  const exitCallbacks: ((exit: ServerExit) => void)[] = []
  const stopping = new AbortController()
  let server: ChildProcess | undefined
  let restarting: Promise<void> = Promise.resolve()
  let stopped: Promise<void> | undefined

  const launch = async (cluster: Cluster) => {
    await clearLeftovers(cluster.folder, log)
    const child = spawnServer(binaries, cluster, socketDir, logFile)
    server = child
    await whenReady(child, socketUrl(socketDir, 'postgres'), () => endOfLog(logFile))
    child.unref()
    if (!isAlive(child)) throw new Error('PostgreSQL ended as it started')
    child.once('exit', (code, signal) => {
      if (stopping.signal.aborted) return
      log(`PostgreSQL died (${signal ?? `exit code ${code}`}); restarting it. Its log is ${logFile}`)
      for (const callback of exitCallbacks) callback({ code, signal })
      restarting = restart(cluster)
    })
  }

  const restart = async (cluster: Cluster) => {
    for (let pauseMs = 100; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await launch(cluster)
        log('PostgreSQL is running again')
        return
      } catch (error) {
        log(`PostgreSQL did not start: ${saidOf(error)}. Its log is ${logFile}`)
        await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  const stop = async () => {
    stopping.abort()
    if (server?.pid !== undefined && isAlive(server)) await stopServer(server.pid)
    await restarting
    if (server?.pid !== undefined && isAlive(server)) await stopServer(server.pid)
    free()
  }

  try {
    const cluster = await openCluster(dataDir, socketDir, binaries)
    await retryFor(retryStartForMs, () => launch(cluster))
    await ensureDatabase(socketUrl(socketDir, 'postgres'), database)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: socketUrl(socketDir, database),
    socketDir,
    stop: () => (stopped ??= stop()),
    onExit: callback => void exitCallbacks.push(callback),
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** A server that was killed a moment ago still holds its shared memory: the first tries may fail. */
async function retryFor(forMs: number, attempt: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + forMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await delay(200)
    }
  }
}
