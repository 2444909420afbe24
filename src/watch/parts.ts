import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Readiness } from './readiness.ts'

type KeysFound = {
  unknown: readonly string[]
  ring: 'ok' | 'unknown' | 'damaged' | 'away' | 'slow'
  retiring: 'none' | 'needed' | 'not_needed'
}

type Watched = {
  store: {
    clockOffset(): Promise<number>
    pendingCounts(): Promise<object>
    /** What the operator is to know of the bank holidays; `kept` while a list of them is read daily. */
    calendarWarnings(kept: boolean): Promise<string[]>
    /** Every place that nothing is posted in, and why. */
    shutChannels(): Promise<{ subject: string; code: string }[]>
    lookAtKeys(): Promise<KeysFound>
  }
  /** The code by which the database is away. */
  databaseAway: (error: unknown) => { code: string } | undefined
  queues: { trouble(): Promise<string | undefined> }
  health: () => Promise<{ state: string; refused: boolean }>
  /** By which leg it stopped, or why the leads do not see it. */
  heartbeat: () => { code: string; stops: boolean } | undefined
  /** Why there is no checkpoint of the record. */
  checkpoint: () => string | undefined
  reception: () => { trouble(): string | undefined; live(): number | undefined } | undefined
}

/** Less than a look at a part may take. */
const keysWithinMs = 750

const ringCodes = {
  unknown: 'unknown_key',
  damaged: 'keyring_damaged',
  away: 'keys_away',
  slow: 'keys_slow',
} as const

/** Only a process that lacks the key of the keyring is set up wrongly; one without a case's key does all else. */
const keysTrouble = (found: KeysFound): { code: string; stops: boolean } | undefined => {
  if (found.ring !== 'ok') return { code: ringCodes[found.ring], stops: found.ring === 'unknown' }
  return found.unknown.length > 0 ? { code: 'unknown_key', stops: false } : undefined
}

const keyWarnings = ({ retiring }: KeysFound): string[] =>
  retiring === 'none'
    ? []
    : retiring === 'needed'
      ? ['DATA_KEY_OLD is still needed: case keys are being wrapped by the new one']
      : ['DATA_KEY_OLD is not needed any more: take it out once every process has the new DATA_KEY']

/** Has everything looked at that this process needs. */
export const watchParts = (
  state: Readiness,
  config: Config,
  { store, databaseAway, queues, health, heartbeat, checkpoint, reception }: Watched,
): void => {
  const figures = async () => {
    const [counts, ofCalendar, shut, ofKeys] = await Promise.all([
      store.pendingCounts(),
      store.calendarWarnings(config.bankHolidaysUrl !== undefined),
      store.shutChannels(),
      store.lookAtKeys().then(keyWarnings),
    ])
    return { ...counts, warnings: [...ofCalendar, ...shut.map(shutWarning), ...ofKeys] }
  }
  state.show(figures)
  state.watch('database', async () => {
    try {
      await store.clockOffset()
      return undefined
    } catch (error) {
      return { code: databaseAway(error)?.code ?? 'error', stops: true }
    }
  })
  state.watch('keys', async () => {
    try {
      const late = delay(keysWithinMs, undefined, { ref: false })
      const found = await Promise.race([store.lookAtKeys(), late])
      // Slow keys say so themselves: what is later than they may be is the database, and is said as its own.
      return found && keysTrouble(found)
    } catch (error) {
      if (databaseAway(error) === undefined) throw error
      return undefined
    }
  })
  // The sweep does the queue's work without it, so that is no reason to turn away what Slack sends.
  state.watch('queue', async () => {
    const code = await queues.trouble()
    return code === undefined ? undefined : { code, stops: false }
  })
  // No answer alone is not enough to be unfit: over HTTP it would turn away what Slack still sends.
  state.watch('slack', async () => {
    const found = await health()
    return found.state === 'ok' ? undefined : { code: found.state, stops: found.refused }
  })
  state.watch('heartbeat', async () => heartbeat())
  // The work goes on without; only what somebody does to the record would be noticed later.
  state.watch('checkpoint', async () => {
    const code = checkpoint()
    return code === undefined ? undefined : { code, stops: false }
  })
  if (config.process === 'worker' || config.transport !== 'socket') return
  state.watch('sockets', async () => {
    const code = reception() === undefined ? 'not_connected' : reception()?.trouble()
    return code === undefined ? undefined : { code, stops: true }
  })
  state.show(async () => ({ socketsLive: reception()?.live() ?? 0, ...(await figures()) }))
}

/** The fault, and not whose account it is about: this page is read without an account. */
const shutWarning = ({ subject, code }: { subject: string; code: string }): string =>
  `Nothing is posted in ${subject}: ${code.split(':', 1).join()}`
