import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'

/** A case that is not there, and what still speaks of it. */
export type LeftBehind = { id: string; ref: string | null; tables: string[] }

/** Every table with rows of a case, except its events, which are read one by one. */
const tables = [
  'submission',
  'hold',
  'deadline',
  'sealed',
  'case_key',
  'case_customer',
  'headline',
  'outbox',
  'trouble',
  'rung_told',
] as const

// An answer says under which reference it was given.
const refIn = { submission: `outcome->>'ref'` } as Partial<Record<(typeof tables)[number], string>>

const gone = `
select id, max(ref) as ref, array_agg(distinct name order by name) as tables from (
  ${tables
    .map(
      table => `select case_id::text as id, ${refIn[table] ?? 'null'} as ref, '${table}' as name from ${table} t
  where case_id is not null and not exists (select from cases c where c.id = t.case_id)`,
    )
    .join('\n  union all ')}
  union all select case_id::text, null, 'event' from event e where not exists (select from cases c where c.id = e.case_id)
  union all select chain, null, 'view_log' from (select distinct chain from view_log where chain <> 'lists') v
  where not exists (select from cases c where c.id::text = v.chain)
) left_behind group by id order by id`

/** Finds what is left of cases that are not there: somebody deleted them, and not everywhere. */
export const readLeftBehind = (snapshot: Snapshot): Promise<LeftBehind[]> => snapshot.rows(gone)

/** How it is told, where no checkpoint and no event tells more. */
export const leftBehindFinding = ({ id, ref, tables: names }: LeftBehind): Finding => ({
  kind: 'gone',
  where: ref ?? `case ${id}`,
  what: `the case itself is not there any more, and rows of it are in ${names.join(', ')}`,
})

// What the clock does has a nonce that somebody could know beforehand. A rung may have told those before it as well; an erased
// case takes no more entries, and says so to an alarm.
const unheard = `
select c.ref, s.nonce from submission s join cases c on c.id = s.case_id
where s.nonce like 'deadline-%' and not exists (
  select from event e where e.case_id = s.case_id and (e.kind = 'case_erased' or (e.kind = 'deadline_passed'
    and starts_with(s.nonce, 'deadline-' || e.case_id || '-' || (e.data->>'deadline') || '-' || (e.data->>'dueAt') || '-')
    and (e.data->>'rung')::integer >= substring(s.nonce from '[0-9]+$')::integer)))
or s.nonce like 'left-%' and s.outcome->>'kind' = 'done' and not exists (
  select from event e where e.case_id = s.case_id and e.kind = 'steps_returned'
    and starts_with(s.nonce, 'left-' || e.case_id || '-' || (e.data->>'of') || '-'))
or s.nonce like 'bank-holidays-%' and s.outcome->>'kind' = 'done' and not exists (
  select from event e where e.case_id = s.case_id and e.kind in ('case_opened', 'bank_holidays_changed')
    and coalesce(e.data->'changes', e.data->'holidays') @> jsonb_build_array(jsonb_build_object('n', substring(s.nonce from '[0-9]+$')::integer)))
order by s.nonce`
const unlocked = `
select distinct c.ref from case_customer k join cases c on c.id = k.case_id
where not exists (select from customer_key where key = k.key) order by c.ref`

/** Rows that would make the program pass over something: an alarm that counts as rung, a key that no change waits for. */
export const readPassedOver = async (snapshot: Snapshot): Promise<Finding[]> => {
  const answers = await snapshot.rows<{ ref: string; nonce: string }>(unheard)
  const keys = await snapshot.rows<{ ref: string }>(unlocked)
  return [
    ...answers.map(
      ({ ref, nonce }): Finding => ({
        kind: 'derived',
        where: ref,
        what: `submission has the answer ${nonce}, and no event does: what the clock does here would be passed over`,
      }),
    ),
    ...keys.map(
      ({ ref }): Finding => ({
        kind: 'derived',
        where: ref,
        what: 'customer_key has no row of a key of it: two changes of one customer could miss each other',
      }),
    ),
  ]
}
