import { type Instant, localDateOf } from '../../calendar/london.ts'
import type { LocalDate } from '../../calendar/dates.ts'
import type { Case } from '../case.ts'
import { type Deadline, deadlineKey, type Owner } from '../deadline.ts'
import { deadlinesOf } from '../deadlines.ts'
import type { CaseEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import type { StaffDays } from '../staff-days.ts'
import type { RecordedCase } from './record.ts'

/**
 * `in_time`, `late`: the step was recorded before or after it was due. `entered_late`: it happened in time and was
 * recorded after. `ran_out`: the clock ended it. `already_past`: it was past when it became known, so it is neither met
 * nor missed (F11). `window_over`: the customer's five working days ended; that is nobody's step (VR ¶7). `not_done`: it was due before the last entry and is still to be done. `open`: it is due later.
 */
export type DateOutcome =
  | 'in_time'
  | 'late'
  | 'entered_late'
  | 'ran_out'
  | 'already_past'
  | 'window_over'
  | 'not_done'
  | 'open'

/** What was due on a case: when, with whom, under which paragraph, and what became of it. */
export type DateHistory = {
  deadline: string
  step: string
  owner: Owner
  basis: string
  knownAt: Instant
  /** When it was due, and each time to which that moved, with the moment from which it counted. */
  due: readonly { at: Instant; from: Instant }[]
  /** The change that ended it. Without `by` it was made on a linked case. */
  ended?: { at: Instant; by?: CaseEvent }
  outcome: DateOutcome
}

type Draft = Omit<DateHistory, 'due' | 'outcome'> & { due: { at: Instant; from: Instant }[] }

/**
 * Every date that a case ever had, worked out anew from its record and those of the linked cases, in the order in which
 * they became known. As the record ends: nothing depends on when it is asked.
 */
export const datesOfRecord = (
  { events }: Pick<RecordedCase, 'events'>,
  linked: readonly RecordedCase[],
  staff: StaffDays,
): DateHistory[] => {
  const histories = new Map<string, Draft[]>()
  let end: Instant = ''
  for (const { at, own, c, others } of statesOf(events, linked)) {
    end = at
    const live = deadlinesOf(c, staff, others)
    const keys = new Set(live.map(deadlineKey))
    for (const one of live) {
      carryOn(histories, one, keys)
      note(histories, one, at)
    }
    for (const [key, drafts] of histories) {
      const last = drafts.at(-1)
      if (!keys.has(key) && last && !last.ended) last.ended = endedBy(at, own)
    }
  }
  return [...histories.values()]
    .flat()
    .map(draft => ({ ...draft, outcome: outcomeOf(draft, end) }))
    .sort((one, other) => (one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0))
}

const note = (histories: Map<string, Draft[]>, one: Deadline, at: Instant): void => {
  const key = deadlineKey(one)
  const drafts = histories.get(key) ?? []
  histories.set(key, drafts)
  const last = drafts.at(-1)
  if (!last || last.ended) {
    const { step, owner, basis, knownAt } = one
    // What was taken back is to be done again: a date of its own from then on.
    drafts.push({
      deadline: key,
      step,
      owner,
      basis,
      knownAt: last ? at : knownAt,
      due: [{ at: one.dueAt, from: at }],
    })
    return
  }
  last.owner = one.owner
  if (last.due.at(-1)?.at !== one.dueAt) last.due.push({ at: one.dueAt, from: at })
}

/** A step that goes on under another number, such as a triage to which a concern was added, is the same date as before. */
const carryOn = (histories: Map<string, Draft[]>, one: Deadline, live: ReadonlySet<string>): void => {
  const key = deadlineKey(one)
  if (histories.has(key)) return
  for (const [before, drafts] of histories) {
    const last = drafts.at(-1)
    const isSame =
      before.startsWith(`${one.kind}-`) && last?.due.at(-1)?.at === one.dueAt && last.knownAt === one.knownAt
    if (live.has(before) || !last || last.ended || !isSame) continue
    histories.set(key, [{ ...last, deadline: key }])
    histories.set(before, drafts.slice(0, -1))
    return
  }
}

/** What follows by itself from an entry; the entry is what somebody did. */
const consequences = new Set<CaseEvent['kind']>(['case_moved', 'hold_started', 'note_wanted'])

const endedBy = (at: Instant, own: readonly CaseEvent[]): NonNullable<DateHistory['ended']> => {
  const by = own.find(event => !consequences.has(event.kind)) ?? own[0]
  return { at, ...(by && { by }) }
}

const outcomeOf = ({ deadline, due, knownAt, ended }: Draft, end: Instant): DateOutcome => {
  const last = due.at(-1)?.at ?? ''
  if (deadline.startsWith('contact_window-') && last < (ended?.at ?? end)) return 'window_over'
  if (last <= knownAt) return 'already_past'
  if (!ended) return last < end ? 'not_done' : 'open'
  if (ended.at <= last) return 'in_time'
  if (ended.by?.kind === 'deadline_passed') return 'ran_out'
  const on = ended.by && happenedOn(ended.by)
  return on !== undefined && on <= localDateOf(last) ? 'entered_late' : 'late'
}

const withDay = new Set<CaseEvent['kind']>([
  'visit_recorded',
  'contact_recorded',
  'conference_held',
  'contact_attempt_logged',
  'manager_discussion_recorded',
  'six_point_plan_recorded',
])

/** The day of what an entry tells of, where somebody gave it: it may be earlier than the entry. */
export const happenedOn = (event: CaseEvent): LocalDate | undefined =>
  withDay.has(event.kind) && 'on' in event ? event.on : undefined

type State = { at: Instant; own: readonly CaseEvent[]; c: Case; others: readonly Case[] }

/** The case after each change to it or to a linked case, oldest first. */
const statesOf = (events: readonly CaseEvent[], linked: readonly RecordedCase[]): State[] => {
  const instants = [...new Set([events, ...linked.map(one => one.events)].flat().map(({ at }) => at))].sort()
  const own = playerOf(events)
  const others = linked.map(one => ({ from: linkedFrom(events, one), play: playerOf(one.events) }))
  return instants.flatMap(at => {
    const { c, now } = own(at)
    const beside = others.flatMap(({ from, play }) => {
      const { c: other } = play(at)
      return other && from <= at ? [other] : []
    })
    return c ? [{ at, own: now, c, others: beside }] : []
  })
}

/** Plays a record forward: the case as it stands at an instant, and the entries of just then. Instants must not go back. */
const playerOf = (events: readonly CaseEvent[]) => {
  let c: Case | null = null
  let next = 0
  return (at: Instant): { c: Case | null; now: readonly CaseEvent[] } => {
    const now: CaseEvent[] = []
    for (let event = events[next]; event && event.at <= at; event = events[++next]) {
      c = evolve(c, event)
      if (event.at === at) now.push(event)
    }
    return { c, now }
  }
}

/** Since when two cases were known to be one customer's: by a link, else once both had a number. */
const linkedFrom = (events: readonly CaseEvent[], other: RecordedCase): Instant => {
  const [opened] = events
  const ownId = opened?.kind === 'case_opened' ? opened.id : ''
  const link =
    events.find(event => event.kind === 'cases_linked' && event.other === other.case.id) ??
    other.events.find(event => event.kind === 'cases_linked' && event.other === ownId)
  if (link) return link.at
  const numbered = [events, other.events].map(
    all => all.find(({ kind }) => kind === 'number_entered')?.at ?? '',
  )
  return numbered.sort().at(-1) ?? ''
}
