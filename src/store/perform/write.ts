import type { Db } from '../db.ts'
import { deadlinesDonePart, deadlinesPart } from './recount.ts'
import type { Rows } from './rows.ts'

/**
 * Writes one change in one statement, and so in one transaction: all of it, or nothing. Throws PostgreSQL's 40001 when
 * a case or customer key changed since it was read, 23505 when somebody else opened the case or used the nonce first.
 */
export const write = async (db: Db, rows: Rows): Promise<void> => {
  await db.rows(changesOnlyItself(rows) ? opening : changing, [JSON.stringify(rows)])
}

/** A case is opened, and nothing that was there before changes with it: so it is with most concerns. */
const changesOnlyItself = ({ opens, also, released, deadline_of, shown_with }: Rows): boolean =>
  opens &&
  Object.keys(also).length === 0 &&
  released.length === 0 &&
  deadline_of.length === 1 &&
  shown_with.length === 0

/** Writes only the answer, so that the same nonce gets it again. Throws 23505 when the nonce has an answer by now. */
export const writeAnswer = async (
  db: Db,
  { nonce, actor, outcome }: Rows['submission'],
  caseId: string | null,
): Promise<void> => {
  await db.rows(
    'insert into submission (nonce, case_id, actor, outcome, at) values ($1, $2, $3, $4, clock_now())',
    [nonce, caseId, actor, JSON.stringify(outcome)],
  )
}

