import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import type { MorningScope } from '../case/morning-list.ts'
import type { Team } from '../case/people.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'
import { casesById } from './linked.ts'

/** What a team's morning list is made of. */
export type MorningFound = {
  now: Instant
  overdue: number
  dueToday: number
  held: number
  /** Cases with CEAST that nobody leads. */
  withoutLead: number
  /** The cases that have been on hold longest. */
  holds: Case[]
  /** What is due by the end of the day on cases that are not on hold: the first of them, and how many there are. */
  steps: { case: Case; kind: string; n: number; dueAt: Instant }[]
  stepsInAll: number
  /** The cases of the same customer, for each case above that has any. */
  linked: ReadonlyMap<string, readonly Case[]>
}

export type MorningLists = {
  /** The teams whose list of this day is made up already. */
  morningListsOf(day: LocalDate): Promise<Team[]>
  /** What is on hold, and what is overdue or due until the end of the day. At most `limit` cases of each. */
  morningFound(scope: MorningScope, endOfToday: Instant, limit: number): Promise<MorningFound>
  /**
   * Closes a team's list of a day and puts its message, if there is one, among those to be sent: both or neither, and
   * once however many workers try. Says whether this call was the one.
   */
  closeMorningList(team: Team, day: LocalDate, message: ListMessage | null): Promise<boolean>
}

const ofDay = 'select team from morning_list where day = $1'

// Times go through JSON as milliseconds, so that they come out as they went in.
const found = `
with t as materialized (select clock_now() as now),
live as materialized (
  select case_id, kind, n, due_at from deadline
  where done_at is null and kind <> 'reminder' and due_at <= $3 and ($1::text is null or owner = $1)
),
held as materialized (
  select h.case_id, min(h.since) as since from hold h
  cross join lateral (select service_line from cases where id = h.case_id offset 0) c
  where h.released_seq is null and ($2::text[] is null or c.service_line = any($2))
  group by h.case_id
),
others as materialized (select * from live where case_id not in (select case_id from held)),
longest as materialized (select * from held order by since, case_id limit $4),
first as materialized (select * from others order by due_at, case_id, kind, n limit $4)
select t.now,
  (select count(*) from live where due_at < t.now) as overdue,
  (select count(*) from live where due_at >= t.now) as "dueToday",
  (select count(*) from held) as held,
  (select count(*) from deadline
    where owner = 'team:ceast' and kind = 'ceast_lead' and done_at is null) as "withoutLead",
  (select coalesce(jsonb_agg(c.state order by l.since, l.case_id), '[]') from longest l
    cross join lateral (select state from cases where id = l.case_id offset 0) c) as holds,
  (select coalesce(jsonb_agg(jsonb_build_object('case', c.state, 'kind', f.kind, 'n', f.n,
      'dueMs', (extract(epoch from f.due_at) * 1000)::bigint) order by f.due_at, f.case_id, f.kind, f.n), '[]') from first f
    cross join lateral (select state from cases where id = f.case_id offset 0) c) as steps,
  (select count(*) from others) as "stepsInAll"
from t`

const close = `
with mine as (
  insert into morning_list (team, day, at) values ($1, $2, clock_now()) on conflict do nothing returning at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $3, 'team:' || $1, 'ordinary', $4::jsonb, at, at from mine where $4::jsonb is not null
),
gate as (
  insert into channel_gate (destination) select 'team:' || $1 from mine where $4::jsonb is not null
  on conflict do nothing
)
select count(*) as mine from mine`

type Row = Omit<MorningFound, 'steps' | 'linked'> & {
  steps: { case: Case; kind: string; n: number; dueMs: number }[]
}

/** The lists that teams get in the morning (R36): what goes into them, and that each goes out once. */
export const morningLists = ({ db }: StoreDeps): MorningLists => ({
  morningListsOf: async day => (await db.rows<{ team: Team }>(ofDay, [day])).map(row => row.team),
  morningFound: async ({ owner, lines }, endOfToday, limit) => {
    const whose = owner === null ? null : `team:${owner}`
    const [row] = await db.rows<Row>(found, [whose, lines, endOfToday, limit])
    if (!row) throw new Error('PostgreSQL returned no row where it always returns one')
    const steps = row.steps.map(({ dueMs, ...step }) => ({ ...step, dueAt: new Date(dueMs).toISOString() }))
    const ids = [...new Set([...row.holds, ...steps.map(step => step.case)].map(c => c.id))]
    const linked = new Map((await casesById(db, ids)).map(now => [now.id, now.linked]))
    return { ...row, steps, linked }
  },
  closeMorningList: async (team, day, message) => {
    const [row] = await db.rows<{ mine: number }>(close, [
      team,
      day,
      randomUUID(),
      message === null ? null : JSON.stringify(message),
    ])
    return row?.mine === 1
  },
})
