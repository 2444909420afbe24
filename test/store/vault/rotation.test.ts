import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { rewrapping } from '../../../jobs/rewrap.ts'
import { calendarFor } from '../../../src/calendar/working-days.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { keyEncryption } from '../../../src/store/vault/key-encryption.ts'
import { concern, done, raise } from '../acting.ts'
import { type Opened, opened } from '../opened.ts'

const openedForTest = async (): Promise<Opened> => {
  const here = await opened()
  onTestFinished(() => here.close())
  return here
}

const refused = (here: Opened, keys: Parameters<Opened['again']>[0]) =>
  here.again(keys).then(
    () => 'It opened',
    (error: Error & { exitCode?: number }) => `${error.exitCode} ${error.message}`,
  )

/** A pass as the worker makes it, and what it said. */
const rewrapAll = async (store: Store): Promise<string[]> => {
  const said: string[] = []
  const note = (_fields: object, words: string) => void said.push(words)
  const next = rewrapping(store, { info: note, warn: note, error: note })
  while ((await next()) !== undefined);
  return said
}

const typed = (c: { id: string }, request: ReturnType<typeof raise>, store: Store) =>
  store.openTexts(c.id, Object.keys(request.texts)).then(texts => Object.values(texts))

/** So many cases more, with keys that are copies of nothing: only their names matter. */
const addKeys = async ({ owner }: Opened, kekId: string, count: number): Promise<void> => {
  await owner.query(
    `with added as (
       insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, last_hmac)
       select gen_random_uuid(), 'X-' || $1 || '-' || i, 1, 'triage', 'access_to_work', '{}', 'test', now(), 0, ''
       from generate_series(1, $2) i returning id)
     insert into case_key (case_id, kek_id, wrapped) select id, $1, '' from added`,
    [kekId, count],
  )
}

