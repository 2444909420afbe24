import { type Kysely, sql } from 'kysely'

/** What becomes of a case whose retention period is over, and what keeps it. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [indexes, told, mayErase, erase, guards, grants])
    await sql.raw(statement).execute(db)
}

// cases_closed: which cases may be due. outbox_of_case: every message of one case, sent or not. outbox_erasure: the messages
// of erased cases that are still to be deleted in Slack.
const indexes = `
create index cases_closed on safehold.cases (closed_at, id) where closed_at is not null;
create index outbox_of_case on safehold.outbox (case_id) where case_id is not null;
create index outbox_erasure on safehold.outbox (created_at) where destination = 'slack:erasure' and status <> 'sent';
`

// The leads are told once a month of what is due, or that nothing is.
const told = `
create table safehold.retention_told (month date primary key, at timestamptz not null);
`

// Once more what the program has decided before: F3, and that a case is erased only when it is done with. The cases of one
// customer go together, so whatever keeps one of them keeps all.
const mayErase = `
create function safehold.why_not_erased(wanted uuid, months integer, now timestamptz) returns text
language plpgsql stable set search_path = safehold, pg_temp as $$
declare it record;
begin
  for it in
    with recursive reach (case_id) as (
      select wanted
      union
      select theirs.case_id
      from reach r
      cross join lateral (select key from case_customer where case_id = r.case_id and current offset 0) ours
      cross join lateral (select case_id from case_customer where key = ours.key and current offset 0) theirs
    )
    select c.id, c.ref, c.status, c.closed_at from reach r
    cross join lateral (select id, ref, status, closed_at from cases where id = r.case_id offset 0) c
  loop
    if is_held(it.id) then return it.ref || ' is held'; end if;
    if it.status <> 'closed' or it.closed_at is null then return it.ref || ' is open'; end if;
    if (select e.kind from event e where e.case_id = it.id and e.kind in ('legal_hold_placed', 'legal_hold_lifted')
        order by e.seq desc limit 1) = 'legal_hold_placed' then return it.ref || ' is under a legal hold'; end if;
    -- The statement that records the erasure has ended what was due on the case a moment ago.
    if exists (select from deadline d where d.case_id = it.id and d.kind <> 'reminder'
        and (d.done_at is null or (d.done_at = now and it.id = wanted)))
      then return it.ref || ' has something due'; end if;
  end loop;
  if months is null or months < 1 then return 'no period'; end if;
  -- A day's grace: the program counts in London days.
  if (select closed_at + make_interval(months => months) - interval '1 day' > now from cases where id = wanted)
    then return 'the period is not over'; end if;
  if exists (select from headline where case_id = wanted and status in ('sending', 'unknown'))
    or exists (select from outbox o left join outbox d on d.id = o.digest_id where o.case_id = wanted
      and (o.status in ('waiting', 'sending', 'unknown') or d.status in ('waiting', 'sending', 'unknown')))
    then return 'a message is still to be sent'; end if;
  return null;
end $$;
`

// The event is the erasure: with its commit the key is gone, and without it nothing is. Slack's copies are deleted after
// that by rows, which outlive whoever carries them out. They have a place of their own in the line, so that no alert waits
// for them. A digest tells of several cases, and goes with the last of them.
const erase = `
create function safehold.case_is_erased() returns trigger
language plpgsql security definer set search_path = safehold, pg_temp as $$
declare
  why text := why_not_erased(new.case_id, (new.data->>'months')::integer, new.at);
  freed text[];
begin
  if why is not null then raise exception 'case %: not erased, %', new.case_id, why; end if;
  insert into outbox (id, case_id, destination, lane, data, next_at, created_at, channel)
  select gen_random_uuid(), new.case_id, 'slack:erasure', 'ordinary',
    jsonb_build_object('deletes', m.slack_ts, 'from', m.destination), new.at, new.at, m.channel
  from (
    select destination, channel, slack_ts from headline where case_id = new.case_id
    union
    select o.destination, o.channel, o.slack_ts from outbox o left join outbox d on d.id = o.digest_id
    where o.case_id = new.case_id and (d.id is null or d.slack_ts is distinct from o.slack_ts)
    union
    select d.destination, d.channel, d.slack_ts from outbox o join outbox d on d.id = o.digest_id
    where o.case_id = new.case_id and not exists (
      select from outbox other where other.digest_id = d.id and other.case_id is distinct from new.case_id)
  ) m where m.slack_ts is not null and m.channel is not null;
  insert into channel_gate (destination) values ('slack:erasure') on conflict do nothing;
  delete from headline where case_id = new.case_id;
  delete from outbox where case_id = new.case_id and destination <> 'slack:erasure';
  delete from sealed where case_id = new.case_id;
  delete from case_key where case_id = new.case_id;
  with gone as (delete from case_customer where case_id = new.case_id returning key)
  select array_agg(key) into freed from gone;
  delete from customer_key k where k.key = any (freed)
    and not exists (select from case_customer c where c.key = k.key);
  return null;
end $$;
revoke execute on function safehold.case_is_erased() from public;
create constraint trigger case_is_erased after insert on safehold.event
  deferrable initially deferred for each row when (new.kind = 'case_erased') execute function safehold.case_is_erased();
`

// Nothing else destroys a key or a text, also not for the database's owner by mistake.
const guards = `
create function safehold.only_by_erasure() returns trigger language plpgsql as $$
begin
  if not exists (select from safehold.event where case_id = old.case_id and kind = 'case_erased') then
    raise exception 'case %: % of % only when the case is erased', old.case_id, tg_op, tg_table_name;
  end if;
  return old;
end $$;
create trigger case_key_goes_by_erasure before delete on safehold.case_key
  for each row execute function safehold.only_by_erasure();
create trigger case_key_is_never_emptied before truncate on safehold.case_key execute function safehold.never();
create trigger sealed_goes_by_erasure before delete on safehold.sealed
  for each row execute function safehold.only_by_erasure();
create trigger sealed_is_never_emptied before truncate on safehold.sealed execute function safehold.never();
create trigger case_customer_goes_by_erasure before delete on safehold.case_customer
  for each row execute function safehold.only_by_erasure();
`

const grants = `
grant select, insert on safehold.retention_told to safehold_app;
`
