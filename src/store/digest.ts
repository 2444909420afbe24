import { digestMessage } from '../case/digest.ts'
import type { ListMessage } from './claim.ts'
import type { Db } from './db.ts'

/** Later than this after its moment, a message is told with the others that had to wait. */
const lateAfter = `interval '5 minutes'`
/** What one message holds, with room to spare. */
export const digestLines = 25
/** Gathered at once for one place; the rest in the next round. */
const mostAtOnce = 500
/** What one person is told has buttons for that person. */
const toOnePerson = `'^(person|deputy|duty):'`

// After an outage, and not in a busy minute: a message is late when it was written late, because nobody was there to pass
// its date, or when nothing at all has got through to its place for so long. A clock that the workbench moves makes nothing
// late. The gate is locked first, as in claiming, so that nobody claims what is gathered. A digest that surely is not posted
// takes more in. What may have been posted already is not gathered: it is looked for by itself. What was in a digest that
// Slack refused goes by itself too.
const gather = `
with t as materialized (select clock_now() as now, clock_timestamp() as real, moved_at from clock),
late as materialized (
  select o.id, g.destination from channel_gate g cross join t cross join lateral (
    select id, created_at, greatest(coalesce(wanted_at, created_at), t.moved_at) as wanted from outbox
    where destination = g.destination and status = 'waiting' and place_in_line = 4 and claimed_until is null and digest_id is null
      and not data ? 'lines' and (next_at <= t.now or attempt > 0) offset 0) o
  where g.destination !~ ${toOnePerson} and g.destination <> 'slack:erasure' and (o.created_at >= o.wanted + ${lateAfter}
    or (t.now >= o.wanted + ${lateAfter} and t.real >= g.posted_at + ${lateAfter}))
),
many as materialized (
  select destination from late l group by destination
  having count(*) > 1 or exists (
    select from outbox d where d.destination = l.destination and d.status = 'waiting' and d.place_in_line = 3
      and d.claimed_until is null)
),
gates as materialized (
  select g.destination from channel_gate g
  where g.destination in (select destination from many) order by g.destination for update skip locked
),
begun as materialized (
  select d.id, d.destination from outbox d
  where d.destination in (select destination from gates) and d.place_in_line = 3
    and d.status = 'waiting' and d.claimed_until is null
    and (select count(*) from outbox m where m.digest_id = d.id) < ${digestLines}
  for update of d
),
room as materialized (
  select b.id, b.destination, ${digestLines} - (select count(*) from outbox m where m.digest_id = b.id) as lines
  from begun b
),
picked as materialized (
  select p.* from gates g cross join lateral (
    select o.id, o.destination, o.severity, o.created_at from outbox o
    where o.id = any (array(select id from late where destination = g.destination)) and o.status = 'waiting' and o.claimed_until is null and o.digest_id is null
    order by o.created_at, o.id limit ${mostAtOnce} for update of o skip locked) p
),
numbered as (
  select p.*, row_number() over (partition by p.destination order by p.created_at, p.id) - 1
    - coalesce((select max(r.lines) from room r where r.destination = p.destination), 0) as n
  from picked p
),
paged as materialized (
  select id, destination, created_at, case when n < 0 then -1 else n / ${digestLines} end as page from numbered
),
pages as materialized (
  select destination, page, gen_random_uuid() as id, min(created_at) as since from paged where page >= 0
  group by destination, page
),
digests as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select p.id, p.destination, 'digest', '{"digest": true}', t.now, p.since from pages p, t
),
gathered as (
  update outbox o set status = 'gathered', digest_id = coalesce(p.id, r.id)
  from paged g
  left join pages p on p.destination = g.destination and p.page = g.page
  left join lateral (
    select id from room r where g.page = -1 and r.destination = g.destination order by r.lines desc, r.id limit 1) r on true
  where o.id = any (array(select id from picked)) and o.id = g.id
  returning 1
)
select count(*) as n from gathered`

/** Ordinary messages that are late for a place become one message. Says how many were gathered. */
export const gatherDigests = async (db: Db): Promise<number> => {
  // All of them now: once the first has got through, nobody could tell any more why the others wait.
  for (let all = 0; ; ) {
    const n = (await db.rows<{ n: number }>(gather))[0]?.n ?? 0
    all += n
    if (n < mostAtOnce) return all
  }
}

const members = `
select digest_id as "digestId", data from outbox where digest_id = any ($1::uuid[])
order by severity, created_at, id`

type Member = { digestId: string; data: Parameters<typeof digestMessage>[0][number] }

/** What these digests say, by their ids. */
export const digestsById = async (
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListMessage>> => {
  const rows = ids.length === 0 ? [] : await db.rows<Member>(members, [ids])
  return new Map(
    ids.map(id => [id, digestMessage(rows.filter(row => row.digestId === id).map(row => row.data))]),
  )
}
