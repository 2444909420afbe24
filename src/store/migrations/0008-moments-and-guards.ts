import { type Kysely, sql } from 'kysely'

/** Since when something waits, what got through to a place last, the order of lists, and guards that were left out. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [moments, guards, rungsTold, lists]) await sql.raw(statement).execute(db)
}

// outbox.wanted_at: the moment at which it was to be told, by the case's clock, where that is not when it was written.
// channel_gate.posted_at and headline.wanted_since: in real time, as Slack's patience is.
const moments = `
alter table safehold.outbox add column wanted_at timestamptz;
update safehold.outbox set wanted_at = next_at where status = 'waiting' and attempt = 0 and next_at > created_at;
alter table safehold.channel_gate add column posted_at timestamptz not null default '-infinity';
alter table safehold.headline add column wanted_since timestamptz not null default clock_timestamp();
`

const guards = `
create trigger holiday_proposal_is_never_emptied before truncate on safehold.holiday_proposal
  execute function safehold.never();
create trigger holiday_decision_is_never_emptied before truncate on safehold.holiday_decision
  execute function safehold.never();
`

// The figures look back 30 days. What they may still count is kept, whoever asks.
const rungsTold = `
create function safehold.rung_told_is_kept() returns trigger language plpgsql as $$
begin
  if old.told_at > safehold.clock_now() - interval '31 days' then
    raise exception 'a rung told at % still counts: it is kept for 31 days', old.told_at;
  end if;
  return old;
end $$;
create trigger rung_told_is_kept before delete on safehold.rung_told
  for each row execute function safehold.rung_told_is_kept();
create trigger rung_told_is_never_emptied before truncate on safehold.rung_told execute function safehold.never();
grant delete on safehold.rung_told to safehold_app;
`

// deadline_of_owner: in the very order of a list, so that a page reads no more than it shows; by the due date alone
// PostgreSQL would rather go through everybody's dates to find a few of one person.
const lists = `
create index deadline_of_owner on safehold.deadline (owner, due_at, case_id, kind, n) where done_at is null;
drop index safehold.deadline_owner;
`
