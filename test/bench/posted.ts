import { post } from '../../src/workbench/messages.ts'
import type { ChannelKey } from '../../src/workbench/people.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import type { Posted } from './record.ts'

/** Puts the headline of a case that is already there into its team's channel, as if it had been posted when it was opened. */
export const postedIn =
  ({ world, channels }: Workbench): Posted =>
  destination => {
    // Only teams have headlines, and each has its channel in the workbench.
    const id = channels[destination.slice('team:'.length) as ChannelKey]
    const channel = world.channels.get(id)
    if (channel === undefined) throw new Error(`The workbench has no channel for ${destination}`)
    const { ts } = post(world, channel, { user: world.identity.botUserId, bot: true, text: 'A case' })
    return { channel: id, ts }
  }
