import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../../../src/case/case.ts'
import { againstCheckpoints, type KnownCheckpoint } from '../../../src/store/audit/against-checkpoints.ts'
import { chainIndex } from '../../../src/store/audit/chain-index.ts'
import { checkpointFiles } from '../../../src/store/audit/checkpoint-folder.ts'
import { readLine, writeLine } from '../../../src/store/audit/checkpoint-line.ts'
import { findingLine } from '../../../src/store/audit/finding.ts'
import { chained, type EventRow, eventOfRow } from '../../../src/store/chain.ts'
import { keyEncryption } from '../../../src/store/vault/key-encryption.ts'
import { readKeys } from '../../../src/store/vault/keyring.ts'
import { makeVault } from '../../../src/store/vault/make-vault.ts'
import { signer } from '../../../src/store/vault/signing.ts'
import { concern, done, held, raise } from '../acting.ts'
import { type AuditedStore, auditedStore } from './audited.ts'

let here: AuditedStore
let a: Case
let b: Case
const more = async (c: Case): Promise<Case> => {
  await here.store.logView({ actor: 'U1', what: 'case', caseId: c.id })
  return done(here.store, concern(c.id))
}

describe('checkpoints', () => {
  beforeEach(async () => {
    here = await auditedStore()
    a = await done(here.store, raise())
    b = await held(here.store)
  })
  afterEach(() => here.close())

  it('verify a record that nobody touched, whichever process wrote them, and need no key of a case', async () => {
    await here.checkpoint()
    a = await more(a)
    await here.checkpoint()
    const other = here.anotherWriter()
    await here.checkpoint(other)
    b = await more(b)
    const { checkpoint, lost } = await here.checkpoint()
    expect(checkpoint).toMatchObject({ checkpoint: 4, since: 3, chains: 4, views: 2, gone: [] })
    expect(checkpoint.heads.map(({ chain, seq }) => `${chain} ${seq}`)).toEqual([
      `case:${b.id} ${b.seq}`,
      `views:${b.id} 1`,
    ])
    expect(lost).toEqual([])
    const { rows } = await here.owner.query<{ n: number }>('select count(*)::integer as n from event')
    const found = await here.verify()
    expect(found).toMatchObject({ findings: [], events: rows[0]?.n, views: 2, chains: 4 })
    expect(found).toMatchObject({ checkpoints: 4, cases: 2, dates: 2, publicKey: here.store.checkpointKey })
    await here.tamper(
      `delete from case_key where case_id = '${a.id}'`,
      `delete from sealed where case_id = '${a.id}'`,
    )
    expect(await here.found()).toEqual([
      `DERIVED ${a.ref}: its key is not in case_key, and it was not erased: its texts do not open`,
      expect.stringMatching(
        `^DERIVED ${a.ref}: texts of it are not there any more \\(sealed has no .*: What was`,
      ),
    ])
  })

  it('show that the whole database was set back, and to which of them', async () => {
    await here.checkpoint()
    a = await more(a)
    await here.checkpoint()
    await here.save()
    for (const c of [a, b]) await more(c)
    await here.checkpoint()
    await more(a)
    await here.checkpoint()
    await here.restore()
    const [first, ...rest] = await here.found()
    expect(first).toMatch(
      /^SET BACK the whole database: it is as it was at checkpoint 2, .*: what was written in 4 chains after that is not there any more \(last seen by checkpoint 4, /,
    )
    expect(rest).toHaveLength(5)
    expect(rest).toContainEqual(
      expect.stringContaining(`CUT OFF ${a.ref}: it ends at ${a.seq}, and went to `),
    )
    expect(rest).toContainEqual('CHECKPOINT checkpoints 3 to 4: in the files, and not known to the database')
    // Work goes on: the next checkpoint itself finds out, and the numbers go on from the files.
    await more(a)
    const { checkpoint, lost } = await here.checkpoint(here.anotherWriter())
    expect(checkpoint.checkpoint).toBe(5)
    expect(lost.map(({ chain }) => chain)).toContain(`case:${b.id}`)
    expect((await here.found())[0]).toContain('it is as it was at checkpoint 2, ')
    expect((await here.checkpoint()).lost).toEqual([])
  })

  it('that were written while the audit read are no tampering', async () => {
    const sizes = async () =>
      new Map((await checkpointFiles(here.folder)).map(({ file, size }) => [file, size]))
    await here.checkpoint()
    const before = await sizes()
    const { rows: known } = await here.owner.query<KnownCheckpoint>(
      'select n, at, root, hash, file from checkpoint',
    )
    for (const _ of ['second', 'third']) {
      a = await more(a)
      await here.checkpoint()
    }
    const unlike = async (from: Map<string, number>) => {
      const given = { folder: here.folder, index: chainIndex(), witnesses: [], known }
      const { findings } = await againstCheckpoints({
        ...given,
        sizes: from,
        key: here.store.checkpointKey,
      })
      return findings.map(findingLine).filter(line => line.endsWith('not known to the database'))
    }
    expect(await unlike(before)).toEqual([])
    expect(await unlike(await sizes())).toEqual([
      'CHECKPOINT checkpoints 2 to 3: in the files, and not known to the database',
    ])
  })

  it('show an event that was written anew by somebody who has the keys', async () => {
    a = await more(a)
    await here.checkpoint()
    const keys = await readKeys(
      {
        rows: async (text, values) => (await here.owner.query(text, [...(values ?? [])])).rows as never[],
        close: async () => {},
      },
      keyEncryption({ dataKey: here.dataKey }),
    )
    const vault = makeVault(keyEncryption({ dataKey: here.dataKey }), keys)
    const { rows } = await here.owner.query<EventRow & { at: Date; prev: Buffer }>(
      `select seq, kind, at, actor, data, prev from event where case_id = $1 and seq >= 2 order by seq`,
      [a.id],
    )
    const events = rows.map(row => eventOfRow({ ...row, at: row.at.toISOString(), actor: 'UOTHER' }))
    const links = chained(vault, a.id, rows[0]?.prev ?? Buffer.alloc(0), events)
    await here.tamper(
      ...links.map(
        ({ seq, prev, hmac }) =>
          `update event set actor = 'UOTHER', prev = '\\x${prev.toString('hex')}', hmac = '\\x${hmac.toString('hex')}'
           where case_id = '${a.id}' and seq = ${seq}`,
      ),
      `update cases set last_hmac = (select hmac from event where case_id = '${a.id}' order by seq desc limit 1)
       where id = '${a.id}'`,
    )
    expect(await here.found()).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^WRITTEN ANEW ${a.ref}, event ${a.seq}: it, or one before it, was written anew \\(seen by checkpoint 1, `,
        ),
      ),
    )
    expect((await here.checkpoint()).lost.map(({ chain }) => chain)).toEqual([`case:${a.id}`])
    expect(await here.found()).toContainEqual(expect.stringContaining(', and not any more by checkpoint 2, '))
  })

  it('are known by their number and root when one was seen elsewhere', async () => {
    const { checkpoint } = await here.checkpoint()
    const root = checkpoint.root.slice(0, 16)
    expect((await here.verify({ witnesses: [{ n: 1, root }] })).findings).toEqual([])
    const { findings } = await here.verify({
      witnesses: [
        { n: 1, root: '0123456789abcdef' },
        { n: 7, root },
      ],
    })
    expect(findings.map(({ what }) => what)).toEqual([
      'its root does not begin with 0123456789abcdef, as it was seen elsewhere',
      'it was seen elsewhere, and is in no file',
    ])
    const other = signer(Buffer.alloc(32, 7)).checkpointKey
    expect((await here.verify({ publicKey: other })).findings.map(({ what }) => what)).toEqual([
      `it was signed with another key, ${here.store.checkpointKey}`,
    ])
  })

  it.each([
    ['put back to an earlier copy', (path: string, earlier: string) => writeFile(path, earlier)],
    ['emptied of its last file', (path: string) => rm(path)],
    [
      'changed in its last file, which is as long as before',
      (path: string, _earlier: string, now: string) =>
        writeFile(
          path,
          now.replace(/"root":"(.)/, (_all, first: string) => `"root":"${first === 'a' ? 'b' : 'a'}`),
        ),
    ],
  ])('find out by the next one that the folder was %s while they are written', async (_what, change) => {
    await here.checkpoint()
    const [file = ''] = await readdir(here.folder)
    const path = join(here.folder, file)
    const earlier = await readFile(path, 'utf8')
    a = await more(a)
    expect((await here.checkpoint()).strange).toBe(0)
    await chmod(path, 0o600)
    await change(path, earlier, await readFile(path, 'utf8'))
    // With the record set back too, nothing but what the writer remembers shows what is lost.
    await here.tamper(`delete from event where case_id = '${a.id}' and seq = ${a.seq}`)
    const { checkpoint, strange, lost } = await here.checkpoint()
    expect(strange).toBeGreaterThan(0)
    expect(checkpoint.checkpoint).toBe(3)
    expect(lost.map(({ chain }) => chain)).toContain(`case:${a.id}`)
    expect((await here.checkpoint()).strange).toBe(0)
  })

  it('are at peace with files that others add, and with lines that others add to theirs', async () => {
    const other = here.anotherWriter()
    for (const writer of [undefined, other, undefined, other, undefined])
      expect((await here.checkpoint(writer)).strange).toBe(0)
  })

  it('go on after one that was written and not made known, and after half a line', async () => {
    await here.checkpoint()
    await more(a)
    await here.checkpoint()
    await here.tamper('delete from checkpoint where n = 2')
    expect(await here.found()).toEqual([])
    expect((await here.checkpoint(here.anotherWriter())).checkpoint).toMatchObject({
      checkpoint: 3,
      since: 2,
    })
    const [first = ''] = await readdir(here.folder)
    await chmod(join(here.folder, first), 0o600)
    await writeFile(join(here.folder, first), '{"checkpoint":4', { flag: 'a' })
    expect(await here.found()).toEqual([])
    await expect(here.checkpoint()).resolves.toMatchObject({ strange: 0, checkpoint: { checkpoint: 4 } })
  })

  it('whose files are lost are found out, and the next writer begins anew with all heads', async () => {
    await here.checkpoint()
    for (const name of await readdir(here.folder)) await rm(join(here.folder, name))
    const { checkpoint } = await here.checkpoint(here.anotherWriter())
    expect(checkpoint).toMatchObject({ checkpoint: 2, since: 0 })
    expect(checkpoint.heads).toHaveLength(2)
    expect(await here.found()).toEqual([
      'CHECKPOINT checkpoint 1: there are later ones, and it is in no file',
    ])
  })
})

