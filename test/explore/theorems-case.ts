import type { Case } from '../../src/case/case.ts'
import { deadlineKey, type DeadlineKind } from '../../src/case/deadline.ts'
import { ladders } from './climb.ts'
import { emptyLedger, openHolds } from './ledger.ts'
import { same } from './same.ts'
import type { Step, Theorem } from './theorem.ts'
import { dayOf, linkedTo, staff, type World } from './world.ts'

const eachCase =
  (check: (c: Case, world: World, index: number) => string | undefined) =>
  (world: World): string | undefined => {
    for (const [index, c] of world.cases.entries()) {
      const finding = c ? check(c, world, index) : undefined
      if (finding !== undefined) return finding
    }
    return undefined
  }

/** VR ¶7: the last day for contact, five working days after each day on which a visit can be. Counted by hand. */
const contactBy: Record<string, string> = {
  '2026-11-20': '2026-11-27',
  '2026-11-23': '2026-11-30',
  '2026-11-30': '2026-12-07',
  '2026-12-01': '2026-12-08',
  '2026-12-08': '2026-12-15',
  '2026-12-09': '2026-12-16',
}

/** The last is after every window, also where the bank holiday that is told meanwhile lies in it. */
const moments = ['2026-11-27T23:59:59.000Z', '2026-11-28T00:00:01.000Z', '2026-12-18T10:00:00.000Z']

/** The day of the first ineffective visit that stands in the latest referral, or before any. */
const firstIneffective = (world: World, index: number): string | undefined => {
  const l = world.ledgers[index] ?? emptyLedger
  const counting = [0, l.referrals.at(-1)?.n]
  return l.visits
    .filter(visit => visit.stands && visit.ineffective && counting.includes(visit.referral))
    .map(visit => visit.on)
    .sort()[0]
}

const oneOwner = (c: Case, world: World, index: number): string | undefined => {
  const triage = c.serviceLine === 'access_to_work' ? 'spoc' : 'ceast'
  const until = contactBy[firstIneffective(world, index) ?? '']
  for (const now of [dayOf(world).now, ...moments]) {
    const owner = world.core.ownerOf(c, now)
    const name = owner === null ? 'nobody' : 'team' in owner ? owner.team : owner.person
    const wanted: Record<Case['status'], string> = {
      advice: triage,
      triage,
      visit_due: 'visiting',
      awaiting_contact: until !== undefined && now.slice(0, 10) > until ? 'visiting' : 'ceast',
      ceast_review: 'ceast',
      concern_confirmed: 'ceast',
      returning: 'ceast',
      with_adviser: c.adviser ?? triage,
      decision: c.adviser ?? triage,
      closed: 'nobody',
    }
    if (name !== wanted[c.status]) return `${c.status} is owned by ${name}, not ${wanted[c.status]}`
  }
  return undefined
}

const teams = new Set(['spoc', 'visiting', 'ceast', 'acssl', 'leads'])

/** Chased beside the case, and never all that keeps it in view. */
const paperwork = new Set<DeadlineKind>([
  'acknowledgement',
  'email',
  'look_back',
  'learning',
  'learning_item',
])

const liveDeadline = (c: Case, world: World, index: number): string | undefined => {
  const { core } = world
  const live = core.deadlinesOf(c, staff, linkedTo(world, index))
  const keys = live.map(deadlineKey)
  if (new Set(keys).size !== keys.length) return 'two deadlines have one key'
  if (live.some(({ owner }) => ('person' in owner ? owner.person === '' : !teams.has(owner.team))))
    return 'a deadline has no owner'
  // A ladder that is climbed "once" ends, so it is not enough by itself.
  const chased = live.some(
    deadline => deadline.ladder !== 'once' && !paperwork.has(deadline.kind) && core.nextRungOf(c, deadline),
  )
  return chased || c.status === 'closed' ? undefined : `nobody is chased in ${c.status}`
}

const nothingLeftOpen = (c: Case, world: World, index: number): string | undefined => {
  const l = world.ledgers[index] ?? emptyLedger
  if (c.status !== 'decision' && c.status !== 'closed') return undefined
  if (openHolds(l).length > 0) return `${c.status} while the award is held`
  if (c.status === 'decision' && l.closingNotes.length > 0)
    return 'decision while a closing note is not confirmed'
  if (l.conferenceOpen) return `${c.status} while a required conference is not held`
  if (l.openActions.length > 0) return `${c.status} while an agreed action is open`
  return l.acssl.some(one => one.open) ? `${c.status} while an ACSSL referral is open` : undefined
}

