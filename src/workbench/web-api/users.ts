import type { Fields } from '../fields.ts'
import type { World } from '../world.ts'
import { type Args, requiredArg } from './args.ts'
import { knownPerson } from './reach.ts'

/** Without e-mail addresses: the app does not ask for the scope that shows them. */
export function usersInfo(world: World, args: Args): Fields {
  const id = requiredArg(args, 'user')
  const { teamId, botUserId, appName, appId } = world.identity
  const isBot = id === botUserId
  const person = isBot
    ? { id, handle: 'safehold', name: appName, title: '', guest: false, deactivated: false }
    : knownPerson(world, id)
  return {
    user: {
      id,
      team_id: teamId,
      name: person.handle,
      real_name: person.name,
      deleted: person.deactivated,
      profile: {
        real_name: person.name,
        real_name_normalized: person.name,
        display_name: person.name,
        title: person.title,
        team: teamId,
        ...(isBot && { api_app_id: appId }),
      },
      ...(!person.deactivated && {
        tz: 'Europe/London',
        tz_label: 'Greenwich Mean Time',
        tz_offset: 0,
        is_admin: false,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: person.guest,
        is_ultra_restricted: false,
      }),
      is_bot: isBot,
      is_app_user: false,
      updated: 0,
    },
  }
}
