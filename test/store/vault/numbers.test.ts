import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keyEncryption } from '../../../src/store/vault/key-encryption.ts'
import { canaries } from '../../support/canaries.ts'
import { dumpOf } from '../../support/dumps.ts'
import { readSourceFiles } from '../../support/source-files.ts'
import { done, raise } from '../acting.ts'
import { type Opened, opened } from '../opened.ts'

const number = 'QQ 12 34 56 C'
const spellings = ['QQ123456C', 'qq 12 34 56 c', 'Qq-12.34.56-C', '  QQ 123 456 C', 'ＱＱ１２３４５６Ｃ']

const openedForTest = async (): Promise<Opened> => {
  const here = await opened()
  onTestFinished(() => here.close())
  return here
}

const found = async (store: Opened['store'], typed: string): Promise<string[]> =>
  (await store.check(typed)).found.map(one => one.case.id)

describe('a National Insurance number', () => {
  it('is in no table in any spelling, and finds its cases in every spelling (F6)', async () => {
    const { store, url, owner } = await openedForTest()
    const ids: string[] = []
    for (const typed of [number, ...spellings])
      ids.push((await done(store, raise({ number: typed, name: 'Wren Made-Up' }))).id)
    const words = canaries()
    for (const typed of [number, ...spellings]) words.addNumber(typed)
    const dump = await dumpOf(url, ['safehold'])
    expect(dump).toContain(ids[0])
    expect(words.foundIn(dump)).toEqual([])
    expect(words.foundIn(`${dump} qq123456c`)).not.toEqual([])
    for (const typed of spellings) expect((await found(store, typed)).sort()).toEqual([...ids].sort())
    for (const other of ['QQ 12 34 57 C', 'QQ 12 34 56 D', 'QQ 12 34 56', '%', 'QQ%'])
      expect(await found(store, other)).toEqual([])
    const { rows } = await owner.query<{ key: string }>('select distinct key from case_customer')
    expect(rows.map(({ key }) => key)).toEqual([expect.stringMatching(/^nino:[\w-]{43}$/)])
  })

  it('is found by its keyed digest alone: with another key, and with the same number, there is nothing', async () => {
    const here = await openedForTest()
    await done(here.store, raise({ number }))
    const keks = keyEncryption({ dataKey: here.dataKey })
    const { wrapped } = await keks.wrap(['keyring', 'blind'], randomBytes(32))
    // Past the guard, as the tables' owner could.
    await here.owner.query('set session_replication_role = replica')
    await here.owner.query(`update keyring set wrapped = $1 where name = 'blind'`, [wrapped])
    const other = await here.again()
    expect(await found(here.store, number)).toHaveLength(1)
    expect(await found(other, number)).toEqual([])
  })

  it('gives another digest in another database', async () => {
    const digests = []
    for (const here of [await openedForTest(), await openedForTest()]) {
      await done(here.store, raise({ number }))
      digests.push((await here.owner.query<{ key: string }>('select key from case_customer')).rows[0]?.key)
    }
    expect(new Set(digests).size).toBe(2)
  })

  it('has no other way to be searched: sealed texts are read in one statement, by case and id, and compared in none', () => {
    const files = readSourceFiles('src', 'handlers', 'jobs').filter(
      ({ path }) => !path.startsWith('src/store/migrations/'),
    )
    const using = files.filter(({ code }) => /\b(from|join|into|update)\s+sealed\b/.test(code))
    expect(using.map(({ path }) => path).sort()).toEqual([
      // Whether each text that an event names is there; and the audit, at the command line with the key, opens each number
      // by case and id to compare its digest.
      'src/store/audit/case-rows.ts',
      'src/store/audit/derived-keys.ts',
      // How long each text is, for a redacted pack.
      'src/store/pack-record.ts',
      'src/store/perform/write.ts',
      'src/store/texts.ts',
    ])
    const texts = using.find(({ path }) => path === 'src/store/texts.ts')?.code ?? ''
    expect(texts.match(/\bsealed s\b/g)).toHaveLength(1)
    expect(texts).toContain('where s.id = any($2::uuid[]) and s.case_id = $1`')
    const compared =
      /\b(ciphertext|nonce)\b\s*(=\s*\$|(not\s+)?i?like\b|~|<>|in\s*\(|similar\b|@@)|(position|strpos)\(\s*s?\.?ciphertext/
    // The nonce of a form is another thing, in another table; so is that of what the clock did.
    const ofForms = /submission where nonce = \$1|s\.nonce like '(deadline|left|bank-holidays)-%'/g
    const comparing = files.filter(({ code }) => compared.test(code.replaceAll(ofForms, '')))
    expect(comparing.map(({ path }) => path)).toEqual([])
  })
})
