import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { EventKind } from '../../src/case/events.ts'
import { evolve } from '../../src/case/evolve.ts'
import { nextRungOf } from '../../src/case/ladder.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { ownerOf } from '../../src/case/steps.ts'
import { rungsChangeNothing } from './climb.ts'
import { emptyLedger, openHolds } from './ledger.ts'
import { same } from './same.ts'
import type { Refused, Step, Theorem } from './theorem.ts'
import { dayOf, linkedTo, people, staff, type World } from './world.ts'

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
}

const moments = ['2026-11-27T23:59:59.000Z', '2026-11-28T00:00:01.000Z', '2026-12-16T10:00:00.000Z']

/** The day of the first ineffective visit that stands in the latest referral, or before any. */
const firstDay = (world: World, index: number, ineffectiveOnly: boolean): string | undefined => {
  const l = world.ledgers[index] ?? emptyLedger
  const counting = [0, l.referrals.at(-1)?.n]
  return l.visits
    .filter(
      visit => visit.stands && (visit.ineffective || !ineffectiveOnly) && counting.includes(visit.referral),
    )
    .map(visit => visit.on)
    .sort()[0]
}

const oneOwner = (c: Case, world: World, index: number): string | undefined => {
  const triage = c.serviceLine === 'access_to_work' ? 'spoc' : 'ceast'
  const until = contactBy[firstDay(world, index, true) ?? '']
  for (const now of [dayOf(world).now, ...moments]) {
    const owner = ownerOf(c, now)
    const name = owner === null ? 'nobody' : 'team' in owner ? owner.team : owner.person
    const wanted: Record<Case['status'], string> = {
      triage,
      visit_due: 'visiting',
      awaiting_contact: until !== undefined && now.slice(0, 10) > until ? 'visiting' : 'ceast',
      ceast_review: 'ceast',
      concern_confirmed: 'ceast',
      returning: 'ceast',
      with_adviser: people.adviser.id,
      decision: people.adviser.id,
      closed: 'nobody',
    }
    if (name !== wanted[c.status]) return `${c.status} is owned by ${name}, not ${wanted[c.status]}`
  }
  return undefined
}

const liveDeadline = (c: Case): string | undefined => {
  const live = deadlinesOf(c, staff)
  const keys = live.map(deadlineKey)
  if (new Set(keys).size !== keys.length) return 'two deadlines have one key'
  if (live.some(({ owner }) => 'person' in owner && owner.person === '')) return 'a deadline has no owner'
  // A ladder that is climbed "once" ends, so it is not enough by itself.
  const chased = live.some(deadline => deadline.ladder !== 'once' && nextRungOf(c, deadline, staff))
  return chased || c.status === 'closed' ? undefined : `nobody is chased in ${c.status}`
}

const nothingLeftOpen = (c: Case, world: World, index: number): string | undefined => {
  const l = world.ledgers[index] ?? emptyLedger
  if (c.status !== 'decision' && c.status !== 'closed') return undefined
  if (openHolds(l).length > 0) return `${c.status} while the award is held`
  if (c.status === 'decision' && l.closingNotes.length > 0)
    return 'decision while a closing note is not confirmed'
  // A confirmed death ends every step that was begun (F10).
  if (c.death?.confirmed) return undefined
  if (l.conferenceOpen) return `${c.status} while a required conference is not held`
  return l.openActions.length > 0 ? `${c.status} while an agreed action is open` : undefined
}

