import type { Account } from '../../src/slack/colleagues.ts'
import type { Deps } from '../deps.ts'
import type { Heard } from './events.ts'

type Parts = Pick<Deps, 'channels'>

/** Somebody came into a channel or left it: it is looked at before anything more is posted there. */
export const onMembership =
  ({ channels }: Parts) =>
  async ({ event }: Heard<'member_joined_channel' | 'member_left_channel'>): Promise<void> =>
    channels.channelChanged(event.channel, event.user)

type Named = 'group_left' | 'group_archive' | 'group_unarchive' | 'channel_shared' | 'channel_unshared'

/** Something became of a channel itself. */
export const onChannel =
  ({ channels }: Parts) =>
  async ({ event }: Heard<Named>): Promise<void> =>
    channels.channelChanged(event.channel)

/** A channel has another id. Slack may know the old one for a while, so both are looked at. */
export const onChannelId =
  ({ channels }: Parts) =>
  async ({ event }: Heard<'channel_id_changed'>): Promise<void> => {
    for (const id of [event.old_channel_id, event.new_channel_id]) channels.channelChanged(id)
  }

/** An account is another than it was: where it became a guest's, every channel that it is in is shut. */
export const onAccount =
  ({ channels }: Parts) =>
  ({ event }: Heard<'user_change'>): Promise<void> =>
    // The library's types leave out what Slack says of the accounts of apps.
    channels.accountChanged(event.user as Account)
