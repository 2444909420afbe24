import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, opened } from './opened.ts'

/** The record: rows are added, and nobody changes them or takes them out. */
const onlyAddedTo = [
  'event',
  'view_log',
  'office_log',
  'checkpoint',
  'holiday_proposal',
  'holiday_decision',
] as const
/** The program only adds to these; they are no record, so the owner may clear them away. */
const addedToByTheProgram = ['morning_list', 'holiday_ask', 'retention_told', 'submission', 'sealed'] as const
/** Each with why it may change. */
const mayChange: Record<string, string> = {
  cases: 'the state that follows from the events, which are proved by their chain',
  hold: 'its release is written once, and only with the event that confirms it',
  deadline: 'follows from the events',
  customer_key: 'counts changes, so that two of them cannot miss each other',
  case_customer: 'a number that is corrected does not stand any more',
  case_key: 'is wrapped anew when the key-encryption key changes, and destroyed when the case is erased',
  keyring: 'is wrapped anew when the key-encryption key changes',
  outbox: 'how far a message has come',
  headline: 'which version a channel shows',
  channel_gate: 'when a channel may be posted in',
  trouble: 'is closed once, by whoever did something about it',
  team_member: 'somebody leaves a team',
  check_alert: 'when the leads were last told',
  holiday_feed: 'the last good copy of a list',
  holiday_apply: 'how far a change has been told',
  heartbeat: 'the last beat',
  rung_told: 'how late a date was told: what nobody counts any more is cleared away',
  leaver: 'how far the look after somebody who may have left has come',
  leaver_sweep: 'how far the look of a day has come',
  checkpoint_turn: 'whose turn it is to write a checkpoint',
  clock: 'moved by the workbench',
  kysely_migration: "the migrator's own",
  kysely_migration_lock: "the migrator's own",
}

let here: Opened
let app: Client
beforeAll(async () => {
  here = await opened()
  app = new Client({ connectionString: here.url, options: '-c search_path=safehold -c role=safehold_app' })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await here.close()
})

it('every table is only added to, or may change for a reason that is written down', async () => {
  const { rows } = await here.owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'safehold' and table_type = 'BASE TABLE'`,
  )
  const listed = [...onlyAddedTo, ...addedToByTheProgram, ...Object.keys(mayChange)]
  expect(rows.map(({ name }) => name).sort()).toEqual(listed.sort())
})

/** Changes nothing where there is nothing: what is refused is the attempt. */
const attempts = (table: string): string[] => [
  `update ${table} set ${columns[table] ?? 'at = at'}`,
  `delete from ${table}`,
  `truncate ${table}`,
  `truncate ${table} cascade`,
]
const columns: Record<string, string> = {
  holiday_proposal: 'seen_at = seen_at',
  rung_told: 'late_ms = 0',
  sealed: 'ciphertext = nonce',
  hold: 'since = since',
}

describe('as the role that the program works as', () => {
  it.each([...onlyAddedTo, ...addedToByTheProgram, 'hold'].flatMap(attempts))(
    'refused: %s',
    async statement => {
      await expect(app.query(statement)).rejects.toThrow('permission denied')
    },
  )

  it.each(
    [...onlyAddedTo, 'hold'].flatMap(table => [
      `alter table ${table} disable trigger all`,
      `alter table ${table} add column more text`,
      `drop table ${table} cascade`,
      `create trigger more before insert on ${table} for each row execute function never()`,
    ]),
  )('refused: %s', async statement => {
    await expect(app.query(statement)).rejects.toThrow(/must be owner|permission denied/)
  })

  it.each([
    'drop trigger event_is_only_added_to on event',
    'drop trigger view_log_is_only_added_to on view_log',
    'drop trigger office_log_is_only_added_to on office_log',
    'drop trigger checkpoint_is_only_added_to on checkpoint',
    'drop trigger hold_is_never_deleted on hold',
    'set session_replication_role = replica',
    `create or replace function never() returns trigger language plpgsql as $$ begin return old; end $$`,
    'drop function never() cascade',
    'create table more (id integer)',
    'drop schema safehold cascade',
  ])('refused: %s', async statement => {
    await expect(app.query(statement)).rejects.toThrow(/must be owner|permission denied/)
  })
})

it('the role that the program works as cannot give itself more', async () => {
  await app.query('grant all on event to safehold_app')
  const { rows } = await app.query<{ may: boolean }>(
    `select has_table_privilege('safehold_app', 'safehold.event', 'update, delete, truncate') as may`,
  )
  expect(rows).toEqual([{ may: false }])
})

it.each(onlyAddedTo.flatMap(table => [`truncate ${table}`, `truncate ${table} cascade`]))(
  'as the owner, while the triggers are on, refused: %s',
  async statement => {
    await expect(here.owner.query(statement)).rejects.toThrow(/never allowed|foreign key/)
  },
)

it.each(onlyAddedTo)('as the owner, while the triggers are on, no row of %s changes or goes', async table => {
  await here.owner.query('begin')
  try {
    await here.owner.query('set local session_replication_role = replica')
    await here.owner.query(rowOf[table])
    await here.owner.query('set local session_replication_role = origin')
    for (const [i, statement] of attempts(table).slice(0, 2).entries()) {
      await here.owner.query(`savepoint s${i}`)
      await expect(here.owner.query(statement)).rejects.toThrow('never allowed')
      await here.owner.query(`rollback to s${i}`)
    }
  } finally {
    await here.owner.query('rollback')
  }
})

const rowOf: Record<(typeof onlyAddedTo)[number], string> = {
  event: `insert into event values (gen_random_uuid(), 1, 'case_moved', now(), 'U1', '{}', '', '')`,
  view_log: `insert into view_log values ('lists', 1, now(), 'U1', 'due', '', '')`,
  office_log: `insert into office_log values (1, now(), 'U1', 'x', '{}', '', '')`,
  checkpoint: `insert into checkpoint values (1, now(), 'x', 'x', 'x')`,
  holiday_proposal: `insert into holiday_proposal (added, removed, known_to, seen_at) values ('[]', '[]', '{}', now())`,
  holiday_decision: `insert into holiday_decision (n, outcome, by, at) values (1, 'confirmed', 'U1', now())`,
}
