import { type Actor, type Membership, type PersonId, type Team, teamNames } from '../src/case/people.ts'
import { notAllowed, type Refusal } from '../src/case/refusal.ts'
import { keeping } from '../src/keeping.ts'
import { standards } from '../src/rules/standards.ts'
import type { Settings } from '../src/settings/settings.ts'
import type { Directory, Profile } from '../src/slack/directory.ts'
import { type Phones, spocOrCeast } from '../src/slack/phone-words.ts'
import type { Workspace } from '../src/slack/workspace.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { within } from './within.ts'

/** Who somebody is at the moment of acting. */
export type Gate = {
  /**
   * The person with their teams, at most a minute old. Throws EntryRefusedError for people Safehold does not answer, and
   * GateClosedError when it could not be found out in 800 ms: nothing is shown or decided then.
   */
  actorOf(person: PersonId): Promise<Actor>
  /** Slack told of a change: what is known of this person is asked anew. */
  forgetPerson(person: PersonId): void
  /** Slack told of a change: who is in which team is asked anew. */
  forgetTeams(): void
}

/** Not an error but an answer: the refusal says why and what to do. */
export class EntryRefusedError extends Error {
  override name = 'EntryRefusedError'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.what)
    this.refusal = refusal
  }
}

/** Slack or the database did not say who the person is. The gate stays closed. */
export class GateClosedError extends Error {
  override name = 'GateClosedError'
}

/** For raising and adding a concern: anybody may, and nothing is looked up first (VR Note after ¶4). */
export const anybody = (person: PersonId): Actor => ({ id: person, teams: [], mayConfirmRelease: false })

const keptMs = 60_000
const answerMs = 800
const hourMs = 3_600_000
// The keys of teamNames, whose type Object.keys forgets.
const teams = Object.keys(teamNames) as Team[]

/** The teams whose settled members confirm a release (F3). */
const confirmingTeams: Record<Settings['releaseConfirmers'], readonly Team[]> = {
  ceast: ['ceast'],
  ceast_and_leads: ['ceast', 'leads'],
}

type GateParts = {
  store: Pick<Store, 'rememberMembers' | 'inTeamFor'>
  directory: Directory
  settings: Pick<Settings, 'releaseConfirmers' | 'otherCeastChannels' | 'phones' | 'dutyContact'>
  /** The one whose people are answered. */
  workspace: Pick<Workspace, 'teamId'>
  log: Log
  /** Milliseconds; for how long an answer is kept. */
  now?: () => number
}

/** Opens the gate over a directory. Membership of a team's private channel is the role. */
export const openGate = ({ store, directory, settings, workspace, log, now = Date.now }: GateParts): Gate => {
  const members = keeping(now, keptMs, async (team: Membership) => {
    const { people, faults, mayBeOld } = await directory.membersOf(team)
    for (const { channel, code } of faults)
      log.error({ team, channel, code }, 'A team channel gives nobody a role until it is put right')
    // Only the whole list says who has left.
    if (faults.length === 0) await store.rememberMembers(team, people)
    return { people: new Set<PersonId>(people), mayBeOld }
  })
  const stillIn = keeping(now, keptMs, async (asked: `${Membership} ${PersonId}`): Promise<boolean> => {
    const [team, person] = asked.split(' ') as [Membership, PersonId] // neither has a blank in it
    return (await directory.membersOf(team, person)).people.includes(person)
  })
  const isIn = async (team: Membership, person: PersonId): Promise<boolean> => {
    const { people, mayBeOld } = await members(team)
    return people.has(person) && (!mayBeOld || stillIn(`${team} ${person}`))
  }
  const profiles = keeping(now, keptMs, (person: PersonId) => directory.profileOf(person))

  const isInOtherCeast = async (person: PersonId): Promise<boolean> =>
    settings.otherCeastChannels.length > 0 && (await isIn('other_ceast', person))

  const look = async (person: PersonId): Promise<Actor | Refusal> => {
    const [profile, otherCeast, ...inTeam] = await Promise.all([
      profiles(person),
      isInOtherCeast(person),
      ...teams.map(async team => ((await isIn(team, person)) ? [team] : [])),
    ])
    const refusal = refusalToEnter(profile, workspace, settings.phones)
    if (refusal) return refusal
    const actorTeams = inTeam.flat()
    const confirms: Membership[] = [
      ...confirmingTeams[settings.releaseConfirmers].filter(team => actorTeams.includes(team)),
      ...(otherCeast ? (['other_ceast'] as const) : []),
    ]
    const inTeamMs = await Promise.all(confirms.map(team => store.inTeamFor(team, person)))
    return {
      id: person,
      teams: actorTeams,
      mayConfirmRelease: inTeamMs.some(ms => ms >= standards.confirmerHoursInTeam * hourMs),
      ...(otherCeast && { otherCeast }),
      ...(settings.dutyContact === person && { onDuty: true as const }),
    }
  }

  return {
    actorOf: async person => {
      const looked = await within(answerMs, 'Looking up a person', look(person)).catch((error: unknown) => {
        log.warn({ error }, 'The access gate is closed')
        throw new GateClosedError('Who the person is could not be looked up', { cause: error })
      })
      if ('refused' in looked) throw new EntryRefusedError(looked)
      return looked
    },
    forgetPerson: person => profiles.forget(person),
    forgetTeams: () => {
      members.forget()
      stillIn.forget()
    },
  }
}

/** The refusal for people whom Safehold does not answer. */
const refusalToEnter = (
  profile: Profile,
  { teamId }: GateParts['workspace'],
  phones: Phones,
): Refusal | undefined => {
  const who = profile.deleted
    ? 'people whose account is switched off'
    : profile.isBot
      ? 'apps'
      : profile.isStranger
        ? 'people of other organisations'
        : !profile.workspaces.includes(teamId)
          ? 'people of another workspace'
          : profile.isGuest
            ? 'guests'
            : undefined
  return who === undefined
    ? undefined
    : notAllowed(
        `Safehold is not open to ${who}`,
        'F15',
        'If anyone is in immediate danger, ring 999 now',
        'Raise a concern with /concern: anybody may',
        `Ring ${spocOrCeast(phones)}: do not wait for Safehold`,
        'Ask a member of the team to do it',
      )
}
