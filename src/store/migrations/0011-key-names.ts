import { type Kysely, sql } from 'kysely'

/** Finds the case keys that a key-encryption key wrapped without reading the others. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('create index case_key_kek on safehold.case_key (kek_id, case_id)').execute(db)
}
