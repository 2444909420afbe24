import { type Kysely, sql } from 'kysely'

/** What becomes of messages that cannot be sent as they are, and the list of what needs somebody. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [trouble, outbox, grants]) await sql.raw(statement).execute(db)
}

// What the program cannot put right by itself, or has not yet. 'subject' and 'code' are ids and codes, never words of a
// person; 'told_at' is when somebody was last told or asked; 'note' is one of a few words of ours.
const trouble = `
create table safehold.trouble (
  id uuid primary key,
  kind text not null,
  subject text not null,
  code text not null check (code ~ '^[A-Za-z0-9_.:-]{1,80}$'),
  case_id uuid references safehold.cases,
  opened_at timestamptz not null,
  told_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  note text,
  check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (note is null))
);
create unique index trouble_open on safehold.trouble (kind, subject) where closed_at is null;
create trigger trouble_is_never_deleted before delete on safehold.trouble
  for each row execute function safehold.never();
create trigger trouble_is_never_emptied before truncate on safehold.trouble execute function safehold.never();
create function safehold.closed_trouble_stays() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then raise exception 'trouble %: what is closed does not change', old.id; end if;
  return new;
end $$;
create trigger closed_trouble_stays before update on safehold.trouble
  for each row execute function safehold.closed_trouble_stays();
`

// severity: of what a message tells, 0 the gravest. written_at: in real time, whatever the case's clock shows.
// A row that is 'gathered' is told by the row 'digest_id'. rerouted_at: told in another channel meanwhile.
// is_reroute: tells there what was written for elsewhere, and is not sent on again.
const outbox = `
alter table safehold.outbox
  drop constraint outbox_lane_check,
  add constraint outbox_lane_check check (lane in ('urgent', 'ordinary', 'digest')),
  drop constraint outbox_status_check,
  add constraint outbox_status_check
    check (status in ('waiting', 'sending', 'unknown', 'sent', 'failed', 'gathered')),
  add column severity smallint not null default 2,
  add column written_at timestamptz not null default clock_timestamp(),
  add column digest_id uuid references safehold.outbox,
  add column rerouted_at timestamptz,
  add column is_reroute boolean not null default false,
  add column place_in_line smallint not null generated always as (
    case lane when 'urgent' then severity when 'digest' then 3 else 4 end) stored;
drop index safehold.outbox_next;
create index outbox_next on safehold.outbox (destination, place_in_line, created_at, id)
  where status in ('waiting', 'sending', 'unknown');
create index outbox_digest on safehold.outbox (digest_id) where digest_id is not null;
`

const grants = `
grant select, insert on safehold.trouble to safehold_app;
grant update (told_at, closed_at, closed_by, note) on safehold.trouble to safehold_app;
`
