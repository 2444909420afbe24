import { type App, AuthorizationError, type Receiver } from '@slack/bolt'
import type { SocketModeClient } from '@slack/socket-mode'
import { setTimeout as delay } from 'node:timers/promises'
import { type SteadySocket, steadySocket } from './steady-socket.ts'
import type { Log } from '../src/log-fields.ts'

/** Some connections to Slack that serve one app together: any payload comes over any one of them, once. */
export type Sockets = {
  receiver: Receiver
  /** Connects those that are not connected. Rejects when one cannot be for the first time; may be called again. */
  start(): Promise<void>
  stop(): Promise<void>
  /** How many are connected. */
  live(): number
  /** Why there is none, or undefined while there is one. */
  trouble(): string | undefined
}

/** What Slack sends, as its library hands it on. */
type Arrived = {
  envelope_id: string
  body: Record<string, unknown>
  retry_num?: number
  retry_reason?: string
}
type Answer = Parameters<Parameters<App['processEvent']>[0]['ack']>[0]

/** Slack waits three seconds for an answer. */
const answerWithinMs = 2800
const lookAgainMs = 25

/**
 * Serves one app over all the clients. When Slack asks one of them to go, it goes once what came over it is answered,
 * and is made again, while the others serve. An answer whose own connection has gone takes another one.
 */
export const socketsFor = (
  clients: readonly SocketModeClient[],
  log: Pick<Log, 'info' | 'warn'>,
): Sockets => {
  let app: App | undefined
  const steady = clients.map(client => ({ socket: steadySocket(client, log), started: false }))

  const take = async (own: SocketModeClient, unanswered: Set<string>, arrived: Arrived): Promise<void> => {
    const { envelope_id: id, body, retry_num: retryNum, retry_reason: retryReason } = arrived
    unanswered.add(id)
    let answered = false
    const ack = async (answer: Answer): Promise<void> => {
      if (answered) return
      answered = true
      await sendOverAny([own, ...clients.filter(one => one !== own)], id, answer)
      unanswered.delete(id)
    }
    try {
      await app?.processEvent({
        body,
        ack,
        ...(retryNum !== undefined && { retryNum }),
        ...(retryReason !== undefined && { retryReason }),
      })
    } catch (error) {
      log.warn({ error }, 'A payload was not handled')
      // As Slack's own receiver does: nobody may be let in for it, however often it comes again.
      if (error instanceof AuthorizationError) await ack(undefined)
    } finally {
      unanswered.delete(id)
    }
  }

  for (const client of clients) {
    const unanswered = new Set<string>()
    client.on('slack_event', (arrived: Arrived) => {
      take(client, unanswered, arrived).catch((error: unknown) =>
        log.warn({ error }, 'An answer could not be sent'),
      )
    })
    goWhenAnswered(client, () => unanswered.size === 0)
  }

  const sockets = (): SteadySocket[] => steady.map(one => one.socket)
  return {
    receiver: {
      init: given => void (app = given),
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    start: async () => {
      for (const one of steady) {
        if (one.started) continue
        await one.socket.start()
        one.started = true
      }
    },
    stop: async () => {
      await Promise.all(sockets().map(socket => socket.stop()))
    },
    live: () => sockets().filter(socket => socket.trouble() === undefined).length,
    trouble: () => {
      const troubles = sockets().map(socket => socket.trouble())
      return troubles.includes(undefined) ? undefined : troubles[0]
    },
  }
}

/** Its own connection first, then any other; a connection that is just being made again is waited for. */
const sendOverAny = async (
  clients: readonly SocketModeClient[],
  id: string,
  answer: Answer,
): Promise<void> => {
  const until = performance.now() + answerWithinMs
  for (;;) {
    let failure: unknown
    for (const client of clients) {
      try {
        // The library keeps it to itself, for its own `ack`, which knows one connection only.
        return await (client as unknown as Sender).send(id, answer)
      } catch (error) {
        failure = error
      }
    }
    if (performance.now() > until) throw failure
    await delay(lookAgainMs)
  }
}
type Sender = { send(id: string, answer: Answer): Promise<void> }

/** The library closes a connection as soon as Slack gives notice of its end, and what is being handled is not answered. */
const goWhenAnswered = (client: SocketModeClient, isAnswered: () => boolean): void => {
  const library = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const handOn = (): void => {
      for (const listener of library) listener(data, isBinary)
    }
    if (!isNotice(data)) return handOn()
    const until = performance.now() + answerWithinMs
    let gone = false
    client.once('disconnected', () => (gone = true))
    const look = (): void => {
      // Slack may close it first; then the library has a new one by now, which is not meant.
      if (gone) return
      if (isAnswered() || performance.now() > until) handOn()
      else setTimeout(look, lookAgainMs)
    }
    look()
  })
}

const isNotice = (data: unknown): boolean => {
  const text =
    typeof data === 'string' ? data : data instanceof ArrayBuffer ? Buffer.from(data).toString() : ''
  return /^\s*\{\s*"type"\s*:\s*"disconnect"/.test(text)
}
