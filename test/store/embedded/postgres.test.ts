import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { birthOf, hasEnded } from '../../../src/store/embedded/processes.ts'
import { startEmbeddedPostgres } from '../../../src/store/embedded/postgres.ts'
import { freshDataDir, query, serverPid, startForTest } from '../../support/data-dir.ts'

describe('the built-in PostgreSQL', () => {
  it('starts from nothing with the settings that keep every commit', async () => {
    const { url, socketDir } = await startForTest(freshDataDir())
    const settings = ['fsync', 'synchronous_commit', 'listen_addresses', 'max_connections', 'server_encoding']
    const shown = await Promise.all(settings.map(name => query(url, `show ${name}`)))
    expect(Object.assign({}, ...shown.flat())).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '',
      max_connections: '200',
      server_encoding: 'UTF8',
    })
    expect(statSync(socketDir).mode & 0o777).toBe(0o700)
    expect(join(socketDir, '.s.PGSQL.5432').length).toBeLessThan(107)
  })

  it('keeps its data over a stop and a start', async () => {
    const dataDir = freshDataDir()
    const first = await startForTest(dataDir)
    await query(first.url, 'create table note as select 42 as answer')
    await first.stop()
    expect(serverPid(dataDir)).toBeUndefined()
    const second = await startForTest(dataDir)
    expect(await query(second.url, 'select answer from note')).toEqual([{ answer: 42 }])
  })

  it('takes connection options through a pool, as our two pools need', async () => {
    const { url } = await startForTest(freshDataDir())
    const pool = new Pool({ connectionString: url, options: '-c search_path=bullmq' })
    const { rows } = await pool.query<{ search_path: string }>('show search_path')
    await pool.end()
    expect(rows).toEqual([{ search_path: 'bullmq' }])
  })

  it('hands none of our secrets to the server process', async () => {
    const dataDir = freshDataDir()
    vi.stubEnv('SLACK_BOT_TOKEN', 'xoxb-made-up')
    vi.stubEnv('PGPORT', '9999')
    onTestFinished(() => void vi.unstubAllEnvs())
    await startForTest(dataDir)
    const environment = environmentOf(serverPid(dataDir) ?? 0)
    expect(environment).not.toContain('SLACK_BOT_TOKEN')
    expect(environment).not.toContain('PGPORT')
  })
})

describe('a data folder has one owner', () => {
  it('and a second start is refused with exit code 2, naming the owner and what to do', async () => {
    const dataDir = freshDataDir()
    const { url } = await startForTest(dataDir)
    const refusal: unknown = await startEmbeddedPostgres({ dataDir }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(new RegExp(`in use by process ${process.pid} .*DATA_DIR`)),
    })
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('and of several that start at once exactly one wins', async () => {
    const dataDir = freshDataDir()
    const starts = await Promise.allSettled([1, 2, 3].map(() => startForTest(dataDir)))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('and a server left by an owner that was killed is stopped and its data kept', async () => {
    const dataDir = freshDataDir()
    const { owner, url } = await holdInChild(dataDir)
    await query(url, 'create table note as select 42 as answer')
    const orphan = serverPid(dataDir)
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    const next = await startForTest(dataDir)
    expect(await query(next.url, 'select answer from note')).toEqual([{ answer: 42 }])
    expect(orphan !== undefined && birthOf(orphan)).toBe(undefined)
  })

  it('and the socket folder of an owner that was killed is removed', async () => {
    const dataDir = freshDataDir()
    const { owner, url } = await holdInChild(dataDir)
    const left = new URL(url).searchParams.get('host') ?? ''
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(existsSync(left)).toBe(true)
    await startForTest(dataDir)
    expect(existsSync(left)).toBe(false)
  })

  it('and an orphan that the system did not end is ended through its pid file', async () => {
    const dataDir = freshDataDir()
    const { owner, url } = await holdInChild(dataDir, { PATH: pathWithoutParentDeathSignal() })
    await query(url, 'create table note as select 42 as answer')
    const orphan = serverPid(dataDir) ?? 0
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(await hasEnded(orphan, 500)).toBe(false)
    const next = await startForTest(dataDir)
    expect(next.lines).toEqual([expect.stringContaining(`Stopping PostgreSQL ${orphan}`)])
    expect(await query(next.url, 'select answer from note')).toEqual([{ answer: 42 }])
  })

  it('and is free again when a start failed', async () => {
    const dataDir = freshDataDir()
    const cluster = join(dataDir, 'postgres')
    mkdirSync(cluster)
    writeFileSync(join(cluster, 'PG_VERSION'), '12\n')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/made by PostgreSQL 12/)
    rmSync(cluster, { recursive: true })
    const { url } = await startForTest(dataDir)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a pid file', () => {
  it('that names a live process of somebody else does not prevent the start', async () => {
    const dataDir = freshDataDir()
    const first = await startForTest(dataDir)
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const left = readFileSync(pidFile, 'utf8')
    await first.stop()
    writeFileSync(pidFile, left.replace(/^\d+/, String(process.pid)), { mode: 0o644 })
    const { url, lines } = await startForTest(dataDir)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(lines).toEqual([expect.stringContaining(`process ${process.pid}, which is not our PostgreSQL`)])
  })
})

describe('a server that dies while we live', () => {
  it('is restarted on the same address with its data', async () => {
    const dataDir = freshDataDir()
    const { url, onExit } = await startForTest(dataDir)
    await query(url, 'create table note as select 42 as answer')
    const died = new Promise(resolve => onExit(resolve))
    process.kill(serverPid(dataDir) ?? 0, 'SIGKILL')
    expect(await died).toEqual({ code: null, signal: 'SIGKILL' })
    await vi.waitFor(
      async () => expect(await query(url, 'select answer from note')).toEqual([{ answer: 42 }]),
      {
        timeout: 15_000,
        interval: 100,
      },
    )
  })

  it('does not keep us from stopping', async () => {
    const dataDir = freshDataDir()
    const { stop, onExit } = await startForTest(dataDir)
    const died = new Promise(resolve => onExit(resolve))
    process.kill(serverPid(dataDir) ?? 0, 'SIGKILL')
    await died
    await stop()
    const left = serverPid(dataDir)
    expect(left === undefined || (await hasEnded(left, 0))).toBe(true)
  })
})

async function holdInChild(dataDir: string, environment: Record<string, string> = {}) {
  const script = join(import.meta.dirname, 'hold-cluster.ts')
  const owner = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void owner.kill('SIGKILL'))
  const ended = once(owner, 'exit').then(() => Promise.reject(new Error('The owner did not start')))
  const [line] = (await Promise.race([once(owner.stdout, 'data'), ended])) as [Buffer]
  // It is killed later on; only an early end is a failure.
  ended.catch(() => {})
  return { owner, url: line.toString().replace('ready ', '').trim() }
}

/** A PATH where the system cannot end the server together with its parent. */
function pathWithoutParentDeathSignal(): string {
  const folder = freshDataDir()
  chmodSync(folder, 0o755)
  symlinkSync('/bin/sh', join(folder, 'sh'))
  const script = '#!/bin/sh\n[ "$1" = --pdeathsig ] && exit 1\nexec /usr/bin/setpriv "$@"\n'
  writeFileSync(join(folder, 'setpriv'), script, { mode: 0o755 })
  return folder
}

function environmentOf(pid: number): string {
  return readFileSync(`/proc/${pid}/environ`, 'utf8')
}
