import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import { done, held, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

let here: Opened
let heldOne: Case
let other: Case
beforeAll(async () => {
  here = await opened()
  heldOne = await held(here.store)
  other = await done(here.store, raise())
})
afterAll(() => here.close())

/** Runs statements as the database's owner, whom no grant keeps back, up to where they would be committed. */
const tried = async (statements: readonly string[]): Promise<void> => {
  const { owner } = here
  await owner.query('begin')
  try {
    for (const statement of statements) await owner.query(statement)
    await owner.query('set constraints all immediate')
  } finally {
    await owner.query('rollback')
  }
}

const holdOf = (c: Case): number => openHoldsOf(c)[0]?.id ?? 0

/** The next event of a case. */
const append = (c: Case, kind: string, data: object, { actor = 'U1', seq = c.seq + 1 } = {}): string =>
  `insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
   values ('${c.id}', ${seq}, '${kind}', now(), '${actor}', '${JSON.stringify(data)}', '', '')`

const hold = (c: Case, columns: string, values: string): string =>
  `insert into hold (case_id, since, ${columns}) values ('${c.id}', current_date, ${values})`

type Row = [by: 'check' | 'foreign key' | 'unique', what: string, statement: () => string]

const rows: Row[] = [
  ['check', 'a second clock', () => 'insert into clock (only_row) values (false)'],
  ['check', 'a case without a version', () => `update cases set version = 0 where id = '${other.id}'`],
  [
    'unique',
    'the reference of another case',
    () => `update cases set ref = '${heldOne.ref}' where id = '${other.id}'`,
  ],
  ['check', 'an event before the first', () => append(other, 'case_moved', {}, { seq: 0 })],
  ['foreign key', 'an event of no case', () => append({ ...other, id: randomUUID() }, 'case_moved', {})],
  ['unique', 'two events in one place', () => append(other, 'case_moved', {}, { seq: 1 })],
  [
    'check',
    'a hold that another event opened',
    () => hold(other, 'opened_seq, opened_kind, reason', "1, 'case_opened', 'unsafe_area'"),
  ],
  [
    'foreign key',
    'a hold that no event opened',
    () => hold(other, 'opened_seq, reason', "99, 'unsafe_area'"),
  ],
  [
    'check',
    'a release before its hold',
    () =>
      `update hold set released_seq = 1, released_kind = 'release_confirmed' where case_id = '${heldOne.id}'`,
  ],
  [
    'foreign key',
    'a release that no event confirmed',
    () =>
      `update hold set released_seq = 99, released_kind = 'release_confirmed' where case_id = '${heldOne.id}'`,
  ],
  [
    'check',
    'a release that is half there',
    () => `update hold set released_kind = 'release_confirmed' where case_id = '${heldOne.id}'`,
  ],
  [
    'unique',
    'two answers to one form',
    () =>
      'insert into submission (nonce, actor, outcome, at) select nonce, actor, outcome, at from submission',
  ],
  ['check', 'a message in a lane of its own', () => `update outbox set lane = 'slow'`],
  ['check', 'a message in a state that no worker knows', () => `update outbox set status = 'lost'`],
  [
    'check',
    'a code that is none',
    () =>
      `insert into trouble (id, kind, subject, code, opened_at, told_at)
       values (gen_random_uuid(), 'channel_shut', 'team:spoc', 'Mrs Example', now(), now())`,
  ],
  ['check', 'a headline in a state that no worker knows', () => `update headline set status = 'lost'`],
  [
    'unique',
    'one person twice in a team',
    () =>
      `insert into team_member (team, person, since) values ('ceast', 'U1', now()), ('ceast', 'U1', now() + '1 s')`,
  ],
]

describe('what the database takes from nobody', () => {
  it.each(rows)('a %s constraint refuses %s', async (by, _what, statement) => {
    await expect(tried([statement()])).rejects.toThrow(`violates ${by} constraint`)
  })

  it.each([
    ['a hold without a reason that Safehold knows', 'reason', "'because'"],
    [
      'a hold released by another event',
      'released_seq, released_kind, reason',
      "99, 'case_moved', 'unsafe_area'",
    ],
  ])('%s', async (_what, columns, values) => {
    const started = append(other, 'hold_started', {})
    const opening = hold(other, `opened_seq, ${columns}`, `${other.seq + 1}, ${values}`)
    const released = append(other, 'case_moved', {}, { seq: 99 })
    await expect(tried([started, released, opening])).rejects.toThrow('violates check constraint')
  })
})

it('the record is emptied by nobody, not even with all that refers to it', async () => {
  await expect(tried(['truncate event cascade'])).rejects.toThrow('TRUNCATE of event is never allowed')
})

describe('what the database demands before it commits', () => {
  it('a release names its hold in the request and in the confirmation (F3)', async () => {
    const named = { holds: [holdOf(heldOne)] }
    const release = (asked: object, confirmed: object) => [
      append(heldOne, 'release_requested', asked),
      append(
        heldOne,
        'release_confirmed',
        { ...confirmed, request: heldOne.seq + 1 },
        { actor: 'U2', seq: heldOne.seq + 2 },
      ),
      `update hold set released_seq = ${heldOne.seq + 2}, released_kind = 'release_confirmed'
       where case_id = '${heldOne.id}' and opened_seq = ${holdOf(heldOne)}`,
    ]
    await tried(release(named, named))
    await expect(tried(release({ holds: [] }, named))).rejects.toThrow('does not release the hold')
    await expect(tried(release(named, { holds: [] }))).rejects.toThrow('does not release the hold')
  })

  it('a release was asked for before it is confirmed (F3)', async () => {
    const confirmed = append(heldOne, 'release_confirmed', { request: 1, holds: [] }, { actor: 'U2' })
    await expect(tried([confirmed])).rejects.toThrow('a request by one person')
  })

  it('contact after which a concern remains holds the award (D11)', async () => {
    const contact = (concernRemains: boolean) =>
      append(other, 'contact_recorded', { secondVisit: 'not_needed', concernRemains })
    await tried([contact(false)])
    await expect(tried([contact(true)])).rejects.toThrow('demands a hold')
  })

  it('a visit corrected to an unsafe area holds the award (F9)', async () => {
    const corrected = (outcome: string) => append(other, 'entry_corrected', { of: 2, visit: { outcome } })
    await tried([corrected('effective')])
    await expect(tried([corrected('unsafe_area')])).rejects.toThrow('demands a hold')
  })
})
