import { type Kysely, sql } from 'kysely'

/** GOV.UK's bank holidays: the feed as it was last read, what it lists anew, and what the leads said to it. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [feed, proposals, index, guards, grants]) await sql.raw(statement).execute(db)
}

// holiday_feed: one row. `copy` is the last good one. `next_try_at` is also the claim of the worker that reads it now.
const feed = `
create table safehold.holiday_feed (
  only_row boolean primary key default true check (only_row),
  copy jsonb,
  fetched_at timestamptz,
  next_try_at timestamptz not null default '-infinity',
  fault text,
  fault_since timestamptz,
  fault_told boolean not null default false
);
insert into safehold.holiday_feed default values;
`

// holiday_proposal: what the feed lists otherwise. holiday_decision: confirmed, set aside, or overtaken by a later copy
// of the feed; what was set aside may be confirmed after all. holiday_ask: the leads are asked once a day at most.
// holiday_apply: how far a confirmed one has been told to the open cases.
const proposals = `
create table safehold.holiday_proposal (
  n integer generated always as identity primary key,
  added jsonb not null,
  removed jsonb not null,
  known_to jsonb not null,
  seen_at timestamptz not null
);
create table safehold.holiday_decision (
  seq integer generated always as identity primary key,
  n integer not null references safehold.holiday_proposal,
  outcome text not null check (outcome in ('confirmed', 'set_aside', 'overtaken')),
  by text not null,
  at timestamptz not null,
  real_at timestamptz not null default clock_timestamp(),
  reason text,
  unique (n, outcome)
);
create table safehold.holiday_ask (
  n integer not null references safehold.holiday_proposal, day date not null, at timestamptz not null, primary key (n, day)
);
create table safehold.holiday_apply (
  n integer primary key references safehold.holiday_proposal,
  after uuid not null default '00000000-0000-0000-0000-000000000000',
  failed integer not null default 0,
  claimed_until timestamptz not null default '-infinity',
  done_at timestamptz
);
`

// event_holidays: how many dates a change has moved, without reading the record of every case.
const index = `
create index event_holidays on safehold.event (at) where kind = 'bank_holidays_changed';
`

const guards = `
create trigger holiday_proposal_is_only_added_to before update or delete on safehold.holiday_proposal
  for each row execute function safehold.never();
create trigger holiday_decision_is_only_added_to before update or delete on safehold.holiday_decision
  for each row execute function safehold.never();
`

const grants = `
grant select, insert on safehold.holiday_proposal, safehold.holiday_decision, safehold.holiday_ask, safehold.holiday_apply to safehold_app;
grant select, update on safehold.holiday_feed to safehold_app;
grant update on safehold.holiday_apply to safehold_app;
`
