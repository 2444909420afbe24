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

/** As the program's role and as the owner of the tables, while the triggers are on. */
const refusedToBoth = async (statement: string, words: string | RegExp): Promise<void> => {
  await expect(app.query(statement)).rejects.toThrow(/permission denied|changes only|wrapped anew only/)
  await expect(here.owner.query(statement)).rejects.toThrow(words)
}

describe('the keys of the whole store', () => {
  it.each(['delete from keyring', 'truncate keyring', 'truncate keyring cascade'])(
    'are never lost: %s',
    statement => refusedToBoth(statement, 'never allowed'),
  )

  it.each([
    `wrapped = decode(repeat('00', 60), 'hex')`,
    `kek_id = 'another'`,
    `kek_id = 'another', wrapped = '\\x00'`,
    `kek_id = 'another', wrapped = decode(repeat('00', 60), 'hex'), name = name || '-before'`,
    `kek_id = 'another', wrapped = decode(repeat('00', 60), 'hex'), made_at = now()`,
  ])('change only by being wrapped by another key: %s', change =>
    refusedToBoth(`update keyring set ${change} where name = 'blind'`, 'only by being wrapped'),
  )
})

describe('the key of a case', () => {
  it.each([
    `wrapped = decode(repeat('00', 60), 'hex')`,
    'kek_id = kek_id',
    `kek_id = 'another', wrapped = ''`,
    `kek_id = 'another', wrapped = decode(repeat('00', 60), 'hex'), case_id = gen_random_uuid()`,
  ])('changes only by being wrapped by another key: %s', change =>
    refusedToBoth(`update case_key set ${change} where case_id = '${c.id}'`, 'only by being wrapped'),
  )

  it('is wrapped anew only by the key that wraps the keyring', () =>
    refusedToBoth(
      `update case_key set kek_id = 'another', wrapped = decode(repeat('00', 60), 'hex')
       where case_id = '${c.id}'`,
      'wrapped anew only by',
    ))
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
