import { type Kysely, sql } from 'kysely'

/** Safehold's check of itself, once a minute through every part and back, and how late it told what. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [heartbeat, punctuality, grants]) await sql.raw(statement).execute(db)
}

// One row: the program may change it, and neither add to it nor delete it. Each time is when a beat last got so far, in
// real time, whatever the case's clock shows: begun by a worker, rung by the queue of deadlines, carried by the queue of
// messages, shown in Slack, and read there again ("whole").
const heartbeat = `
create table safehold.heartbeat (
  id smallint primary key default 1,
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
`

// How long after its moment each rung was told, by the case's clock. A moment counts from when it could be known: not
// before it was written down, and not before the workbench moved the clock past it.
const punctuality = `
alter table safehold.clock add column moved_at timestamptz not null default '-infinity';
create function safehold.clock_moves() returns trigger language plpgsql as $$
begin
  new.moved_at := date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => new.offset_ms / 1000.0);
  return new;
end $$;
create trigger clock_moves before update of offset_ms on safehold.clock
  for each row execute function safehold.clock_moves();

create table safehold.rung_told (
  told_at timestamptz not null,
  case_id uuid not null references safehold.cases,
  kind text not null,
  n integer not null,
  rung integer not null,
  late_ms double precision not null
);
create index rung_told_at on safehold.rung_told (told_at) include (late_ms);

alter table safehold.deadline add column next_set_at timestamptz not null default safehold.clock_now();
create function safehold.deadline_moves_on() returns trigger language plpgsql as $$
declare now timestamptz := safehold.clock_now();
begin
  if old.done_at is null and old.next_at <= now and new.due_at = old.due_at
    and (new.rung > old.rung or new.next_at is null) then
    insert into safehold.rung_told (told_at, case_id, kind, n, rung, late_ms)
    select now, old.case_id, old.kind, old.n, old.rung,
      greatest(0, extract(epoch from now - greatest(old.next_at, old.next_set_at, moved_at)) * 1000) from safehold.clock;
  end if;
  new.next_set_at := now;
  return new;
end $$;
create trigger deadline_moves_on before update on safehold.deadline for each row
  when (old.next_at is distinct from new.next_at or old.done_at is distinct from new.done_at)
  execute function safehold.deadline_moves_on();
`

const grants = `
grant select, insert on safehold.rung_told to safehold_app;
grant select, update on safehold.heartbeat to safehold_app;
`
