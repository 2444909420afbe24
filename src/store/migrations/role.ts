import { type Kysely, sql } from 'kysely'
import { DatabaseError } from 'pg'
import { wrongUse } from '../embedded/wrong-use.ts'

const attempts = 20
const notPermitted = '42501'

/**
 * Makes the role that the program works as, and lets the connecting user take it on. Roles belong to the whole
 * cluster, so programs of other databases may be doing the same at this moment; no lock spans them.
 */
export const makeRole = async (db: Kysely<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    if (await mayTakeItOn(db)) return
    try {
      await sql.raw(make).execute(db)
      await sql`grant safehold_app to current_user`.execute(db)
    } catch (error) {
      if (error instanceof DatabaseError && error.code === notPermitted) throw mayNot(error)
      // Somebody else made or granted it in the same instant: then the next look finds it.
      if (attempt === attempts) throw error
    }
  }
}

/** A superuser always may. */
const mayTakeItOn = async (db: Kysely<unknown>): Promise<boolean> => {
  const { rows } = await sql<{ may: boolean }>`
    select exists (
      select from pg_roles role
      where role.rolname = 'safehold_app' and exists (
        select from pg_roles me where me.rolname = current_user
          and (me.rolsuper or exists (
            select from pg_auth_members member where member.roleid = role.oid and member.member = me.oid
              -- From PostgreSQL 16 a membership may lack the right to take the role on.
              and coalesce((to_jsonb(member) ->> 'set_option')::boolean, true))))
    ) as may`.execute(db)
  return rows[0]?.may === true
}

const make = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'safehold_app') then create role safehold_app nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$`

const mayNot = (cause: Error) =>
  wrongUse(
    'The user of DATABASE_URL may not make or take on the role "safehold_app". As an administrator run: create role safehold_app nologin; grant safehold_app to <that user>;',
    { cause },
  )