describe('changing the data key', () => {
  it('process after process through its three phases, every process reads what any other wrote, and the old key is not needed at the end', async () => {
    const here = await openedForTest()
    const [first, second] = [here.dataKey, randomBytes(32)]
    const before = here.store
    const request = () => raise({ name: 'Sam Example', number: 'QQ 12 34 56 C' })
    const phases = [
      { dataKey: first, dataKeyNext: second },
      { dataKey: second, dataKeyOld: first },
      { dataKey: second },
    ]
    let running = [before, await here.again()]
    for (const phase of phases)
      for (const index of [0, 1]) {
        running = running.with(index, await here.again(phase))
        for (const writer of running) {
          const asked = request()
          const c = await done(writer, asked)
          for (const reader of running) {
            expect(await typed(c, asked, reader)).toContain('Sam Example')
            await done(reader, concern(c.id))
            expect((await reader.check('qq123456c')).found.map(({ case: found }) => found.id)).toContain(c.id)
            expect((await reader.verifyChain(c.id)).ok).toBe(true)
            expect((await reader.lookAtKeys()).unknown).toEqual([])
          }
        }
        // A process of the first phase that is started anew now does not wrap back what the others wrapped.
        if ('dataKeyOld' in phase) for (const store of running) await rewrapAll(store)
      }
    expect(await refused(here, { dataKey: first })).toMatch(/^2 .*DATA_KEY is not the key of this database/)
  }, 60_000)

  it('a process of the first phase wraps nothing back that the second has wrapped anew', async () => {
    const here = await openedForTest()
    const dataKey = randomBytes(32)
    await done(here.store, raise())
    const later = await here.again({ dataKey, dataKeyOld: here.dataKey })
    await rewrapAll(later)
    expect((await later.lookAtKeys()).retiring).toBe('not_needed')
    const earlier = await here.again({ dataKeyNext: dataKey })
    await rewrapAll(earlier)
    expect((await later.lookAtKeys()).retiring).toBe('not_needed')
    await here.again({ dataKey })
  })

  it('says when the old key is not needed any more, and not before', async () => {
    const here = await openedForTest()
    const dataKey = randomBytes(32)
    await done(here.store, raise())
    const store = await here.again({ dataKey, dataKeyOld: here.dataKey })
    expect((await store.lookAtKeys()).retiring).toBe('needed')
    expect(await refused(here, { dataKey })).toMatch(/^2 .*DATA_KEY_OLD/)
    expect(await rewrapAll(store)).toEqual([
      'This many case keys are now wrapped by the new data key',
      expect.stringContaining('DATA_KEY_OLD is not needed any more'),
    ])
    // A process that was still running with the old key opens a case: the next pass finds it.
    await done(here.store, raise())
    expect((await store.lookAtKeys()).retiring).toBe('needed')
    await rewrapAll(store)
    expect((await store.lookAtKeys()).retiring).toBe('not_needed')
    expect((await here.store.lookAtKeys()).ring).toBe('unknown')
    await here.again({ dataKey })
  })

  it('goes on where it was after a kill in the middle, in batches that hold nobody up', async () => {
    const here = await openedForTest()
    const dataKey = randomBytes(32)
    const requests = Array.from({ length: 12 }, () => raise({ name: 'Sam Example' }))
    const cases = []
    for (const request of requests) cases.push(await done(here.store, request))
    const killed = await here.again({ dataKey, dataKeyOld: here.dataKey })
    const begun = await killed.rewrapCaseKeys(5)
    expect(begun?.rewrapped).toBe(5)
    // What a batch that was cut off leaves behind: nothing at all, because it is one statement.
    const next = await here.again({ dataKey, dataKeyOld: here.dataKey })
    const keys = await here.owner.query<{ n: string }>('select count(*) as n from case_key group by kek_id')
    expect(keys.rows.map(({ n }) => Number(n)).sort((a, b) => a - b)).toEqual([5, 7])
    // Somebody holds every row of the cases: the pass does not wait for them, nor do they for it.
    await here.owner.query('begin; select from cases for update')
    expect(await rewrapAll(next)).toHaveLength(2)
    await here.owner.query('rollback')
    const store = await here.again({ dataKey })
    for (const [i, c] of cases.entries())
      expect(await typed(c, requests[i] ?? raise(), store)).toContain('Sam Example')
  })

  it('a key that is damaged keeps back no other, and keeps the old key needed', async () => {
    const here = await openedForTest()
    const dataKey = randomBytes(32)
    const [broken, whole] = [await done(here.store, raise()), await done(here.store, raise())]
    // Past the guard, as the tables' owner could.
    await here.owner.query('set session_replication_role = replica')
    await here.owner.query(`update case_key set wrapped = '\\x00' where case_id = $1`, [broken.id])
    const store = await here.again({ dataKey, dataKeyOld: here.dataKey })
    const said = await rewrapAll(store)
    expect(said).toEqual(['This many case keys are now wrapped by the new data key'])
    expect((await store.lookAtKeys()).retiring).toBe('needed')
    await done(store, concern(whole.id))
  })

  it('a case key that still needs the old one is found at the start, which changes nothing', async () => {
    const here = await openedForTest()
    const [second, third] = [randomBytes(32), randomBytes(32)]
    await done(here.store, raise())
    await here.again({ dataKey: second, dataKeyOld: here.dataKey })
    expect(await refused(here, { dataKey: third, dataKeyOld: second })).toMatch(/^2 .*DATA_KEY_OLD/)
    await here.again({ dataKey: second, dataKeyOld: here.dataKey })
  })

  it('a case key that is not given is found at the start also where the keys are slow to answer', async () => {
    const here = await openedForTest()
    const { url: databaseUrl, dataKey } = here
    await addKeys(here, 'another', 1)
    const keks = keyEncryption({ dataKey })
    const unwrap: typeof keks.unwrap = async (...what) => {
      await delay(600)
      return keks.unwrap(...what)
    }
    const staff = { everybody: calendarFor('england-and-wales') }
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const opening = openStore({ databaseUrl, keks: { ...keks, unwrap }, staff, log })
    await expect(opening).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('another') })
  })

  it('finds which keys are in use by a few rows of any number', async () => {
    const here = await openedForTest()
    await done(here.store, raise())
    await addKeys(here, 'another', 5000)
    expect(await here.store.lookAtKeys()).toEqual({ unknown: ['another'], ring: 'ok', retiring: 'none' })
  })
})
