import { type Kysely, sql } from 'kysely'

/** When a fault of a channel was last found, so that no older look ends it. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(foundAgain).execute(db)
}

// trouble.found_at: when it was last found, on the case's clock; null of what was found once and before there was this.
const foundAgain = `
alter table safehold.trouble add column found_at timestamptz;
grant update (found_at) on safehold.trouble to safehold_app;
`
