import { randomBytes } from 'node:crypto'
import { type Fields, listOf, stringOr } from './fields.ts'
import { blocksProblems } from '../slack/block-kit/check.ts'
import { edit, post, remove } from './messages.ts'
import type { Channel, Message, World } from './world.ts'

type Source = { channel: Channel; person: string; message: Message | undefined; left: number; bornAt: number }

/** Addresses that came with an interaction: five answers each, for half an hour. */
export type ResponseUrls = {
  mint(channel: Channel, person: string, message?: Message): string
  /** Slack's error code, or undefined when the answer was shown. */
  answer(id: string, body: Fields): string | undefined
}

const USES = 5
const LIFE_MS = 30 * 60_000

export function createResponseUrls(world: World): ResponseUrls {
  const known = new Map<string, Source>()
  return {
    mint(channel, person, message) {
      const id = randomBytes(16).toString('hex')
      known.set(id, { channel, person, message, left: USES, bornAt: Date.now() })
      return `${world.url}/response/${id}`
    },
    answer(id, body) {
      const source = known.get(id)
      if (source === undefined) return 'invalid_url'
      if (Date.now() - source.bornAt > LIFE_MS) return 'expired_url'
      if (source.left <= 0) return 'used_url'
      source.left -= 1
      return showAnswer(world, source, body)
    },
  }
}

/** Shows what a response_url, or the acknowledgement of a command, carried. Ephemeral unless it says otherwise. */
export function showAnswer(
  world: World,
  source: Pick<Source, 'channel' | 'person' | 'message'>,
  body: Fields,
): string | undefined {
  const { channel, message, person } = source
  const blocks = body['blocks'] === undefined ? undefined : listOf(body['blocks'])
  if (blocks !== undefined && blocksProblems(blocks, 'message').length > 0) return 'invalid_blocks'
  const text = stringOr(body['text'])
  if (body['delete_original'] === true && message !== undefined) {
    remove(world, channel, message)
    return undefined
  }
  if (text === '' && (blocks ?? []).length === 0) return 'no_text'
  if (body['replace_original'] === true && message !== undefined) {
    edit(world, channel, message, { text, blocks: blocks ?? [] })
    return undefined
  }
  post(world, channel, {
    user: world.identity.botUserId,
    bot: true,
    text,
    ...(blocks !== undefined && { blocks }),
    ...(body['response_type'] !== 'in_channel' && { ephemeralTo: person }),
    ...(message?.threadTs !== undefined && { threadTs: message.threadTs }),
  })
  return undefined
}
