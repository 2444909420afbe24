import type { Instant } from '../calendar/london.ts'
import {
  type ReportDeadline,
  type ReportEntry,
  reportKinds,
  type ReportRecord,
} from '../case/report/record.ts'
import type { Db } from './db.ts'
import type { StoreDeps } from './deps.ts'

export type ReportReads = {
  /**
   * What reports count, from an instant until now, without the people. At most `most` entries and as many deadlines are
   * read, the newest first: where there are more, `from` comes back later than it was asked for.
   */
  reportRecord(from: Instant, most?: number): Promise<ReportRecord>
}

/** More than an office of a thousand enters in a quarter; read in pages, so that nobody else's answer waits for it. */
const mostRows = 50_000
const pageSize = 2000

// Whose step it was, and of a person only that it was a person's (F18).
const ownerOf = (column: string): string =>
  `case when ${column} like 'team:%' then split_part(${column}, ':', 2) else 'person' end`

// Each page goes on from the last row of the one before. The case and the rest are looked up for each row of a page by
// itself (`offset 0`): joining whole tables is what PostgreSQL otherwise prefers.
const entries = `
select e.case_id as "caseId", c.service_line as "serviceLine", e.seq, e.kind, e.at,
  -- Nobody who is named in an entry leaves the store (F18).
  e.data - array['owner', 'requestedBy', 'ceast', 'spoc', 'by'] as data,
  case when e.kind = 'deadline_passed' then (
    select ${ownerOf('d.owner')} from deadline d
    where d.case_id = e.case_id and d.kind || '-' || d.n = e.data->>'deadline') end as owner,
  case when e.kind = 'evidence_reviewed' then coalesce((
    select true from event h where h.case_id = e.case_id and h.kind = 'conference_held'
      -- One that was taken back was never held (F9).
      and not exists (select from event x where x.case_id = h.case_id and x.kind = 'entry_corrected'
        and (x.data->>'of')::integer = h.seq) limit 1), false) end as conferred,
  case when e.kind = 'acssl_referral_made' then (
    select coalesce(jsonb_agg(distinct k.kind), '[]') from event r
    cross join lateral jsonb_array_elements(r.data->'kinds') k (kind)
    where r.case_id = e.case_id and r.kind in ('concern_raised', 'concern_added')) end as "concernKinds"
from (
  select case_id, seq, kind, at, data from event
  where at >= $1 and (at, case_id, seq) < ($2, $3, $4) and kind = any($5::text[])
  order by at desc, case_id desc, seq desc limit $6) e
cross join lateral (select service_line from cases where id = e.case_id offset 0) c
order by e.at desc, e.case_id desc, e.seq desc`

const deadlines = `
select case_id as "caseId", kind, kind || '-' || n as deadline, n,
  ${ownerOf('owner')} as owner,
  due_at as "dueAt", done_at as "doneAt"
from deadline where due_at >= $1 and due_at <= $2 and kind <> 'reminder' and (due_at, case_id, kind, n) < ($3, $4, $5, $6)
order by due_at desc, case_id desc, kind desc, n desc limit $7`

const last = { at: 'infinity', caseId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

type EntryRow = Pick<ReportEntry, 'caseId' | 'serviceLine' | 'seq' | 'kind' | 'at'> & {
  data: object
  owner: ReportEntry['owner'] | null
  conferred: boolean | null
  concernKinds: ReportEntry['concernKinds'] | null
}
type DeadlineRow = ReportDeadline & { n: number }

/** Reads what reports count out of the cases' own records. */
export const reportReads = ({ db }: StoreDeps): ReportReads => ({
  reportRecord: async (asked, most = mostRows) => {
    const [clock] = await db.rows<{ now: Instant }>('select clock_now() as now')
    if (!clock) throw new Error('PostgreSQL returned no row where it always returns one')
    const { now } = clock
    const found = await newestOf(most, entriesBefore(db, asked))
    const due = await newestOf(most, deadlinesBefore(db, asked, now))
    // Of the oldest moment that was read there may be more: it is left out.
    const cuts = [
      ...(found.more ? [found.rows.at(-1)?.at] : []),
      ...(due.more ? [due.rows.at(-1)?.dueAt] : []),
    ]
    const cut = cuts
      .filter(at => at !== undefined)
      .sort()
      .at(-1)
    const isIn = (at: Instant) => cut === undefined || at > cut
    return {
      from: cut ?? asked,
      to: now,
      entries: found.rows.filter(row => isIn(row.at)).map(entryOf),
      deadlines: due.rows.filter(row => isIn(row.dueAt)).map(({ n: _n, ...deadline }) => deadline),
    }
  },
})

type Page<Row> = (before: Row | undefined, limit: number) => Promise<Row[]>

const entriesBefore =
  (db: Db, from: Instant): Page<EntryRow> =>
  (before, limit) =>
    db.rows(entries, [
      from,
      before?.at ?? last.at,
      before?.caseId ?? last.caseId,
      before?.seq ?? 0,
      reportKinds,
      limit,
    ])

const deadlinesBefore =
  (db: Db, from: Instant, to: Instant): Page<DeadlineRow> =>
  (before, limit) =>
    db.rows(deadlines, [
      from,
      to,
      before?.dueAt ?? last.at,
      before?.caseId ?? last.caseId,
      before?.kind ?? '',
      before?.n ?? 0,
      limit,
    ])

/** Page after page until there is no more, or as much as may be read. */
const newestOf = async <Row>(most: number, page: Page<Row>): Promise<{ rows: Row[]; more: boolean }> => {
  const rows: Row[] = []
  for (;;) {
    const limit = Math.min(pageSize, most + 1 - rows.length)
    const next = await page(rows.at(-1), limit)
    rows.push(...next)
    if (rows.length > most) return { rows: rows.slice(0, most), more: true }
    if (next.length < limit) return { rows, more: false }
  }
}

const entryOf = ({ data, owner, conferred, concernKinds, ...row }: EntryRow): ReportEntry =>
  // Written from an event of this kind; `actor` is not among the columns.
  ({
    ...data,
    ...row,
    ...(owner !== null && { owner }),
    ...(conferred !== null && { conferred }),
    ...(concernKinds !== null && { concernKinds }),
  }) as ReportEntry
