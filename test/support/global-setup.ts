import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'
import { makeTemplate } from './database.ts'
import { findService, redis } from './find-services.ts'
import { startRedis } from './redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    redisUrl: string | undefined
  }
}

/** Starts one PostgreSQL, and one Redis where there is one, for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-test-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const stops: (() => Promise<void>)[] = []
  const teardown = async () => {
    await Promise.all(stops.map(stop => stop()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
    stops.push(() => postgres.stop())
    await makeTemplate(postgres.url)
    project.provide('databaseUrl', postgres.url)
    const program = findService(redis)
    const server = program === undefined ? undefined : await startRedis(program, folder)
    if (server !== undefined) stops.push(() => server.stop())
    project.provide('redisUrl', server?.url)
    return teardown
  } catch (error) {
    await teardown()
    throw error
  }
}
