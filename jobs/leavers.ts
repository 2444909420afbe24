import { areTooManyAtOnce } from '../src/case/left-at-once.ts'
import type { LeftFrom } from '../src/case/left.ts'
import { type PersonId, safehold, type Team } from '../src/case/people.ts'
import { type Directory, isColleague } from '../src/slack/directory.ts'
import { leaverMessage } from '../src/slack/left-words.ts'
import { classify } from '../src/slack/post-errors.ts'
import type { FoundOut, Look } from '../src/store/leavers.ts'
import type { Log, Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<
    Store,
    | 'areLeaversConfirmed'
    | 'askedLately'
    | 'casesWithStepsOf'
    | 'claimLooks'
    | 'endLeaver'
    | 'holdLeavers'
    | 'keepLook'
    | 'lateMembers'
    | 'leaversToReturn'
    | 'openTrouble'
    | 'perform'
    | 'rememberMembers'
    | 'returnedOf'
    | 'sweepForLeavers'
    | 'wasIn'
  >
  directory: Directory
  log: Log
}

/** Cases gone through in one statement. */
const batch = 500
/** Slack answers about a hundred such questions a minute, and the gate asks them too. */
const looksAtOnce = 5
/** After so many tries somebody has been looked up in vain for about an hour. */
const triesInVain = 12
/** From being in these somebody has a step by name: a lead, a release asked for, a visit. */
const teamsWithSteps = ['ceast', 'visiting'] as const

/**
 * Gives the open steps of people who left back to their teams: once Slack tells of it, and daily for news that was lost.
 * Slack is believed when it says it of a few; of many at once a lead says whether it is so. Called by every sweep of every
 * worker: the database says who does it (F15, F16).
 */
export const returnStepsOfLeavers = (parts: Parts, stopped: AbortSignal): (() => Promise<void>) => {
  return async () => {
    while (!stopped.aborted && (await parts.store.sweepForLeavers(batch)));
    await lookUp(parts, stopped)
    await giveBack(parts, stopped)
  }
}

/** A team's people as Slack has them, or why that is not to be believed. */
type Seen = { people: ReadonlySet<PersonId> } | { doubt: string }

const lookUp = async (parts: Parts, stopped: AbortSignal): Promise<void> => {
  const { store, log } = parts
  const teams = new Map<Team, Promise<Seen>>()
  const seenIn = (team: Team): Promise<Seen> => {
    const seen = teams.get(team) ?? seeTeam(parts, team)
    teams.set(team, seen)
    return seen
  }
  for (const look of await store.claimLooks(looksAtOnce)) {
    if (stopped.aborted) return
    try {
      const found = await placesLeft(parts, look, seenIn)
      if (found !== 'in_doubt') await store.keepLook(look, found)
    } catch (error) {
      const code = classify(error).error
      log.warn({ code }, 'Whether somebody has left could not be found out, and will be tried again')
      if (look.tries < triesInVain) continue
      const subject = `person:${look.person}`
      if (await store.areLeaversConfirmed(subject)) await store.keepLook(look, ['everywhere'])
      else await store.openTrouble({ kind: 'leavers_unsure', subject, code })
    }
  }
}

/** What they are out of, of all by which they have a step. */
const placesLeft = async (
  { store, directory }: Parts,
  { person, fromTeams }: Look,
  seenIn: (team: Team) => Promise<Seen>,
): Promise<LeftFrom[] | 'in_doubt'> => {
  if (!isColleague(await directory.profileOf(person))) return ['everywhere']
  const found: LeftFrom[] = []
  for (const team of fromTeams) {
    const seen = await seenIn(team)
    if ('doubt' in seen) return 'in_doubt'
    // Whoever was never in the channel was named all the same, and has not left.
    if (!seen.people.has(person) && (await store.wasIn(team, person))) found.push(team)
  }
  return found
}

const seeTeam = async ({ store, directory }: Parts, team: Team): Promise<Seen> => {
  const [{ people, faults }, known] = await Promise.all([directory.membersOf(team), store.lateMembers(team)])
  const seen = new Set(people)
  const gone = known.filter(person => !seen.has(person))
  const isTooMany = areTooManyAtOnce(gone.length, known.length)
  const doubt = faults[0]?.code ?? (people.length === 0 ? 'no_members' : isTooMany ? 'too_many' : undefined)
  const subject = `team:${team}`
  if (doubt !== undefined && !(await store.areLeaversConfirmed(subject))) {
    await store.openTrouble({ kind: 'leavers_unsure', subject, code: doubt })
    return { doubt }
  }
  if (doubt === undefined) await store.rememberMembers(team, people)
  return { people: seen }
}

const giveBack = async (parts: Parts, stopped: AbortSignal): Promise<void> => {
  const { store, log } = parts
  const waiting = await store.leaversToReturn()
  if (waiting.length === 0) return
  const held = await heldBack(parts)
  for (const one of waiting) {
    if (stopped.aborted) return
    if (one.found.includes('everywhere') && held.has(one.person)) continue
    try {
      await returnAll(parts, one)
    } catch (error) {
      log.error(
        { error },
        'The steps of somebody who left could not all be given back; it will be tried again',
      )
    }
  }
}

/** People who are out of Safehold by what Slack says, among more than can be believed: a lead is asked about them. */
const heldBack = async ({ store }: Parts): Promise<ReadonlySet<PersonId>> => {
  const asked = await store.askedLately()
  const out = new Set(asked.filter(({ isOut }) => isOut).map(({ person }) => person))
  const groups: [subject: string, all: readonly PersonId[]][] = [
    ['people', asked.map(({ person }) => person)],
    ...(await Promise.all(
      teamsWithSteps.map(
        async team => [`team:${team}`, await store.lateMembers(team)] as [string, PersonId[]],
      ),
    )),
  ]
  const held = new Set<PersonId>()
  for (const [subject, all] of groups) {
    const gone = all.filter(person => out.has(person))
    if (!areTooManyAtOnce(gone.length, all.length) || (await store.areLeaversConfirmed(subject))) continue
    await store.openTrouble({ kind: 'leavers_unsure', subject, code: 'too_many' })
    for (const person of gone) held.add(person)
  }
  if (held.size > 0) await store.holdLeavers([...held])
  return held
}

const clock = { id: safehold, teams: [], mayConfirmRelease: false } as const

/** Then tells the leads, once for each person. Whoever is interrupted goes on where it stopped: each case is told once. */
const returnAll = async ({ store }: Parts, one: FoundOut): Promise<void> => {
  const { person, askedAt, found } = one
  for (const caseId of await store.casesWithStepsOf(person))
    for (const from of found)
      await store.perform({
        nonce: `left-${caseId}-${person}-${Date.parse(askedAt)}-${from}`,
        caseId,
        command: { kind: 'return_steps', of: person, from },
        actor: clock,
        texts: {},
      })
  const returned = await store.returnedOf(person, askedAt)
  await store.endLeaver(one, returned.length > 0 ? leaverMessage(person, found, returned) : null)
}
