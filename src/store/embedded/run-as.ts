import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, statSync } from 'node:fs'
import { wrongUse } from './wrong-use.ts'

const nobody = 65_534

/** How PostgreSQL is started: as which user, and through which command. */
export type RunAs = {
  readonly prefix: readonly string[]
  /** Set only when we are root: PostgreSQL refuses to run as root. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
  /** True when `prefix` changes the user; otherwise spawn must. */
  readonly prefixChangesUser: boolean
}

/**
 * Chooses the user for PostgreSQL and gives it the folders. An ordinary user keeps itself. Root becomes the
 * owner the cluster already has, or "nobody", which exists everywhere. Where that user cannot enter the
 * folders (a project under /root, say), it keeps the one capability that lets it pass.
 * Throws with exit code 2 when nothing works.
 */
export function chooseRunAs(cluster: string, folders: readonly string[], postgres: string): RunAs {
  const uid = process.getuid?.()
  const { uid: ownerUid, gid: ownerGid } = statSync(cluster)
  if (uid !== 0) {
    if (uid !== undefined && ownerUid !== uid) {
      throw wrongUse(
        `${cluster} belongs to user ${ownerUid}, but this is user ${uid}. ` +
          'Start as that user or as root, give the folder to this user, or set DATA_DIR to another folder.',
      )
    }
    const own: RunAs = { prefix: [], user: undefined, prefixChangesUser: false }
    checkItRuns(own, [cluster, ...folders], postgres)
    return own
  }
  const user = ownerUid === 0 ? { uid: nobody, gid: nobody } : { uid: ownerUid, gid: ownerGid }
  try {
    for (const folder of [cluster, ...folders]) giveTo(user, folder)
  } catch (cause) {
    throw cannotRunAs(user.uid, cluster, postgres, cause)
  }
  const ways: RunAs[] = [
    { prefix: [], user, prefixChangesUser: false },
    { prefix: passingDoors(user), user, prefixChangesUser: true },
  ]
  const problems: string[] = []
  for (const way of ways) {
    const problem = problemWith(way, [cluster, ...folders], postgres)
    if (problem === undefined) return way
    problems.push(problem)
  }
  throw cannotRunAs(user.uid, cluster, postgres, problems.join('; '))
}

function giveTo(user: { uid: number; gid: number }, folder: string): void {
  chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
}

function cannotRunAs(uid: number, cluster: string, postgres: string, cause: unknown): Error {
  return wrongUse(
    `PostgreSQL does not run as root, and user ${uid} cannot use ${cluster} or ${postgres} ` +
      `(${cause instanceof Error ? cause.message : String(cause)}). Put the project and DATA_DIR where others ` +
      'may enter, such as /srv, or start as an ordinary user, or set DATABASE_URL.',
    { cause },
  )
}

/** The options and command line that run a program this way. */
export function asServerUser(runAs: RunAs, file: string, args: readonly string[]) {
  const [command, ...rest] = [...runAs.prefix, file, ...args]
  return {
    command: command ?? file,
    args: rest,
    ids: runAs.user !== undefined && !runAs.prefixChangesUser ? runAs.user : {},
  }
}

function passingDoors(user: { uid: number; gid: number }): string[] {
  // Without the secure bit access(2), by which PostgreSQL looks for its own files, would ignore the capability.
  const ids = ['--reuid', String(user.uid), '--regid', String(user.gid)]
  const caps = [
    '--securebits',
    '+no_setuid_fixup',
    '--inh-caps',
    '-all,+dac_override',
    '--ambient-caps',
    '-all,+dac_override',
  ]
  return ['setpriv', ...ids, '--clear-groups', ...caps]
}

function checkItRuns(runAs: RunAs, folders: readonly string[], postgres: string): void {
  const problem = problemWith(runAs, folders, postgres)
  if (problem === undefined) return
  throw wrongUse(
    `The built-in PostgreSQL does not run here: ${problem}. It needs a Linux with glibc (not musl, as in ` +
      'Alpine) or macOS. Set DATABASE_URL to a PostgreSQL of your own.',
  )
}

function problemWith(runAs: RunAs, folders: readonly string[], postgres: string): string | undefined {
  const enterAllThenRun =
    'postgres=$1; shift; for one; do cd "$one" || exit 1; done; exec "$postgres" --version'
  const { command, args, ids } = asServerUser(runAs, 'sh', [
    '-c',
    enterAllThenRun,
    'sh',
    postgres,
    ...folders,
  ])
  const result = spawnSync(command, args, { ...ids, cwd: '/', encoding: 'utf8', timeout: 10_000 })
  if (result.status === 0) return undefined
  return result.error?.message ?? (result.stderr.trim() || `exit code ${result.status}`)
}
