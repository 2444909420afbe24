import { randomBytes } from 'node:crypto'
import type { Bench } from './bench.ts'
import type { Events } from './events.ts'
import type { Fields } from './fields.ts'
import type { Person } from './people.ts'
import { usersInfo } from './web-api/users.ts'
import { addChannel, type Channel, type World } from './world.ts'

export type ChannelFlags = Partial<
  Pick<Channel, 'private' | 'archived' | 'extShared' | 'pendingExtShared' | 'orgShared' | 'name' | 'topic'>
>
export type PersonFlags = Partial<Pick<Person, 'guest' | 'deactivated' | 'stranger' | 'app'>>

/** What an administrator could do to the workspace. The app is told by the events that Slack would send. */
export type Changes = {
  join(channel: string, person: string): Promise<void>
  leave(channel: string, person: string): Promise<void>
  setChannel(channel: string, flags: ChannelFlags): Promise<void>
  setPerson(person: string, flags: PersonFlags): Promise<void>
  newChannel(given: { name: string; private: boolean; members: readonly string[] }): Channel
}

export function createChanges(bench: Bench): Changes {
  const { world } = bench
  const tell: Events['tell'] = event => bench.events.tell(event)
  const changed = () => world.changed({ what: 'state' })
  return {
    async join(id, person) {
      const channel = existing(world.channels, id, 'channel')
      if (channel.members.has(person)) return
      channel.members.add(person)
      changed()
      await tell({ type: 'member_joined_channel', ...membership(world, channel, person) })
    },
    async leave(id, person) {
      const channel = existing(world.channels, id, 'channel')
      if (!channel.members.delete(person)) return
      changed()
      if (person === world.identity.botUserId)
        await tell({ type: 'group_left', channel: id, actor_id: person })
      else await tell({ type: 'member_left_channel', ...membership(world, channel, person) })
    },
    async setChannel(id, flags) {
      const channel = existing(world.channels, id, 'channel')
      const before = { ...channel }
      Object.assign(channel, flags)
      changed()
      const kind = channel.private ? 'group' : 'channel'
      if (channel.archived !== before.archived) {
        await tell({ type: `${kind}_${channel.archived ? 'archive' : 'unarchive'}`, channel: id })
      }
      if (channel.name !== before.name) {
        const created = Math.floor(world.now().getTime() / 1000)
        await tell({ type: `${kind}_rename`, channel: { id, name: channel.name, created } })
      }
      if (channel.extShared !== before.extShared) {
        await tell({ type: channel.extShared ? 'channel_shared' : 'channel_unshared', channel: id })
      }
    },
    async setPerson(id, flags) {
      const person = existing(world.people, id, 'person')
      Object.assign(person, flags)
      if (flags.deactivated === true)
        for (const channel of world.channels.values()) channel.members.delete(id)
      changed()
      await tell({ type: 'user_change', ...usersInfo(world, { user: id }) })
    },
    newChannel: given =>
      addChannel(world, { ...given, id: `C0WB${randomBytes(3).toString('hex').toUpperCase()}` }),
  }
}

const membership = (world: World, channel: Channel, person: string): Fields => ({
  user: person,
  channel: channel.id,
  channel_type: channel.private ? 'G' : 'C',
  team: world.identity.teamId,
})

function existing<Item>(items: ReadonlyMap<string, Item>, id: string, what: string): Item {
  const item = items.get(id)
  if (item === undefined)
    throw new Error(`Unknown ${what} ${id}; expected one of ${[...items.keys()].join(', ')}`)
  return item
}
