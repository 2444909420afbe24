import { triageTeamOf } from '../src/case/people.ts'
import { serviceLine } from '../src/case/service-lines.ts'
import { ownerOf } from '../src/case/steps.ts'
import {
  keptOutCode,
  openRerouteOf,
  rerouteOf,
  stuckAfterAttempts,
  type TroubleKind,
} from '../src/case/trouble.ts'
import { classOfError } from '../src/slack/error-classes.ts'
import type { Destinations } from '../src/slack/destinations.ts'
import { isOutage } from '../src/slack/post-errors.ts'
import type { Posted } from '../src/slack/post.ts'
import type { ShutChannel } from '../src/store/cures.ts'
import type { ClaimedMessage } from '../src/store/delivery.ts'
import type { Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<
    Store,
    'openTrouble' | 'cureAfterPost' | 'cureStuck' | 'reroute' | 'rerouteUrgent' | 'readCase' | 'shutChannels'
  >
  destinations: Pick<Destinations, 'placeOf'>
}

/**
 * Tells somebody of a message that did not go through, before it is settled: what cannot succeed, whose place is shut, or
 * that is stuck. What it says is told elsewhere where it will never be told, or is urgent. Doing it twice does it once.
 * `words`: what a headline says now. `shutBefore`: how its channel was shut before it was looked at, as far as was known.
 */
export const tellOfFailure = async (
  { store, destinations }: Parts,
  claimed: ClaimedMessage,
  result: Posted,
  words: string,
  shutBefore?: ShutChannel,
): Promise<void> => {
  const { destination, attempt } = claimed
  const message = claimed.kind === 'alert' ? claimed.id : claimed.caseId
  const place = destinations.placeOf(destination)
  // Two destinations may share a channel: it is shut for both, and told of once.
  const name = 'person' in place ? destination : place.name
  const trouble = (kind: TroubleKind, code: string, subject = name) =>
    store.openTrouble({ kind, subject, code })
  const placesShut = async () => (await store.shutChannels()).map(({ subject }) => subject)

  if (result.kind === 'sent')
    return store.cureAfterPost(name, {
      known: shutBefore,
      destination,
      message,
    })
  if (result.kind === 'lost') return
  if (result.kind === 'failed') {
    // It is not tried again, so what it was stuck by has ended too, where no other message is.
    await store.cureStuck(name, { destination, message })
    const toPerson = 'person' in place
    // Nothing is to be put right there.
    if (result.error !== keptOutCode)
      await trouble(toPerson && isGone(result.error) ? 'person_unreachable' : 'message_refused', result.error)
    // What it tells goes by itself.
    if (claimed.kind === 'alert' && claimed.isDigest) return
    const shutNow = await placesShut()
    const first = toPerson ? await teamOf(store, claimed) : rerouteOf(name, shutNow)
    const to = shutNow.includes(first) ? rerouteOf(first, shutNow) : first
    return store.reroute(claimed, to, result.error, words)
  }
  const shut = result.kind === 'retry' ? result.shut : undefined
  if (shut === 'slack') await trouble('slack_shut', result.error, 'slack')
  else if (shut === 'channel') {
    await trouble('channel_shut', result.error)
    const to = openRerouteOf(name, await placesShut())
    // While no place is open it waits: the next attempt asks again.
    if (to !== undefined) await store.rerouteUrgent(destination, to, result.error)
  } else if (attempt >= stuckAfterAttempts && result.error !== 'ratelimited' && !isOutage(result.error))
    // By what it was written for: another message to the same channel says nothing of it. Of the leads' own others are told.
    await trouble('message_stuck', result.error, name === 'team:leads' ? name : destination)
}

/** About the person, not about what was to be told. */
const isGone = (code: string): boolean => ['person_gone', 'channel_shut'].includes(classOfError(code))

/** Whoever has the case has to know what a person was to be told; a line manager's part is no business of a channel (F14). */
const teamOf = async (store: Parts['store'], claimed: ClaimedMessage): Promise<string> => {
  const isManagers =
    claimed.kind === 'alert' &&
    'actions' in claimed.data &&
    claimed.data.actions.includes('acknowledge_concern')
  const found = claimed.caseId === null || isManagers ? null : await store.readCase({ id: claimed.caseId })
  if (!found) return 'team:leads'
  const owner = ownerOf(found.case, found.now)
  const team = owner && 'team' in owner ? owner.team : triageTeamOf(serviceLine(found.case.serviceLine))
  return `team:${team}`
}