const decisionIsLast = ({ before, index, from, events }: Step): string | undefined => {
  const l = before.ledgers[index] ?? emptyLedger
  const has = (kind: EventKind) => events.some(event => event.kind === kind)
  if (!has('returned_to_adviser') && !has('award_decision_recorded')) return undefined
  const linked = linkedTo(before, index).length > 0 ? before.ledgers[1 - index] : undefined
  if (openHolds(l).length > 0) return 'the award is held'
  if (has('award_decision_recorded') && linked && openHolds(linked).length > 0)
    return 'a linked case holds the award'
  if (l.closingNotes.length > 0) return 'a closing note is not confirmed'
  // A confirmed death ends every step that was begun, and a hold released for it needs no review (F10).
  if (from?.death?.confirmed || l.released.some(one => one.ground === 'customer_died')) return undefined
  if (l.conferenceOpen) return 'a required conference is not held'
  if (l.openActions.length > 0) return 'an agreed action is open'
  return l.reviewedAt === 0 ? 'there was no evidence review' : undefined
}

const replays = ({ from, to, events, command }: Step): string | undefined => {
  let c = from
  for (const event of events) {
    if (event.seq !== (c?.seq ?? 0) + 1) return 'the events are not numbered one after the other'
    c = evolve(c, event)
  }
  return same(c, to) ? undefined : `${command.kind}: the events give another case`
}

const survivesStorage = (c: Case): string | undefined => {
  const stored: unknown = JSON.parse(JSON.stringify(c))
  return same(stored, c) ? undefined : 'the case is another one once it is stored'
}

const decided = new Set<EventKind>([
  'triage_decided',
  'ceast_outcome_recorded',
  'release_requested',
  'release_confirmed',
  'returned_to_adviser',
  'award_decision_recorded',
])

const facts = new Set<Command['kind']>([
  'declare_danger',
  'add_concern',
  'record_visit_outcome',
  'record_customer_contact',
  'record_death',
  'correct_entry',
  'put_on_hold',
])

const staleForms = ({ from, events, command, stale }: Step): string | undefined => {
  const isDecision = events.some(event => decided.has(event.kind))
  if (!from || !(isDecision || facts.has(command.kind))) return undefined
  const refused = isRefusal(stale())
  if (isDecision && !refused) return `${command.kind} went through on a form opened before the last change`
  return !isDecision && refused ? `${command.kind} is a fact and was refused for another's change` : undefined
}

const factsAreTaken = ({ world, index, command, refusal }: Refused): string | undefined => {
  const told = `${command.kind}: "${refusal.what}"`
  if (command.kind === 'record_visit_outcome') {
    const first = firstDay(world, index, false)
    const impossible = command.which !== 'first' && first !== undefined && command.on < first
    return impossible && refusal.code === 'impossible_entry' ? undefined : told
  }
  if (command.kind === 'record_death')
    return world.cases[index]?.death?.confirmed === command.confirmed ? undefined : told
  return facts.has(command.kind) && command.kind !== 'correct_entry' ? told : undefined
}

/** Owners, deadlines, decisions, records and refusals. */
export const caseTheorems: readonly Theorem[] = [
  {
    name: 'a case has exactly one owner until it is closed, by its status and the clock',
    state: eachCase(oneOwner),
  },
  {
    name: 'every open case is chased by a live deadline with an owner, and deadline keys are unique (F16)',
    state: eachCase(liveDeadline),
  },
  {
    name: 'a rung of a ladder is passed at its time, once, and changes nothing else (F16, D22)',
    state: eachCase(rungsChangeNothing),
  },
  {
    name: 'no case is decided or closed while held or with a conference or action open (R36, R41, R42)',
    state: eachCase(nothingLeftOpen),
  },
  {
    name: 'a return or decision finds the review made, the notes confirmed and nothing held (R40, R49, R50, D7)',
    step: decisionIsLast,
  },
  {
    name: 'replaying the events gives the case, also once it was stored',
    step: replays,
    state: eachCase(survivesStorage),
  },
  { name: 'a decision on a stale form is refused, and a fact is not (F3)', step: staleForms },
  {
    name: 'facts are never refused, but for dates and answers that cannot be (F7, F8, R29)',
    refusal: factsAreTaken,
  },
  {
    name: 'a refusal names its rule and says why',
    refusal: ({ command, refusal }) =>
      refusal.what !== '' && refusal.rule !== '' ? undefined : command.kind,
  },
]
