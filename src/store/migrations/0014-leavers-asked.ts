import { type Kysely, sql } from 'kysely'

/** What a lead was asked about people who seem to have left, so that an answer counts for nothing else. Forward only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [asked, heldAlready]) await sql.raw(statement).execute(db)
}

// 'people': whom the question is about; never changed, as nothing else of a question is. 'unanswered': how often in a row
// Slack gave no answer at all; 'tries' from here on counts answers that say neither yes nor no. 'held_from': what too many
// were out of at once, this person among them; they stay held until a lead answers or Slack shows them again.
const asked = `
alter table safehold.trouble add column people text[] not null default '{}';
alter table safehold.leaver
  add column unanswered integer not null default 0,
  add column held_from text[] not null default '{}';
`

const heldAlready = `
update safehold.leaver set held_from = '{everywhere}' where held_at is not null and done_at is null
`
