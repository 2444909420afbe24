import { type Fields, isFields, listOf } from '../fields.ts'
import { areBlocksTooLong, blocksProblems } from '../../slack/block-kit/check.ts'
import { edit, messageAt, messageOutput, post, remove } from '../messages.ts'
import type { Channel, Message, World } from '../world.ts'
import { type Args, flagArg, jsonArg, objectArg, requiredArg, stringArg } from './args.ts'
import { joinedChannel, knownPerson, writableChannel } from './reach.ts'
import { refuseProblems, SlackRefusal } from './refusal.ts'

const LARGEST_METADATA = 16_000

export function postMessage(world: World, args: Args): Fields {
  const channel = writableChannel(world, requiredArg(args, 'channel'))
  const blocks = blocksArg(args) ?? []
  const metadata = metadataArg(args)
  const text = stringArg(args, 'text')
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text')
  const threadTs = threadArg(args, channel)
  const message = post(world, channel, {
    ...asApp(world),
    text,
    blocks,
    ...(metadata !== undefined && { metadata }),
    ...(threadTs !== undefined && { threadTs, broadcast: flagArg(args, 'reply_broadcast') }),
  })
  return { channel: channel.id, ts: message.ts, message: messageOutput(world, channel, message, true) }
}

export function postEphemeral(world: World, args: Args): Fields {
  const channel = writableChannel(world, requiredArg(args, 'channel'))
  const person = knownPerson(world, requiredArg(args, 'user'))
  if (!channel.members.has(person.id)) throw new SlackRefusal('user_not_in_channel')
  const blocks = blocksArg(args) ?? []
  const text = stringArg(args, 'text')
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text')
  const threadTs = threadArg(args, channel)
  const message = post(world, channel, {
    ...asApp(world),
    text,
    blocks,
    ephemeralTo: person.id,
    ...(threadTs !== undefined && { threadTs }),
  })
  return { message_ts: message.ts }
}

export function update(world: World, args: Args): Fields {
  const channel = joinedChannel(world, requiredArg(args, 'channel'))
  const message = ownMessage(world, channel, args, 'cant_update_message')
  if (channel.archived) throw new SlackRefusal('is_archived')
  const blocks = blocksArg(args)
  const metadata = metadataArg(args)
  const text = args['text'] === undefined ? undefined : stringArg(args, 'text')
  if (text === undefined && blocks === undefined && metadata === undefined) throw new SlackRefusal('no_text')
  edit(world, channel, message, {
    ...(text !== undefined && { text }),
    ...(blocks !== undefined && { blocks }),
    ...(metadata !== undefined && { metadata }),
  })
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageOutput(world, channel, message, true),
  }
}

export function deleteMessage(world: World, args: Args): Fields {
  const channel = joinedChannel(world, requiredArg(args, 'channel'))
  const message = ownMessage(world, channel, args, 'cant_delete_message')
  remove(world, channel, message)
  return { channel: channel.id, ts: message.ts }
}

const asApp = (world: World) => ({ user: world.identity.botUserId, bot: true })

function ownMessage(world: World, channel: Channel, args: Args, refusal: string): Message {
  const message = messageAt(channel, requiredArg(args, 'ts'))
  if (message === undefined || message.deleted) throw new SlackRefusal('message_not_found')
  if (message.user !== world.identity.botUserId) throw new SlackRefusal(refusal)
  return message
}

/** The head of the thread to post in, also when the app names one of its replies. */
function threadArg(args: Args, channel: Channel): string | undefined {
  const ts = stringArg(args, 'thread_ts')
  if (ts === '') return undefined
  const parent = messageAt(channel, ts)
  if (parent === undefined) throw new SlackRefusal('thread_not_found')
  return parent.threadTs ?? parent.ts
}

function blocksArg(args: Args): Fields[] | undefined {
  const given = jsonArg(args, 'blocks', 'invalid_blocks_format')
  if (given === undefined) return undefined
  if (!Array.isArray(given)) throw new SlackRefusal('invalid_blocks_format')
  refuseProblems('invalid_blocks', blocksProblems(given, 'message'))
  const blocks = listOf(given)
  if (areBlocksTooLong(blocks)) throw new SlackRefusal('msg_blocks_too_long')
  return blocks
}

function metadataArg(args: Args): Fields | undefined {
  const metadata = objectArg(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined || Object.keys(metadata).length === 0) return metadata
  if (typeof metadata['event_type'] !== 'string' || !isFields(metadata['event_payload'])) {
    throw new SlackRefusal('invalid_metadata_format')
  }
  if (JSON.stringify(metadata).length > LARGEST_METADATA) throw new SlackRefusal('metadata_too_large')
  return metadata
}
