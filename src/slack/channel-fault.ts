import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import type { ChannelFault } from '../case/channel-faults.ts'
import type { PersonId } from '../case/people.ts'

/** Why a channel may not be used for cases, whoever is in it, or undefined when it may: private, not shared, not archived. */
export const channelFault = async (client: WebClient, channel: string): Promise<ChannelFault | undefined> => {
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

const page = 200

/** Everybody in a channel, apps among them. Throws Slack's error when it cannot be asked. */
export const peopleIn = async (client: WebClient, channel: string): Promise<PersonId[]> => {
  const people: PersonId[] = []
  let cursor: string | undefined
  do {
    const asked = { channel, limit: page }
    const answer = await client.conversations.members(cursor === undefined ? asked : { ...asked, cursor })
    people.push(...(answer.members ?? []))
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
  return people
}
