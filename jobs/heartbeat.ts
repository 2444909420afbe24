import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { WebClient } from '../src/slack/client.ts'
import type { PostFailure } from '../src/slack/post-errors.ts'
import type { Destinations } from '../src/slack/destinations.ts'
import { leaveBeat, readBeatAgain, showBeat } from '../src/slack/heartbeat-message.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import type { Queues } from './queues.ts'
import { startSweep } from './sweep.ts'

export type HeartbeatDeps = {
  store: Pick<
    Store,
    | 'beginBeat'
    | 'passLeg'
    | 'keepBeatMessage'
    | 'readHeartbeat'
    | 'takeTurn'
    | 'holdBack'
    | 'openTrouble'
    | 'cureAfterPost'
    | 'shutChannels'
    | 'channelNow'
  >
  queues: Pick<Queues, 'add'>
  client: WebClient
  destinations: Pick<Destinations, 'channelOf' | 'refusalToPost'>
  log: Log
}

/** What the alarm of a beat carries, in either queue. */
export const beatJob = z.object({ beat: z.number().int().positive() })

export type HeartbeatOf = {
  /** The queue of deadlines rang for this beat. */
  ring(beat: number): Promise<void>
  /** The queue of messages rang for it: shows it in Slack and reads it there again. */
  carry(beat: number): Promise<void>
  stop(): Promise<void>
}

export type BeatTiming = { everyMs: number; lookEveryMs: number; firstAfterMs: number }

/** A beat a minute, and one message edited in place: quiet enough for a channel. */
const realTiming: BeatTiming = { everyMs: 60_000, lookEveryMs: 5000, firstAfterMs: 60_000 }
/** Where it is shown: to the leads, and where their channel is shut to the next of these. */
const places = ['team:leads', 'team:ceast', 'team:spoc'] as const
/** A place that takes nothing for longer is left alone until the next beat. */
const turnWithinMs = 40_000

/**
 * Proves once a minute that what Safehold lives by works from end to end, with one worker of all doing it: a row, both
 * queues with their workers, the record, a message in the leads' channel, or in another if that is shut, and that message read
 * again.
 */
export const startHeartbeat = (deps: HeartbeatDeps, timing: BeatTiming = realTiming): HeartbeatOf => {
  const { store, queues, log } = deps
  const { everyMs, lookEveryMs, firstAfterMs } = timing
  const startedAt = performance.now()
  const stopping = new AbortController()
  const looking = startSweep(
    async () => {
      if (performance.now() - startedAt < firstAfterMs) return
      const beat = await store.beginBeat(everyMs)
      if (beat !== undefined) await queues.add('deadlines', 'heartbeat', { beat }, alarm(beat, 'ring'))
    },
    lookEveryMs,
    log,
  )
  return {
    ring: async beat => {
      if (await store.passLeg(beat, 'rung'))
        await queues.add('delivery', 'heartbeat', { beat }, alarm(beat, 'carry'))
    },
    carry: async beat => {
      if (!(await store.passLeg(beat, 'carried'))) return
      const code = await throughSlack(deps, beat, stopping.signal)
      if (code !== undefined) log.warn({ code, count: beat }, 'A heartbeat did not get through Slack')
    },
    stop: () => {
      stopping.abort()
      return looking.stop()
    },
  }
}

const alarm = (beat: number, what: string) => ({ id: `beat-${beat}-${what}-${Date.now()}`, delayMs: 0 })

/** Undefined when it got all the way, else the code of what kept it. */
const throughSlack = async (
  deps: HeartbeatDeps,
  beat: number,
  signal: AbortSignal,
): Promise<string | undefined> => {
  let code: string | undefined
  for (const place of places) {
    const shown = await showIn(deps, beat, place, signal)
    if (!shown.shut) return shown.code
    code = shown.code
    await deps.store.openTrouble({ kind: 'channel_shut', subject: place, code })
  }
  return code
}

type Shown = { shut: true; code: string } | { shut: false; code: string | undefined }

const showIn = async (
  { store, client, destinations, log }: HeartbeatDeps,
  beat: number,
  place: string,
  signal: AbortSignal,
): Promise<Shown> => {
  // Where the messages go, whatever this worker's own settings say.
  const channel = (await store.channelNow(place)) ?? (await destinations.channelOf(place))
  if (typeof channel !== 'string') return notShown(channel)
  const known = (await store.shutChannels()).find(({ subject }) => subject === place)
  const refusal = await destinations.refusalToPost(place, channel, { known: known?.code })
  if (refusal) return notShown(refusal)
  const waitMs = await store.takeTurn(place, turnWithinMs)
  if (waitMs === undefined) return { shut: false, code: 'no_turn' }
  if (waitMs > 0) await delay(waitMs, undefined, { signal })
  const { message, postId, now } = await store.readHeartbeat()
  const ts = message?.channel === channel ? message.ts : null
  const shown = await showBeat(client, { beat, at: now, channel, ts, postId })
  // Somebody deleted it: the next beat posts another.
  if (shown.kind === 'lost') await store.keepBeatMessage(null)
  if (shown.kind === 'retry' && shown.error === 'ratelimited') await store.holdBack(place, shown.afterMs)
  if (shown.kind === 'lost') return { shut: false, code: 'message_gone' }
  if (shown.kind !== 'sent') return notShown(shown)
  await store.cureAfterPost(place, { known })
  if (shown.ts !== ts) await store.keepBeatMessage({ channel, ts: shown.ts })
  await store.passLeg(beat, 'shown')
  const code = await readBeatAgain(client, { beat, at: now, channel, ts: shown.ts, postId })
  if (code === undefined) await store.passLeg(beat, 'whole')
  if (message !== null && message.channel !== channel) {
    const left = await leaveBeat(client, message)
    // An old time stays in a channel that nobody can post in, as everything does there.
    if (left.kind !== 'sent') log.warn({ count: beat, result: left.kind }, 'An earlier heartbeat still shows')
  }
  return { shut: false, code }
}

const notShown = (failure: PostFailure): Shown =>
  failure.kind === 'retry' && failure.shut === 'channel'
    ? { shut: true, code: failure.error }
    : { shut: false, code: failure.error }
