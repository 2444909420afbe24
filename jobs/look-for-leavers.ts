import { areTooManyAtOnce, looksInVain } from '../src/case/left-at-once.ts'
import type { LeftFrom } from '../src/case/left.ts'
import type { PersonId, Team } from '../src/case/people.ts'
import { type Directory, isColleague, type Members } from '../src/slack/directory.ts'
import { classify, isAnswer } from '../src/slack/post-errors.ts'
import type { Look } from '../src/store/leavers.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'

export type LookParts = {
  store: Pick<
    Store,
    | 'claimLooks'
    | 'confirmedLeavers'
    | 'cureTrouble'
    | 'heldLeavers'
    | 'holdLeavers'
    | 'keepLook'
    | 'keepTry'
    | 'lateMembers'
    | 'leaverQuestionsOver'
    | 'openTrouble'
    | 'rememberMembers'
    | 'wasIn'
  >
  directory: Directory
  log: Log
}

/** Slack answers about a hundred such questions a minute, and the gate asks them too. */
const looksAtOnce = 5
/** More are gone at once than do leave at once, by what Slack says. */
export const tooMany = 'too_many'

/** A team's people as Slack has them, who of those that were there is not, and why that is not to be believed. */
type Seen = { people: ReadonlySet<PersonId>; gone: readonly PersonId[]; doubt: string | undefined }

/**
 * Looks up in Slack some of those who are asked after, and keeps of what they are out. What Slack answers is kept or, where
 * it says neither yes nor no, counted; while Slack gives no answer nothing is counted against anybody (F16).
 */
export const lookForLeavers = async (parts: LookParts, stopped: AbortSignal): Promise<void> => {
  const { store } = parts
  const teams = new Map<Team, Promise<Seen>>()
  const seenIn = (team: Team): Promise<Seen> => {
    const seen = teams.get(team) ?? seeTeam(parts, team)
    teams.set(team, seen)
    return seen
  }
  const looks = await store.claimLooks(looksAtOnce)
  for (const look of looks) {
    if (stopped.aborted) return
    // The others of this time would fail alike: they are looked up a minute later, and later still if need be.
    if ((await lookUp(parts, look, seenIn)) === 'no_answer') break
  }
  if (looks.length === 0) return
  for (const over of await store.leaverQuestionsOver()) await store.cureTrouble(over, 'answered')
}

const lookUp = async (
  parts: LookParts,
  look: Look,
  seenIn: (team: Team) => Promise<Seen>,
): Promise<'answered' | 'no_answer'> => {
  const { store, log } = parts
  try {
    const found = await placesLeft(parts, look, seenIn)
    if (found !== 'in_doubt') await store.keepLook(look, found)
    return 'answered'
  } catch (error) {
    const code = classify(error).error
    log.warn({ code }, 'Whether somebody has left could not be found out, and will be tried again')
    if (isAnswer(error)) {
      await keepInVain(parts, look, code)
      return 'answered'
    }
    if (look.unanswered >= looksInVain)
      await store.openTrouble({ kind: 'leavers_unseen', subject: 'slack', code })
    return 'no_answer'
  }
}

/** Slack says neither yes nor no of this person. After about an hour a lead is asked. */
const keepInVain = async ({ store }: LookParts, look: Look, code: string): Promise<void> => {
  if ((await store.keepTry(look)) < looksInVain) return
  const { person } = look
  const subject = `person:${person}`
  const confirmed = await store.confirmedLeavers({ subject, code })
  if (confirmed.includes(person)) await store.keepLook(look, ['everywhere'])
  else await store.openTrouble({ kind: 'leavers_unsure', subject, code, people: [person] })
}

/** What they are out of, of all by which they have a step. */
const placesLeft = async (
  parts: LookParts,
  { person, fromTeams, heldFrom }: Look,
  seenIn: (team: Team) => Promise<Seen>,
): Promise<LeftFrom[] | 'in_doubt'> => {
  const { store, directory } = parts
  if (!isColleague(await directory.profileOf(person))) return ['everywhere']
  const found: LeftFrom[] = []
  for (const team of fromTeams) {
    const { people, gone, doubt } = await seenIn(team)
    // Whoever was never in the channel was named all the same, and has not left.
    if (people.has(person) || !(await store.wasIn(team, person))) continue
    // Whoever was among too many is held until a lead answers, however few are still out.
    const code = doubt ?? (heldFrom.includes(team) ? tooMany : undefined)
    if (code !== undefined && (await isHeld(parts, person, team, code, gone))) return 'in_doubt'
    found.push(team)
  }
  return found
}

/** Whether it takes a lead to say that this person has left the team. Asks for it. */
const isHeld = async (
  { store }: LookParts,
  person: PersonId,
  team: Team,
  code: string,
  gone: readonly PersonId[],
): Promise<boolean> => {
  const subject = `team:${team}`
  const confirmed = new Set(await store.confirmedLeavers({ subject, code }))
  if (confirmed.has(person)) return false
  await store.holdLeavers([person], code === tooMany ? [team] : [])
  const people = new Set([...gone, ...(await store.heldLeavers(team)), person])
  await store.openTrouble({
    kind: 'leavers_unsure',
    subject,
    code,
    people: [...people].filter(one => !confirmed.has(one)),
  })
  return true
}

const seeTeam = async (parts: LookParts, team: Team): Promise<Seen> => {
  const { store } = parts
  const [{ people, faults }, known] = await Promise.all([membersOf(parts, team), store.lateMembers(team)])
  const seen = new Set(people)
  const gone = known.filter(person => !seen.has(person))
  const isTooMany = areTooManyAtOnce(gone.length, known.length)
  const doubt = faults[0]?.code ?? (people.length === 0 ? 'no_members' : isTooMany ? tooMany : undefined)
  if (doubt === undefined) await store.rememberMembers(team, people)
  return { people: seen, gone, doubt }
}

/** A list that Slack does not give is the fault of the channel, and of nobody who is looked up. */
const membersOf = async ({ directory }: LookParts, team: Team): Promise<Members> => {
  try {
    return await directory.membersOf(team)
  } catch (error) {
    if (!isAnswer(error)) throw error
    return { people: [], faults: [{ channel: team, code: classify(error).error }] }
  }
}
