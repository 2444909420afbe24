import { isDeepStrictEqual } from 'node:util'
import { safehold } from '../../src/case/people.ts'
import { replay } from '../../src/case/evolve.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Found, SeenCase } from './look.ts'

/** One press, by the nonce that it is recorded under. */
export type Pressed = { handler: string; nonce: string }

// Each checker gives what is wrong, one line each: nothing, if all is as it has to be.

/** Each press is recorded, and recorded once. */
export const recordedOnce = (presses: readonly Pressed[], { submissions }: Found): string[] =>
  presses.flatMap(({ handler, nonce }) => {
    const kept = submissions.filter(one => one.nonce === nonce)
    if (kept.length === 0) return [`${handler}: was pressed and is not recorded`]
    if (kept.length > 1) return [`${handler}: is recorded ${kept.length} times`]
    return kept[0]?.kind === 'done' ? [] : [`${handler}: was refused`]
  })

/** Each message that is wanted is in Slack once; where it cannot be read back it may be there twice. No other is there. */
export const postedOnce = (
  { wanted, posts, heartbeat }: Pick<Found, 'wanted' | 'posts' | 'heartbeat'>,
  mayBeTwice: (destination: string) => boolean,
): string[] => {
  const known = new Set([...wanted.map(({ postId }) => postId), heartbeat])
  const beats = posts.filter(({ postId }) => postId === heartbeat).length
  return [
    ...wanted.flatMap(({ postId, kind, destination, status, words }) => {
      const times = posts.filter(post => post.postId === postId).length
      if (times === 1 || (times === 2 && mayBeTwice(destination))) return []
      return [`${kind} ${status} to ${destination} is in Slack ${times} times: ${words}`]
    }),
    ...(beats > 1 ? [`the heartbeat is in Slack ${beats} times`] : []),
    ...posts
      .filter(({ postId }) => !known.has(postId))
      .map(({ postId, channel }) => `${postId} is in ${channel} and nobody wanted it`),
  ]
}

/** Every headline shows how its case stands now. */
export const headlinesRight = ({ wanted, posts }: Pick<Found, 'wanted' | 'posts'>): string[] =>
  wanted
    .filter(({ kind }) => kind === 'headline')
    .flatMap(({ postId, destination, words }) =>
      posts
        .filter(post => post.postId === postId && post.text !== words)
        .map(({ text }) => `the headline in ${destination} says\n${text}\nand should say\n${words}`),
    )

/** Nothing is claimed by anybody, waits to be sent, is behind or is due and not told. */
export const nothingLeft = ({
  wanted,
  overdueRungs,
  busyGates,
}: Pick<Found, 'wanted' | 'overdueRungs' | 'busyGates'>): string[] => [
  ...wanted
    .filter(({ status, claimed, behind }) => status !== 'sent' || claimed || behind)
    .map(
      ({ kind, destination, status, claimed, behind }) =>
        `${kind} to ${destination} is ${status}${claimed ? ', claimed' : ''}${behind ? ', behind' : ''}`,
    ),
  ...(overdueRungs > 0 ? [`${overdueRungs} rungs have come and were not told`] : []),
  ...(busyGates > 0 ? [`${busyGates} channels wait for somebody who is dead`] : []),
]

/** Every deadline that a case leads to is set, and no other is. */
export const deadlinesRight = ({ cases }: Pick<Found, 'cases'>): string[] =>
  cases.flatMap(({ ref, deadlines, due }) => {
    const [set, wanted] = [deadlines, due].map(rows =>
      rows
        .map(({ kind, n, owner, due_at, rung, next_at }) => [kind, n, owner, due_at, rung, next_at].join(' '))
        .toSorted((one, other) => one.localeCompare(other)),
    )
    return isDeepStrictEqual(set, wanted)
      ? []
      : [`${ref}: set are the deadlines ${set?.join()} and not ${wanted?.join()}`]
  })

