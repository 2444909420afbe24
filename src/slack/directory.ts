import type { WebClient } from '@slack/web-api'
import type { PersonId, Team } from '../case/people.ts'
import { channelFault } from './destinations.ts'

/** What Slack knows of a person that decides whether Safehold answers them. */
export type Profile = {
  deleted: boolean
  isGuest: boolean
  isStranger: boolean
  isBot: boolean
  teamId?: string
}

/** Who is in a team's channel, and who somebody is. Asks Slack each time; the gate remembers. */
export type Directory = {
  /** A fault instead where anybody could make themselves a member: such a channel gives nobody a role (F15). */
  membersOf(team: Team): Promise<PersonId[] | { fault: string }>
  profileOf(person: PersonId): Promise<Profile>
}

const page = 200

/** The directory over the Web API. Throws Slack's error when it cannot be asked: the gate then fails closed. */
export const slackDirectory = (client: WebClient, channels: Readonly<Record<Team, string>>): Directory => ({
  membersOf: async team => {
    const fault = await channelFault(client, channels[team])
    if (fault !== undefined) return { fault }
    const members: PersonId[] = []
    let cursor: string | undefined
    do {
      const asked = { channel: channels[team], limit: page }
      const answer = await client.conversations.members(cursor === undefined ? asked : { ...asked, cursor })
      members.push(...(answer.members ?? []))
      cursor = answer.response_metadata?.next_cursor || undefined
    } while (cursor !== undefined)
    return members
  },
  profileOf: async person => {
    const { user } = await client.users.info({ user: person })
    return {
      deleted: user?.deleted === true,
      isGuest: user?.is_restricted === true || user?.is_ultra_restricted === true,
      isStranger: user?.is_stranger === true,
      isBot: user?.is_bot === true,
      ...(user?.team_id === undefined ? {} : { teamId: user.team_id }),
    }
  },
})
