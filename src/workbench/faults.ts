import { randomUUID } from 'node:crypto'
import type { FaultId, FaultParams, PayloadKind } from './faults/kinds.ts'
import type { Fields } from './fields.ts'
import type { Reply } from './line.ts'

/** What goes wrong with a call of one Web API method. */
export type Fault = {
  /** HTTP status to answer with; 429 carries Retry-After. */
  status?: number
  /** Slack error code to answer with, status 200. */
  error?: string
  /** Never answer. */
  hang?: boolean
  /** Close the connection without an answer. */
  reset?: boolean
  /** Let the call take effect first, so that the caller cannot know that it did. */
  afterEffect?: boolean
  /** Seconds, for status 429; 1 when absent. */
  retryAfter?: number
  /** Milliseconds to wait before anything else happens; alone, the call then succeeds. */
  delayMs?: number
  /** Only for calls that name this channel. */
  channel?: string
  /** How many calls it spoils; 1 when absent. */
  times?: number
}

/** One payload on its way to the app: `send` is what would happen without a fault. */
export type OnTheWay = { payload: Fields; send: () => Promise<Reply> }

/** What a fault does: to calls, to payloads on their way to the app, and when it ends. */
export type Effects = {
  call?: Fault
  deliver?: (given: OnTheWay) => Promise<Reply>
  stop?: () => void
}

/** A fault that has been started and not ended. */
export type ActiveFault = {
  readonly id: string
  readonly kind: FaultId
  readonly params: FaultParams
  /** How often it struck. */
  struck: number
  /** How often it will strike yet; without end when undefined. */
  left: number | undefined
}

type Struck<Effect> = { kind: FaultId; effect: Effect }

export type Faults = {
  start(kind: FaultId, params: FaultParams, effects: Effects): ActiveFault
  /** Spoils the next call of `method`. The short way for tests. */
  next(method: string, fault: Fault): void
  /** The fault that this call meets, which has then struck. */
  takeCall(method: string, channel: string): Struck<Fault> | undefined
  /** The fault that a payload of this sort meets, which has then struck. */
  takePayload(payload: PayloadKind): Struck<NonNullable<Effects['deliver']>> | undefined
  /** Counts one more time that it struck, and ends it when that was the last. */
  strike(id: string): void
  isOn(kind: FaultId): boolean
  list(): ActiveFault[]
  /** False when it has ended already. */
  end(id: string): boolean
  clear(): void
}

type Running = { fault: ActiveFault; effects: Effects }

/** The faults that are active, the oldest first: that is the order in which they strike. */
export function createFaults(onChange: () => void): Faults {
  const running = new Map<string, Running>()
  const end = (id: string): boolean => {
    const one = running.get(id)
    running.delete(id)
    one?.effects.stop?.()
    if (one !== undefined) onChange()
    return one !== undefined
  }
  const strike = (id: string): void => {
    const one = running.get(id)
    if (one === undefined) return
    one.fault.struck += 1
    if (one.fault.left !== undefined) one.fault.left -= 1
    if (one.fault.left === 0) end(id)
    else onChange()
  }
  const take = <Effect>(
    effectOf: (effects: Effects) => Effect | undefined,
    fits: (params: FaultParams) => boolean,
  ): Struck<Effect> | undefined => {
    for (const { fault, effects } of running.values()) {
      const effect = effectOf(effects)
      if (effect === undefined || !fits(fault.params)) continue
      strike(fault.id)
      return { kind: fault.kind, effect }
    }
    return undefined
  }
  const start: Faults['start'] = (kind, params, effects) => {
    const fault = { id: randomUUID(), kind, params, struck: 0, left: params.count }
    running.set(fault.id, { fault, effects })
    onChange()
    return fault
  }
  return {
    start,
    next(method, fault) {
      const { channel, times = 1 } = fault
      const params = { method, count: times, ...(channel !== undefined && { channel }) }
      start(kindOfCall(fault), params, { call: fault })
    },
    takeCall: (method, channel) =>
      take(
        effects => effects.call,
        params => (params.method ?? method) === method && (params.channel ?? channel) === channel,
      ),
    takePayload: payload =>
      take(
        effects => effects.deliver,
        params => (params.payload ?? payload) === payload,
      ),
    strike,
    isOn: kind => [...running.values()].some(({ fault }) => fault.kind === kind),
    list: () => [...running.values()].map(({ fault }) => ({ ...fault })),
    end,
    clear: () => [...running.keys()].forEach(end),
  }
}

const kindOfCall = ({ afterEffect, error, hang, reset, status }: Fault): FaultId => {
  if (hang) return afterEffect ? 'accept-then-hang' : 'hang'
  if (reset) return afterEffect ? 'accept-then-reset' : 'reset'
  if (status === undefined && error === undefined) return 'delay'
  if (afterEffect) return 'accept-then-fail'
  return error === undefined ? 'status' : 'error'
}
