import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { byHand } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { environmentFor } from '../support/safehold.ts'

const root = resolve('.')

/** As a container is run: everything read-only but a small folder for what is in passing, nobody's rights, and no way to get others. */
const locked = `
set -e
mount --make-rprivate /
mount --bind / /mnt
mount -o remount,bind,ro /mnt
mount -t tmpfs -o size=64m,noexec,nosuid,nodev tmpfs "/mnt$TMPDIR"
mount --bind /dev /mnt/dev
mount --bind /proc /mnt/proc
ulimit -c 0
exec chroot /mnt setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- \\
  sh -c 'cd "$ROOT" && exec "$NODE" run.mjs start'
`

/** Needs root, to make a read-only world, and a project that nobody's rights can read. */
const canLock = (): boolean =>
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'true']).status === 0 &&
  spawnSync('setpriv', ['--reuid', '65534', '--clear-groups', 'test', '-r', `${root}/run.mjs`]).status === 0

describe.skipIf(!canLock())('in a container', () => {
  it('Safehold runs as nobody, without capabilities, on a file system where it can write nothing but one small folder', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'safehold-locked-'))
    const database = await freshDatabase()
    const workbench = await startWorkbench({ port: 0, transport: 'socket' })
    const child = spawn('unshare', ['-m', 'sh', '-c', locked], {
      env: {
        ...environmentFor(workbench, database, randomBytes(32), 'socket', 0),
        HOME: '/nonexistent',
        TMPDIR: scratch,
        TSX_DISABLE_CACHE: '1',
        NODE_ENV: 'production',
        ROOT: root,
        NODE: process.execPath,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(async () => {
      await ended(child, 'SIGTERM')
      await workbench.stop()
      await database.drop()
      rmSync(scratch, { recursive: true })
    })
    await ready(child)
    const status = spawnSync('cat', [`/proc/${child.pid}/status`], { encoding: 'utf8' }).stdout
    expect(status).toMatch(/^Uid:\s+65534\s+65534/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
    for (const set of ['CapEff', 'CapPrm', 'CapBnd', 'CapInh', 'CapAmb'])
      expect(status).toMatch(new RegExp(`^${set}:\\s+0+$`, 'm'))
    const ref = await byHand(workbench).raise()
    expect(ref).toMatch(/^ACS-/)
    expect(await ended(child, 'SIGTERM')).toBe(0)
  }, 60_000)
})

const ready = async (child: ChildProcess): Promise<void> => {
  let said = ''
  const heard = (chunk: Buffer) => void (said += chunk.toString())
  child.stderr?.on('data', heard)
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    if (said.includes('Safehold is ready')) return
  }
  throw new Error(`Safehold ended with ${child.exitCode}:\n${said}`)
}

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
  return child.exitCode
}
