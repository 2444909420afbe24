import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import type { PersonId, Team } from '../case/people.ts'
import { named } from '../settings/place-names.ts'
import type { Settings } from '../settings/settings.ts'
import { channelOfDistrict } from './district-channels.ts'
import { classify, type PostFailure } from './post-errors.ts'

/** Where a message goes, and whether it may be posted there. */
export type Destinations = {
  /**
   * The Slack channel of `team:spoc`, of `person:U…`, of `acssl:<district>` (the common ACSSL channel where the district
   * has none), of `other_ceast:C…`, of `deputy:<district>` (its ACSSLs where nobody is named), or of `duty:contact` (the leads where nobody is named).
   */
  channelOf(destination: string): Promise<string | PostFailure>
  /** A refusal when the channel is not private or is shared with another organisation; nothing is posted there. */
  refusalToPost(destination: string, channel: string): Promise<PostFailure | undefined>
}

/** The team that a message in this channel is for: a district's channel is one of the ACSSLs'. */
export const teamOfDestination = (destination: string): Team =>
  // Only a team has a headline, and the store writes no other destination for one.
  destination.startsWith('acssl:') ? 'acssl' : (destination.slice('team:'.length) as Team)

const askAgainMs = 60_000
/** How soon a channel that was wrong is looked at again. */
const wrongChannelMs = 10_000

/** Looks channels up in Slack. Whether a channel is private is asked before each message: it may have changed since. */
export const destinations = (
  client: WebClient,
  channels: Readonly<Record<Team, string>>,
  {
    districts,
    dutyContact,
    otherCeastChannels,
  }: Pick<Settings, 'districts' | 'dutyContact' | 'otherCeastChannels'>,
): Destinations => {
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
    channelOf: async destination => {
      const place = placeOf(destination)
      return 'channel' in place ? place.channel : directWith(place.person)
    },
    refusalToPost: async (destination, channel) => {
      if ('person' in placeOf(destination)) return undefined
      try {
        const error = await channelFault(client, channel)
        // Limited: what else waits for this channel waits as well.
        return error === undefined
          ? undefined
          : { kind: 'retry', afterMs: wrongChannelMs, error, limited: true, shut: 'channel' }
      } catch (error) {
        return classifyLookUp(error)
      }
    },
  }
}

// A look-up changes nothing, so nothing about it is ambiguous: the message waits and is tried again.
const classifyLookUp = (error: unknown): PostFailure => {
  const failure = classify(error)
  return failure.kind === 'unknown' ? { ...failure, kind: 'retry', limited: false } : failure
}

/** Why a channel may not be used for cases, or undefined when it may: private, not shared, not archived. */
export const channelFault = async (client: WebClient, channel: string): Promise<string | undefined> => {
  const info = await infoOf(client, channel)
  if (!info) return 'channel_not_found'
  if (info.is_archived === true) return 'channel_is_archived'
  if (info.is_private !== true) return 'channel_is_public'
  if (info.is_ext_shared === true || info.is_pending_ext_shared === true || info.is_org_shared === true)
    return 'channel_is_shared'
  if (info.is_member === false) return 'not_in_channel'
  return undefined
}

// A channel that Slack does not show us is one that we are not in. It gives nobody a role and gets no message; the
// other channels, and everybody's way to raise a concern, are as they were.
const infoOf = async (client: WebClient, channel: string) => {
  try {
    return (await client.conversations.info({ channel })).channel
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found') return undefined
    throw error
  }
}
