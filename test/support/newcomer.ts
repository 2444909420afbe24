import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './safehold.ts'

/** Safehold as somebody new runs it: no Slack token and no database, so the workbench and an embedded PostgreSQL. */
export type Newcomer = {
  /** The workbench's address, as it was printed. */
  readonly url: string
  /** Ctrl-C; resolves with how it ended and how long that took, or rejects when it does not end. */
  interrupt(): Promise<{ code: number | null; ms: number }>
}

const endsWithinMs = 20_000

/** Runs `node run.mjs start` with these arguments in this data folder, with nothing else set but free ports. */
export const startAsNewcomer = async (dataDir: string, args: readonly string[] = []): Promise<Newcomer> => {
  const { PATH, HOME, SAFEHOLD_RUN } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: '0', WORKBENCH_PORT: '0' }
  let printed = ''
  // The mark by which a test run finds processes that were left behind.
  const mark = SAFEHOLD_RUN === undefined ? {} : { SAFEHOLD_RUN }
  const heard = (chunk: string): void => {
    printed += chunk
  }
  const child = await launch({ ...env, ...mark }, heard, args)
  const ended = new Promise<number | null>(resolve => {
    child.once('exit', resolve)
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
  })
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    let alarm: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      alarm = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`Safehold did not end within ${endsWithinMs} ms of ${signal}:\n${printed}`))
      }, endsWithinMs)
    })
    return Promise.race([ended, late]).finally(() => clearTimeout(alarm))
  }
  const [before = ''] = printed.split('Safehold is ready')
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(before)?.[0]
  if (url === undefined) {
    await end('SIGKILL')
    throw new Error(`No address of the workbench was printed before "Safehold is ready":\n${printed}`)
  }
  return {
    url,
    interrupt: async () => {
      const from = performance.now()
      const code = await end('SIGINT')
      return { code, ms: performance.now() - from }
    },
  }
}

/** A data folder of its own that a server running as another user can pass through. */
export const newDataDir = async (): Promise<{ path: string; remove(): void }> => {
  const path = mkdtempSync(join(tmpdir(), 'safehold-newcomer-'))
  await chmod(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
