import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../../../src/case/case.ts'
import { VaultError } from '../../../src/store/store.ts'
import { ask, concern, done, raise } from '../acting.ts'
import { type Opened, opened } from '../opened.ts'

let here: Opened
let one: { c: Case; ids: string[]; words: Record<string, string> }
let other: typeof one
beforeAll(async () => {
  here = await opened()
})
afterAll(() => here.close())

const raised = async (): Promise<typeof one> => {
  const request = raise({ name: 'Sam Example', number: 'QQ 12 34 56 C' })
  const words = Object.fromEntries(Object.entries(request.texts).map(([id, { plain }]) => [id, plain]))
  return { c: await done(here.store, request), ids: Object.keys(words), words }
}
beforeEach(async () => {
  one = await raised()
  other = await raised()
})

/** Past the guards of the database, as its owner could. */
const change = async (statement: string, ...values: unknown[]): Promise<void> => {
  await here.owner.query("set session_replication_role = 'replica'")
  await here.owner.query(statement, values)
  await here.owner.query('reset session_replication_role')
}
const copyOf = `update sealed a set nonce = b.nonce, ciphertext = b.ciphertext from sealed b where a.id = $1 and b.id = $2`

/** Each as the ids of two texts of one case, and a text of another. */
const textChanges: [string, (a: string, b: string, theirs: string) => Promise<unknown>][] = [
  ['takes the place of another of the case', (a, b) => change(copyOf, a, b)],
  ['takes the place of one of another case', (a, _b, theirs) => change(copyOf, a, theirs)],
  ['is given another field', a => change(`update sealed set field = 'other' where id = $1`, a)],
  [
    'loses the end of its nonce',
    a => change('update sealed set nonce = substr(nonce, 1, 8) where id = $1', a),
  ],
  ['loses its nonce', a => change(`update sealed set nonce = '' where id = $1`, a)],
  ['loses everything', a => change(`update sealed set ciphertext = '' where id = $1`, a)],
  [
    'loses four bytes of its tag',
    a =>
      change('update sealed set ciphertext = substr(ciphertext, 1, length(ciphertext) - 4) where id = $1', a),
  ],
  [
    'loses its tag',
    a =>
      change(
        'update sealed set ciphertext = substr(ciphertext, 1, length(ciphertext) - 16) where id = $1',
        a,
      ),
  ],
]

describe('a text that', () => {
  it.each(textChanges)(
    '%s stays shut and is named, and all others of the case open',
    async (_what, alter) => {
      const [a = '', b = ''] = one.ids
      await alter(a, b, other.ids[0] ?? '')
      await expect(here.store.openTexts(one.c.id, one.ids)).rejects.toThrow(VaultError)
      const { opened: open, shut } = await here.store.openWhatOpens(one.c.id, one.ids)
      expect(shut).toEqual([{ text: a, code: 'does_not_open' }])
      const { [a]: _shut, ...rest } = one.words
      expect(open).toEqual(rest)
      expect(Object.keys((await here.store.openWhatOpens(other.c.id, other.ids)).opened)).toHaveLength(3)
      expect((await done(here.store, concern(one.c.id))).concerns).toHaveLength(2)
    },
  )

  it('is moved to another case is missing from its own and does not open in the other', async () => {
    const [a = ''] = one.ids
    await change('update sealed set case_id = $2 where id = $1', a, other.c.id)
    expect((await here.store.openWhatOpens(one.c.id, one.ids)).shut).toEqual([{ text: a, code: 'missing' }])
    expect((await here.store.openWhatOpens(other.c.id, [a])).shut).toEqual([
      { text: a, code: 'does_not_open' },
    ])
  })
})

const keyChanges: [string, string, () => Promise<unknown>][] = [
  [
    'is that of another case',
    'does_not_open',
    () =>
      change(
        `update case_key a set wrapped = b.wrapped from case_key b where a.case_id = $1 and b.case_id = $2`,
        one.c.id,
        other.c.id,
      ),
  ],
  ...(['substr(wrapped, 1, 8)', 'substr(wrapped, 1, length(wrapped) - 4)', `''`] as const).map(
    (cut): [string, string, () => Promise<unknown>] => [
      `is cut to ${cut}`,
      'does_not_open',
      () => change(`update case_key set wrapped = ${cut} where case_id = $1`, one.c.id),
    ],
  ),
  [
    'was wrapped by a key that is not here',
    'unknown_key',
    () => change(`update case_key set kek_id = 'another' where case_id = $1`, one.c.id),
  ],
  ['is gone', 'no_key', () => change('delete from case_key where case_id = $1', one.c.id)],
]

