import type { Log } from '../log-fields.ts'
import { setTimeout as delay } from 'node:timers/promises'
import type { PersonId } from '../case/people.ts'
import type { ChannelGuard } from './channel-guard.ts'
import type { ChannelPlace } from './channel-places.ts'
import type { Account } from './colleagues.ts'
import { patiently } from './patiently.ts'

/** Looks at channels when something happened to them, and each day, and has told what it finds. */
export type ChannelWatch = {
  /** Something happened to this channel, such as that this person came into it. Others than ours are left alone. */
  channelChanged(channel: string, person?: PersonId): void
  /** Something happened to this account: where it is now another than it was, every channel is looked at. */
  accountChanged(account: Account): Promise<void>
  /** Looks at every channel, however long Slack takes. Says how many could not be looked at. */
  lookAtAll(): Promise<number>
  /** Begins nothing more. */
  stop(): void
}

type Parts = {
  guard: ChannelGuard
  places: readonly ChannelPlace[]
  record: {
    openTrouble(found: {
      kind: 'channel_shut'
      subject: string
      code: string
      lookedAt: string
    }): Promise<boolean>
    clockNow(): Promise<Date>
    cureAfterLook(place: string, lookBeganAt: Date, channel: string): Promise<void>
  }
  log: Pick<Log, 'warn'>
}

/** Guests elsewhere in the workspace change their accounts too, and nobody knows yet whether one of them is in a channel. */
const unseenEveryMs = 60_000

export const watchChannels = ({ guard, places, record, log }: Parts): ChannelWatch => {
  const stopping = new AbortController()
  const changes = new Map<string, number>()
  const noteChange = ({ channel }: ChannelPlace): void =>
    void changes.set(channel, (changes.get(channel) ?? 0) + 1)
  const lookAt = async ({ channel, name }: ChannelPlace): Promise<void> => {
    const { faults, before, began } = await patiently(
      async () => ({
        before: changes.get(channel),
        began: await record.clockNow(),
        ...(await guard.look(channel)),
      }),
      stopping.signal,
    )
    const [code] = faults
    // What somebody did meanwhile it may not have seen: the look that this began says whether all is well.
    const mayBeOld = changes.get(channel) !== before
    if (code !== undefined)
      await record.openTrouble({ kind: 'channel_shut', subject: name, code, lookedAt: channel })
    else if (!mayBeOld) await record.cureAfterLook(name, began, channel)
  }
  /** False: not this time. Nothing is posted there that is older than what is kept, so that is found before it does harm. */
  const tryToLookAt = async (place: ChannelPlace): Promise<boolean> => {
    try {
      await lookAt(place)
      return true
    } catch (error) {
      const { channel, name: destination } = place
      if (!stopping.signal.aborted)
        log.warn(
          { channel, destination, error },
          'A channel could not be looked at; it is before each message',
        )
      return false
    }
  }
  const lookAtAll = async (): Promise<number> => {
    let failures = 0
    for (const place of places) if (stopping.signal.aborted || !(await tryToLookAt(place))) failures += 1
    return failures
  }

  // What happens in numbers is looked at once it is over: a look that begins later sees all of it.
  const looking = new Map<string, 'looking' | 'again'>()
  const lookSoon = async (place: ChannelPlace): Promise<void> => {
    const { channel } = place
    if (looking.has(channel)) return void looking.set(channel, 'again')
    do {
      looking.set(channel, 'looking')
      await tryToLookAt(place)
    } while (looking.get(channel) === 'again')
    looking.delete(channel)
  }
  let lookedAtAllAt = Number.NEGATIVE_INFINITY
  let soon: Promise<void> | undefined
  const lookAtAllOnceInAWhile = async (): Promise<void> => {
    const waitMs = lookedAtAllAt + unseenEveryMs - performance.now()
    if (waitMs > 0) await delay(waitMs, undefined, { ref: false })
    soon = undefined
    lookedAtAllAt = performance.now()
    if (!stopping.signal.aborted) await lookAtAll()
  }

  return {
    channelChanged: (channel, person) => {
      const place = places.find(one => one.channel === channel)
      if (!place) return
      noteChange(place)
      guard.forget(channel, person)
      void lookSoon(place)
    },
    accountChanged: async account => {
      const news = await guard.newsOf(account)
      if (news === 'none' || account.id === undefined) return
      guard.forgetPerson(account.id)
      for (const place of places) noteChange(place)
      if (news === 'changed') for (const place of places) void lookSoon(place)
      else soon ??= lookAtAllOnceInAWhile()
    },
    lookAtAll,
    stop: () => stopping.abort(),
  }
}
