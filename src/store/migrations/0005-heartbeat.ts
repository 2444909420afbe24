import { type Kysely, sql } from 'kysely'

/** Safehold's check of itself, once a minute through every part and back. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [heartbeat, grants]) await sql.raw(statement).execute(db)
}

// One row. Each time is when a beat last got so far, in real time, whatever the case's clock shows: begun by a worker,
// rung by the queue of deadlines, carried by the queue of messages, shown in Slack, and read there again ("whole").
const heartbeat = `
create table safehold.heartbeat (
  id smallint primary key default 1 check (id = 1),
  beat bigint not null default 0,
  begun_at timestamptz not null default clock_timestamp(),
  rung_at timestamptz not null default clock_timestamp(),
  carried_at timestamptz not null default clock_timestamp(),
  shown_at timestamptz not null default clock_timestamp(),
  whole_at timestamptz not null default clock_timestamp(),
  whole_beat bigint not null default 0,
  post_id uuid not null default gen_random_uuid(),
  channel text,
  slack_ts text
);
insert into safehold.heartbeat default values;
create trigger heartbeat_is_never_deleted before delete on safehold.heartbeat
  for each row execute function safehold.never();
create trigger heartbeat_is_never_emptied before truncate on safehold.heartbeat execute function safehold.never();
`

const grants = `
grant select, update on safehold.heartbeat to safehold_app;
`
