import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { realpathSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { asServerUser, chooseRunAs } from './run-as.ts'
import type { RunAs } from './run-as.ts'
import { serverEnvironment } from './server-process.ts'
import { cannotStart, wrongUse } from './wrong-use.ts'

const majorVersion = '18'

/** A PostgreSQL cluster on disk, and the user that may run it. */
export type Cluster = { readonly folder: string; readonly runAs: RunAs }

/** Makes the data folder if needed and returns its real path. Throws with exit code 2 when it cannot be used. */
export function openDataDir(dataDir: string): string {
  try {
    // Root hands the cluster inside to another user, who must be able to pass through.
    mkdirSync(resolve(dataDir), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (cause) {
    throw wrongUse(
      `The data folder ${resolve(dataDir)} cannot be used. Set DATA_DIR to a folder you may write.`,
      {
        cause,
      },
    )
  }
}

/** Opens the cluster in the data folder, or makes it. Call only as the owner of the data folder. */
export async function openCluster(dataDir: string, socketDir: string, binaries: Binaries): Promise<Cluster> {
  const folder = join(dataDir, 'postgres')
  for (const name of readdirSync(dataDir).filter(one => one.startsWith('postgres-new-'))) {
    rmSync(join(dataDir, name), { recursive: true, force: true })
  }
  if (!existsSync(folder)) return makeCluster(dataDir, folder, socketDir, binaries)
  refuseOtherVersion(folder)
  return { folder, runAs: chooseRunAs(folder, [socketDir], binaries.postgres) }
}

/** The folder takes its name only when it is complete, so a start that dies half-way leaves nothing behind. */
async function makeCluster(dataDir: string, folder: string, socketDir: string, binaries: Binaries) {
  const draft = mkdtempSync(join(dataDir, 'postgres-new-'))
  const runAs = chooseRunAs(draft, [socketDir], binaries.postgres)
  const who = ['--pgdata', draft, '--username', 'safehold', '--auth', 'trust', '--no-instructions']
  const text = [
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
  ]
  const { command, args, ids } = asServerUser(runAs, binaries.initdb, [...who, ...text])
  try {
    await promisify(execFile)(command, args, { ...ids, cwd: '/', env: serverEnvironment() })
  } catch (cause) {
    const details = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw cannotStart(`Could not make the built-in database in ${dataDir}: ${details}`, { cause })
  }
  renameSync(draft, folder)
  return { folder, runAs }
}

function refuseOtherVersion(folder: string): void {
  const versionFile = join(folder, 'PG_VERSION')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'none'
  if (version === majorVersion) return
  throw wrongUse(
    `${folder} was made by PostgreSQL ${version}; the built-in one is ${majorVersion}. ` +
      'Move that folder away to start empty, or set DATABASE_URL to a PostgreSQL that can read it.',
  )
}
