import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import { done, freshNumber, held, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

let here: Opened
let app: Client
let c: Case
beforeAll(async () => {
  here = await opened()
  app = new Client({ connectionString: here.url, options: '-c search_path=safehold -c role=safehold_app' })
  await app.connect()
  c = await done(here.store, raise({ number: freshNumber() }))
})
afterAll(async () => {
  await app.end()
  await here.close()
})

/** What the program's role and the owner of the tables, while the triggers are on, are told. */
const refusals = (statement: string): Promise<string[]> =>
  Promise.all(
    [app, here.owner].map(client =>
      client.query(statement).then(
        () => 'done',
        (error: Error) => error.message,
      ),
    ),
  )
const both = (owner: string, program = owner) => [
  expect.stringContaining(program),
  expect.stringContaining(owner),
]
const garbled = `decode(repeat('00', 60), 'hex')`

describe('the keys of the whole store', () => {
  it.each(['delete from keyring', 'truncate keyring', 'truncate keyring cascade'])(
    'are never lost: %s',
    async statement => {
      expect(await refusals(statement)).toEqual(both('never allowed', 'permission denied'))
    },
  )

  it.each([
    `wrapped = ${garbled}`,
    `kek_id = 'another'`,
    `kek_id = 'another', wrapped = '\\x00'`,
    `kek_id = 'another', wrapped = ${garbled}, name = name || '-before'`,
    `kek_id = 'another', wrapped = ${garbled}, made_at = now()`,
  ])('change only by being wrapped by another key: %s', async change => {
    const statement = `update keyring set ${change} where name = 'blind'`
    expect(await refusals(statement)).toEqual(both('only by being wrapped'))
  })
})

describe('the key of a case', () => {
  it.each([
    `wrapped = ${garbled}`,
    'kek_id = kek_id',
    `kek_id = 'another', wrapped = ''`,
    `kek_id = 'another', wrapped = ${garbled}, case_id = gen_random_uuid()`,
  ])('changes only by being wrapped by another key: %s', async change => {
    const statement = `update case_key set ${change} where case_id = '${c.id}'`
    expect(await refusals(statement)).toEqual(both('only by being wrapped'))
  })

  it('is wrapped anew only by the key that wraps the keyring', async () => {
    const statement = `update case_key set kek_id = 'another', wrapped = ${garbled} where case_id = '${c.id}'`
    expect(await refusals(statement)).toEqual(both('wrapped anew only by'))
  })
})

it('a hold begins open: what is written as released from the start is refused, also beside a release (F3)', async () => {
  const one = await held(here.store, freshNumber())
  const opens = openHoldsOf(one)[0]?.id ?? 0
  const append = (kind: string, actor: string, more: number, data: object) =>
    `insert into event (case_id, seq, kind, at, actor, data, prev, hmac) values
     ('${one.id}', ${one.seq + more}, '${kind}', now(), '${actor}', '${JSON.stringify(data)}', '', '')`
  const started = one.seq + 1
  await app.query('begin')
  try {
    await app.query(append('hold_started', 'UCEAST', 1, {}))
    await app.query(append('release_requested', 'UCEAST', 2, { holds: [opens] }))
    await app.query(append('release_confirmed', 'UCEASTTWO', 3, { request: one.seq + 2, holds: [opens] }))
    const insert = (columns: string, values: string) =>
      app.query(
        `insert into hold (case_id, opened_seq, reason, since${columns})
         values ('${one.id}', ${started}, 'unsafe_area', current_date${values})`,
      )
    await app.query('savepoint before')
    await expect(
      insert(', released_seq, released_kind', `, ${one.seq + 3}, 'release_confirmed'`),
    ).rejects.toThrow('begins as released')
    await app.query('rollback to before')
    await insert('', '')
    await app.query('set constraints all immediate')
  } finally {
    await app.query('rollback')
  }
})

it.each(['kysely_migration', 'kysely_migration_lock'])(
  'the program may not say which migrations were made: %s',
  async table => {
    const columns =
      table === 'kysely_migration' ? `(name, timestamp) values ('9999', '')` : `(id) values ('x')`
    await expect(app.query(`insert into ${table} ${columns}`)).rejects.toThrow('permission denied')
    await app.query('select from kysely_migration')
  },
)
