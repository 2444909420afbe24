import { type Kysely, sql } from 'kysely'

/** By what the dates of a case were counted, so that a change of it finds those that are still to be counted anew. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(countedBy).execute(db)
}

// The indexes go through the open cases, and the closed ones that still have a date, in the order of their ids.
const countedBy = `
alter table safehold.cases add column counted_by text;
create index cases_open_id on safehold.cases (id) where closed_at is null;
create index deadline_open_case on safehold.deadline (case_id) where done_at is null;
`
