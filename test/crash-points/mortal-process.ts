import { type ChildProcess, spawn } from 'node:child_process'
import type { Order, Report } from './mortal.ts'
import type { Place } from './points.ts'

/** A Safehold that can be told to die at a point. */
export type Mortal = {
  /** From now on it dies at this place, once it passes it. */
  dieAt(place: Place): Promise<void>
  /** The places passed since this was last asked. */
  passed(): Promise<Place[]>
  /** Resolves when it has ended, by itself or by a signal, and rejects when it has not within this time. */
  dead(withinMs: number): Promise<void>
  /** SIGTERM, or nothing when it is dead. */
  end(): Promise<void>
}

const readyWithinMs = 60_000
const endsWithinMs = 30_000

/** Starts one and waits until it is ready; one that is born to die at the start is not waited for. */
export const startMortal = async (env: NodeJS.ProcessEnv, bornToDieAt?: Place): Promise<Mortal> => {
  const args = ['--import', 'tsx', 'test/crash-points/mortal.ts', ...(bornToDieAt ? [bornToDieAt] : [])]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let text = ''
  const hear = (chunk: Buffer): void => {
    text += chunk.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const isDead = (): boolean => child.exitCode !== null || child.signalCode !== null
  const dead = (withinMs: number): Promise<void> => deathOf(child, isDead, withinMs, () => text)
  if (bornToDieAt === undefined) await untilReady(child, isDead, () => text)
  return {
    dieAt: async place => {
      await answerTo(child, { die: place })
    },
    passed: async () => {
      const report = await answerTo(child, { tell: true })
      return report && 'passed' in report ? report.passed : []
    },
    dead,
    end: async () => {
      if (isDead()) return
      child.kill('SIGTERM')
      await dead(endsWithinMs)
    },
  }
}

const deathOf = (
  child: ChildProcess,
  isDead: () => boolean,
  withinMs: number,
  output: () => string,
): Promise<void> =>
  new Promise((resolve, reject) => {
    if (isDead()) return resolve()
    const alarm = setTimeout(
      () => reject(new Error(`It was still alive after ${withinMs} ms:\n${output()}`)),
      withinMs,
    )
    child.once('exit', () => {
      clearTimeout(alarm)
      resolve()
    })
  })

const untilReady = (child: ChildProcess, isDead: () => boolean, output: () => string): Promise<void> =>
  new Promise((resolve, reject) => {
    const finish = (error?: Error): void => {
      clearTimeout(alarm)
      if (error) reject(error)
      else resolve()
    }
    const alarm = setTimeout(() => {
      child.kill('SIGKILL')
      finish(new Error(`It was not ready in ${readyWithinMs} ms:\n${output()}`))
    }, readyWithinMs)
    const ended = (): void => finish(new Error(`It ended before it was ready:\n${output()}`))
    child.stdout?.on('data', () => {
      if (output().includes('Safehold is ready')) finish()
    })
    child.once('exit', ended)
    if (isDead()) ended()
  })

/** Nothing, when it dies before it has answered: of what it was told, say. */
const answerTo = (child: ChildProcess, order: Order): Promise<Report | undefined> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(tooLate)
      child.off('message', answered)
      child.off('exit', died)
    }
    const answered = (report: Report): void => {
      end()
      resolve(report)
    }
    const died = (): void => {
      end()
      resolve(undefined)
    }
    const tooLate = setTimeout(() => {
      end()
      reject(new Error(`It does not answer to ${JSON.stringify(order)}`))
    }, endsWithinMs)
    child.once('message', answered)
    child.once('exit', died)
    child.send(order, error => {
      if (error) died()
    })
  })
