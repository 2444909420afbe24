import type { Fields } from '../fields.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import { deleteMessage, postEphemeral, postMessage, update as updateMessage } from './chat.ts'
import * as conversations from './conversations.ts'
import type { Tier } from './rates.ts'
import { usersInfo } from './users.ts'
import * as views from './views.ts'

export type Method = {
  run(world: World, args: Args): Fields
  /**
   * The scope it needs. `read` and `history`: the one for the kind of conversation, such as `groups:read` for a private
   * channel.
   */
  scope: string | undefined
  tier: Tier
  /** What it takes; anything else is refused. */
  takes: readonly string[]
  /** How it is simpler than Slack's. */
  simpler?: string
}

const message = ['channel', 'text', 'blocks', 'thread_ts', 'mrkdwn', 'parse', 'link_names']
const paged = ['cursor', 'limit']
const range = ['oldest', 'latest', 'inclusive', 'include_all_metadata']

/** Every method that the app's bot token may call. */
const methodTable = {
  'auth.test': { run: authTest, scope: undefined, tier: 'special', takes: [] },
  'chat.postMessage': {
    run: postMessage,
    scope: 'chat:write',
    tier: 'special',
    takes: [...message, 'metadata', 'reply_broadcast', 'unfurl_links', 'unfurl_media'],
    simpler: 'no attachments, files, schedules or other names for the bot; links are never unfurled',
  },
  'chat.postEphemeral': {
    run: postEphemeral,
    scope: 'chat:write',
    tier: 4,
    takes: [...message, 'user'],
    simpler: 'always arrives; Slack does not promise that',
  },
  'chat.update': {
    run: updateMessage,
    scope: 'chat:write',
    tier: 3,
    takes: [...message, 'ts', 'metadata', 'reply_broadcast'],
    simpler: 'the window for editing never closes',
  },
  'chat.delete': { run: deleteMessage, scope: 'chat:write', tier: 3, takes: ['channel', 'ts'] },
  'conversations.info': {
    run: conversations.info,
    scope: 'read',
    tier: 3,
    takes: ['channel', 'include_num_members', 'include_locale'],
  },
  'conversations.members': {
    run: conversations.members,
    scope: 'read',
    tier: 4,
    takes: ['channel', ...paged],
  },
  'conversations.open': {
    run: conversations.open,
    scope: 'im:write',
    tier: 3,
    takes: ['channel', 'users', 'return_im'],
    simpler: 'no group conversations',
  },
  'conversations.history': {
    run: conversations.history,
    scope: 'history',
    tier: 3,
    takes: ['channel', ...paged, ...range],
  },
  'conversations.replies': {
    run: conversations.replies,
    scope: 'history',
    tier: 3,
    takes: ['channel', 'ts', ...paged, ...range],
  },
  'users.info': {
    run: usersInfo,
    scope: 'users:read',
    tier: 4,
    takes: ['user', 'include_locale'],
    simpler: 'no e-mail addresses, pictures or status',
  },
  'views.open': { run: views.open, scope: undefined, tier: 4, takes: ['trigger_id', 'view'] },
  'views.push': { run: views.push, scope: undefined, tier: 4, takes: ['trigger_id', 'view'] },
  'views.update': {
    run: views.update,
    scope: undefined,
    tier: 4,
    takes: ['view_id', 'external_id', 'hash', 'view'],
  },
  'views.publish': { run: views.publish, scope: undefined, tier: 4, takes: ['user_id', 'hash', 'view'] },
} satisfies Record<string, Method>

export const methods: ReadonlyMap<string, Method> = new Map(Object.entries(methodTable))

function authTest(world: World): Fields {
  const { teamId, teamName, botUserId, botId } = world.identity
  return {
    url: `${world.url}/`,
    team: teamName,
    user: 'safehold',
    team_id: teamId,
    user_id: botUserId,
    bot_id: botId,
    is_enterprise_install: false,
  }
}
