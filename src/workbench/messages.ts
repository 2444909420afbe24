import type { Fields } from './fields.ts'
import { withIds } from './block-kit.ts'
import type { Channel, Message, World } from './world.ts'

export type Posting = {
  user: string
  bot: boolean
  text: string
  blocks?: Fields[]
  metadata?: Fields
  threadTs?: string
  broadcast?: boolean
  ephemeralTo?: string
}

/** Who speaks when Slack itself has something to say. */
export const SLACKBOT = 'USLACKBOT'

/** Slack cuts longer texts off. */
const LONGEST_TEXT = 40_000

export function post(world: World, channel: Channel, posting: Posting): Message {
  const message: Message = {
    ts: world.nextTs(),
    user: posting.user,
    bot: posting.bot,
    text: posting.text.slice(0, LONGEST_TEXT),
    blocks: withIds(posting.blocks ?? []),
    broadcast: posting.broadcast ?? false,
  }
  if (posting.metadata !== undefined) message.metadata = posting.metadata
  if (posting.threadTs !== undefined) message.threadTs = posting.threadTs
  if (posting.ephemeralTo !== undefined) message.ephemeralTo = posting.ephemeralTo
  channel.messages.push(message)
  world.changed({ what: 'messages', channel: channel.id })
  return message
}

export type Edit = { text?: string; blocks?: Fields[]; metadata?: Fields }

/** What the edit leaves out stays as it was; an empty list or object takes it away, as chat.update does. */
export function edit(world: World, channel: Channel, message: Message, change: Edit): void {
  if (change.text !== undefined) message.text = change.text.slice(0, LONGEST_TEXT)
  if (change.blocks !== undefined) message.blocks = withIds(change.blocks)
  if (change.metadata !== undefined) message.metadata = change.metadata
  if (message.metadata !== undefined && Object.keys(message.metadata).length === 0) delete message.metadata
  message.edited = { user: message.user, ts: world.nextTs() }
  world.changed({ what: 'messages', channel: channel.id })
}

/** A deleted message that has replies stays as a tombstone, so that the thread keeps its head. */
export function remove(world: World, channel: Channel, message: Message): void {
  if (repliesTo(channel, message.ts).length > 0) {
    Object.assign(message, { text: 'This message was deleted.', blocks: [], deleted: true })
    delete message.metadata
  } else {
    channel.messages.splice(channel.messages.indexOf(message), 1)
  }
  world.changed({ what: 'messages', channel: channel.id })
}

/** Not for ephemeral messages: those cannot be found again by their ts. */
export const messageAt = (channel: Channel, ts: string): Message | undefined =>
  channel.messages.find(message => message.ts === ts && message.ephemeralTo === undefined)

export const repliesTo = (channel: Channel, ts: string): Message[] =>
  channel.messages.filter(message => message.threadTs === ts && message.ephemeralTo === undefined)

/** What one person sees in the channel, or in one of its threads, oldest first. */
export function visibleTo(channel: Channel, person: string, thread?: string): Message[] {
  return channel.messages.filter(message => {
    if (message.ephemeralTo !== undefined && message.ephemeralTo !== person) return false
    if (thread !== undefined) return message.ts === thread || message.threadTs === thread
    return message.threadTs === undefined || message.broadcast
  })
}

export function unreadBy(channel: Channel, person: string): number {
  const readTo = channel.readTo.get(person) ?? ''
  return visibleTo(channel, person).filter(message => message.user !== person && message.ts > readTo).length
}

/** A message as the Web API and the interaction payloads show it. */
export function messageOutput(
  world: World,
  channel: Channel,
  message: Message,
  withMetadata = false,
): Fields {
  const { teamId, appId, botId } = world.identity
  const replies = repliesTo(channel, message.ts)
  return {
    type: 'message',
    ...(message.deleted && { subtype: 'tombstone' }),
    ...(message.threadTs !== undefined && message.broadcast && { subtype: 'thread_broadcast' }),
    user: message.user,
    ts: message.ts,
    ...(message.bot && { bot_id: botId, app_id: appId }),
    text: message.text,
    team: teamId,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.edited && { edited: message.edited }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map(reply => reply.user))],
      reply_users_count: new Set(replies.map(reply => reply.user)).size,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
  }
}
