import type { Client } from 'pg'
import type { Waiting } from './record.ts'

/** A rung that was passed: `at` is the moment of the commit, in milliseconds since 1970. */
export type Passed = { at: number; deadline: string; rung: number }

const statement = `
select case_id as id, data->>'deadline' as deadline, (data->>'rung')::integer as rung,
  (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at
from event where kind = 'deadline_passed' and case_id = any($1::uuid[])`

/** What was passed on these cases. PostgreSQL must keep the moments of commits (track_commit_timestamp). */
export const passedOn = async (
  database: Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Passed[]>> => {
  const { rows } = await database.query<Passed & { id: string }>(statement, [ids])
  const found = new Map<string, Passed[]>()
  for (const { id, ...one } of rows) {
    const known = found.get(id)
    if (known === undefined) found.set(id, [one])
    else known.push(one)
  }
  return found
}

/** How late each was, and what must not be: one that was missed, passed twice or passed early. */
export const wrongIn = (
  due: readonly Waiting[],
  passed: ReadonlyMap<string, readonly Passed[]>,
): { lateMs: number[]; problems: string[] } => {
  const times = due.map(({ caseId, deadline }) =>
    (passed.get(caseId) ?? []).filter(one => one.deadline === deadline),
  )
  const lateMs = times.flatMap((all, i) => all.map(({ at }) => at - Date.parse(due[i]?.nextAt ?? '')))
  const problem = (count: number, what: string) => (count === 0 ? [] : [`${count} deadlines were ${what}`])
  return {
    lateMs,
    problems: [
      ...problem(times.filter(all => all.length === 0).length, 'missed'),
      ...problem(
        times.filter(all => new Set(all.map(one => one.rung)).size < all.length).length,
        'passed twice',
      ),
      ...problem(lateMs.filter(ms => ms < 0).length, 'passed early'),
    ],
  }
}
