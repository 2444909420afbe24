import type { Db } from '../db.ts'
import type { DeadlineRow } from './derived.ts'

/** The part of a statement that brings the rows of deadlines to `$1->'deadline'`, by way of `still (yes, now)`. */
export const deadlinesPart = `deadlines as (
  insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
  select d.case_id, d.kind, d.n, d.owner, d.due_on, d.due_at, d.rung, d.next_at, d.severity
  from still, jsonb_to_recordset($1::jsonb->'deadline') as d (case_id uuid, kind text, n integer, owner text, due_on date,
    due_at timestamptz, rung integer, next_at timestamptz, severity smallint)
  where still.yes
  on conflict (case_id, kind, n) do update set owner = excluded.owner, due_on = excluded.due_on,
    due_at = excluded.due_at, rung = excluded.rung, next_at = excluded.next_at, severity = excluded.severity, done_at = null
  where (deadline.owner, deadline.due_at, deadline.rung, deadline.next_at, deadline.severity, deadline.done_at)
    is distinct from (excluded.owner, excluded.due_at, excluded.rung, excluded.next_at, excluded.severity, null)
)`

/**
 * The part that ends all others on the cases of `$1->'deadline_of'`. Where it says `coalesce`, plain `is null` would let
 * PostgreSQL go through the index of all open deadlines.
 */
export const deadlinesDonePart = `deadlines_done as (
  update deadline set done_at = still.now from still
  where still.yes and deadline.case_id = any (array(select jsonb_array_elements_text($1::jsonb->'deadline_of')::uuid))
    and coalesce(deadline.done_at, 'infinity') = 'infinity' and not exists (
    select from jsonb_to_recordset($1::jsonb->'deadline') as d (case_id uuid, kind text, n integer)
    where d.case_id = deadline.case_id and d.kind = deadline.kind and d.n = deadline.n)
)`

const statement = `
with
keys_now as materialized (
  select key, version from customer_key
  where key = any (array(select jsonb_object_keys($1::jsonb->'keys'))) order by key for update
),
still as materialized (
  select true as yes, clock_now() as now from cases
  where id = ($1::jsonb->>'id')::uuid and version = ($1::jsonb->>'version')::integer
    and (select count(*) from keys_now where version = ($1::jsonb->'keys'->>key)::integer)
      = (select count(*) from jsonb_object_keys($1::jsonb->'keys'))
  for update
),
${deadlinesPart},
${deadlinesDonePart},
counted as (
  update cases set counted_by = $1::jsonb->>'counted_by' from still
  where still.yes and id = ($1::jsonb->>'id')::uuid and $1::jsonb ? 'counted_by'
)
select from still`

/**
 * Writes the deadlines of a case as they are counted now, unless it or another case of the customer has changed meanwhile. An alarm that rings for nothing may
 * be set by what was known of working days or standards when the case was last written: left so, it would ring for
 * nothing for ever, and the step be missed in silence (F16).
 */
export const recount = async (
  db: Db,
  rows: {
    id: string
    version: number
    /** The customer's keys as they were read. */
    keys: Record<string, number>
    deadline: readonly DeadlineRow[]
    deadline_of: readonly string[]
    /** By what they were counted. */
    counted_by?: string
  },
): Promise<void> => {
  await db.rows(statement, [JSON.stringify(rows)])
}
