import { safehold } from '../case/people.ts'
import { between } from '../tap.ts'
import { awayCode } from './away.ts'
import type { StoreDeps } from './deps.ts'
import { deadlineRows } from './perform/derived.ts'
import { load } from './perform/load.ts'
import { recount } from './perform/recount.ts'

/** A case whose deadlines could not be counted, and why, in a word. */
export type NotCounted = { caseId: string; code: string }

/**
 * How far a pass has come: among the next alarms to ring, and after them among the cases by their ids. `nextAt` is the
 * moment as PostgreSQL writes it, to the microsecond.
 */
export type RecountPlace = { nextAt: string; caseId: string } | { id: string }

/** What a piece of a pass did, and where the next one goes on; `next` is absent when that was the last. */
export type Recounted = { next?: RecountPlace; counted: number; failed: NotCounted[] }

export type Recounts = {
  /**
   * Counts the deadlines anew of those among the next `limit` whose dates were counted by other rules, working days or clock
   * changes than this program's: first of the case whose alarm rings next. Begins at a place, or at the first; the cases in
   * `except` are left out. Any number of programs may do it at once: nothing is told twice, and a case that changes
   * meanwhile is left to whoever changes it.
   */
  recountDeadlines(limit: number, from?: RecountPlace, except?: ReadonlySet<string>): Promise<Recounted>
  /** The same for one case. Undefined when its deadlines are as this program counts them now, or else why not, in a word. */
  recountCase(caseId: string): Promise<string | undefined>
}

type Found = { id: string; nextAt: string | null; stale: boolean }

const isStale = (by: string): string => `counted_by is distinct from ${by} as stale`

// By the index of the alarms. Rows of the same moment are in the order of their cases.
const bySoonest = `
select d.case_id as id, d.next_at::text as "nextAt", c.stale
from (
  select distinct next_at, case_id from deadline
  where done_at is null and next_at is not null and next_at >= $1 and (next_at, case_id) > ($1, $2)
  order by next_at, case_id limit $3
) d
cross join lateral (select ${isStale('$4')} from cases where id = d.case_id offset 0) c
order by d.next_at, d.case_id`

// Whatever has no alarm, too: it may be missing. A closed case is looked at while it has a date. Each part by its own index.
const byId = `
with open_ones as (
  (select id from cases where closed_at is null and id > $1 order by id limit $2)
  union
  (select distinct case_id from deadline where done_at is null and case_id > $1 order by case_id limit $2)
)
select c.id, null as "nextAt", c.stale
from (select id from open_ones order by id limit $2) o
cross join lateral (select id, ${isStale('$3')} from cases where id = o.id offset 0) c
order by c.id`

const staleOne = `select ${isStale('$2')} from cases where id = $1`

const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Brings rows up to date that were derived from the same record by other rules (F16). */
export const recounts = (deps: StoreDeps): Recounts => ({
  recountDeadlines: async (limit, from = { nextAt: '-infinity', caseId: beforeAll }, except = new Set()) => {
    const by = deps.countedBy ?? null
    const [page, values] =
      'id' in from ? [byId, [from.id, limit, by]] : [bySoonest, [from.nextAt, from.caseId, limit, by]]
    const found = await deps.db.rows<Found>(page, values)
    const done: Recounted = { counted: 0, failed: [] }
    const looked = new Set(except)
    for (const { id, nextAt, stale } of found) {
      done.next = nextAt === null ? { id } : { nextAt, caseId: id }
      if (!stale || looked.has(id)) continue
      looked.add(id)
      try {
        await recountOne(deps, id)
        done.counted += 1
      } catch (error) {
        // The others are not kept from theirs, and this one is tried again by itself.
        done.failed.push({ caseId: id, code: codeOf(error) })
        deps.log.error({ caseId: id, error }, 'The deadlines of a case could not be counted anew')
        if (isAway(error)) return done
      }
    }
    // What it began with has no more: it goes on with the rest.
    if (done.next === undefined && !('id' in from)) done.next = { id: beforeAll }
    return done
  },
  recountCase: async caseId => {
    try {
      const [found] = await deps.db.rows<{ stale: boolean }>(staleOne, [caseId, deps.countedBy ?? null])
      if (found?.stale === true) await recountOne(deps, caseId)
      return undefined
    } catch (error) {
      deps.log.error({ caseId, error }, 'The deadlines of a case could not be counted anew')
      return codeOf(error)
    }
  },
})

/** A statement that takes too long, or meets another, may be this case's own matter: the others go on. */
const ownMatter = /^(57014|40...)$/
const isAway = (error: unknown): boolean => {
  const code = awayCode(error)
  return code !== undefined && !ownMatter.test(code)
}

const codeOf = (error: unknown): string =>
  awayCode(error) ?? (error instanceof Error ? error.name : 'unknown_error')

const clock = { id: safehold, teams: [], mayConfirmRelease: false } as const

const recountOne = async (deps: StoreDeps, caseId: string): Promise<void> => {
  // Only what a decision would be based on is read: nothing is decided, and nothing of this is written.
  const command = { kind: 'pass_deadline', deadline: '', rung: 0, dueAt: '' } as const
  const request = { nonce: `recount-${caseId}`, caseId, command, actor: clock, texts: {} }
  const { before, linked, keys } = await load(deps, request, caseId, undefined)
  if (before === undefined) return
  const rows = {
    id: caseId,
    version: before.version,
    keys,
    deadline: deadlineRows(before.case, deps.staff, linked),
    deadline_of: [caseId],
    ...(deps.countedBy !== undefined && { counted_by: deps.countedBy }),
  }
  await between(deps.tap ?? (() => undefined), ['before_recount', 'recounted'], 'other_rules', () =>
    recount(deps.db, rows),
  )
}
