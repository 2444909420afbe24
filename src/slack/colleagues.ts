import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import type { ChannelFault } from '../case/channel-faults.ts'
import type { PersonId } from '../case/people.ts'
import type { PersonFault } from '../case/person-faults.ts'
import { keeping } from '../keeping.ts'
import { spareCalls } from './spare-calls.ts'

/** What Slack says of an account, as far as it decides whether its holder may be in a team's channel. */
export type Account = {
  id?: string | undefined
  team_id?: string | undefined
  deleted?: boolean | undefined
  is_restricted?: boolean | undefined
  is_ultra_restricted?: boolean | undefined
  is_stranger?: boolean | undefined
  is_bot?: boolean | undefined
  enterprise_user?: { teams?: string[] | undefined } | undefined
  profile?: { api_app_id?: string | undefined } | undefined
}

/** `switched_off` is no fault: such an account reads nothing. */
export type Verdict = ChannelFault | 'switched_off' | undefined

export type Member = { person: PersonId; verdict: Exclude<Verdict, undefined> }

export type Colleagues = {
  /**
   * Those of them who are not colleagues with a full account, nor Safehold itself, nor an app that is allowed; by id.
   * Throws Slack's error when it cannot be found out of all of them: what was found is kept for the next time.
   */
  othersAmong(people: readonly PersonId[]): Promise<Member[]>
  /**
   * Why this person may be told nothing of a case, at most a minute old. Throws Slack's error when it cannot be found out,
   * and `NoneToSpare` when too many were asked about. `urgent`: the last questions of a minute are for what is.
   */
  faultOf(person: PersonId, urgent?: boolean): Promise<PersonFault | undefined>
  /** Asks anew about this person when they are next looked at: what is being asked now no longer counts. */
  forget(person: PersonId): void
  /**
   * Whether this account is otherwise than it was when it was last looked at. `unseen`: nobody has looked at it, and where
   * it is in a channel it should not be.
   */
  newsOf(account: Account): Promise<'none' | 'changed' | 'unseen'>
  /** Safehold's own account. */
  own(): Promise<PersonId>
}

/**
 * A full account rarely becomes another, and Slack tells when it does. In case it did not, the daily look at the channels
 * asks again, so this is less than a day.
 */
const keptMs = 20 * 60 * 60 * 1000
/** Until somebody is put right, messages wait: looked at again whenever one is tried. */
const wrongKeptMs = 10_000
/** Half of what Slack answers in a minute. The gate asks the same question of whoever presses a button. */
const callsAtOnce = 50
const callsPerMinute = 48
/** Another part of it for those who are told something by themselves. */
const toldCalls = 20
const toldKeptForUrgent = 5
const toldKeptMs = 60_000
const lookUpsAtOnce = 6

