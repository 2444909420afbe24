import type { WebClient } from '@slack/web-api'
import { type ChannelFault, faultCode } from '../case/channel-faults.ts'
import type { PersonId } from '../case/people.ts'
import { channelFault, peopleIn } from './channel-fault.ts'
import { type Colleagues, colleagues } from './colleagues.ts'

/** What a look at a channel found. `faults`: nothing is posted there while there is one; the codes of `channel-faults.ts`. */
export type ChannelFound = { faults: readonly string[]; switchedOff: readonly PersonId[] }

/** Whether a channel is as it must be before anything is posted there. Every question throws when Slack does not answer it. */
export type ChannelGuard = {
  /**
   * Why nothing may be posted there. What the channel is like is asked each time; that nobody is in it who should not be
   * is kept for some seconds.
   */
  faultOf(channel: string): Promise<string | undefined>
  /** Looks at it now, and keeps what it finds. */
  look(channel: string): Promise<ChannelFound>
  /** Why this person may be told nothing in their direct messages: see `Colleagues`. */
  faultOfPerson: Colleagues['faultOf']
  /** Something happened to the channel, or to this person: what was found before no longer counts. */
  forget(channel: string, person?: PersonId): void
  forgetPerson(person: PersonId): void
  /** Whether this account is otherwise than it was: see `Colleagues`. */
  newsOf: Colleagues['newsOf']
}

/**
 * Slack answers a hundred times a minute who is in a channel, whichever it is: enough for the channels of the teams every
 * ten seconds. With many districts it is asked less often.
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

  const askOfPeople = async (channel: string): Promise<ChannelFound> => {
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
  const lookAtPeople = (channel: string): Promise<ChannelFound> => {
    const entry = { at: now(), found: askOfPeople(channel) }
    kept.set(channel, entry)
    const drop = (): void => {
      if (kept.get(channel) === entry) kept.delete(channel)
    }
    entry.found.then(({ faults }) => {
      if (faults.length > 0) drop()
    }, drop)
    return entry.found
  }
  const lookAt = async (
    channel: string,
    atPeople: (channel: string) => Promise<ChannelFound>,
  ): Promise<ChannelFound> => {
    const fault = await channelFault(client, channel)
    return fault === undefined ? atPeople(channel) : { faults: [fault], switchedOff: [] }
  }
  const knownOrNew = (channel: string): Promise<ChannelFound> => {
    const found = kept.get(channel)
    return found && now() - found.at < freshMs ? found.found : lookAtPeople(channel)
  }
  return {
    faultOf: async channel => (await lookAt(channel, knownOrNew)).faults[0],
    faultOfPerson: (person, urgent) => people.faultOf(person, urgent),
    look: channel => lookAt(channel, lookAtPeople),
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
