import { createHands, type Hands } from './hands.ts'
import { type Bench, deliver, envelopeOf } from './bench.ts'
import { type Fields, stringOr } from './fields.ts'
import type { Reply } from './line.ts'
import { eventPayload } from './payloads.ts'
import { type SignedRequest, type Signing, signed } from './signed-http.ts'
import type { World } from './world.ts'

export type WaitOptions = { timeoutMs?: number; what?: string }

/** The workspace in the hands of a test: the same code as behind the page, without the page. */
export type Driver = {
  as(person: string): Hands
  /** Calls `fn` after every change until it returns something, and gives that back. A throw counts as "not yet". */
  waitFor<T>(fn: () => T | undefined | null | false, options?: WaitOptions): Promise<T>
  /** Any payload, as it is; the answer is the app's own. */
  deliver(payload: Fields): Promise<Reply>
  event(event: Fields): Promise<Reply>
  /** Body and headers of one signed request, to be sent as often as wanted. */
  signedRequest(payload: Fields, signing?: Signing): SignedRequest
}

export function createDriver(bench: Bench): Driver {
  const { world } = bench
  const send = (payload: Fields) =>
    deliver(bench, envelopeOf(payload), payload, stringOr(payload['type']) || stringOr(payload['command']))
  return {
    as: person => createHands(bench, person),
    waitFor: (fn, options) => waitFor(world, fn, options),
    deliver: send,
    event: event => send(eventPayload(world, { event_ts: world.nextTs(), ...event })),
    signedRequest: (payload, signing) => signed(world, payload, signing),
  }
}

/** A change nobody announced (a row in a database, say) is noticed this soon. */
const POLL_MS = 50

function waitFor<T>(
  world: World,
  fn: () => T | undefined | null | false,
  options: WaitOptions = {},
): Promise<T> {
  const { timeoutMs = 3000, what = fn.toString() } = options
  return new Promise((resolve, reject) => {
    let last: unknown
    const attempt = () => {
      try {
        const value = fn()
        last = value
        if (value === undefined || value === null || value === false) return
        finish(() => resolve(value))
      } catch (error) {
        last = error
      }
    }
    const finish = (settle: () => void) => {
      clearInterval(poll)
      clearTimeout(alarm)
      stop()
      settle()
    }
    const stop = world.onChange(attempt)
    const poll = setInterval(attempt, POLL_MS)
    const alarm = setTimeout(() => {
      const cause = last instanceof Error ? last : undefined
      const seen = cause === undefined ? `it last gave ${String(last)}` : `it last threw: ${cause.message}`
      const message = `Waited ${timeoutMs} ms for: ${what}\n${seen}\n${described(world)}`
      finish(() => reject(new Error(message, { cause })))
    }, timeoutMs)
    attempt()
  })
}

/** What there is to see, for the message of a wait that failed. */
function described(world: World): string {
  const channels = [...world.channels.values()].flatMap(channel =>
    channel.messages.slice(-5).map(message => {
      const only = message.ephemeralTo === undefined ? '' : ` (only for ${message.ephemeralTo})`
      return `  ${channel.kind === 'im' ? channel.id : `#${channel.name}`} ${message.ts}${only}: ${message.text}`
    }),
  )
  const views = [...world.stacks.values()].flat().map(view => {
    const errors = Object.keys(view.errors).length > 0 ? ` errors ${JSON.stringify(view.errors)}` : ''
    return `  ${view.person} has open ${stringOr(view.definition['callback_id'])} ${view.id}${errors}`
  })
  const log = world.log
    .lines()
    .slice(-12)
    .map(line => `  ${line.direction}: ${line.what} ${line.status} ${line.note}`)
  return ['Messages:', ...channels, 'Views:', ...views, 'Wire:', ...log].join('\n')
}