/** Every rung of a deadline was told once. */
export const rungsOnce = ({ cases }: Pick<Found, 'cases'>): string[] =>
  cases.flatMap(({ ref, events }) => {
    const rungs = events
      .filter(({ kind, actor }) => kind === 'deadline_passed' && actor === safehold)
      .map(({ seq: _seq, at: _at, ...rung }) => JSON.stringify(rung))
    return rungs
      .filter((rung, index) => rungs.indexOf(rung) !== index)
      .map(rung => `${ref}: was told twice: ${rung}`)
  })

/** The record is as it was written, and the case and its holds are what the record says. */
export const recordWhole = ({ cases }: Pick<Found, 'cases'>): string[] =>
  cases.flatMap(({ ref, state, events, chain, views, openHolds }) => [
    ...(chain === undefined ? [] : [`${ref}: the chain is broken: ${chain}`]),
    ...(views === undefined ? [] : [`${ref}: the chain of views is broken: ${views}`]),
    ...(isDeepStrictEqual(plain(replay(events)), plain(state))
      ? []
      : [`${ref}: is not what its record says it is`]),
    ...(isDeepStrictEqual([...openHolds], holdsIn(events))
      ? []
      : [`${ref}: open are the holds ${openHolds.join()} and not ${holdsIn(events).join()}`]),
  ])

/** What the record demands, counted by hand: VR ¶6 Note, ¶10, ¶11, ¶19. */
export const heldAsTheFactsDemand = ({ cases }: Pick<Found, 'cases'>): string[] =>
  cases
    .filter(({ events }) => demandsHold(events) && !events.some(({ kind }) => kind === 'hold_started'))
    .map(({ ref }) => `${ref}: should have been held and never was`)

const demandsHold = (events: readonly CaseEvent[]): boolean => {
  const corrected = new Set(events.flatMap(event => (event.kind === 'entry_corrected' ? [event.of] : [])))
  const standing = events.filter(event => !corrected.has(event.seq))
  const visits = standing.flatMap(event => (event.kind === 'visit_recorded' ? [event] : []))
  const ineffective = visits.filter(({ outcome }) => outcome !== 'effective')
  return (
    visits.some(({ outcome }) => outcome === 'unsafe_area') ||
    ineffective.some(one => ineffective.some(other => other !== one && other.referral === one.referral)) ||
    standing.some(event => event.kind === 'ceast_outcome_recorded' && event.outcome === 'acs_concern') ||
    standing.some(({ kind }) => kind === 'hold_requested')
  )
}

const holdsIn = (events: readonly CaseEvent[]): number[] => {
  const released = new Set(events.flatMap(event => (event.kind === 'release_confirmed' ? event.holds : [])))
  return events.filter(({ kind, seq }) => kind === 'hold_started' && !released.has(seq)).map(({ seq }) => seq)
}

/** What people did is on record as if nothing had been killed: in the same order, nothing missing and nothing twice. */
export const asIfNothingDied = (found: Pick<Found, 'cases'>, reference: Pick<Found, 'cases'>): string[] => {
  const [now, then] = [found, reference].map(({ cases }) => cases.map(doneByPeople))
  if (isDeepStrictEqual(now, then)) return []
  return (now ?? [])
    .concat(then ?? [])
    .map((_, index) => [now?.[index], then?.[index]] as const)
    .filter(([one, other]) => one !== other)
    .map(
      ([one, other], index) =>
        `case ${index + 1}: ${one ?? 'is not there'}; undisturbed: ${other ?? 'is not there'}`,
    )
}

const doneByPeople = ({ events }: SeenCase): string =>
  events
    .filter(({ actor }) => actor !== safehold)
    .map(({ kind, actor }) => `${kind} by ${actor}`)
    .join(', ')

/** As JSON has it: the database keeps no `undefined`. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** All that holds of any record once everything has come to rest. */
export const atRest = (found: Found, mayBeTwice: (destination: string) => boolean): string[] => [
  ...postedOnce(found, mayBeTwice),
  ...headlinesRight(found),
  ...nothingLeft(found),
  ...deadlinesRight(found),
  ...rungsOnce(found),
  ...recordWhole(found),
  ...heldAsTheFactsDemand(found),
]
