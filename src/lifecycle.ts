import { complain, guardProcess } from './process-guard.ts'
import { StoppedWhileWaiting } from './watch/until-there.ts'

/** What undoes each part of a start; called in reverse order. */
export type Closers = (() => Promise<void>)[]

const leaveWithinMs = 200

/**
 * Runs `begin` and, when that is `ready`, waits for a signal to end the process. Resolves with the exit code. Whatever
 * happens, what was begun is undone in order.
 */
export const untilEnded = async (
  begin: (closers: Closers, signal: AbortSignal) => Promise<'ready' | 'done'>,
): Promise<number> => {
  guardProcess()
  const closers: Closers = []
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse())
      await close().catch((error: unknown) => complain('A part of Safehold did not end in order', error))
  }
  const stop = new AbortController()
  const ended = end().finally(() => stop.abort())
  try {
    if ((await begin(closers, stop.signal)) === 'done') return leaveSoon(0)
    say('Safehold is ready')
    const exitCode = await ended
    await closeAll()
    return leaveSoon(exitCode)
  } catch (error) {
    await closeAll()
    if (error instanceof StoppedWhileWaiting) return leaveSoon(await ended)
    if (!hasExitCode(error)) {
      complain('Safehold could not start', error)
      return leaveSoon(1)
    }
    process.stderr.write(`${error.message}\n`)
    return leaveSoon(error.exitCode)
  }
}

/** What a library may still be waiting for, such as a Redis that is gone, does not keep the process: ours is all closed. */
const leaveSoon = (exitCode: number): number => {
  setTimeout(() => process.exit(exitCode), leaveWithinMs).unref()
  return exitCode
}

/** The exit code, once it is time to end: 0 by a signal, 1 by a fault that nothing caught. */
const end = (): Promise<number> =>
  new Promise(resolve => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(0))
    // Ends in order, and the supervisor starts it again: going on after an unknown fault could be silent.
    process.on('unhandledRejection', reason => {
      complain('Safehold ends because of a fault that nothing caught', reason)
      resolve(1)
    })
  })

/** Whether the error says with which code the process is to end: 2 for what the operator has to put right. */
export const hasExitCode = (error: unknown): error is Error & { exitCode: number } =>
  error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'

/** Prints a line for people on standard output. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