// `still` locks what the decision was based on, always in the same order so that two changes cannot wait for each
// other, and fails the whole statement if any of it has moved on. Every other part takes its rows through `still`.
// A channel that ever showed the case goes on showing where it went: `headlines_elsewhere`.
// PostgreSQL makes ready and ends each part, also one that has nothing to do: where a case is opened and nothing else
// changes, a fifth of the work would be for those parts that `ifChanging` leaves out then.
const statement = (ifChanging: (part: string) => string): string => `
with
keys_now as materialized (
  select key, version from customer_key
  where key = any (array(select jsonb_object_keys($1::jsonb->'keys'))) order by key for update
),
cases_now as materialized (
  select id, version from cases
  where id = any (array(select jsonb_object_keys($1::jsonb->'expected')::uuid)) and (select count(*) from keys_now) >= 0
  order by id for update
),
still as materialized (
  select case when
    (select count(*) from keys_now where version = ($1::jsonb->'keys'->>key)::integer)
      = (select count(*) from jsonb_object_keys($1::jsonb->'keys'))
    and (select count(*) from cases_now where version = ($1::jsonb->'expected'->>id::text)::integer)
      = (select count(*) from jsonb_object_keys($1::jsonb->'expected'))
    and (select count(*) from holiday_decision where outcome = 'confirmed') = ($1::jsonb->>'holidays')::integer
    then true else overtaken() end as yes,
    ($1::jsonb->'case'->>'id')::uuid as id, ($1::jsonb->>'now')::timestamptz as now
),
new_keys as (
  insert into customer_key (key) select key from still, jsonb_array_elements_text($1::jsonb->'new_keys') as key
  where still.yes order by key
),
old_keys as (
  update customer_key set version = version + 1 from still
  where still.yes and key = any (array(select jsonb_object_keys($1::jsonb->'keys')))
),
opened as (
  insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, closed_at, last_seq, last_hmac,
    counted_by)
  select c.id, c.ref, c.version, c.status, c.service_line, c.state, c.rules_version, c.opened_at, c.closed_at, c.last_seq,
    decode(c.last_hmac, 'hex'), c.counted_by
  from still, jsonb_to_record($1::jsonb->'case') as c (id uuid, ref text, version integer, status text, service_line text,
    state jsonb, rules_version text, opened_at timestamptz, closed_at timestamptz, last_seq integer, last_hmac text,
    counted_by text)
  where still.yes and ($1::jsonb->>'opens')::boolean
),
${ifChanging(`changed as (
  update cases set version = c.version, status = c.status, service_line = c.service_line, state = c.state, closed_at = c.closed_at,
    last_seq = c.last_seq, last_hmac = decode(c.last_hmac, 'hex'), counted_by = c.counted_by
  from still, jsonb_to_record($1::jsonb->'case') as c (version integer, status text, service_line text, state jsonb,
    closed_at timestamptz, last_seq integer, last_hmac text, counted_by text)
  where still.yes and not ($1::jsonb->>'opens')::boolean and cases.id = still.id
),`)}
${ifChanging(`also as (
  update cases set version = version + 1 from still
  where still.yes and cases.id = any (array(select jsonb_object_keys($1::jsonb->'also')::uuid))
),`)}
case_key_row as (
  insert into case_key (case_id, kek_id, wrapped) select still.id, k.kek_id, decode(k.wrapped, 'hex')
  from still, jsonb_to_record($1::jsonb->'case_key') as k (kek_id text, wrapped text)
  where still.yes and ($1::jsonb->>'opens')::boolean
),
event_rows as (
  insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
  select still.id, e.seq, e.kind, e.at, e.actor, e.data, decode(e.prev, 'hex'), decode(e.hmac, 'hex')
  from still, jsonb_to_recordset($1::jsonb->'event') as e (seq integer, kind text, at timestamptz, actor text, data jsonb,
    prev text, hmac text)
  where still.yes
),
hold_rows as (
  insert into hold (case_id, opened_seq, reason, since, number)
  select still.id, h.opened_seq, h.reason, h.since, h.number
  from still, jsonb_to_recordset($1::jsonb->'hold') as h (opened_seq integer, reason text, since date, number integer)
  where still.yes
),
${ifChanging(`released as (
  update hold set released_seq = r.released_seq, released_kind = 'release_confirmed'
  from still, jsonb_to_recordset($1::jsonb->'released') as r (opened_seq integer, released_seq integer)
  where still.yes and hold.case_id = still.id and hold.opened_seq = r.opened_seq
),`)}
sealed_rows as (
  insert into sealed (id, case_id, field, nonce, ciphertext)
  select s.id, still.id, s.field, decode(s.nonce, 'hex'), decode(s.ciphertext, 'hex')
  from still, jsonb_to_recordset($1::jsonb->'sealed') as s (id uuid, field text, nonce text, ciphertext text)
  where still.yes
),
${deadlinesPart},
${ifChanging(`${deadlinesDonePart},`)}
${ifChanging(`numbers_before as (
  update case_customer set current = false from still
  where still.yes and case_id = still.id and current and n >= 0 and n < ($1::jsonb->>'current_from')::integer
),`)}
customers as (
  insert into case_customer (case_id, key, n)
  select c.case_id, c.key, c.n
  from still, jsonb_to_recordset($1::jsonb->'case_customer') as c (case_id uuid, key text, n integer)
  where still.yes
),
answer as (
  insert into submission (nonce, case_id, actor, outcome, at)
  select s.nonce, still.id, s.actor, s.outcome, still.now
  from still, jsonb_to_record($1::jsonb->'submission') as s (nonce text, actor text, outcome jsonb)
  where still.yes
),
${ifChanging(`-- As the row stood before: when the rung that this tells was reached, or could be known.
rung as materialized (
  select max(greatest(next_at, next_set_at)) as at from deadline
  where case_id = ($1::jsonb->'case'->>'id')::uuid and kind || '-' || n = $1::jsonb->>'tells'
),`)}
messages as (
  insert into outbox (id, case_id, destination, lane, severity, data, next_at, created_at, wanted_at)
  select o.id, still.id, o.destination, o.lane, o.severity, o.data, coalesce(o.not_before, still.now), still.now,
    coalesce(o.not_before${ifChanging(', (select at from rung)')})
  from still, jsonb_to_recordset($1::jsonb->'outbox') as o (id uuid, destination text, lane text, severity smallint,
    data jsonb, not_before timestamptz)
  where still.yes
),
headlines as (
  insert into headline (case_id, destination, post_id, wanted_version, next_at)
  select still.id, h.destination, h.post_id, ($1::jsonb->'case'->>'version')::integer, still.now
  from still, jsonb_to_recordset($1::jsonb->'headline') as h (destination text, post_id uuid)
  where still.yes
  on conflict (case_id, destination) do update
    set wanted_version = greatest(headline.wanted_version + 1, excluded.wanted_version), ${againSoon('excluded.next_at')}
),
${ifChanging(`-- A channel that showed the case, and is not asked for anything any more, goes on showing how it stands.
headlines_elsewhere as (
  update headline set wanted_version = wanted_version + 1, ${againSoon('still.now')} from still
  where still.yes and ($1::jsonb->>'shown_anew')::boolean and case_id = still.id and destination not in (
    select destination from jsonb_to_recordset($1::jsonb->'headline') as h (destination text))
),`)}
${ifChanging(`headlines_beside as (
  update headline set wanted_version = wanted_version + 1, ${againSoon('still.now')} from still
  where still.yes and case_id = any (array(select jsonb_array_elements_text($1::jsonb->'shown_with')::uuid))
),`)}
gates as (
  insert into channel_gate (destination)
  select distinct destination from still, (
    select destination from jsonb_to_recordset($1::jsonb->'outbox') as o (destination text)
    union select destination from jsonb_to_recordset($1::jsonb->'headline') as h (destination text)) as wanted
  where still.yes order by destination
  on conflict do nothing
)
select yes from still
`
const changing = statement(part => part)
const opening = statement(() => '')

// What a worker is sending, or may have posted, keeps its state: the worker settles it, and sees that more is wanted.
function againSoon(now: string): string {
  const inFlight = `headline.status in ('sending', 'unknown')`
  return `status = case when ${inFlight} then headline.status else 'waiting' end,
    wanted_since = case when headline.posted_version < headline.wanted_version then headline.wanted_since
      else clock_timestamp() end,
    next_at = case when ${inFlight} then headline.next_at else ${now} end,
    attempt = case when ${inFlight} then headline.attempt else 0 end`
}
