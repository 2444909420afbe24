import { areTooManyAtOnce } from '../src/case/left-at-once.ts'
import { type PersonId, safehold } from '../src/case/people.ts'
import { leaverMessage } from '../src/slack/left-words.ts'
import type { FoundOut } from '../src/store/leavers.ts'
import type { Store } from '../src/store/store.ts'
import { lookForLeavers, type LookParts, tooMany } from './look-for-leavers.ts'

type Parts = LookParts & {
  store: Pick<
    Store,
    | 'askedLately'
    | 'casesWithStepsOf'
    | 'endLeaver'
    | 'leaversToReturn'
    | 'perform'
    | 'returnedOf'
    | 'sweepForLeavers'
  >
}

/** Cases gone through in one statement. */
const batch = 500
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
    await lookForLeavers(parts, stopped)
    await giveBack(parts, stopped)
  }
}

const giveBack = async (parts: Parts, stopped: AbortSignal): Promise<void> => {
  const { store, log } = parts
  const waiting = await store.leaversToReturn()
  if (waiting.length === 0) return
  const held = await heldBack(parts, waiting)
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

/**
 * People who are out of Safehold by what Slack says and were, now or before, among more than can be believed: a lead is
 * asked about them, and they wait until one answers or Slack shows them again.
 */
const heldBack = async ({ store }: Parts, waiting: readonly FoundOut[]): Promise<ReadonlySet<PersonId>> => {
  const asked = await store.askedLately()
  const out = new Set(asked.filter(({ isOut }) => isOut).map(({ person }) => person))
  const groups = [
    asked.map(({ person }) => person),
    ...(await Promise.all(teamsWithSteps.map(team => store.lateMembers(team)))),
  ]
  const among = groups.flatMap(all => {
    const gone = all.filter(person => out.has(person))
    return areTooManyAtOnce(gone.length, all.length) ? gone : []
  })
  const doubted = new Set([...among, ...asked.filter(({ isHeld }) => isHeld).map(({ person }) => person)])
  const question = { subject: 'people', code: tooMany }
  const confirmed = new Set(await store.confirmedLeavers(question))
  const held = asked
    .filter(({ person, isOut, isOpen }) => isOut && isOpen && doubted.has(person) && !confirmed.has(person))
    .map(({ person }) => person)
  if (held.length === 0) return new Set()
  // Of the others nothing new is known: they are held already, and looked up again in their turn.
  const seenAgain = new Set(waiting.map(({ person }) => person))
  await store.holdLeavers(
    held.filter(person => seenAgain.has(person)),
    ['everywhere'],
  )
  await store.openTrouble({ kind: 'leavers_unsure', ...question, people: held })
  return new Set(held)
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
