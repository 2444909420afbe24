import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signal } from '../../src/store/embedded/processes.ts'

/** Sends a signal to the PostgreSQL whose files are in this folder and to all its processes, or to the server alone. */
export const signalPostgres = (cluster: string, name: NodeJS.Signals, to: 'all' | 'server'): void => {
  const server = serverPid(cluster)
  if (server === undefined) return
  for (const pid of to === 'all' ? [server, ...childrenOf(server)] : [server]) signal(pid, name)
}

const serverPid = (cluster: string): number | undefined => {
  const file = join(cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
  return pid > 0 ? pid : undefined
}

const childrenOf = (parent: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='])
    .toString()
    .split('\n')
    .flatMap(line => {
      const [pid, ppid] = line.trim().split(/\s+/).map(Number)
      return pid !== undefined && ppid === parent ? [pid] : []
    })
