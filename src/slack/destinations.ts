import type { WebClient } from '@slack/web-api'
import type { Team } from '../case/people.ts'
import { classify, type PostFailure } from './post-errors.ts'

/** Where a message goes, and whether it may be posted there. */
export type Destinations = {
  /** The Slack channel of `team:spoc` or `person:U…`. */
  channelOf(destination: string): Promise<string | PostFailure>
  /** A refusal when the channel is not private or is shared with another organisation; nothing is posted there. */
  refusalToPost(destination: string, channel: string): Promise<PostFailure | undefined>
}

const askAgainMs = 60_000
/** How soon a channel that was wrong is looked at again. */
const wrongChannelMs = 10_000

/** Looks channels up in Slack. Whether a channel is private is asked before each message: it may have changed since. */
export const destinations = (client: WebClient, channels: Readonly<Record<Team, string>>): Destinations => {
  const directs = new Map<string, string>()
  return {
    channelOf: async destination => {
      const [kind, name = ''] = destination.split(':', 2)
      // Destinations are written by the store from a notice: a team of ours, or a person.
      if (kind === 'team') return channels[name as Team]
      if (kind === 'duty') return channels.leads
      if (kind === 'acssl') return channels.acssl
      const known = directs.get(name)
      if (known !== undefined) return known
      try {
        const opened = await client.conversations.open({ users: name })
        const id = opened.channel?.id
        if (id === undefined)
          return { kind: 'retry', afterMs: askAgainMs, error: 'no_direct_channel', limited: false }
        directs.set(name, id)
        return id
      } catch (error) {
        return classifyLookUp(error)
      }
    },
    refusalToPost: async (destination, channel) => {
      if (destination.startsWith('person:')) return undefined
      try {
        const error = await channelFault(client, channel)
        // Limited: what else waits for this channel waits as well.
        return error === undefined
          ? undefined
          : { kind: 'retry', afterMs: wrongChannelMs, error, limited: true }
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
  const { channel: info } = await client.conversations.info({ channel })
  if (!info) return 'channel_not_found'
  if (info.is_archived === true) return 'channel_is_archived'
  if (info.is_private !== true) return 'channel_is_public'
  if (info.is_ext_shared === true || info.is_pending_ext_shared === true || info.is_org_shared === true)
    return 'channel_is_shared'
  if (info.is_member === false) return 'not_in_channel'
  return undefined
}
