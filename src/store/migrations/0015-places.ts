import { type Kysely, sql } from 'kysely'

/** Which channel a place is, for all workers the same. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(channel).execute(db)
}

// channel_gate.channel: what the settings of the worker that started last name for a team or district; null for people and
// for places that no worker has named yet.
const channel = `
alter table safehold.channel_gate add column channel text;
`
