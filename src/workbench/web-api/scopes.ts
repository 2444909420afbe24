import type { World } from '../world.ts'
import { type Args, stringArg } from './args.ts'
import type { Method } from './methods.ts'
import { SlackRefusal } from './refusal.ts'

/** Refuses a call for which the app has not been given the scope. */
export function checkScope(world: World, method: Method, args: Args): void {
  const needed = neededFor(world, method, args)
  const { scopes } = world.app
  if (needed.length === 0 || needed.some(scope => scopes.has(scope))) return
  throw new SlackRefusal('missing_scope', { needed: needed.join(','), provided: [...scopes].join(',') })
}

/** Any one of these is enough. */
function neededFor(world: World, { scope }: Method, args: Args): string[] {
  if (scope === undefined) return []
  if (scope !== 'read' && scope !== 'history') return [scope]
  const channel = world.channels.get(stringArg(args, 'channel'))
  // Of what is not there Slack does not say which kind it would have been.
  if (channel === undefined) return ['channels', 'groups', 'im', 'mpim'].map(kind => `${kind}:${scope}`)
  return [`${channel.kind === 'im' ? 'im' : channel.private ? 'groups' : 'channels'}:${scope}`]
}
