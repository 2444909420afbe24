import { readdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { StoreBusyError } from '../../src/store/perform/perform.ts'
import { emptyDatabase } from '../support/database.ts'
import { ask, concern, done, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

const openedForTest = async (prepare?: Parameters<typeof opened>[0]): Promise<Opened> => {
  const here = await opened(prepare)
  onTestFinished(() => here.close())
  return here
}

const failure = async (opening: Promise<unknown>): Promise<unknown> => {
  try {
    await opening
  } catch (error) {
    return error
  }
  throw new Error('It opened')
}

const databaseName = (url: string): string => new URL(url).pathname.slice(1)

describe('opening the store', () => {
  it('20 programs that start at once on an empty database all open it, with the same keys', async () => {
    const here = await openedForTest()
    await here.owner.query('drop schema safehold cascade')
    const stores: Store[] = await Promise.all(Array.from({ length: 20 }, () => here.again()))
    const [first, last] = [stores[0] ?? here.store, stores.at(-1) ?? here.store]
    const c = await done(first, raise({ number: 'QQ 12 34 56 C' }))
    expect((await last.check('qq123456c')).found.map(found => found.case.id)).toEqual([c.id])
    expect(await last.verifyChain(c.id)).toEqual({ ok: true, events: 3 })
    const migrations = await here.owner.query('select name from safehold.kysely_migration')
    const files = readdirSync('src/store/migrations').filter(name => /^\d{4}-/.test(name))
    expect(migrations.rows.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort())
  })

  it('programs that start at once on several new databases of one cluster all open them', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => opened(undefined, emptyDatabase)))
    onTestFinished(async () => void (await Promise.all(all.map(here => here.close()))))
    for (const { store } of all) expect(await store.openHolds(1)).toEqual([])
  })

  it('a user without special rights, who is granted the role, can open it', async () => {
    const here = await openedForTest()
    const name = `owner_${databaseName(here.url)}`
    await here.owner.query('drop schema safehold cascade')
    await here.owner.query(`create role ${name} login`)
    await here.owner.query(`grant create on database ${databaseName(here.url)} to ${name}`)
    const url = new URL(here.url)
    url.username = name
    expect(await failure(here.again({ url: url.href }))).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('grant safehold_app'),
    })
    await here.owner.query(`grant safehold_app to ${name}`)
    const store = await here.again({ url: url.href })
    expect((await done(store, raise())).status).toBe('triage')
    await store.close()
    await here.owner.query(`drop owned by ${name}; drop role ${name}`)
  })

  it('a database that a newer program has migrated is refused with exit code 2', async () => {
    const here = await openedForTest()
    await here.owner.query(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`)
    expect(await failure(here.again())).toMatchObject({
      name: 'SchemaTooNewError',
      exitCode: 2,
      message: expect.stringContaining('9999-later'),
    })
  })

  it('a wrong data key is refused with exit code 2', async () => {
    const here = await openedForTest()
    expect(await failure(here.again({ dataKey: randomBytes(32) }))).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('DATA_KEY'),
    })
  })

  it.each(['off'])('a database with synchronous_commit=%s is refused with exit code 2', async value => {
    const here = await openedForTest()
    await here.owner.query(`alter database ${databaseName(here.url)} set synchronous_commit = ${value}`)
    expect(await failure(here.again())).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('synchronous_commit'),
    })
  })

  it('an address whose options would take the rights away is refused with exit code 2', async () => {
    const here = await openedForTest()
    const url = new URL(here.url)
    url.searchParams.set('options', '-c search_path=public')
    expect(await failure(here.again({ url: url.href }))).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('DATABASE_URL'),
    })
  })
})

describe('when the database is slow or others are always faster', () => {
  it('a change that lost to others nine times is given up, and nothing of it is written', async () => {
    const here = await openedForTest()
    const c = await done(here.store, raise())
    await here.owner.query(`create function lose() returns trigger language plpgsql as $$
      begin perform nextval('tries'); raise exception 'lost' using errcode = 'serialization_failure'; end $$;
      create sequence tries; grant usage on sequence tries to safehold_app;
      create trigger lose before insert on outbox for each row execute function lose()`)
    await expect(ask(here.store, concern(c.id))).rejects.toThrow(StoreBusyError)
    expect((await here.owner.query('select last_value from tries')).rows).toEqual([{ last_value: '9' }])
    expect((await here.store.readCase({ id: c.id }))?.case).toEqual(c)
  })

  it('a statement that takes too long is an error, and the same nonce tells what became of it', async () => {
    const here = await openedForTest()
    const c = await done(here.store, raise())
    await here.owner.query('begin')
    await here.owner.query('select from cases where id = $1 for update', [c.id])
    const request = concern(c.id)
    await expect(ask(here.store, request, 'slow')).rejects.toThrow('statement timeout')
    await here.owner.query('rollback')
    expect(await ask(here.store, request, 'slow')).toMatchObject({ kind: 'done', again: false })
    expect(await ask(here.store, request, 'slow')).toMatchObject({ kind: 'done', again: true })
  })
})
