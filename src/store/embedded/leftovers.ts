import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { birthOf, commandOf, folderOf, hasEnded, signal } from './processes.ts'

/**
 * Clears what an earlier PostgreSQL left in the cluster folder. Call only as the owner of the data folder:
 * a server that still runs here then belongs to a dead owner and is stopped. A pid file that names a live
 * process which is not our server (numbers are used again, above all in containers) is deleted, because
 * PostgreSQL would refuse to start on it. A pid file that names nobody is left: PostgreSQL handles that.
 */
export async function clearLeftovers(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = pidIn(pidFile)
  if (pid === undefined) return
  if (birthOf(pid) === undefined) {
    // A dead process that nobody has collected (some containers never do) still looks alive to PostgreSQL.
    if (signal(pid, 0)) rmSync(pidFile, { force: true })
    return
  }
  if (!servesCluster(pid, cluster)) {
    log(`${pidFile} names process ${pid}, which is not our PostgreSQL: deleting the file`)
    rmSync(pidFile, { force: true })
    return
  }
  log(`Stopping PostgreSQL ${pid}, left behind on ${cluster} by a process that died`)
  await stopServer(pid)
}

/** Stops a server: fast shutdown, then immediate, then kill. Resolves when it has ended. */
export async function stopServer(pid: number): Promise<void> {
  for (const [name, withinMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!signal(pid, name) || (await hasEnded(pid, withinMs))) return
  }
  throw new Error(
    `PostgreSQL (process ${pid}) does not end, even when killed. Look at it with "ps -p ${pid}".`,
  )
}

function pidIn(pidFile: string): number | undefined {
  let text: string
  try {
    text = readFileSync(pidFile, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number.parseInt(text, 10)
  return pid > 0 ? pid : undefined
}

function servesCluster(pid: number, cluster: string): boolean {
  const command = commandOf(pid) ?? ''
  // The path may hold spaces, so look for "postgres" followed by our folder rather than split into words.
  if (!/(^|\/)postgres\s/.test(command)) return false
  return folderOf(pid) === cluster || command.includes(` -D ${cluster} `)
}