/** Tells colleagues from everybody else, by their accounts. `allowedApps`: ids of apps, or of their accounts. */
export const colleagues = (
  client: WebClient,
  allowedApps: readonly string[],
  now: () => number = Date.now,
): Colleagues => {
  const kept = new Map<PersonId, { at: number; verdict: Verdict }>()
  const calls = spareCalls(callsAtOnce, callsPerMinute, now)
  const toldBudget = spareCalls(toldCalls, toldCalls, now)
  let us: Promise<Us> | undefined
  const whoWeAre = (): Promise<Us> => {
    us ??= askWhoWeAre(client, allowedApps)
    us.catch(() => (us = undefined))
    return us
  }
  const known = (person: PersonId) => {
    const found = kept.get(person)
    if (!found) return undefined
    const lasts = found.verdict === undefined ? keptMs : wrongKeptMs
    return now() - found.at < lasts ? found : undefined
  }
  const asking = new Map<PersonId, object>()
  const ask = async (person: PersonId): Promise<Verdict> => {
    const asked = { at: now() }
    asking.set(person, asked)
    const ours = await whoWeAre()
    const verdict = verdictOn(await accountOf(client, person), ours)
    // What was forgotten meanwhile, or asked again, is not put back by an older answer.
    if (asking.get(person) === asked) {
      asking.delete(person)
      kept.set(person, { ...asked, verdict })
    }
    return verdict
  }
  const askFault = async (person: PersonId): Promise<PersonFault | undefined> => {
    const ours = await whoWeAre()
    return personFault(await accountOf(client, person), ours)
  }
  const faults = keeping(now, toldKeptMs, (person: PersonId, urgent: boolean) => {
    // It throws before anything is under way: a refusal is shared with nobody who is in more of a hurry.
    toldBudget.take(1, urgent ? 0 : toldKeptForUrgent)
    return askFault(person)
  })
  return {
    othersAmong: async people => {
      const verdicts = new Map(people.map(person => [person, known(person)?.verdict]))
      const unknown = people.filter(person => known(person) === undefined)
      let left = unknown.length
      const waiting = unknown.values()
      const inOrder = async (): Promise<void> => {
        for (const person of waiting) {
          calls.take(left)
          left -= 1
          verdicts.set(person, await ask(person))
        }
      }
      await Promise.all(Array.from({ length: lookUpsAtOnce }, inOrder))
      return [...people].sort().flatMap(person => {
        const verdict = verdicts.get(person)
        return verdict === undefined ? [] : [{ person, verdict }]
      })
    },
    faultOf: async (person, urgent = false) => faults(person, urgent),
    forget: person => {
      kept.delete(person)
      asking.delete(person)
      faults.forget(person)
    },
    newsOf: async account => {
      const verdict = verdictOn(account, await whoWeAre())
      const found = kept.get(account.id ?? '')
      if (found) return found.verdict === verdict ? 'none' : 'changed'
      return verdict === undefined || verdict === 'switched_off' ? 'none' : 'unseen'
    },
    own: async () => (await whoWeAre()).person,
  }
}

type Us = { person: PersonId; team: string; allowedApps: readonly string[] }

const askWhoWeAre = async (client: WebClient, allowedApps: readonly string[]): Promise<Us> => {
  const { user_id: person, team_id: team } = await client.auth.test()
  if (person === undefined || team === undefined)
    throw new Error('Slack does not say whose token SLACK_BOT_TOKEN is. Copy the bot token again')
  return { person, team, allowedApps }
}

const accountOf = async (client: WebClient, person: PersonId): Promise<Account | undefined> => {
  try {
    return (await client.users.info({ user: person })).user
  } catch (error) {
    // Somebody is in the channel, and Slack does not say who.
    const isHidden =
      error instanceof WebAPIPlatformError &&
      ['user_not_found', 'user_not_visible'].includes(error.data.error)
    if (isHidden) return undefined
    throw error
  }
}

const verdictOn = (account: Account | undefined, us: Us): Verdict => {
  if (account?.id === undefined) return 'unknown_member_in_channel'
  if (account.id === us.person) return undefined
  if (account.deleted === true) return 'switched_off'
  if (account.is_stranger === true || !isOurs(account, us.team)) return 'other_organisation_in_channel'
  if (account.is_bot === true) {
    const ids = [account.id, account.profile?.api_app_id]
    return us.allowedApps.some(id => ids.includes(id)) ? undefined : 'other_app_in_channel'
  }
  if (account.is_restricted === true || account.is_ultra_restricted === true) return 'guest_in_channel'
  return undefined
}

const personFault = (account: Account | undefined, us: Us): PersonFault | undefined => {
  if (account?.id === undefined) return 'user_not_found'
  if (account.deleted === true) return 'user_disabled'
  if (account.is_stranger === true || !isOurs(account, us.team)) return 'person_of_other_organisation'
  if (account.is_bot === true) return 'person_is_app'
  if (account.is_restricted === true || account.is_ultra_restricted === true) return 'person_is_guest'
  return undefined
}

/** In an organisation of several workspaces an account may have its home in another of them. */
const isOurs = ({ team_id: home, enterprise_user: inOrganisation }: Account, team: string): boolean =>
  home === team || inOrganisation?.teams?.includes(team) === true
