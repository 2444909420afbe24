import type { Config } from '../config.ts'
import type { Readiness } from './readiness.ts'

type Watched = {
  store: {
    clockOffset(): Promise<number>
    pendingCounts(): Promise<object>
    /** What the operator is to know of the bank holidays; `kept` while a list of them is read daily. */
    calendarWarnings(kept: boolean): Promise<string[]>
  }
  /** The code by which the database is away. */
  databaseAway: (error: unknown) => { code: string } | undefined
  queues: { trouble(): Promise<string | undefined> }
  health: () => Promise<{ state: string; refused: boolean }>
  /** By which leg it stopped. */
  heartbeat: () => string | undefined
  /** Why there is no checkpoint of the record. */
  checkpoint: () => string | undefined
  reception: () => { trouble(): string | undefined; live(): number | undefined } | undefined
}

/** Has everything looked at that this process needs. */
export const watchParts = (
  state: Readiness,
  config: Config,
  { store, databaseAway, queues, health, heartbeat, checkpoint, reception }: Watched,
): void => {
  const figures = async () => ({
    ...(await store.pendingCounts()),
    warnings: await store.calendarWarnings(config.bankHolidaysUrl !== undefined),
  })
  state.show(figures)
  state.watch('database', async () => {
    try {
      await store.clockOffset()
      return undefined
    } catch (error) {
      return { code: databaseAway(error)?.code ?? 'error', stops: true }
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
  state.watch('heartbeat', async () => {
    const code = heartbeat()
    return code === undefined ? undefined : { code, stops: true }
  })
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
