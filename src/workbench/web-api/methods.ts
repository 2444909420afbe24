import type { Fields } from '../fields.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import { deleteMessage, postEphemeral, postMessage, update as updateMessage } from './chat.ts'
import * as conversations from './conversations.ts'
import { usersInfo } from './users.ts'
import * as views from './views.ts'

export type Method = {
  run(world: World, args: Args): Fields
  /** Any one of these is enough; none are needed when the list is empty. */
  scopes: readonly string[]
}

const read = ['groups:read', 'channels:read', 'im:read', 'mpim:read']
const history = ['groups:history', 'channels:history', 'im:history', 'mpim:history']

/** Every method that the app's bot token may call. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    'auth.test': { run: authTest, scopes: [] },
    'chat.postMessage': { run: postMessage, scopes: ['chat:write'] },
    'chat.postEphemeral': { run: postEphemeral, scopes: ['chat:write'] },
    'chat.update': { run: updateMessage, scopes: ['chat:write'] },
    'chat.delete': { run: deleteMessage, scopes: ['chat:write'] },
    'conversations.info': { run: conversations.info, scopes: read },
    'conversations.members': { run: conversations.members, scopes: read },
    'conversations.open': { run: conversations.open, scopes: ['im:write', 'mpim:write'] },
    'conversations.history': { run: conversations.history, scopes: history },
    'conversations.replies': { run: conversations.replies, scopes: history },
    'users.info': { run: usersInfo, scopes: ['users:read'] },
    'views.open': { run: views.open, scopes: [] },
    'views.push': { run: views.push, scopes: [] },
    'views.update': { run: views.update, scopes: [] },
    'views.publish': { run: views.publish, scopes: [] },
  }),
)

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
