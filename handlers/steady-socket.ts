import { setTimeout as delay } from 'node:timers/promises'
import type { SocketModeClient } from '@slack/socket-mode'
import { classify } from '../src/slack/post-errors.ts'
import type { Log } from '../src/log-fields.ts'

/** A connection that is always there again. */
export type SteadySocket = {
  /** Connects, and from then on again whenever the connection has ended. Rejects when the first time fails. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Why there is no connection, or undefined while there is one. */
  trouble(): string | undefined
}

/** How long to wait before the next attempt, in milliseconds, by how many have failed one after the other. */
const pausesMs = [0, 1000, 2000, 5000]
const longestPauseMs = 10_000
/** Slack greets a connection at once; one that is not greeted is given up. */
const greetedWithinMs = 15_000
/** A connection that ends sooner counts as failed, so that the two sides do not chase each other. */
const shortLifeMs = 5000

type Connection = { since: number; ended: Promise<void> }

/**
 * Keeps one Socket Mode connection. Slack's own library waits five seconds first, and ends the process with an unhandled
 * rejection when Slack is out of order or refuses the token as it asks for a new address; so its own reconnecting is to
 * be off.
 */
export const steadySocket = (client: SocketModeClient, log: Pick<Log, 'info' | 'warn'>): SteadySocket => {
  const stopping = new AbortController()
  let trouble: string | undefined = 'not_connected'
  /** As long as Slack said (Retry-After). */
  let leastMs = 0

  const connect = async (): Promise<Connection> => {
    let hear: () => void = () => undefined
    const ended = new Promise<void>(resolve => {
      hear = resolve
    })
    client.once('disconnected', hear)
    try {
      await greeted(client)
    } catch (error) {
      client.off('disconnected', hear)
      throw error
    }
    if (stopping.signal.aborted) await client.disconnect()
    trouble = undefined
    return { since: Date.now(), ended }
  }

  const tryAgain = async (failures: number): Promise<Connection | undefined> => {
    leastMs = 0
    try {
      const connection = await connect()
      log.info({ count: failures }, 'The connection to Slack is there again')
      return connection
    } catch (error) {
      const failure = classify(error)
      trouble = failure.error
      if (failure.error === 'ratelimited' && failure.kind === 'retry') leastMs = failure.afterMs
      log.warn(
        { code: failure.error, count: failures },
        'There is no connection to Slack; Safehold goes on trying',
      )
      return undefined
    }
  }

  const keep = async (first: Connection): Promise<void> => {
    let connection: Connection | undefined = first
    let failures = 0
    while (!stopping.signal.aborted) {
      if (connection === undefined) failures += 1
      else {
        await connection.ended
        trouble = 'not_connected'
        failures = Date.now() - connection.since < shortLifeMs ? failures + 1 : 0
      }
      await pause(Math.max(leastMs, pausesMs[failures] ?? longestPauseMs), stopping.signal)
      if (!stopping.signal.aborted) connection = await tryAgain(failures)
    }
  }

  return {
    start: async () => {
      void keep(await connect())
    },
    stop: async () => {
      stopping.abort()
      await client.disconnect()
    },
    trouble: () => trouble,
  }
}

/** Rejects when Slack does not let the connection in, or does not greet it in time. */
const greeted = async (client: SocketModeClient): Promise<void> => {
  const tooLate = new AbortController()
  const alarm = delay(greetedWithinMs, undefined, { signal: tooLate.signal }).then(() => {
    void client.disconnect()
    throw new Error('Slack did not greet the connection')
  })
  try {
    await Promise.race([client.start(), alarm])
  } finally {
    tooLate.abort()
    alarm.catch(() => undefined)
  }
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await delay(ms, undefined, { signal })
  } catch (error) {
    // Cut short because it is to stop: there is nothing left to wait for.
    if (!signal.aborted) throw error
  }
}
