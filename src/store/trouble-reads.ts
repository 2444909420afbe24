import type { Instant } from '../calendar/london.ts'
import { keptOutOf } from '../case/customer-is-colleague.ts'
import type { PersonId } from '../case/people.ts'
import { isTroubleKind, type Trouble } from '../case/trouble.ts'
import type { Db } from './db.ts'
import { casesById } from './linked.ts'

/** `keptOut`: who may not know of the case that it is about, because of that case or of one linked to it (F15). */
export type TroubleKept = Trouble & { keptOut: readonly PersonId[] }

/** What is read of each trouble; what follows it says which. */
export const troubleColumns = `
select t.id, t.kind, t.subject, t.code, t.people, c.ref, c.id as "caseId", t.opened_at as "openedAt", t.closed_at as "closedAt", t.closed_by as "closedBy",
  t.note, array(select subject from trouble where kind = 'channel_shut' and closed_at is null order by subject) as shut
from trouble t left join cases c on c.id = t.case_id`

type Row = Omit<Trouble, 'closed' | 'kind' | 'ref'> & {
  kind: string
  ref: string | null
  caseId: string | null
  closedAt: Instant | null
  closedBy: string | null
  note: string | null
}

/** Reads what such a statement finds; `readKept` also looks up who may not know of the case of each. */
export const troubleReads = (db: Db) => {
  const rowsOf = (statement: string, values: readonly unknown[]): Promise<Row[]> =>
    db.rows<Row>(statement, values)
  return {
    read: async (statement: string, values: readonly unknown[]): Promise<Trouble[]> =>
      (await rowsOf(statement, values)).flatMap(troubleOf),
    readKept: async (statement: string, values: readonly unknown[]): Promise<TroubleKept[]> => {
      const rows = await rowsOf(statement, values)
      const ids = new Set(rows.flatMap(({ caseId }) => (caseId === null ? [] : [caseId])))
      const found = ids.size === 0 ? [] : await casesById(db, [...ids])
      const keptOut = new Map(found.map(one => [one.id, keptOutOf(one.case, one.linked)]))
      return rows.flatMap(row =>
        troubleOf(row).map(trouble => ({ ...trouble, keptOut: keptOut.get(row.caseId ?? '') ?? [] })),
      )
    },
  }
}

/** A kind that a later version wrote is shown by that version. */
const troubleOf = ({ kind, ref, caseId: _caseId, closedAt, closedBy, note, ...row }: Row): Trouble[] =>
  isTroubleKind(kind)
    ? [
        {
          ...row,
          kind,
          ...(ref !== null && { ref }),
          closed: closedAt === null ? null : { at: closedAt, by: closedBy ?? '', note: note ?? '' },
        },
      ]
    : []
