/** What goes wrong with the next call of one Web API method. */
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

/** A kind of fault, in words. Its id is named in the title of the test that proves it. */
export type FaultKind = { id: string; label: string; happens: string }

export const faultKinds: readonly FaultKind[] = [
  {
    id: 'status',
    label: 'HTTP status',
    happens: 'the call is answered with this status; 429 says for how long to wait',
  },
  { id: 'error', label: 'Slack error', happens: 'the call is refused with this code' },
  { id: 'hang', label: 'No answer', happens: 'the call is never answered' },
  { id: 'reset', label: 'Connection cut', happens: 'the connection is closed without an answer' },
  { id: 'afterEffect', label: 'Taken, then failed', happens: 'any of these, after the call took effect' },
  { id: 'delayMs', label: 'Slow', happens: 'the call waits before it is answered' },
]

export type Faults = {
  /** Queues a fault for the next call of `method`. */
  next(method: string, fault: Fault): void
  take(method: string, channel: string): Fault | undefined
  clear(): void
}

export function createFaults(): Faults {
  const queued: { method: string; fault: Fault; left: number }[] = []
  return {
    next: (method, fault) => void queued.push({ method, fault, left: fault.times ?? 1 }),
    take(method, channel) {
      const index = queued.findIndex(
        item => item.method === method && (item.fault.channel ?? channel) === channel,
      )
      const item = queued[index]
      if (item === undefined) return undefined
      item.left -= 1
      if (item.left <= 0) queued.splice(index, 1)
      return item.fault
    },
    clear: () => void queued.splice(0),
  }
}
