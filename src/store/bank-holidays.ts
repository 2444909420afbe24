import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../calendar/dates.ts'
import { type FeedCopy, knowledgeWarnings } from '../calendar/holiday-feed.ts'
import type { HolidayChange, HolidayDifferences } from '../calendar/holiday-changes.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import { calendarFor, nationsOf } from '../calendar/working-days.ts'
import type { PersonId } from '../case/people.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'
import { type Applying, holidayApplying } from './holiday-apply.ts'
import { type DatesToMove, datesToMove } from './holiday-dates.ts'
import { officeEntryPart, withOfficeEntry } from './office-log.ts'

/** What the leads have said to a change, or that a later copy of the feed took its place. */
export type HolidayAnswer = {
  outcome: 'confirmed' | 'set_aside' | 'overtaken'
  by: PersonId
  at: Instant
  reason: string | null
}
export type HolidayProposal = HolidayChange & { seenAt: Instant; answers: readonly HolidayAnswer[] }

/** The feed as it was last read, and everything that was said to it. `decisions`: how many answers there were. */
export type FeedState = {
  copy: FeedCopy | null
  fetchedAt: Instant | null
  fault: string | null
  faultSince: Instant | null
  faultTold: boolean
  confirmed: HolidayChange[]
  setAside: HolidayChange[]
  open: HolidayProposal | null
  decisions: number
  now: Instant
}

export type BankHolidays = Applying & {
  /** Whether it is time to read the feed, and this call is the one to do it: the claim to give back with what came of it. */
  claimFeed(): Promise<Instant | null>
  feedState(): Promise<FeedState>
  /**
   * Keeps a good copy. With `news` they are put to the leads in place of what was open; null takes back what was open, and
   * 'same' leaves it. False when the claim ran out or somebody answered meanwhile: nothing is kept, and it is read again.
   */
  keepFeed(claim: Instant, copy: FeedCopy, seen: FeedState, news: News | 'same' | null): Promise<boolean>
  /** Keeps what is wrong with the feed, and tells the leads if there is a message; the last good copy stays. */
  keepFault(claim: Instant, fault: string, message: ListMessage | null): Promise<void>
  /** Every change that is confirmed, in the order in which they were. */
  confirmedHolidays(): Promise<HolidayChange[]>
  holidayProposal(n: number): Promise<HolidayProposal | null>
  /**
   * Records what a lead says. Once: whoever comes second gets what was said before. What was set aside may still be confirmed.
   */
  answerHolidays(
    n: number,
    answer: Pick<HolidayAnswer, 'by' | 'reason'> & { outcome: 'confirmed' | 'set_aside' },
  ): Promise<HolidayProposal | null>
  /** Asks the leads again, once a day. */
  askAboutHolidays(n: number, day: LocalDate, message: ListMessage): Promise<boolean>
  /**
   * What an operator should know: a list that cannot be used, while it `isRead` at all, and bank holidays that are soon not
   * known any more.
   */
  calendarWarnings(isRead: boolean): Promise<string[]>
  /**
   * The open dates that a change would move, the soonest first, on at most so many cases. None of a case whose customer is
   * the `reader` (F15).
   */
  datesToMove(change: HolidayDifferences, mostCases: number, reader?: PersonId): Promise<DatesToMove>
}

type News = { change: HolidayDifferences; message: ListMessage }

const claimMinutes = 15
const claim = `
update holiday_feed set next_try_at = date_trunc('milliseconds', clock_now() + interval '${claimMinutes} minutes')
where next_try_at <= clock_now() returning next_try_at as claim`

const changes = (outcome: string): string => `
select coalesce(jsonb_agg(jsonb_build_object('n', p.n, 'added', p.added, 'removed', p.removed, 'knownTo', p.known_to)
  order by d.seq), '[]') from holiday_proposal p join holiday_decision d on d.n = p.n and d.outcome = '${outcome}'`

/** Every confirmed change in order, as one value of a statement. */
export const confirmedChanges = changes('confirmed')

const proposal = (which: string): string => `
select p.n, p.added, p.removed, p.known_to as "knownTo", p.seen_at as "seenAt",
  (select coalesce(jsonb_agg(jsonb_build_object('outcome', d.outcome, 'by', d.by, 'reason', d.reason,
    'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.seq), '[]')
    from holiday_decision d where d.n = p.n) as answers
from holiday_proposal p where ${which}`

const isOpen = 'not exists (select from holiday_decision d where d.n = p.n)'

const state = `
select f.copy, f.fetched_at as "fetchedAt", f.fault, f.fault_since as "faultSince", f.fault_told as "faultTold",
  (${confirmedChanges}) as confirmed,
  (${changes('set_aside')} and not exists (select from holiday_decision c where c.n = p.n and c.outcome = 'confirmed')) as "setAside",
  (select count(*) from holiday_decision) as decisions, clock_now() as now
from holiday_feed f`