describe('a case whose key', () => {
  it.each(keyChanges)(
    '%s takes no text and shows none, and loses nothing else',
    async (_what, code, alter) => {
      const held = await here.store.readCase({ id: one.c.id })
      await alter()
      expect(await here.store.openWhatOpens(one.c.id, one.ids)).toEqual({
        opened: {},
        shut: one.ids.map(text => ({ text, code })),
      })
      await expect(ask(here.store, concern(one.c.id))).rejects.toMatchObject({ name: 'VaultError', code })
      expect((await here.store.readCase({ id: one.c.id }))?.case).toEqual(held?.case)
      expect((await here.store.check('QQ 12 34 56 C')).found.map(found => found.case.id)).toContain(one.c.id)
      expect((await here.store.verifyChain(one.c.id)).ok).toBe(true)
      // Its dates still pass: that needs no key.
      await here.store.advanceClock(20 * 86_400_000)
      const [due] = (await here.store.dueDeadlines(10_000)).filter(({ caseId }) => caseId === one.c.id)
      if (!due) throw new Error('The case has no date')
      const { deadline, rung, dueAt } = due
      const answer = await here.store.perform({
        nonce: `pass-${one.c.id}`,
        caseId: one.c.id,
        command: { kind: 'pass_deadline', deadline, rung, dueAt },
        actor: { id: 'safehold', teams: [], mayConfirmRelease: false },
        texts: {},
      })
      expect((await here.store.timelineOf(one.c.id)).map(({ kind }) => kind)).toContain('deadline_passed')
      expect(answer.kind).toBe('done')
      await change(
        `update case_key set kek_id = (select kek_id from keyring limit 1) where case_id = $1`,
        one.c.id,
      )
    },
  )
})

describe('the keyring', () => {
  const refusal = () =>
    here.again().then(
      () => 'It opened',
      (error: Error & { exitCode?: number }) => `${error.exitCode} ${error.message}`,
    )
  const changes: [string, string][] = [
    [
      'with its two keys swapped',
      'update keyring a set wrapped = b.wrapped from keyring b where a.name <> b.name',
    ],
    [
      `with a key that is cut short`,
      `update keyring set wrapped = substr(wrapped, 1, 40) where name = 'blind'`,
    ],
  ]
  it.each(changes)(
    '%s refuses a start, and a process that runs says so and goes on',
    async (_what, alter) => {
      const { rows } = await here.owner.query<{ name: string; wrapped: Buffer }>(
        'select name, wrapped from keyring',
      )
      await change(alter)
      expect(await refusal()).toMatch(/^2 The key "blind" in the table keyring does not open.*Restore/)
      expect((await here.store.lookAtKeys()).ring).toBe('damaged')
      expect((await here.store.check('QQ 12 34 56 C')).found.length).toBeGreaterThan(0)
      await done(here.store, raise())
      for (const { name, wrapped } of rows)
        await change('update keyring set wrapped = $2 where name = $1', name, wrapped)
      expect((await here.store.lookAtKeys()).ring).toBe('ok')
    },
  )

  it.each(['blind', 'chain'])(
    'without its key "%s" refuses a start: with a new one no number would find its hold, and nothing could be proved',
    async name => {
      await change('create table safehold.kept as select * from safehold.keyring')
      await change('delete from keyring where name = $1', name)
      expect(await refusal()).toMatch(new RegExp(`^2 The table keyring has lost its key "${name}".*Restore`))
      expect((await here.store.lookAtKeys()).ring).toBe('damaged')
      await change('insert into keyring select * from safehold.kept where name = $1', name)
      await change('drop table safehold.kept')
      expect((await here.store.lookAtKeys()).ring).toBe('ok')
    },
  )
})
