import { type Kysely, sql } from 'kysely'

/** Checkpoints of the whole record, and a chain for what people decide that is about no one case. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [office, checkpoints, guards, grants]) await sql.raw(statement).execute(db)
}

// What a person decided that belongs to no case, in a chain like that of a case: ids, codes and dates, never a customer.
const office = `
create table safehold.office_log (
  seq integer primary key,
  at timestamptz not null,
  actor text not null,
  what text not null,
  data jsonb not null,
  prev bytea not null,
  hmac bytea not null
);
`

// checkpoint: which ones were written, in real time; what is in them is in files outside the database.
// checkpoint_turn: one row, which the program may neither add to nor delete. The worker that writes one has it until then; shown_on: the day it was last shown in Slack.
const checkpoints = `
create table safehold.checkpoint (
  n integer primary key,
  at timestamptz not null,
  root text not null,
  hash text not null,
  file text not null
);
create table safehold.checkpoint_turn (
  id smallint primary key default 1,
  claimed_until timestamptz not null default '-infinity',
  shown_on date
);
insert into safehold.checkpoint_turn default values;
`

const guards = `
create trigger office_log_is_only_added_to before update or delete on safehold.office_log
  for each row execute function safehold.never();
create trigger office_log_is_never_emptied before truncate on safehold.office_log execute function safehold.never();
create trigger checkpoint_is_only_added_to before update or delete on safehold.checkpoint
  for each row execute function safehold.never();
create trigger checkpoint_is_never_emptied before truncate on safehold.checkpoint execute function safehold.never();
`

const grants = `
grant select, insert on safehold.office_log, safehold.checkpoint to safehold_app;
grant select, update on safehold.checkpoint_turn to safehold_app;
`
