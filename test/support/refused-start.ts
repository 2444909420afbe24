import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** How a start ended that was not to succeed: the exit code and everything the process wrote. */
export type RefusedStart = { code: number | null; output: string }

const withinMs = 20_000

/** Starts Safehold as an operator does and waits until it has ended by itself. Throws when it starts after all. */
export const refusedStart = async (
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<RefusedStart> => {
  const child = spawn(process.execPath, ['run.mjs', 'start', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let output = ''
  let stoppedFor = ''
  const stop = (why: string) => {
    stoppedFor = why
    child.kill('SIGKILL')
  }
  const alarm = setTimeout(() => stop(`had not ended after ${withinMs} ms`), withinMs)
  const heard = (chunk: Buffer) => {
    output += chunk.toString()
    if (output.includes('Safehold is ready')) stop('started')
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  await ended
  clearTimeout(alarm)
  if (stoppedFor !== '') throw new Error(`Safehold was to refuse to start and ${stoppedFor}:\n${output}`)
  return { code: child.exitCode, output }
}
