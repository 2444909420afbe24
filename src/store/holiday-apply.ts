import { randomUUID } from 'node:crypto'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'

/** A part of telling the open cases of a confirmed change: these are next. None left: they have all been looked at. */
export type HolidayWork = { n: number; caseIds: string[]; failed: number }

export type Applying = {
  /** The next cases to tell of a confirmed change, for this worker alone while it is at it. Null when there is nothing to do. */
  claimHolidayWork(most: number): Promise<HolidayWork | null>
  /** These cases have been told, except that so many could not be. */
  keepHolidayWork(work: HolidayWork, failed: number): Promise<void>
  /** On how many cases it has moved how many dates. */
  movedByHolidays(n: number): Promise<{ cases: number; dates: number }>
  /** All have been told: says so to the leads, once. Where some could not be told, all are gone through again soon. */
  endHolidayWork(work: HolidayWork, message: ListMessage): Promise<void>
}

/** A worker that has not come back by then is taken for dead. */
const claimSeconds = 10
/**
 * A change of a case that began before the confirmation was written may end after it, and know nothing of it. It has ended
 * when the statement's time is up.
 */
const settleSeconds = 2

const next = `
with mine as (
  update holiday_apply a set claimed_until = clock_timestamp() + interval '${claimSeconds} seconds'
  where n = (
    select a.n from holiday_apply a join holiday_decision d on d.n = a.n and d.outcome = 'confirmed'
    where a.done_at is null and a.claimed_until < clock_timestamp()
      and d.real_at < clock_timestamp() - interval '${settleSeconds} seconds'
    order by d.seq limit 1 for update of a skip locked)
  returning a.n, a.after, a.failed
)
select n, failed, array(
  select c.id from cases c where c.id > mine.after and (c.closed_at is null
    or (select true from deadline d where d.case_id = c.id and d.done_at is null limit 1))
  order by c.id limit $1) as "caseIds"
from mine`

const kept = `
update holiday_apply set after = $2::uuid, failed = failed + $3, claimed_until = '-infinity'
where n = $1 and after < $2::uuid and done_at is null`

const moved = `
select count(*) filter (where dates > 0) as cases, coalesce(sum(dates), 0)::integer as dates from (
  select jsonb_array_length(e.data->'moved') as dates from event e
  where e.kind = 'bank_holidays_changed' and e.data->'changes' @> jsonb_build_array(jsonb_build_object('n', $1::integer))) told`

const again = `
update holiday_apply set after = '00000000-0000-0000-0000-000000000000', failed = 0,
  claimed_until = clock_timestamp() + interval '1 minute' where n = $1 and done_at is null`

const end = `
with ended as (update holiday_apply set done_at = clock_now() where n = $1 and done_at is null returning done_at as at),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $2, 'team:leads', 'ordinary', $3::jsonb, at, at from ended
),
gate as (insert into channel_gate (destination) select 'team:leads' from ended on conflict do nothing)
select count(*) from ended`

/** How far each confirmed change has been told: kept, so that whoever starts next goes on from there. */
export const holidayApplying = ({ db }: Pick<StoreDeps, 'db'>): Applying => ({
  claimHolidayWork: async most => (await db.rows<HolidayWork>(next, [most]))[0] ?? null,
  keepHolidayWork: async ({ n, caseIds }, failed) => {
    await db.rows(kept, [n, caseIds.at(-1), failed])
  },
  movedByHolidays: async n =>
    (await db.rows<{ cases: number; dates: number }>(moved, [n]))[0] ?? { cases: 0, dates: 0 },
  endHolidayWork: async ({ n, failed }, message) => {
    if (failed > 0) await db.rows(again, [n])
    else await db.rows(end, [n, randomUUID(), JSON.stringify(message)])
  },
})
