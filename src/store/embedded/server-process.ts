import { spawn } from 'node:child_process'
import type { StdioOptions } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync } from 'node:fs'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { dieWithParent } from './die-with-parent.ts'
import { asServerUser } from './run-as.ts'

const port = 5432
const longestSocketPath = 107
const logFileLimit = 5_000_000

const settings: readonly string[] = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  `port=${port}`,
  'max_connections=200',
  'fsync=on',
  'synchronous_commit=on',
  'timezone=UTC',
  'log_timezone=UTC',
  // Statements and row values may hold personal data; the log does not.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  // An error's first line can repeat a value too; what the server says of itself stays.
  'log_min_messages=log',
]

/** The address of a database served in a socket folder, as `pg` and libpq read it; whole, so that no PG* variable completes it. */
export function socketUrl(socketDir: string, database: string): string {
  return `postgresql://safehold@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`
}

/**
 * A new private folder for the socket, short enough for the system's limit on socket paths. Its name is kept
 * in the data folder, so that the folder of an owner that was killed is removed by the next one.
 */
export function makeSocketDir(dataDir: string): string {
  const note = join(dataDir, 'socket-folder')
  const last = existsSync(note) ? readFileSync(note, 'utf8') : ''
  if (/^safehold-\w{6}$/.test(basename(last))) rmSync(last, { recursive: true, force: true })
  const fits = join(tmpdir(), 'safehold-XXXXXX', `.s.PGSQL.${port}.lock`).length < longestSocketPath
  const socketDir = mkdtempSync(join(fits ? tmpdir() : '/tmp', 'safehold-'))
  writeFileSync(note, socketDir)
  return socketDir
}

/**
 * Starts the server in its own process group, so that Ctrl-C in a terminal reaches us and not it: our last
 * work needs the database. Where the system can, the server shuts down by itself should we be killed.
 */
export function spawnServer(binaries: Binaries, cluster: Cluster, socketDir: string, logFile: string) {
  const options = ['-D', cluster.folder, '-k', socketDir, ...settings.flatMap(setting => ['-c', setting])]
  const server = dieWithParent('INT', binaries.postgres, options)
  const { command, args, ids } = asServerUser(cluster.runAs, server.file, server.args)
  keepLogShort(logFile)
  const log = openSync(logFile, 'a', 0o600)
  try {
    const stdio: StdioOptions = ['ignore', log, log]
    return spawn(command, args, { ...ids, cwd: '/', env: serverEnvironment(), detached: true, stdio })
  } finally {
    closeSync(log)
  }
}

/** The last lines of the server's log, for an error message. */
export function endOfLog(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n')
}

/** Only what the server needs: no tokens of ours, and no PG* or TZ variable that would change its settings. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const wanted = ['PATH', 'TMPDIR', 'SAFEHOLD_RUN']
  return Object.fromEntries(wanted.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function keepLogShort(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > logFileLimit) renameSync(logFile, `${logFile}.1`)
}
