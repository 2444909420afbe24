import { type Person } from '../people.ts'
import { type Channel, directWith, type World } from '../world.ts'
import { SlackRefusal } from './refusal.ts'

/** The channel, if the app may know that it exists; a private one that it is not in is "not found". */
export function knownChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  const isIn = channel?.members.has(world.identity.botUserId) ?? false
  if (channel === undefined || (channel.private && !isIn)) throw new SlackRefusal('channel_not_found')
  return channel
}

/** The channel, if the app is in it. */
export function joinedChannel(world: World, id: string): Channel {
  const channel = knownChannel(world, id)
  if (!channel.members.has(world.identity.botUserId)) throw new SlackRefusal('not_in_channel')
  return channel
}

/** Where a message may be posted; a person's id stands for the direct message with them. */
export function writableChannel(world: World, id: string): Channel {
  if (world.people.has(id)) {
    if (knownPerson(world, id).deactivated) throw new SlackRefusal('channel_not_found')
    return directWith(world, id)
  }
  const channel = joinedChannel(world, id)
  if (channel.archived) throw new SlackRefusal('is_archived')
  return channel
}

export function knownPerson(world: World, id: string): Person {
  const person = world.people.get(id)
  if (person === undefined) throw new SlackRefusal('user_not_found')
  return person
}
