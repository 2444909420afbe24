import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { done, raise } from '../acting.ts'
import { type WholeRecord, wholeRecord } from './whole-record.ts'

let all: WholeRecord
beforeAll(async () => {
  all = await wholeRecord()
})
afterEach(() => all.here.restore())
afterAll(() => all.here.close())

const answer = ({ id }: { id: string }, nonce: string): string =>
  `insert into submission (nonce, case_id, actor, outcome, at)
   values ('${nonce}', '${id}', 'safehold', '{"kind": "done"}', now())`

const rowsOf = (id: string): string[] =>
  ['deadline', 'hold', 'headline', 'outbox', 'case_customer', 'sealed', 'case_key', 'submission', 'rung_told']
    .concat('event')
    .map(table => `delete from ${table} where case_id = '${id}'`)

describe('what is derived from the record', () => {
  it('is found to be as it should, over open, held, linked and closed cases', async () => {
    const { here } = all
    expect(await here.verify()).toMatchObject({ findings: [], cases: 3, dates: 3, datesOfOthers: 0 })
  })

  it('dates that somebody lets count as counted by something else are said not to be compared', async () => {
    const { here, held } = all
    await here.tamper(`update cases set counted_by = 'x' where id = '${held.id}'`)
    expect(await here.verify()).toMatchObject({ findings: [], dates: 2, datesOfOthers: 1 })
  })

  it.each<[string, (of: WholeRecord) => string[], (of: WholeRecord) => string[]]>([
    [
      'an open case that is listed as closed',
      ({ held }) => [`update cases set closed_at = '2026-01-02T03:04:05Z' where id = '${held.id}'`],
      ({ held }) => [
        `DERIVED ${held.ref}: its row in cases is not what its events say (closed_at of its row is 2026-01-02T03:04:05.000Z and should be null)`,
      ],
    ],
    [
      'a closed case with another day, so that it would be erased sooner',
      ({ closed }) => [
        `update cases set closed_at = closed_at - interval '6 years' where id = '${closed.id}'`,
      ],
      ({ closed }) => [
        `DERIVED ${closed.ref}: its row in cases is not what its events say (closed_at of its row is `,
      ],
    ],
    [
      'a link that was taken out',
      () => ['delete from case_customer where n = -1'],
      ({ held, linked }) => [
        `DERIVED ${linked.ref}: event ${linked.seq + 1} links it with ${held.ref}, and case_customer does not`,
      ],
    ],
    [
      'a link that does not stand any more',
      () => ['update case_customer set current = false where n = -1'],
      ({ held, linked }) => [
        `DERIVED ${first(held, linked).ref}: its link with ${second(held, linked).ref} in case_customer does not stand as it was made`,
        `DERIVED ${linked.ref}: event ${linked.seq + 1} links it with ${held.ref}, and case_customer does not`,
      ],
    ],
    [
      'a link that somebody wrote',
      ({ held, closed }) => [
        `insert into customer_key (key) values ('link:x')`,
        ...[held, closed].map(
          ({ id }) => `insert into case_customer (case_id, key, n) values ('${id}', 'link:x', -1)`,
        ),
      ],
      ({ held, closed }) => [
        `DERIVED ${first(held, closed).ref}: case_customer links it with ${second(held, closed).ref}, and no event does`,
      ],
    ],
    [
      'a link that leads to another case',
      ({ held, closed }) => [
        `update case_customer set case_id = '${closed.id}' where n = -1 and case_id = '${held.id}'`,
      ],
      ({ held, linked, closed }) => [
        `DERIVED ${linked.ref}: event ${linked.seq + 1} links it with ${held.ref}, and case_customer does not`,
        `DERIVED ${first(linked, closed).ref}: case_customer links it with ${second(linked, closed).ref}, and no event does`,
      ],
    ],
    [
      'a number that leads to its case under the digest of another',
      ({ held, linked }) => [
        `update case_customer set key = (select key from case_customer where n = 0 and case_id = '${linked.id}')
         where n = 0 and case_id = '${held.id}'`,
      ],
      ({ held }) => [
        `DERIVED ${held.ref}: key of number 0 in case_customer is not that of the number: a check of the award does not find it`,
      ],
    ],
    [
      'a number that leads to a second case as well',
      ({ held, closed }) => [
        `insert into case_customer (case_id, key, n) select '${closed.id}', key, n from case_customer
         where n = 0 and case_id = '${held.id}'`,
      ],
      ({ closed }) => [
        `DERIVED ${closed.ref}: its numbers do not lead to it as its events say: a check of the award may not find it (number 0 should not be there)`,
      ],
    ],
    [
      'an answer of the leads about bank holidays that was deleted',
      () => [`delete from holiday_decision where outcome = 'confirmed'`],
      () => [
        'DERIVED bank holidays, change 1: entry 2 of the office log says bank holidays confirmed by U2, and holiday_decision has no such answer',
      ],
    ],
    [
      'all of it that was deleted',
      () => ['delete from holiday_decision', 'delete from holiday_proposal', 'delete from holiday_apply'],
      () => [
        'DERIVED bank holidays, change 1: entry 1 of the office log says bank holidays set_aside by U1',
        'DERIVED bank holidays, change 1: entry 2 of the office log says bank holidays confirmed by U2',
      ],
    ],
    [
      'answers in another order',
      () => [
        'alter table holiday_decision alter seq set generated by default',
        `update holiday_decision set seq = 100 where outcome = 'set_aside'`,
      ],
      () => [
        'DERIVED bank holidays, change 1: that it was set_aside stands in holiday_decision after what was answered later',
      ],
    ],
    [
      'an answer that is backdated to before there was a log',
      () => [
        `insert into holiday_decision (n, outcome, by, at, real_at) overriding system value
         select n, 'confirmed', 'UOTHER', now(), now() - interval '1 year' from holiday_decision where outcome = 'set_aside'
         on conflict (n, outcome) do update set by = excluded.by, real_at = excluded.real_at`,
      ],
      () => [
        'DERIVED bank holidays, change 1: that it was confirmed by UOTHER, or which days, is not in the office log',
        'DERIVED bank holidays, change 1: entry 2 of the office log says bank holidays confirmed by U2',
      ],
    ],
    [
      'a confirmed change that no case is to be told of',
      () => ['delete from holiday_apply'],
      () => ['DERIVED bank holidays, change 1: it was confirmed, and holiday_apply does not have it'],
    ],
    [
      'a confirmed change that counts as told to every case',
      () => ['update holiday_apply set done_at = now()'],
      ({ held, linked }) =>
        [held, linked].map(
          ({ ref }) =>
            `DERIVED ${ref}: it was not told of bank holidays, change 1, and holiday_apply says that every open case was`,
        ),
    ],
    [
      'trouble that counts as closed by itself',
      () => [`update trouble set closed_by = 'safehold'`],
      () => ['DERIVED trouble '],
    ],
    [
      'an alarm that counts as rung',
      ({ held }) => [
        `insert into submission (nonce, case_id, actor, outcome, at)
         select 'deadline-' || case_id || '-' || kind || '-' || n || '-2026-11-30T17:00:00.000Z-2', case_id, 'safehold',
           '{"kind": "done"}', now() from deadline where case_id = '${held.id}' and done_at is null limit 1`,
      ],
      ({ held }) => [`DERIVED ${held.ref}: submission has the answer deadline-${held.id}-`],
    ],
    [
      'steps of somebody who left that count as returned',
      ({ held }) => [answer(held, `left-${held.id}-UOFFICER-1700000000000-visiting`)],
      ({ held }) => [`DERIVED ${held.ref}: submission has the answer left-${held.id}-`],
    ],
    [
      'a case that counts as told of a bank holiday',
      ({ held }) => [answer(held, `bank-holidays-${held.id}-1`)],
      ({ held }) => [
        `DERIVED ${held.ref}: submission has the answer bank-holidays-${held.id}-1, and no event`,
      ],
    ],
    [
      'a date that was marked as met',
      ({ held }) => [`update deadline set done_at = now() where case_id = '${held.id}' and done_at is null`],
      ({ held }) => [`DERIVED ${held.ref}: its dates are not those that follow from its events (`],
    ],
    [
      'a text that was deleted',
      ({ held }) => [
        `delete from sealed where id = (select (data->>'text')::uuid from event where case_id = '${held.id}' and kind = 'concern_raised')`,
      ],
      ({ held }) => [`DERIVED ${held.ref}: texts of it are not there any more (sealed has no `],
    ],
    [
      'a key that was exchanged for that of another case',
      ({ held, linked }) => [
        `update case_key k set wrapped = (select wrapped from case_key where case_id = '${linked.id}') where case_id = '${held.id}'`,
      ],
      ({ held }) => [`DERIVED ${held.ref}: its key in case_key does not open: it was changed or exchanged`],
    ],
    [
      'a key that is wrapped by one that the audit is not given, as while the data key is changed,',
      () => [`update case_key set kek_id = 'a1b2c3d4'`],
      () => [
        'DERIVED data key a1b2c3d4: it wraps the keys of 3 cases and is not given: give DATA_KEY_OLD and ',
      ],
    ],
    [
      'a headline that was deleted',
      ({ held }) => [`delete from headline where case_id = '${held.id}' and destination = 'team:ceast'`],
      ({ held }) => [
        `DERIVED ${held.ref}: a channel of a team does not show it any more (headline has no row for team:ceast)`,
      ],
    ],
    [
      'a state that is none',
      ({ closed }) => [`update cases set state = 'null' where id = '${closed.id}'`],
      ({ closed }) => [
        `DERIVED ${closed.ref}: its state is not what its events say: `,
        `DERIVED ${closed.ref}: its row in cases is not what its events say (people of its row is  and should be `,
        `DERIVED ${closed.ref}: its dates are not those that follow from its events (none can be counted`,
      ],
    ],
    [
      'a checkpoint that is said to be of a moment to come, so that none is written',
      () => [`update checkpoint set at = at + interval '1 year'`],
      () => ['CHECKPOINT checkpoint 1 ('],
    ],
    [
      'an office log whose end was cut off',
      () => ['delete from office_log where seq = 3'],
      () => [
        'DERIVED trouble ',
        'CUT OFF the office log: it ends at 2, and went to 3 (seen by checkpoint 1, ',
      ],
    ],
    [
      'a case that was deleted from every table',
      ({ closed }) => [...rowsOf(closed.id), `delete from cases where id = '${closed.id}'`],
      ({ closed }) => [
        `GONE ${closed.ref}: all ${closed.seq} of its events are not there any more (seen by checkpoint 1, `,
      ],
    ],
  ])('%s is located', async (_what, statements, lines) => {
    await all.here.tamper(...statements(all))
    const found = await all.here.found()
    for (const line of lines(all))
      expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${escaped(line)}`)))
    expect(found).toHaveLength(lines(all).length)
  })
})

describe('a case that was deleted before any checkpoint saw it', () => {
  it.each<[string, string[], string]>([
    ['its answer', ['submission'], 'submission'],
    [
      'an answer, a look at it and its dates',
      ['submission', 'view_log', 'deadline'],
      'deadline, submission, view_log',
    ],
  ])('is located by %s', async (_what, kept, named) => {
    const { here } = all
    const { store, owner } = here
    const { id, ref } = await done(store, raise())
    await store.logView({ actor: 'U1', what: 'case', caseId: id })
    const { rows } = await owner.query<{ table: string }>(
      `select table_name as table from information_schema.columns where table_schema = 'safehold' and column_name = 'case_id'`,
    )
    const tables = rows.map(({ table }) => table).filter(table => !kept.includes(table))
    await here.tamper(
      ...tables.map(table => `delete from ${table} where case_id = '${id}'`),
      ...(kept.includes('view_log') ? [] : [`delete from view_log where chain = '${id}'`]),
      `delete from cases where id = '${id}'`,
    )
    expect(await here.found()).toEqual([
      `GONE ${ref}: the case itself is not there any more, and rows of it are in ${named}`,
    ])
  })
})

const first = <C extends { id: string }>(...cases: C[]): C => inOrder(cases)[0] ?? nobody()
const second = <C extends { id: string }>(...cases: C[]): C => inOrder(cases)[1] ?? nobody()
const inOrder = <C extends { id: string }>(cases: C[]): C[] => cases.sort((a, b) => (a.id < b.id ? -1 : 1))
const nobody = (): never => {
  throw new Error('There are two cases')
}
const escaped = (line: string): string => line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
