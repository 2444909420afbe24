import type { WebClient } from '@slack/web-api'
import type { Membership, PersonId, Team } from '../case/people.ts'
import { keeping } from '../keeping.ts'
import type { Settings } from '../settings/settings.ts'
import { channelFault, peopleIn } from './channel-fault.ts'
import { acsslChannelsOf } from './district-channels.ts'

/** What Slack knows of a person that decides whether Safehold answers them. */
export type Profile = {
  deleted: boolean
  isGuest: boolean
  isStranger: boolean
  isBot: boolean
  /** The workspaces they are a member of. */
  workspaces: readonly string[]
}

/** Whom Safehold answers: not an account that is switched off, a guest or somebody of another organisation (F15). */
export const isColleague = ({ deleted, isGuest, isStranger }: Profile): boolean =>
  !deleted && !isGuest && !isStranger

/** Who is in a team's channels. A channel where anybody could make themselves a member gives nobody a role (F15). */
export type Members = {
  people: readonly PersonId[]
  /** Of many channels, each asked only now and then: whether somebody is in it still is to be asked with their name. */
  mayBeOld?: true
  faults: readonly { channel: string; code: string }[]
}

/** Who is in a team, and who somebody is. Asks Slack; the gate remembers. */
export type Directory = {
  /** `sure`: also where a team has many channels, those that had this person in them are asked now. */
  membersOf(team: Membership, sure?: PersonId): Promise<Members>
  profileOf(person: PersonId): Promise<Profile>
}

/** Slack answers about fifty such questions a minute: the more channels there are, the longer an answer is kept. */
const keptMsForEach = 4000

/** The directory over the Web API. Throws Slack's error when it cannot be asked: the gate then fails closed. */
export const slackDirectory = (
  client: WebClient,
  channels: Readonly<Record<Team, string>>,
  { districts, otherCeastChannels }: Pick<Settings, 'districts' | 'otherCeastChannels'>,
  now: () => number = Date.now,
): Directory => {
  const acssl = acsslChannelsOf(channels.acssl, districts)
  const ofEach = (ids: readonly string[]) => {
    const of = keeping(now, (ids.length - 1) * keptMsForEach, (id: string) => membersIn(client, id))
    return async (sure?: PersonId) =>
      together(
        await Promise.all(
          ids.map(async id => {
            const seen = await of(id)
            if (sure === undefined || ids.length < 2 || !seen.people.includes(sure)) return seen
            of.forget(id)
            return of(id)
          }),
        ),
      )
  }
  const ofAcssl = ofEach(acssl)
  const ofOtherCeast = ofEach(otherCeastChannels)
  return {
    membersOf: (team, sure) => {
      if (team === 'other_ceast') return ofOtherCeast(sure)
      return team === 'acssl' ? ofAcssl(sure) : membersIn(client, channels[team])
    },
    profileOf: async person => {
      const { user } = await client.users.info({ user: person })
      return {
        deleted: user?.deleted === true,
        isGuest: user?.is_restricted === true || user?.is_ultra_restricted === true,
        isStranger: user?.is_stranger === true,
        isBot: user?.is_bot === true,
        workspaces: [user?.team_id, ...(user?.enterprise_user?.teams ?? [])].filter(id => id !== undefined),
      }
    },
  }
}

const together = (all: readonly Members[]): Members => ({
  ...(all.length > 1 && { mayBeOld: true }),
  people: [...new Set(all.flatMap(({ people }) => people))],
  faults: all.flatMap(({ faults }) => faults),
})

const membersIn = async (client: WebClient, channel: string): Promise<Members> => {
  const code = await channelFault(client, channel)
  if (code !== undefined) return { people: [], faults: [{ channel, code }] }
  return { people: await peopleIn(client, channel), faults: [] }
}
