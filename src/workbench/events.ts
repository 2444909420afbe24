import type { Fields } from './fields.ts'
import type { Line, Reply, Retry } from './line.ts'
import { eventPayload } from './payloads.ts'
import type { World } from './world.ts'

/** What Slack tells an app of that subscribes to it, as far as the workbench carries it. */
export const eventTable = {
  app_home_opened: 'a person opens the Home tab',
  member_joined_channel: 'a person joins a channel of the app',
  member_left_channel: 'a person leaves a channel of the app',
  group_left: 'the app is taken out of a private channel',
  channel_archive: 'a public channel is archived',
  channel_unarchive: 'a public channel is opened again',
  channel_rename: 'a public channel gets another name',
  group_archive: 'a private channel is archived',
  group_unarchive: 'a private channel is opened again',
  group_rename: 'a private channel gets another name',
  channel_shared: 'a channel is shared with another organisation',
  channel_unshared: 'a channel is shared no longer',
  user_change: 'an account becomes a guest or is switched off',
} as const
export type EventType = keyof typeof eventTable

export type Events = {
  /**
   * Tells the app, if it subscribes to this, and resolves with its first answer. Without one Slack tries again: at once,
   * after a minute and after five, with the same event id.
   */
  tell(event: Fields & { type: EventType }): Promise<Reply | undefined>
  /** Tries nothing again any more. */
  stop(): void
}

/** Slack's names for why it tries again: in the header of signed HTTP, and shorter in the envelope of Socket Mode. */
const REASONS = { timeout: 'http_timeout', unreachable: 'connection_failed', refused: 'http_error' } as const

export function createEvents(world: World, line: Line): Events {
  const alarms = new Set<NodeJS.Timeout>()
  const attempt = async (payload: Fields, what: string, retry?: Retry): Promise<Reply> => {
    const started = performance.now()
    const reply = await line.send('events_api', payload, retry)
    const ms = performance.now() - started
    const note = [retry && `retry ${retry.num}: ${retry.reason}`, reply.ok ? '' : reply.note].filter(Boolean)
    const status = reply.ok ? 'ok' : reply.reason
    world.log.add({ direction: 'to Safehold', what, status, ms, note: note.join('; ') })
    if (!reply.ok && reply.noRetry !== true)
      tryAgain(payload, what, (retry?.num ?? 0) + 1, REASONS[reply.reason])
    return reply
  }
  const tryAgain = (payload: Fields, what: string, num: number, reason: string): void => {
    const waitMs = world.timing.retryMs[num - 1]
    if (waitMs === undefined) return
    const alarm = setTimeout(() => {
      alarms.delete(alarm)
      void attempt(payload, what, { num, reason })
    }, waitMs)
    alarm.unref()
    alarms.add(alarm)
  }
  return {
    async tell(event) {
      if (!world.app.events.has(event.type)) return undefined
      return attempt(eventPayload(world, { ...event, event_ts: world.nextTs() }), event.type)
    },
    stop() {
      for (const alarm of alarms) clearTimeout(alarm)
    },
  }
}
