import { type Kysely, sql } from 'kysely'

/** Guards over what the program's own role could still bend: keys, the beginning of a hold, and what an erasure rests on. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [keys, holds, closed, mayErase, entry, grants]) await sql.raw(statement).execute(db)
}

// A wrapped key changes only together with the name of the key that wraps it, and a case's only to one that wraps the keyring,
// which is wrapped anew first. No trigger can see whether what is put there opens: the key that wraps is not in the database.
const keys = `
create function safehold.key_changes_only_by_rewrap() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - '{kek_id,wrapped}'::text[]) is distinct from (to_jsonb(new) - '{kek_id,wrapped}'::text[])
    or new.kek_id = old.kek_id or new.wrapped = old.wrapped or octet_length(new.wrapped) < 32 then
    raise exception 'a key of % changes only by being wrapped by another key', tg_table_name;
  end if;
  if tg_table_name = 'case_key' and not exists (select from safehold.keyring where kek_id = new.kek_id) then
    raise exception 'case %: its key is wrapped anew only by the key that wraps the keyring', old.case_id;
  end if;
  return new;
end $$;
create trigger keyring_changes_only_by_rewrap before update on safehold.keyring
  for each row execute function safehold.key_changes_only_by_rewrap();
create trigger case_key_changes_only_by_rewrap before update on safehold.case_key
  for each row execute function safehold.key_changes_only_by_rewrap();
create trigger keyring_is_never_deleted before delete on safehold.keyring
  for each row execute function safehold.never();
create trigger keyring_is_never_emptied before truncate on safehold.keyring execute function safehold.never();
`

// F3: what is written as released from the start was released by nobody.
const holds = `
create function safehold.hold_begins_open() returns trigger language plpgsql as $$
begin raise exception 'case %: the hold opened by event % begins as released', new.case_id, new.opened_seq; end $$;
create trigger hold_begins_open after insert on safehold.hold
  for each row when (new.released_seq is not null) execute function safehold.hold_begins_open();
`

// By the entries, and not by the case's row, which may change. No earlier than any entry before the closing: an entry that is
// dated back ages no case.
const closed = `
create function safehold.closed_since(wanted uuid) returns timestamptz
language sql stable set search_path = safehold, pg_temp as $$
  select (select max(at) from event where case_id = wanted and seq <= last.seq)
  from (select seq, data->>'to' as status from event where case_id = wanted and kind = 'case_moved'
    order by seq desc limit 1) last
  where last.status = 'closed'
$$;
`

// As before, but whether a case is closed, and since when, goes by its entries, and what the time is by the database.
const mayErase = `
create or replace function safehold.why_not_erased(wanted uuid, months integer, now timestamptz) returns text
language plpgsql stable set search_path = safehold, pg_temp as $$
declare
  it record;
  today date := (clock_now() at time zone 'Europe/London')::date;
begin
  if now > clock_now() then return 'the entry is of a moment that has not come'; end if;
  for it in
    with recursive reach (case_id) as (
      select wanted
      union
      select theirs.case_id
      from reach r
      cross join lateral (select key from case_customer where case_id = r.case_id and current offset 0) ours
      cross join lateral (select case_id from case_customer where key = ours.key and current offset 0) theirs
    )
    select c.id, c.ref from reach r
    cross join lateral (select id, ref from cases where id = r.case_id offset 0) c
  loop
    if is_held(it.id) then return it.ref || ' is held'; end if;
    if closed_since(it.id) is null then return it.ref || ' is open'; end if;
    if (select e.kind from event e where e.case_id = it.id and e.kind in ('legal_hold_placed', 'legal_hold_lifted')
        order by e.seq desc limit 1) = 'legal_hold_placed' then return it.ref || ' is under a legal hold'; end if;
    -- The statement that records the erasure has ended what was due on the case a moment ago.
    if exists (select from deadline d where d.case_id = it.id and d.kind <> 'reminder'
        and (d.done_at is null or (d.done_at = now and it.id = wanted)))
      then return it.ref || ' has something due'; end if;
  end loop;
  if months is null or months < 1 then return 'no period'; end if;
  if ((closed_since(wanted) at time zone 'Europe/London')::date + make_interval(months => months))::date > today
    then return 'the period is not over'; end if;
  if exists (select from headline where case_id = wanted and status in ('sending', 'unknown'))
    or exists (select from outbox o left join outbox d on d.id = o.digest_id where o.case_id = wanted
      and (o.status in ('waiting', 'sending', 'unknown') or d.status in ('waiting', 'sending', 'unknown')))
    then return 'a message is still to be sent'; end if;
  return null;
end $$;
`

// What the record says of an erasure for good is what it was. The periods themselves are settings, which no database knows.
const entry = `
create function safehold.erasure_says_what_was() returns trigger
language plpgsql set search_path = safehold, pg_temp as $$
declare closed_on date := (closed_since(new.case_id) at time zone 'Europe/London')::date;
begin
  if (new.data->>'closedOn')::date is distinct from closed_on then
    raise exception 'case %: not erased, it was closed on % and the entry says %',
      new.case_id, closed_on, new.data->>'closedOn';
  end if;
  if coalesce(new.data->>'ending' not in ('noConcern', 'concernConfirmed', 'died'), true) then
    raise exception 'case %: not erased, the entry has no ending', new.case_id;
  end if;
  if new.data->>'ending' = 'noConcern'
    and exists (select from hold where case_id = new.case_id and reason = 'acs_concern') then
    raise exception 'case %: not erased, a concern was confirmed and the entry denies it', new.case_id;
  end if;
  return null;
end $$;
create constraint trigger erasure_says_what_was after insert on safehold.event
  deferrable initially deferred for each row when (new.kind = 'case_erased')
  execute function safehold.erasure_says_what_was();
`

// Migrations run as whoever signs in, and never as the role of the program, which reads there when checkpoints began.
const grants = `
revoke insert on safehold.kysely_migration, safehold.kysely_migration_lock from safehold_app;
`
