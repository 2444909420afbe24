import type { StoreDeps } from './deps.ts'

export type LeaverSweep = {
  /** Once a day: asks after everybody with an open step, some cases at a time. Says whether there may be more. */
  sweepForLeavers(mostCases: number): Promise<boolean>
}

/** A day begins here at seven: what went back is there when people come to work. */
const begin = `
insert into leaver_sweep (day, at)
select ((clock_now() - interval '7 hours') at time zone 'Europe/London')::date, clock_now()
on conflict do nothing`

const sweep = `
with mine as (
  select day, at, after from leaver_sweep where done_at is null order by day limit 1 for update skip locked
),
batch as (
  select c.id, c.closed_at, c.state from mine cross join lateral (
    select id, closed_at, state from cases where id > mine.after and (closed_at is null
      or (select true from deadline d where d.case_id = cases.id and d.done_at is null limit 1))
    order by id limit $1) c
),
holders as (
  select state->>'adviser' as person from batch where closed_at is null
  union select state->>'lead' from batch where closed_at is null
  union select state#>>'{referrals,-1,officer}' from batch where closed_at is null
  union select state#>>'{release,by}' from batch where closed_at is null
  union select substr(d.owner, 8) from batch cross join lateral (
    select owner from deadline where case_id = batch.id and done_at is null and kind <> 'reminder'
      and owner like 'person:%' offset 0) d
),
asked as (
  insert into leaver as l (person, heard, asked_at, next_at)
  select person, false, clock_now(), clock_timestamp() from holders where person is not null order by person
  on conflict (person) do update set heard = false, asked_at = excluded.asked_at, next_at = excluded.next_at, tries = 0,
    unanswered = 0, looked_at = null, found = '{}', held_at = null, held_from = '{}', done_at = null
  where l.done_at is not null and l.asked_at < (select at from mine)
),
kept as (
  update leaver_sweep s set after = coalesce((select id from batch order by id desc limit 1), s.after),
    done_at = case when (select count(*) from batch) < $1 then clock_now() end
  from mine where s.day = mine.day returning s.done_at
)
select count(*) as "goesOn" from kept where done_at is null`

/** In case Slack's news of somebody was lost (F16). */
export const leaverSweep = ({ db }: StoreDeps): LeaverSweep => ({
  sweepForLeavers: async mostCases => {
    await db.rows(begin)
    const [row] = await db.rows<{ goesOn: number }>(sweep, [mostCases])
    return row?.goesOn === 1
  },
})