describe('files of checkpoints', () => {
  let name = ''
  let asWritten = ''
  beforeAll(async () => {
    here = await auditedStore()
    a = await done(here.store, raise())
    await here.checkpoint()
    for (let i = 0; i < 2; i++) {
      await more(a)
      await here.checkpoint()
    }
    name = join(here.folder, (await readdir(here.folder))[0] ?? '')
    asWritten = await readFile(name, 'utf8')
  })
  afterEach(async () => {
    await chmod(name, 0o600)
    await writeFile(name, asWritten)
  })
  afterAll(() => here.close())

  /** Three checkpoints in one file, written anew as other lines. */
  const inFile = async (change: (lines: string[]) => string[]): Promise<void> => {
    await chmod(name, 0o600)
    const lines = change(asWritten.trimEnd().split('\n'))
    await writeFile(name, lines.map(line => `${line}\n`).join(''))
  }
  const forged = (line: string): string => {
    const { checkpoint } = readLine(line) ?? {}
    if (checkpoint === undefined) throw new Error('This is no checkpoint')
    return writeLine({ ...checkpoint, heads: [] }, signer(Buffer.alloc(32, 7)))
  }

  it('are read-only between two checkpoints', async () => {
    const { mode } = await stat(name)
    expect(mode & 0o777).toBe(0o400)
  })

  it.each<[string, (lines: string[]) => string[], (string | RegExp)[]]>([
    [
      'that were changed',
      ([one = '', ...rest]) => [one.replace('"events":', '"events":1'), ...rest],
      [/^CHECKPOINT checkpoint 1 \(.*, line 1\): it is not as it was signed$/],
    ],
    [
      'of which one was taken out',
      ([one = '', , three = '']) => [one, three],
      [/^CHECKPOINT checkpoint 2: there are later ones, and it is in no file$/],
    ],
    [
      'of which the last was cut off',
      lines => lines.slice(0, -1),
      [/^CHECKPOINT checkpoint 3: known to the database, and in no file$/],
    ],
    [
      'that were emptied',
      () => [],
      [/^CHECKPOINT checkpoints 1 to 3: known to the database, and in no file$/],
    ],
    ['with another line', lines => [...lines, 'hello'], [/^CHECKPOINT .*, line 4: it is not a checkpoint$/]],
    [
      'with one that somebody else signed',
      ([one = '', two = '', three = '']) => [one, two, forged(three)],
      [/^CHECKPOINT checkpoint 3 \(.*, line 3\): it was signed with another key, /],
    ],
    [
      'with one twice',
      lines => [...lines, ...lines.slice(-1)],
      [/^CHECKPOINT checkpoint 3 \(.*, line 4\): there is another of this number$/],
    ],
  ])('%s are found out', async (_what, change, lines) => {
    await inFile(change)
    const found = await here.found()
    for (const line of lines) expect(found).toContainEqual(expect.stringMatching(line))
    expect(found).toHaveLength(lines.length)
  })
})
