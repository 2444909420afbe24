import type { Fields } from '../fields.ts'
import { messageAt, messageOutput, repliesTo } from '../messages.ts'
import { type Channel, directWith, type Message, type World } from '../world.ts'
import { type Args, flagArg, limitArg, page, requiredArg, stringArg } from './args.ts'
import { joinedChannel, knownChannel, knownPerson } from './reach.ts'
import { SlackRefusal } from './refusal.ts'

/** The organisation that channels are shared with. */
export const OTHER_TEAM = 'T0OTHERORG'

export function info(world: World, args: Args): Fields {
  const channel = knownChannel(world, requiredArg(args, 'channel'))
  const { teamId, botUserId } = world.identity
  const isShared = channel.extShared || channel.orgShared
  const shared = {
    is_shared: isShared,
    is_org_shared: channel.orgShared,
    is_ext_shared: channel.extShared,
    is_pending_ext_shared: channel.pendingExtShared,
    pending_shared: channel.pendingExtShared ? [OTHER_TEAM] : [],
    shared_team_ids: channel.extShared ? [teamId, OTHER_TEAM] : [teamId],
    ...(channel.extShared && { connected_team_ids: [OTHER_TEAM], conversation_host_id: teamId }),
  }
  const direct = {
    is_im: true,
    user: [...channel.members].find(member => member !== botUserId),
    is_user_deleted: false,
  }
  return {
    channel: {
      id: channel.id,
      ...(channel.kind === 'channel' && { name: channel.name, name_normalized: channel.name }),
      is_channel: channel.kind === 'channel' && !channel.private,
      is_group: channel.kind === 'channel' && channel.private,
      is_im: false,
      is_mpim: false,
      is_private: channel.private,
      is_archived: channel.archived,
      is_general: channel.key === 'general',
      is_member: channel.members.has(botUserId),
      context_team_id: teamId,
      creator: botUserId,
      topic: { value: channel.topic, creator: '', last_set: 0 },
      purpose: { value: '', creator: '', last_set: 0 },
      ...(channel.kind === 'im' ? direct : shared),
      ...(flagArg(args, 'include_num_members') && { num_members: channel.members.size }),
    },
  }
}

export function members(world: World, args: Args): Fields {
  const channel = knownChannel(world, requiredArg(args, 'channel'))
  const { items, next } = page([...channel.members], args, limitArg(args, 100))
  return { members: items, response_metadata: { next_cursor: next } }
}

export function open(world: World, args: Args): Fields {
  const id = stringArg(args, 'channel')
  if (id !== '') return { channel: { id: knownChannel(world, id).id } }
  const users = requiredArg(args, 'users').split(',')
  const [user, ...others] = users
  // Group conversations are not part of the workbench.
  if (user === undefined || others.length > 0) throw new SlackRefusal('not_enough_users')
  const person = knownPerson(world, user)
  if (person.deactivated) throw new SlackRefusal('user_disabled')
  return { channel: { id: directWith(world, person.id).id } }
}

/** Newest first, without the replies of threads unless they were also sent to the channel. */
export function history(world: World, args: Args): Fields {
  const channel = joinedChannel(world, requiredArg(args, 'channel'))
  const within = inRange(args)
  const found = channel.messages
    .filter(message => message.ephemeralTo === undefined)
    .filter(message => message.threadTs === undefined || message.broadcast)
    .filter(message => within(message.ts))
    .toReversed()
  return listing(world, channel, found, args, limitArg(args, 100))
}

/** The head of the thread, then its replies, oldest first. */
export function replies(world: World, args: Args): Fields {
  const channel = joinedChannel(world, requiredArg(args, 'channel'))
  const named = messageAt(channel, requiredArg(args, 'ts'))
  const head = named?.threadTs === undefined ? named : messageAt(channel, named.threadTs)
  if (head === undefined) throw new SlackRefusal('thread_not_found')
  const within = inRange(args)
  const found = [head, ...repliesTo(channel, head.ts).filter(message => within(message.ts))]
  return listing(world, channel, found, args, limitArg(args, 1000, 1000))
}

function listing(world: World, channel: Channel, found: Message[], args: Args, limit: number): Fields {
  const { items, next } = page(found, args, limit)
  const withMetadata = flagArg(args, 'include_all_metadata')
  return {
    messages: items.map(message => messageOutput(world, channel, message, withMetadata)),
    has_more: next !== '',
    ...(next !== '' && { response_metadata: { next_cursor: next } }),
  }
}

function inRange(args: Args): (ts: string) => boolean {
  const inclusive = flagArg(args, 'inclusive')
  const oldest = micros(stringArg(args, 'oldest') || '0')
  const latest = stringArg(args, 'latest')
  const end = latest === '' ? Number.POSITIVE_INFINITY : micros(latest)
  return ts => {
    const at = micros(ts)
    return inclusive ? at >= oldest && at <= end : at > oldest && at < end
  }
}

/** A ts as a whole number: as text, "9.1" would come after "10.1". */
function micros(ts: string): number {
  const [seconds, fraction = ''] = ts.split('.')
  const value = Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
  if (Number.isNaN(value)) throw new SlackRefusal('invalid_ts_latest')
  return value
}
