import type { WebClient } from '@slack/web-api'
import { personInFault } from '../case/channel-faults.ts'
import type { PersonId, Team } from '../case/people.ts'
import { named } from '../settings/place-names.ts'
import type { Settings } from '../settings/settings.ts'
import { type ChannelGuard, channelGuard } from './channel-guard.ts'
import { channelPlaces } from './channel-places.ts'
import { channelOfDistrict } from './district-channels.ts'
import { classify, type PostFailure } from './post-errors.ts'
import { NoneToSpare } from './spare-calls.ts'

/** Where a message goes, and whether it may be posted there. */
export type Destinations = {
  /** Every team, and every district that has a channel of its own. */
  places: readonly string[]
  /**
   * The Slack channel of `team:spoc`, of `person:U…`, of `acssl:<district>` (the common ACSSL channel where the district
   * has none), of `other_ceast:C…`, of `deputy:<district>` (its ACSSLs where nobody is named), or of `duty:contact` (the leads where nobody is named).
   */
  channelOf(destination: string): Promise<string | PostFailure>
  /**
   * Whose place it really is: a person's direct messages, or the channel by the name of the team that it belongs to, where
   * nobody or no other channel is named for the destination.
   */
  placeOf(destination: string): { person: PersonId } | { name: string }
  /**
   * A refusal when the channel is not as it must be, or the person no colleague with a full account, or when that cannot
   * be found out: nothing is posted there. `known`: the fault by which a channel is shut as far as the record says, whoever
   * found it; then all is looked up anew. `urgent`: so is the message.
   */
  refusalToPost(destination: string, channel: string, message?: ToPost): Promise<PostFailure | undefined>
}

type ToPost = { known?: string | undefined; urgent?: boolean }

/** The team that a message in this channel is for: a district's channel is one of the ACSSLs'. */
export const teamOfDestination = (destination: string): Team =>
  // Only a team has a headline, and the store writes no other destination for one.
  destination.startsWith('acssl:') ? 'acssl' : (destination.slice('team:'.length) as Team)

const askAgainMs = 60_000
/** How soon a channel that was wrong is looked at again. */
const wrongChannelMs = 10_000

type Set = Pick<Settings, 'districts' | 'dutyContact' | 'otherCeastChannels'>

/** Looks channels up in Slack. `guard`: knows whether one may be posted in, and is asked before each message. */
export const destinations = (
  client: WebClient,
  channels: Readonly<Record<Team, string>>,
  settings: Set,
  guard: Pick<ChannelGuard, 'faultOf' | 'faultOfPerson' | 'forget'> = channelGuard(client, { channels: 1 }),
): Destinations => {
  const { districts, dutyContact, otherCeastChannels } = settings
  const names = new Map(channelPlaces(channels, settings).map(({ channel, name }) => [channel, name]))
  const directs = new Map<string, string>()
  const directWith = async (person: PersonId): Promise<string | PostFailure> => {
    const known = directs.get(person)
    if (known !== undefined) return known
    try {
      const opened = await client.conversations.open({ users: person })
      const id = opened.channel?.id
      if (id === undefined)
        return { kind: 'retry', afterMs: askAgainMs, error: 'no_direct_channel', limited: false }
      directs.set(person, id)
      return id
    } catch (error) {
      return classifyLookUp(error)
    }
  }
  const refusalToTell = async (person: PersonId, urgent: boolean): Promise<PostFailure | undefined> => {
    try {
      const fault = await guard.faultOfPerson(person, urgent)
      return fault === undefined ? undefined : { kind: 'failed', error: fault }
    } catch (error) {
      const failure = classifyLookUp(error)
      // What is urgent to the same person does not wait with it.
      if (failure.kind === 'retry' && error instanceof NoneToSpare) return { ...failure, limited: false }
      // Nothing is known of the person by it: it waits until something is.
      return failure.kind === 'retry'
        ? failure
        : { kind: 'retry', afterMs: askAgainMs, error: failure.error, limited: false }
    }
  }
  /** The channel, or the person whose direct messages it is. */
  const placeOf = (destination: string): { channel: string } | { person: PersonId } => {
    const colon = destination.indexOf(':')
    const [kind, name] = [destination.slice(0, colon), destination.slice(colon + 1)]
    if (kind === 'acssl') return { channel: channelOfDistrict(channels.acssl, districts, name) }
    if (kind === 'deputy') {
      // Where a district has none, its ACSSLs hear it once more.
      const deputy = named(districts, name)?.deputy
      return deputy === undefined
        ? { channel: channelOfDistrict(channels.acssl, districts, name) }
        : { person: deputy }
    }
    if (kind === 'duty')
      return dutyContact === undefined ? { channel: channels.leads } : { person: dutyContact }
    // One that is no longer named hears of no case any more: CEAST does in its place.
    if (kind === 'other_ceast') return { channel: otherCeastChannels.includes(name) ? name : channels.ceast }
    // Destinations are written by the store from a notice: what is left is a team of ours, or a person.
    return kind === 'team' ? { channel: channels[name as Team] } : { person: name }
  }
  return {
    places: [
      ...Object.keys(channels).map(team => `team:${team}`),
      ...districts.flatMap(({ name, acsslChannel }) => (acsslChannel === undefined ? [] : [`acssl:${name}`])),
    ],
    channelOf: async destination => {
      const place = placeOf(destination)
      return 'channel' in place ? place.channel : directWith(place.person)
    },
    placeOf: destination => {
      const place = placeOf(destination)
      if ('person' in place || destination.startsWith('team:'))
        return 'person' in place ? place : { name: destination }
      return { name: names.get(place.channel) ?? destination }
    },
    refusalToPost: async (destination, channel, { known, urgent = false } = {}) => {
      const place = placeOf(destination)
      if ('person' in place) return refusalToTell(place.person, urgent)
      if (known !== undefined) guard.forget(channel, personInFault(known))
      try {
        const error = await guard.faultOf(channel)
        return error === undefined ? undefined : shutBy(error)
      } catch (error) {
        const failure = classifyLookUp(error)
        // What may become of the message is not said by what became of the look.
        return failure.kind === 'failed' ? shutBy(failure.error) : failure
      }
    },
  }
}

// Limited: what else waits for this channel waits as well.
const shutBy = (error: string): PostFailure => ({
  kind: 'retry',
  afterMs: wrongChannelMs,
  error,
  limited: true,
  shut: 'channel',
})

// A look-up changes nothing, so nothing about it is ambiguous: the message waits and is tried again.
const classifyLookUp = (error: unknown): PostFailure => {
  const failure = classify(error)
  return failure.kind === 'unknown' ? { ...failure, kind: 'retry', limited: false } : failure
}
