import { type Kysely, sql } from 'kysely'

/** A rung that waited too long stays counted when its step is taken or its date moves before it is told. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(whatWaited).execute(db)
}

// Whatever ends the wait of a rung whose moment has come is noted: that it is told, that the step is taken, or that the
// date moves. While it goes on waiting, the time since when does not begin anew.
const whatWaited = `
create or replace function safehold.deadline_moves_on() returns trigger language plpgsql as $$
declare now timestamptz := safehold.clock_now();
begin
  if old.done_at is null and old.next_at <= now then
    if new.done_at is null and new.due_at = old.due_at and new.rung <= old.rung and new.next_at <= now then
      new.next_set_at := old.next_set_at;
      return new;
    end if;
    insert into safehold.rung_told (told_at, case_id, kind, n, rung, late_ms)
    select now, old.case_id, old.kind, old.n, old.rung,
      greatest(0, extract(epoch from now - greatest(old.next_at, old.next_set_at, moved_at)) * 1000) from safehold.clock;
  end if;
  new.next_set_at := now;
  return new;
end $$;
`
