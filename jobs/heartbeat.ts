import { z } from 'zod'
import type { WebClient } from '../src/slack/client.ts'
import type { Destinations } from '../src/slack/destinations.ts'
import { readBeatAgain, showBeat } from '../src/slack/heartbeat-message.ts'
import type { Log } from '../src/store/deps.ts'
import type { Store } from '../src/store/store.ts'
import type { Queues } from './queues.ts'
import { startSweep } from './sweep.ts'

export type HeartbeatDeps = {
  store: Pick<Store, 'beginBeat' | 'passLeg' | 'keepBeatMessage' | 'readHeartbeat'>
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

/** A beat a minute, and one message edited in place: quiet enough for the leads' channel. */
const realTiming: BeatTiming = { everyMs: 60_000, lookEveryMs: 5000, firstAfterMs: 60_000 }
const leads = 'team:leads'

/**
 * Proves once a minute that what Safehold lives by works from end to end, with one worker of all doing it: a row, both
 * queues with their workers, the record, a message in the leads' channel and that message read again.
 */
export const startHeartbeat = (deps: HeartbeatDeps, timing: BeatTiming = realTiming): HeartbeatOf => {
  const { store, queues, log } = deps
  const { everyMs, lookEveryMs, firstAfterMs } = timing
  const startedAt = performance.now()
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
      const code = await throughSlack(deps, beat)
      if (code !== undefined) log.warn({ code, count: beat }, 'A heartbeat did not get through Slack')
    },
    stop: () => looking.stop(),
  }
}

const alarm = (beat: number, what: string) => ({ id: `beat-${beat}-${what}-${Date.now()}`, delayMs: 0 })

/** Undefined when it got all the way, else the code of what kept it. */
const throughSlack = async (
  { store, client, destinations }: HeartbeatDeps,
  beat: number,
): Promise<string | undefined> => {
  const channel = await destinations.channelOf(leads)
  if (typeof channel !== 'string') return channel.error
  const refusal = await destinations.refusalToPost(leads, channel)
  if (refusal) return refusal.error
  const { message, postId, now } = await store.readHeartbeat()
  const ts = message?.channel === channel ? message.ts : null
  const shown = await showBeat(client, { beat, at: now, channel, ts, postId })
  // Somebody deleted it: the next beat posts another.
  if (shown.kind === 'lost') await store.keepBeatMessage(null)
  if (shown.kind !== 'sent') return shown.kind === 'lost' ? 'message_gone' : shown.error
  if (shown.ts !== ts) await store.keepBeatMessage({ channel, ts: shown.ts })
  await store.passLeg(beat, 'shown')
  const code = await readBeatAgain(client, { beat, at: now, channel, ts: shown.ts, postId })
  if (code === undefined) await store.passLeg(beat, 'whole')
  return code
}
