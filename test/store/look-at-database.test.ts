import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookAtDatabase } from '../../src/store/look-at-database.ts'
import { durability } from '../../src/store/settings.ts'
import { emptyDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { type Opened, opened } from './opened.ts'

let here: Opened
beforeAll(async () => {
  here = await opened()
})
afterAll(() => here.close())

const look = async (change: Partial<Parameters<typeof lookAtDatabase>[0]> = {}): Promise<string[]> => {
  const asked = { databaseUrl: here.url, keys: { dataKey: here.dataKey }, isReal: true }
  const found = await lookAtDatabase({ ...asked, ...change })
  return found.map(({ state, what }) => `${state} ${what}`)
}
const notRight = async (change = {}) => (await look(change)).filter(line => !line.startsWith('ok'))

describe('a look at the database', () => {
  it('finds nothing wrong with one that is as it must be, and warns of a user who may do anything', async () => {
    const lines = await look()
    expect(lines.join('\n')).toContain('ok DATA_KEY is the key of this database')
    expect(lines.join('\n')).toContain('ok The database is as this version needs it')
    expect(await notRight()).toEqual([
      expect.stringMatching(/^warn Safehold signs in .* who may do anything/),
    ])
  })

  it('says that the key is another, or that some keys still need the old one', async () => {
    const dataKey = randomBytes(32)
    expect(await look({ keys: { dataKey } })).toContainEqual(
      expect.stringMatching(/^wrong DATA_KEY is not the key/),
    )
    expect(await look({ keys: { dataKey, dataKeyOld: here.dataKey } })).toContainEqual(
      expect.stringContaining('warn Some keys are still wrapped by DATA_KEY_OLD'),
    )
    expect((await look({ keys: undefined })).join()).not.toContain('DATA_KEY')
  })

  it('says that the schema is newer, and that it is older', async () => {
    await here.owner.query(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`)
    expect(await look()).toContainEqual(expect.stringMatching(/^wrong A newer Safehold .*9999-later/))
    await here.owner.query(`delete from kysely_migration where name = '9999-later'`)
    const last = await here.owner.query(
      `delete from kysely_migration where name = (select max(name) from kysely_migration) returning *`,
    )
    expect(await look()).toContainEqual(expect.stringContaining('warn The database still has to be brought'))
    await here.owner.query('insert into kysely_migration values ($1, $2)', Object.values(last.rows[0] ?? {}))
  })

  it('says that its clock was moved, which real cases may not have', async () => {
    await here.store.advanceClock(3_600_000)
    expect(await notRight()).toContainEqual(expect.stringMatching(/^wrong .* clock by 60 minutes/))
    expect((await notRight({ isReal: false })).join()).not.toContain('clock')
    await here.owner.query('update clock set offset_ms = 0')
  })

  it('says that a setting loses what was confirmed', async () => {
    const name = new URL(here.url).pathname.slice(1)
    await here.owner.query(`alter database ${name} set synchronous_commit = off`)
    expect(await look()).toContainEqual(
      expect.stringContaining('wrong PostgreSQL runs with synchronous_commit=off'),
    )
    await here.owner.query(`alter database ${name} reset synchronous_commit`)
    const safe = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    expect(durability(safe).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
    for (const setting of ['fsync', 'full_page_writes'])
      expect(
        durability({ ...safe, [setting]: 'off' }).filter(({ state }) => state === 'wrong'),
      ).toMatchObject([{ what: expect.stringContaining(`${setting}=off`) }])
  })

  it('says that nothing answers, or that it is not let in', async () => {
    const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/none`
    expect(await look({ databaseUrl: nowhere })).toEqual(['wrong PostgreSQL does not answer (ECONNREFUSED)'])
    const missing = new URL(here.url)
    missing.pathname = '/no_such_database'
    expect(await look({ databaseUrl: missing.href })).toEqual([
      'wrong PostgreSQL does not let Safehold look (3D000)',
    ])
  })

  it('leaves one that is empty as it is', async () => {
    const empty = await emptyDatabase()
    for (let i = 0; i < 2; i++)
      expect(await look({ databaseUrl: empty.url })).toContain('warn The database is empty')
    await empty.drop()
  })
})
