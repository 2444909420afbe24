import { type Kysely, sql } from 'kysely'

/** The record, its guards and what is derived from it. Forward only; a shipped migration is never edited. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [
    clock,
    overtaken,
    keys,
    cases,
    events,
    holds,
    guards,
    derived,
    slack,
    people,
    grants,
  ]) {
    await sql.raw(statement).execute(db)
  }
}

// There is one clock: PostgreSQL's, plus an offset that only the workbench and tests may move. Milliseconds, so that
// an instant survives the way through JSON unchanged.
const clock = `
create table safehold.clock (only_row boolean primary key default true check (only_row), offset_ms bigint not null default 0);
insert into safehold.clock default values;
create function safehold.clock_now() returns timestamptz language sql stable as $$
  select date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => offset_ms / 1000.0) from safehold.clock
$$;
`

// A statement that finds its case changed since it was read calls this, and so writes nothing at all.
const overtaken = `
create function safehold.overtaken() returns boolean language plpgsql as $$
begin raise exception 'changed by somebody else since it was read' using errcode = 'serialization_failure'; end $$;
`

// Keys are stored only wrapped by the key-encryption key, which is never in the database.
const keys = `
create table safehold.keyring (
  name text primary key, kek_id text not null, wrapped bytea not null, made_at timestamptz not null default now()
);
`

const cases = `
create sequence safehold.case_ref;
create table safehold.cases (
  id uuid primary key,
  ref text not null unique,
  version integer not null check (version > 0),
  status text not null,
  service_line text not null,
  state jsonb not null,
  rules_version text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  last_seq integer not null,
  last_hmac bytea not null,
  without_number boolean not null generated always as (coalesce(state->'numbers', '[]') = '[]'::jsonb) stored,
  people text[] not null generated always as (array_remove(
    array[state->>'raiser', state->>'adviser', state->>'lead', state#>>'{referrals,-1,officer}'], null)) stored
);
create index cases_open on safehold.cases (status) where closed_at is null;
create index cases_without_number on safehold.cases (id) where closed_at is null and without_number;
create index cases_people on safehold.cases using gin (people) where closed_at is null;
create table safehold.case_key (
  case_id uuid primary key references safehold.cases, kek_id text not null, wrapped bytea not null
);
create table safehold.sealed (
  id uuid primary key,
  case_id uuid not null references safehold.cases,
  field text not null,
  nonce bytea not null,
  ciphertext bytea not null
);
create index sealed_case on safehold.sealed (case_id);
`

const events = `
create table safehold.event (
  case_id uuid not null references safehold.cases,
  seq integer not null check (seq > 0),
  kind text not null,
  at timestamptz not null,
  actor text not null,
  data jsonb not null,
  prev bytea not null,
  hmac bytea not null,
  primary key (case_id, seq),
  unique (case_id, seq, kind)
);
`

// A hold exists only by the event that opened it and ends only by an event that confirmed its release.
const holds = `
create table safehold.hold (
  case_id uuid not null,
  opened_seq integer not null,
  opened_kind text not null default 'hold_started' check (opened_kind = 'hold_started'),
  reason text not null check (reason in ('two_ineffective', 'unsafe_area', 'acs_concern', 'concern_remains', 'ceast_request')),
  since date not null,
  number integer,
  released_seq integer check (released_seq > opened_seq),
  released_kind text check (released_kind = 'release_confirmed'),
  primary key (case_id, opened_seq),
  foreign key (case_id, opened_seq, opened_kind) references safehold.event (case_id, seq, kind),
  foreign key (case_id, released_seq, released_kind) references safehold.event (case_id, seq, kind),
  check ((released_seq is null) = (released_kind is null))
);
create index hold_open on safehold.hold (case_id) where released_seq is null;
`

// The database's own guards. They guard against mistakes in the program, not against the database's owner.
const guards = `
create function safehold.never() returns trigger language plpgsql as $$
begin raise exception '% of % is never allowed: the record is only added to', tg_op, tg_table_name; end $$;
create trigger event_is_only_added_to before update or delete on safehold.event
  for each row execute function safehold.never();
create trigger event_is_never_emptied before truncate on safehold.event execute function safehold.never();
create trigger hold_is_never_deleted before delete on safehold.hold
  for each row execute function safehold.never();
create trigger hold_is_never_emptied before truncate on safehold.hold execute function safehold.never();

create function safehold.hold_changes_only_by_release() returns trigger language plpgsql as $$
begin
  if old.released_seq is not null or (to_jsonb(old) - '{released_seq,released_kind}'::text[])
     is distinct from (to_jsonb(new) - '{released_seq,released_kind}'::text[]) then
    raise exception 'a hold changes only once, by its release';
  end if;
  return new;
end $$;
create trigger hold_changes_only_by_release before update on safehold.hold
  for each row execute function safehold.hold_changes_only_by_release();

-- F3: a release ends only the holds that the request and the confirmation name.
create function safehold.release_names_the_hold() returns trigger language plpgsql as $$
begin
  if new.released_seq is not null and not exists (
    select from safehold.event done
      join safehold.event asked on asked.case_id = done.case_id and asked.seq = (done.data->>'request')::integer
    where done.case_id = new.case_id and done.seq = new.released_seq and done.kind = 'release_confirmed'
      and asked.kind = 'release_requested'
      and done.data->'holds' @> to_jsonb(new.opened_seq) and asked.data->'holds' @> to_jsonb(new.opened_seq)) then
    raise exception 'case %: event % does not release the hold opened by event %',
      new.case_id, new.released_seq, new.opened_seq;
  end if;
  return null;
end $$;
create constraint trigger release_names_the_hold after update on safehold.hold
  deferrable initially deferred for each row execute function safehold.release_names_the_hold();

create function safehold.is_held(wanted uuid) returns boolean language sql stable as $$
  select exists (select from safehold.hold where case_id = wanted and released_seq is null)
$$;

-- VR ¶6 Note, ¶10, ¶11, ¶19: after these events the award is on hold, whatever the program believed.
create function safehold.event_starts_hold() returns trigger language plpgsql as $$
declare demands boolean := false;
begin
  if new.kind = 'hold_started' then
    if not exists (select from safehold.hold where case_id = new.case_id and opened_seq = new.seq) then
      raise exception 'case %: event % started a hold and no hold row was written', new.case_id, new.seq;
    end if;
  elsif new.kind = 'visit_recorded' and new.data->>'outcome' = 'unsafe_area' then
    demands := true;
  elsif new.kind = 'visit_recorded' and new.data->>'outcome' <> 'effective' then
    select count(*) >= 2 into demands from safehold.event e
      where e.case_id = new.case_id and e.kind = 'visit_recorded' and e.data->>'outcome' <> 'effective'
        and e.data->'referral' = new.data->'referral'
        and not exists (select from safehold.event x where x.case_id = e.case_id and x.kind = 'entry_corrected'
                          and (x.data->>'of')::integer = e.seq);
  elsif new.kind = 'ceast_outcome_recorded' and new.data->>'outcome' = 'acs_concern' then
    demands := true;
  elsif new.kind = 'contact_recorded' and new.data->>'secondVisit' = 'not_needed' then
    demands := (new.data->>'concernRemains')::boolean;
  elsif new.kind = 'entry_corrected' then
    demands := coalesce(new.data->'visit'->>'outcome' = 'unsafe_area', false);
  end if;
  if demands and not safehold.is_held(new.case_id) then
    raise exception 'case %: event % (%) demands a hold and none is open', new.case_id, new.seq, new.kind;
  end if;
  return null;
end $$;
create constraint trigger event_starts_hold after insert on safehold.event
  deferrable initially deferred for each row execute function safehold.event_starts_hold();

-- VR ¶11, ¶19: an award is not decided and a case not closed while a hold is open.
create function safehold.held_case_is_not_decided() returns trigger language plpgsql as $$
begin
  if new.status in ('decision', 'closed') and safehold.is_held(new.id) then
    raise exception 'case %: status % while a hold is open', new.id, new.status;
  end if;
  return null;
end $$;
create constraint trigger held_case_is_not_decided after insert or update on safehold.cases
  deferrable initially deferred for each row execute function safehold.held_case_is_not_decided();

-- F3: a release is confirmed by a second person.
create function safehold.release_has_two_people() returns trigger language plpgsql as $$
begin
  if new.kind = 'release_confirmed' and not exists (
    select from safehold.event r where r.case_id = new.case_id and r.seq = (new.data->>'request')::integer
      and r.kind = 'release_requested' and r.actor <> new.actor) then
    raise exception 'case %: a release needs a request by one person and a confirmation by another', new.case_id;
  end if;
  return null;
end $$;
create constraint trigger release_has_two_people after insert on safehold.event
  deferrable initially deferred for each row execute function safehold.release_has_two_people();
`

const derived = `
create table safehold.deadline (
  case_id uuid not null references safehold.cases,
  kind text not null,
  n integer not null,
  owner text not null,
  due_on date not null,
  due_at timestamptz not null,
  rung integer not null,
  next_at timestamptz,
  severity smallint not null,
  done_at timestamptz,
  primary key (case_id, kind, n)
);
create index deadline_next on safehold.deadline (next_at, severity) where done_at is null and next_at is not null;
create index deadline_owner on safehold.deadline (owner, due_at) where done_at is null;
create table safehold.submission (
  nonce text primary key,
  case_id uuid,
  actor text not null,
  outcome jsonb not null,
  at timestamptz not null
);
`

// What Slack is to show. 'status': waiting, sending, unknown (may have been posted: read back first), sent, failed.
// 'claimed_until': set while a worker has it, and kept when the outcome is not known, so that nothing is posted twice.
const slack = `
create table safehold.outbox (
  id uuid primary key,
  case_id uuid references safehold.cases,
  destination text not null,
  lane text not null check (lane in ('urgent', 'ordinary')),
  data jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'sending', 'unknown', 'sent', 'failed')),
  attempt integer not null default 0,
  next_at timestamptz not null,
  claimed_until timestamptz,
  created_at timestamptz not null,
  channel text,
  slack_ts text,
  error text
);
create index outbox_next on safehold.outbox (destination, lane desc, created_at) where status in ('waiting', 'sending', 'unknown');
create index outbox_case on safehold.outbox (case_id, destination) where status in ('waiting', 'sending', 'unknown');
create index outbox_failed on safehold.outbox (created_at) where status = 'failed';
create table safehold.headline (
  case_id uuid not null references safehold.cases,
  destination text not null,
  post_id uuid not null,
  wanted_version integer not null,
  posted_version integer not null default 0,
  status text not null default 'waiting' check (status in ('waiting', 'sending', 'unknown', 'sent', 'failed')),
  attempt integer not null default 0,
  next_at timestamptz not null,
  claimed_until timestamptz,
  channel text,
  slack_ts text,
  error text,
  primary key (case_id, destination)
);
create index headline_next on safehold.headline (destination, next_at) where posted_version < wanted_version;
create table safehold.channel_gate (
  destination text primary key,
  next_at timestamptz not null default '-infinity',
  busy_until timestamptz not null default '-infinity'
);
`

// customer_key: one row per National Insurance number (as a keyed digest) or link, bumped by every change to a case
// that answers to it, so that two changes to one customer's cases cannot miss each other (F5).
const people = `
create table safehold.customer_key (key text primary key, version integer not null default 1);
create table safehold.case_customer (
  case_id uuid not null references safehold.cases,
  key text not null,
  n integer not null,
  current boolean not null default true,
  primary key (case_id, key, n)
);
create index case_customer_key on safehold.case_customer (key);
create table safehold.team_member (
  team text not null,
  person text not null,
  since timestamptz not null,
  until timestamptz,
  primary key (team, person, since)
);
create unique index team_member_now on safehold.team_member (team, person) where until is null;
create table safehold.view_log (
  chain text not null,
  seq integer not null,
  at timestamptz not null,
  actor text not null,
  what text not null,
  prev bytea not null,
  hmac bytea not null,
  primary key (chain, seq)
);
create trigger view_log_is_only_added_to before update or delete on safehold.view_log
  for each row execute function safehold.never();
create trigger view_log_is_never_emptied before truncate on safehold.view_log execute function safehold.never();
`

const grants = `
grant usage on schema safehold to safehold_app;
grant usage on sequence safehold.case_ref to safehold_app;
grant select, insert on all tables in schema safehold to safehold_app;
grant update on safehold.clock, safehold.keyring, safehold.case_key, safehold.cases, safehold.deadline, safehold.outbox,
  safehold.headline, safehold.channel_gate, safehold.customer_key, safehold.case_customer, safehold.team_member to safehold_app;
grant update (released_seq, released_kind) on safehold.hold to safehold_app;
`