const decisionIsLast = ({ before, index, events }: Step): string | undefined => {
  const l = before.ledgers[index] ?? emptyLedger
  const has = (kind: string) => events.some(event => event.kind === kind)
  if (!has('returned_to_adviser') && !has('award_decision_recorded')) return undefined
  const linked = linkedTo(before, index).length > 0 ? before.ledgers[1 - index] : undefined
  if (openHolds(l).length > 0) return 'the award is held'
  if (has('award_decision_recorded') && linked && openHolds(linked).length > 0)
    return 'a linked case holds the award'
  if (l.closingNotes.length > 0) return 'a closing note is not confirmed'
  if (l.conferenceOpen) return 'a required conference is not held'
  if (l.openActions.length > 0) return 'an agreed action is open'
  // A hold released because of the death needs no review (F10).
  if (l.released.some(one => one.ground === 'customer_died')) return undefined
  return l.reviewedAt === 0 ? 'there was no evidence review' : undefined
}

const replays = ({ before, from, to, events, command }: Step): string | undefined => {
  let c = from
  for (const event of events) {
    if (event.seq !== (c?.seq ?? 0) + 1) return 'the events are not numbered one after the other'
    c = before.core.evolve(c, event)
  }
  return same(c, to) ? undefined : `${command.kind}: the events give another case`
}

/** What still has the leaver's name on it, or was touched that no leaver can touch. */
const nothingWithTheLeaver = ({ after, index, command, from, to, events }: Step): string | undefined => {
  if (command.kind !== 'return_steps' || !from) return undefined
  const { of, from: place } = command
  const everywhere = place === 'everywhere'
  if (!same(from.holds, to.holds)) return 'a hold was changed'
  if (from.status !== to.status) return 'the case was moved'
  for (const list of ['visits', 'contacts', 'notes', 'concerns', 'attempts', 'actions', 'emails'] as const)
    if (!same(from[list], to[list])) return `${list} were changed`
  const isLed = to.lead === of && (everywhere || place === 'ceast') && to.status !== 'closed'
  if (isLed) return 'the leaver leads'
  if (to.release?.by === of && (everywhere || place === 'ceast')) return "the leaver's release still waits"
  if (!everywhere) return undefined
  if (to.adviser === of && to.status !== 'closed') return 'the leaver is the adviser'
  const theirs = after.core
    .deadlinesOf(to, staff, linkedTo(after, index))
    .find(({ owner }) => 'person' in owner && owner.person === of)
  if (theirs) return `${theirs.kind} is with the leaver`
  return events.length > 0 && !events.some(event => event.kind === 'steps_returned')
    ? 'something else was recorded'
    : undefined
}

const survivesStorage = (c: Case): string | undefined => {
  const stored: unknown = JSON.parse(JSON.stringify(c))
  return same(stored, c) ? undefined : 'the case is another one once it is stored'
}

/** Owners, deadlines, decisions and records. `climbed` is told which kinds of deadline were met. */
export const caseTheorems = (climbed?: Set<DeadlineKind>): Theorem[] => [
  {
    name: 'a case has exactly one owner until it is closed, by its status and the clock',
    state: eachCase(oneOwner),
  },
  {
    name: 'every open case is chased by a live deadline with an owner, and deadline keys are unique (F16)',
    slow: true,
    state: eachCase(liveDeadline),
  },
  {
    name: 'a rung of a ladder is passed at its time, once, and changes nothing else (F16, D22)',
    slow: true,
    state: eachCase(ladders(climbed)),
  },
  {
    name: 'no case is decided or closed while held or with a conference, action or referral open (R36, R41, R42, R47)',
    state: eachCase(nothingLeftOpen),
  },
  {
    name: 'a return or decision finds the review made, the notes confirmed and nothing held (R40, R49, R50, D7)',
    step: decisionIsLast,
  },
  {
    name: 'whoever leaves has no step any more, and no hold or entry is changed by it (F15, F16, VR ¶11)',
    step: nothingWithTheLeaver,
  },
  {
    name: 'replaying the events gives the case, also once it was stored',
    step: replays,
    state: eachCase(survivesStorage),
  },
]
