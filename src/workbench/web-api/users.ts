import type { Fields } from '../fields.ts'
import type { World } from '../world.ts'
import { type Args, requiredArg } from './args.ts'
import { OTHER_TEAM } from './conversations.ts'
import { knownPerson } from './reach.ts'

/** Without e-mail addresses: the app does not ask for the scope that shows them. */
export function usersInfo(world: World, args: Args): Fields {
  const id = requiredArg(args, 'user')
  const { teamId, botUserId, appName, appId } = world.identity
  const isBot = id === botUserId
  const person = isBot
    ? {
        handle: 'safehold',
        name: appName,
        title: '',
        guest: false,
        deactivated: false,
        stranger: false,
        app: true,
      }
    : knownPerson(world, id)
  const team = person.stranger ? OTHER_TEAM : teamId
  return {
    user: {
      id,
      team_id: team,
      name: person.handle,
      real_name: person.name,
      deleted: person.deactivated,
      profile: {
        real_name: person.name,
        real_name_normalized: person.name,
        display_name: person.name,
        title: person.title,
        team,
        ...(person.app && { api_app_id: isBot ? appId : `A${id.slice(1)}` }),
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
      ...(person.stranger && { is_stranger: true }),
      is_bot: person.app,
      is_app_user: false,
      updated: 0,
    },
  }
}
