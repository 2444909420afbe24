import { type Kysely, sql } from 'kysely'

/** People whose open steps may have to go back to their teams, because they left. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [leavers, indexes, grants]) await sql.raw(statement).execute(db)
}

// One row for each person who had an open step when they were last asked after. 'heard': Slack told of a change; the others
// are asked after daily, because such news can be lost. 'found': where they are out of; empty while they are where they
// were. 'held_at': too many were out at once, so it is looked up again before anything goes back. 'next_at' and 'tries' are
// in real time: they pace the questions to Slack.
const leavers = `
create table safehold.leaver (
  person text primary key,
  heard boolean not null,
  asked_at timestamptz not null,
  looked_at timestamptz,
  found text[] not null default '{}',
  held_at timestamptz,
  tries integer not null default 0,
  next_at timestamptz not null,
  done_at timestamptz
);
create index leaver_open on safehold.leaver (next_at) where done_at is null;
create index leaver_asked on safehold.leaver (asked_at);
create table safehold.leaver_sweep (
  day date primary key,
  at timestamptz not null,
  after uuid not null default '00000000-0000-0000-0000-000000000000',
  done_at timestamptz
);
create index leaver_sweep_open on safehold.leaver_sweep (day) where done_at is null;
`

// cases_release: whose request to release a hold waits. event_left: what went back. trouble_leavers: what a lead said to it.
const indexes = `
create index cases_release on safehold.cases ((state#>>'{release,by}')) where closed_at is null and state ? 'release';
create index event_left on safehold.event ((data->>'of'), at) where kind = 'steps_returned';
create index trouble_leavers on safehold.trouble (subject, closed_at) where kind = 'leavers_unsure';
`

const grants = `
grant select, insert on safehold.leaver, safehold.leaver_sweep to safehold_app;
grant update on safehold.leaver, safehold.leaver_sweep to safehold_app;
`
