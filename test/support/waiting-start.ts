import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A Safehold that has been started, whether it gets ready or not. */
export type Starting = {
  output(): string
  isReady(): boolean
  /** SIGTERM; the exit code and how long it took. */
  terminate(): Promise<{ code: number | null; ms: number }>
}

/** Starts Safehold as an operator does, and does not wait for it. End it with `terminate`. */
export const startWithoutWaiting = (env: NodeJS.ProcessEnv): Starting => {
  const child = spawn(process.execPath, ['run.mjs', 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return {
    output: () => output,
    isReady: () => output.includes('Safehold is ready'),
    terminate: async () => {
      const since = performance.now()
      child.kill('SIGTERM')
      await ended
      return { code: child.exitCode, ms: performance.now() - since }
    },
  }
}

/** What Safehold says at an address of its own, or undefined while nobody is there. */
export const askHttp = async (
  port: number,
  path: '/healthz' | '/readyz',
): Promise<{ status: number; body: Record<string, unknown> } | undefined> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    const body: unknown = await answer.json()
    return { status: answer.status, body: typeof body === 'object' && body !== null ? { ...body } : {} }
  } catch {
    // It has not begun to listen, or has ended.
    return undefined
  }
}