// The row of the feed is locked by its update: nobody else keeps a copy at the same moment.
const keep = `
with mine as (
  update holiday_feed set copy = $2::jsonb, fetched_at = clock_now(), next_try_at = clock_now() + interval '1 day',
    fault = null, fault_since = null, fault_told = false
  where next_try_at = $1::timestamptz and (select count(*) from holiday_decision) = $3
  returning fetched_at as at
),
over as (
  insert into holiday_decision (n, outcome, by, at)
  select p.n, 'overtaken', 'safehold', mine.at from mine, holiday_proposal p where $4::boolean and ${isOpen}
),
made as (
  insert into holiday_proposal (added, removed, known_to, seen_at)
  select $5::jsonb->'added', $5::jsonb->'removed', coalesce($5::jsonb->'knownTo', '{}'), mine.at
  from mine where $5::jsonb is not null
  returning n, seen_at as at
),
asked as (insert into holiday_ask (n, day, at) select n, (at at time zone 'Europe/London')::date, at from made),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $6, 'team:leads', 'ordinary', $7::jsonb || jsonb_build_object('holidays', n), at, at from made
),
gate as (insert into channel_gate (destination) select 'team:leads' from made on conflict do nothing)
select count(*) as kept from mine`

const fault = `
with mine as (
  update holiday_feed set next_try_at = clock_now() + interval '1 hour', fault = $2,
    fault_since = coalesce(fault_since, clock_now()), fault_told = fault_told or $4::jsonb is not null
  where next_try_at = $1::timestamptz
  returning clock_now() as at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $3, 'team:leads', 'ordinary', $4::jsonb, at, at from mine where $4::jsonb is not null
),
gate as (insert into channel_gate (destination) select 'team:leads' from mine on conflict do nothing)
select count(*) as mine from mine`

const answer = `
with said as (
  insert into holiday_decision (n, outcome, by, at, reason)
  select p.n, $2, $3, clock_now(), $4 from holiday_proposal p where p.n = $1 and not exists (
    select from holiday_decision d where d.n = p.n and (d.outcome <> 'set_aside' or $2 = 'set_aside'))
  on conflict do nothing
  returning n, outcome
),
work as (insert into holiday_apply (n) select n from said where outcome = 'confirmed' on conflict do nothing),
${officeEntryPart('said', '$5')}
select n from said`

const ask = `
with asked as (
  insert into holiday_ask (n, day, at) select p.n, $2, clock_now() from holiday_proposal p where p.n = $1 and ${isOpen}
  on conflict do nothing returning at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $3, 'team:leads', 'ordinary', $4::jsonb || jsonb_build_object('holidays', $1::integer), at, at from asked
),
gate as (insert into channel_gate (destination) select 'team:leads' from asked on conflict do nothing)
select count(*) as asked from asked`

/** GOV.UK's bank holidays: read once a day by one worker, put to the leads, and told to the cases once one has confirmed. */
export const bankHolidays = (deps: StoreDeps): BankHolidays => {
  const { db, staff } = deps
  const proposalOf = async (n: number): Promise<HolidayProposal | null> =>
    (await db.rows<HolidayProposal>(proposal('p.n = $1'), [n]))[0] ?? null
  const stateOf = async (): Promise<FeedState> => {
    const [row] = await db.rows<Omit<FeedState, 'open'>>(state)
    if (!row) throw new Error('PostgreSQL returned no row where it always returns one')
    const [open] = await db.rows<HolidayProposal>(`${proposal(isOpen)} order by p.n desc limit 1`)
    return { ...row, open: open ?? null }
  }
  return {
    ...holidayApplying(deps),
    claimFeed: async () => (await db.rows<{ claim: Instant }>(claim))[0]?.claim ?? null,
    calendarWarnings: async isRead => {
      const { fault: why, faultSince, confirmed, now } = await stateOf()
      const nations = [...new Set([...nationsOf(staff.everybody), ...nationsOf(calendarFor(undefined))])]
      const known = knowledgeWarnings(nations, confirmed, localDateOf(now))
      if (!isRead || why === null || faultSince === null) return known
      return [`The list of bank holidays cannot be used since ${faultSince}: ${why}`, ...known]
    },
    feedState: stateOf,
    keepFeed: async (mine, copy, { decisions }, news) => {
      const change = news === 'same' || news === null ? null : news
      const [row] = await db.rows<{ kept: number }>(keep, [
        mine,
        JSON.stringify(copy),
        decisions,
        news !== 'same',
        change && JSON.stringify(change.change),
        randomUUID(),
        JSON.stringify(change?.message ?? {}),
      ])
      return row?.kept === 1
    },
    keepFault: async (mine, what, message) => {
      await db.rows(fault, [mine, what, randomUUID(), message && JSON.stringify(message)])
    },
    confirmedHolidays: async () =>
      (await db.rows<{ changes: HolidayChange[] }>(`select (${confirmedChanges}) as changes`))[0]?.changes ??
      [],
    holidayProposal: proposalOf,
    answerHolidays: async (n, { outcome, by, reason }) => {
      const asked = await proposalOf(n)
      if (asked === null) return null
      const { added, removed, knownTo } = asked
      const act = { actor: by, what: `bank holidays ${outcome}`, data: { n, added, removed, knownTo } }
      await withOfficeEntry(deps, act, entry => db.rows(answer, [n, outcome, by, reason, entry]))
      return proposalOf(n)
    },
    askAboutHolidays: async (n, day, message) => {
      const [row] = await db.rows<{ asked: number }>(ask, [n, day, randomUUID(), JSON.stringify(message)])
      return row?.asked === 1
    },
    datesToMove: (change, mostCases, reader) => datesToMove(deps, change, mostCases, reader),
  }
}
