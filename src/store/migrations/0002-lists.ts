import { type Kysely, sql } from 'kysely'

/** What teams see over many cases: the indexes that bound those reads, and what must happen once. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [indexes, once, grants]) await sql.raw(statement).execute(db)
}

// event_at: reports, by date. event_actor: CEAST's work log, by who made an entry, without reading the entries
// themselves. deadline_due: reports, what fell due between two days. deadline_open: the morning list.
const indexes = `
create index event_at on safehold.event (at, case_id, seq);
create index event_actor on safehold.event (actor, at) include (case_id, seq, kind);
create index deadline_due on safehold.deadline (due_at, case_id, kind, n);
create index deadline_open on safehold.deadline (due_at) where done_at is null;
create index view_log_checks on safehold.view_log (at, actor) where what = 'check';
`

// morning_list: a team's list of a day is made up once, whether there was anything to post or not.
// check_alert: when the leads were last told that a person checks many awards.
const once = `
create table safehold.morning_list (
  team text not null,
  day date not null,
  at timestamptz not null,
  primary key (team, day)
);
create table safehold.check_alert (person text primary key, told_at timestamptz not null);
`

const grants = `
grant select, insert on safehold.morning_list, safehold.check_alert to safehold_app;
grant update on safehold.check_alert to safehold_app;
`
