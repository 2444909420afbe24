import type { Log } from '../src/log-fields.ts'
import { type Heartbeat, type Leg, legs } from '../src/store/heartbeat.ts'
import type { Store } from '../src/store/store.ts'
import { startSweep } from './sweep.ts'

type Watched = {
  store: Pick<Store, 'readHeartbeat' | 'openTrouble' | 'cureTrouble' | 'channelNow'>
  /** The leads' channel by the settings of this process, where no worker has named it yet. */
  leadsChannel: string
  /** The queue of this process may be what does not work: it is made anew. */
  renewQueue: () => void
  log: Log
}

export type HeartbeatWatch = {
  /**
   * By which leg the heartbeat stopped; or, while it goes on, that the leads do not see it, because another channel shows it, or
   * may not, because by the settings of this process theirs is another. Undefined while all is well.
   */
  matter(): { code: string; stops: boolean } | undefined
  stop(): Promise<void>
}

export type WatchTiming = { staleMs: number; lookEveryMs: number }
const realTiming: WatchTiming = { staleMs: 180_000, lookEveryMs: 10_000 }

/** What keeps a beat from getting further than the leg before. */
const codes: Record<Leg, string> = {
  begun: 'no_worker_begins_it',
  rung: 'queue_of_deadlines',
  carried: 'queue_of_messages',
  shown: 'slack_does_not_take_it',
  whole: 'slack_does_not_show_it',
}
const subject = 'heartbeat'

/**
 * Judges the heartbeat, in every process, by the database and not by the queue of its own. When the last whole one is too
 * old: the log says so, the leads are told, and so are they when it is there again.
 */
export const watchHeartbeat = (
  { store, leadsChannel, renewQueue, log }: Watched,
  { staleMs, lookEveryMs }: WatchTiming = realTiming,
): HeartbeatWatch => {
  const startedAt = performance.now()
  let readAt = startedAt
  let code: string | undefined
  /** What the leads do not see while it goes on. */
  let unseen: string | undefined
  let looksStale = 0
  let renewedAt = Number.NEGATIVE_INFINITY
  /** Another process may have opened it, and ended before it could close it. */
  let mayBeOpen = true

  const judge = async (found: Heartbeat): Promise<void> => {
    const leg = legs.find(one => found.ageMs[one] > staleMs)
    if (leg === undefined) {
      looksStale = 0
      if (code !== undefined) log.info({ code, count: found.wholeBeat }, 'The heartbeat is there again')
      code = undefined
      const leads = (await store.channelNow('team:leads')) ?? leadsChannel
      const isElsewhere = found.message !== null && found.message.channel !== leads
      if (isElsewhere) unseen = 'leads_channel_shut'
      else unseen = leads === leadsChannel ? undefined : 'leads_channel_differs'
      if (mayBeOpen) await store.cureTrouble({ kind: 'heartbeat_stopped', subject }, 'whole_again')
      mayBeOpen = false
      return
    }
    // Twice, because a computer that slept finds everything old as it wakes.
    looksStale += 1
    if (looksStale < 2 || performance.now() - startedAt < staleMs) return
    if (code !== codes[leg])
      log.error({ code: codes[leg], ms: Math.round(found.ageMs.whole) }, 'The heartbeat has stopped')
    code = codes[leg]
    mayBeOpen = true
    if ((leg === 'rung' || leg === 'carried') && performance.now() - renewedAt > staleMs) {
      renewedAt = performance.now()
      renewQueue()
    }
    await store.openTrouble({ kind: 'heartbeat_stopped', subject, code })
  }

  const looking = startSweep(
    async () => {
      try {
        const found = await store.readHeartbeat()
        readAt = performance.now()
        await judge(found)
      } catch (error) {
        // What cannot be read for so long cannot be said to go on.
        if (performance.now() - readAt <= staleMs) throw error
        if (code !== 'database') log.error({ code: 'database' }, 'The heartbeat has stopped')
        code = 'database'
      }
    },
    lookEveryMs,
    log,
  )
  return {
    matter: () => {
      if (code !== undefined) return { code, stops: true }
      return unseen === undefined ? undefined : { code: unseen, stops: false }
    },
    stop: () => looking.stop(),
  }
}
