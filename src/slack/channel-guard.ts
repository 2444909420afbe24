import type { WebClient } from '@slack/web-api'
import { type ChannelFault, faultCode } from '../case/channel-faults.ts'
import type { PersonId } from '../case/people.ts'
import { channelFault, peopleIn } from './channel-fault.ts'
import { type Colleagues, colleagues } from './colleagues.ts'

/** What a look at a channel found. `faults`: nothing is posted there while there is one; the codes of `channel-faults.ts`. */
export type ChannelFound = { faults: readonly string[]; switchedOff: readonly PersonId[] }

/** Whether a channel is as it must be before anything is posted there. Every question throws when Slack does not answer it. */
export type ChannelGuard = {
  /** Why nothing may be posted there. That nothing is wrong is kept for some seconds, a fault never. */
  faultOf(channel: string): Promise<string | undefined>
  /** Looks at it now, and keeps what it finds. */
  look(channel: string): Promise<ChannelFound>
  /** Something happened to the channel, or to this person: what was found before no longer counts. */
  forget(channel: string, person?: PersonId): void
  forgetPerson(person: PersonId): void
  /** Whether this account is otherwise than it was: see `Colleagues`. */
  newsOf: Colleagues['newsOf']
}

/**
 * Slack answers fifty times a minute what a channel is like, whichever it is. Asked before each message it would be the
 * narrowest place of all: ten messages a second for ten channels would be less than one.
 */
const keptMs = 10_000
const forEachChannelMs = 1200
const longestMs = 60_000

type Watched = { channels: number; allowedApps?: readonly string[] | undefined }

/** Looks at channels and at who is in them. `channels`: how many there are. */
export const channelGuard = (
  client: WebClient,
  { channels, allowedApps = [] }: Watched,
  now: () => number = Date.now,
): ChannelGuard => {
  const people = colleagues(client, allowedApps, now)
  const kept = new Map<string, { at: number; found: Promise<ChannelFound> }>()
  const freshMs = Math.min(longestMs, Math.max(keptMs, channels * forEachChannelMs))

  const ask = async (channel: string): Promise<ChannelFound> => {
    const fault = await channelFault(client, channel)
    if (fault !== undefined) return { faults: [fault], switchedOff: [] }
    const inIt = await peopleIn(client, channel)
    // A list without ourselves is not the whole list.
    if (!inIt.includes(await people.own())) return { faults: ['not_in_channel'], switchedOff: [] }
    const others = await people.othersAmong(inIt)
    return {
      faults: others.flatMap(({ person, verdict }) =>
        verdict === 'switched_off' ? [] : [faultCode(verdict satisfies ChannelFault, person)],
      ),
      switchedOff: others.flatMap(({ person, verdict }) => (verdict === 'switched_off' ? [person] : [])),
    }
  }
  const look = (channel: string): Promise<ChannelFound> => {
    const entry = { at: now(), found: ask(channel) }
    kept.set(channel, entry)
    const drop = (): void => {
      if (kept.get(channel) === entry) kept.delete(channel)
    }
    entry.found.then(({ faults }) => {
      if (faults.length > 0) drop()
    }, drop)
    return entry.found
  }
  return {
    faultOf: async channel => {
      const found = kept.get(channel)
      const { faults } = await (found && now() - found.at < freshMs ? found.found : look(channel))
      return faults[0]
    },
    look,
    forget: (channel, person) => {
      kept.delete(channel)
      if (person !== undefined) people.forget(person)
    },
    forgetPerson: person => {
      people.forget(person)
      kept.clear()
    },
    newsOf: account => people.newsOf(account),
  }
}
