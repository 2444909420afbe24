import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOfDay, localDateOf } from '../../src/calendar/london.ts'
import type { StoreDeps } from '../../src/store/deps.ts'
import { delivery } from '../../src/store/delivery.ts'
import { load } from '../../src/store/perform/load.ts'
import { cases } from '../../src/store/perform/perform.ts'
import { recounts } from '../../src/store/recount-all.ts'
import { reads } from '../../src/store/reads.ts'
import { retention } from '../../src/store/retention.ts'
import { bankHolidays } from '../../src/store/bank-holidays.ts'
import { leavers } from '../../src/store/leavers.ts'
import { manyChecks } from '../../src/store/many-checks.ts'
import { troubles } from '../../src/store/trouble.ts'
import { places } from '../../src/store/places.ts'
import { morningLists } from '../../src/store/morning-lists.ts'
import { keyEncryption } from '../../src/store/vault/key-encryption.ts'
import { keyKeeping } from '../../src/store/vault/rewrap.ts'
import { raise } from './acting.ts'
import { type Parts, storeParts } from './parts.ts'

const many = 20_000

const raised = () => ({ ...raise(), nonce: randomUUID() })

// One row in twenty is due, held or without a number; the rest of the record is there to be passed over.
const fill = `
insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, closed_at, last_seq, last_hmac)
select gen_random_uuid(), 'ACS-2026-' || lpad(i::text, 6, '0') || '-A', 2, 'triage', 'access_to_work',
  jsonb_build_object('n', i, 'raiser', 'U' || i % 500, 'numbers', case when i % 20 = 0 then '[]' else '[{"n": 0}]' end::jsonb),
  'test', now() - i * interval '1 minute', case when i % 4 = 1 then now() end, 2, ''
from generate_series(1, ${many}) i;
insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
select id, seq, 'concern_added', opened_at, 'U1', '{}', '', '' from cases, generate_series(1, 3) seq;
insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
select id, 4, 'hold_started', opened_at, 'U1', '{}', '', '' from cases where without_number;
insert into hold (case_id, opened_seq, reason, since) select id, 4, 'unsafe_area', opened_at from cases where without_number;
insert into sealed (id, case_id, field, nonce, ciphertext)
select gen_random_uuid(), id, 'text', '', repeat('x', 200)::bytea from cases;
insert into case_key (case_id, kek_id, wrapped) select id, 'k', '' from cases;
insert into case_customer (case_id, key, n)
select id, 'nino:' || (state->>'n')::integer % 15000, 0 from cases where not without_number;
insert into customer_key (key) select distinct key from case_customer;
insert into submission (nonce, case_id, actor, outcome, at) select gen_random_uuid()::text, id, 'U1', '{}', opened_at from cases;
insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity, done_at)
select id, 'triage', n, 'team:t' || (state->>'n')::integer % 50, opened_at::date,
  case when n = 2 then opened_at else now() + ((state->>'n')::integer - 200) * interval '1 minute' end, 1,
  now() + ((state->>'n')::integer - 200) * interval '1 minute', n, case when n = 2 then now() end
from cases, generate_series(1, 2) n;
insert into outbox (id, case_id, destination, lane, data, status, next_at, created_at)
select gen_random_uuid(), id, 'team:t' || (state->>'n')::integer % 5, 'ordinary', '{}',
  case when (state->>'n')::integer % 100 = 0 then 'waiting' else 'sent' end, now(), now() from cases;
insert into headline (case_id, destination, post_id, wanted_version, posted_version, next_at)
select id, 'team:t' || (state->>'n')::integer % 5, gen_random_uuid(), 2,
  case when (state->>'n')::integer % 100 = 0 then 1 else 2 end, now() from cases;
insert into trouble (id, kind, subject, code, opened_at, told_at, closed_at, closed_by, note)
select gen_random_uuid(), 'message_refused', 'team:t' || i, 'msg_too_long', now(), now(), now(), 'U1', 'told'
from generate_series(1, ${many}) i;
insert into trouble (id, kind, subject, code, case_id, opened_at, told_at)
select gen_random_uuid(), 'dates_not_counted', id::text, 'TypeError', id, now(), now() from cases order by ref limit 60;
insert into channel_gate (destination) select distinct destination from outbox;
insert into team_member (team, person, since) select 'ceast', 'U' || i, '-infinity' from generate_series(1, 30) i;
insert into view_log (chain, seq, at, actor, what, prev, hmac)
select 'lists', i, now() - i * interval '1 minute', 'U' || i % 500, case when i % 3 = 0 then 'check' else 'holds' end, '', ''
from generate_series(1, ${many}) i;`

/** A row for each channel, one row, the held awards, colleagues with a step and some bank holidays: what a person could look through. */
const small = new Set([
  'clock',
  'keyring',
  'channel_gate',
  'hold',
  'team_member',
  'check_alert',
  'morning_list',
  'holiday_feed',
  'holiday_proposal',
  'holiday_decision',
  'holiday_apply',
  'leaver',
  'leaver_sweep',
])

const retiringKeys = { ...keyEncryption({ dataKey: randomBytes(32) }), retiring: ['k'] }
const dayMs = 86_400_000
const endOfToday = endOfDay(localDateOf(new Date().toISOString()))
const spocs = { owner: 'spoc', lines: ['access_to_work'] } as const
const everybodys = { owner: null, lines: null }

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}
const scanned = (plan: Plan): string[] => [
  ...(plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : []),
  ...(plan.Plans ?? []).flatMap(scanned),
]

/** Indexes that are read from one end to the other: those of what is open, which grows as well. */
const indexesReadWhole = (plan: Plan): string[] => [
  ...(plan['Index Name'] !== undefined && plan['Index Cond'] === undefined ? [plan['Index Name']] : []),
  ...(plan.Plans ?? []).flatMap(indexesReadWhole),
]

describe.each([
  ['analyzed', `${fill} analyze;`],
  ['not analyzed yet', fill],
])(`with ${many} cases, %s, nothing that grows is read from end to end`, (_when, prepared) => {
  let parts: Parts
  let asked: { statement: string; values: readonly unknown[] }[] = []
  let watched: StoreDeps
  let one: { id: string; ref: string }

  beforeAll(async () => {
    parts = await storeParts()
    await parts.owner.query(prepared)
    const { rows } = await parts.owner.query(`select id, ref from cases where ref like '%-012345-A'`)
    one = rows[0]
    watched = {
      ...parts,
      // check() asks for 'nino:<digest>'; here the digest is the number itself, so that it finds something.
      vault: { ...parts.vault, blind: number => `nino:${number}` },
      db: {
        ...parts.db,
        rows: (statement, values = []) => {
          asked.push({ statement, values })
          return parts.db.rows(statement, values)
        },
      },
    }
  })
  afterAll(() => parts.close())

  it.each<[string, (deps: StoreDeps) => Promise<unknown>]>([
    ['check', deps => reads(deps).check('12345')],
    ['readCase by id', deps => reads(deps).readCase({ id: one.id })],
    ['readCase by reference', deps => reads(deps).readCase({ ref: one.ref })],
    [
      'openTexts',
      deps =>
        reads(deps)
          .openTexts(one.id, [randomUUID()])
          .catch(() => 'there is no such text'),
    ],
    ['timelineOf', deps => reads(deps).timelineOf(one.id)],
    ['verifyChain', deps => reads(deps).verifyChain(one.id)],
    ['perform reads for a case that is opened', deps => load(deps, raised(), randomUUID(), 'nino:12345')],
    ['perform reads for a case that is there', deps => load(deps, raised(), one.id, undefined)],
    ['perform', deps => cases(deps, () => {}).perform(raised())],
    ['openHolds', deps => reads(deps).openHolds(50)],
    ['casesOf', deps => reads(deps).casesOf('U77')],
    ['dueFor', deps => reads(deps).dueFor(['team:t7', 'person:U1'], 50)],
    ['workLog', deps => reads(deps).workLog(0, 20)],
    ['reportRecord of one day', deps => reads(deps).reportRecord(new Date(Date.now() - dayMs).toISOString())],
    ['morningFound for a team', deps => morningLists(deps).morningFound(spocs, endOfToday, 20)],
    ['morningFound for everybody', deps => morningLists(deps).morningFound(everybodys, endOfToday, 20)],
    ['morningListsOf', deps => morningLists(deps).morningListsOf('2026-12-03')],
    ['feedState', deps => bankHolidays(deps).feedState()],
    [
      'datesToMove',
      deps =>
        bankHolidays(deps).datesToMove(
          { added: [{ nation: 'scotland', date: '2031-06-02', title: 'A day' }], removed: [] },
          100,
        ),
    ],
    ['movedByHolidays', deps => bankHolidays(deps).movedByHolidays(1)],
    ['claimHolidayWork', deps => bankHolidays(deps).claimHolidayWork(50)],
    ['askAfter somebody with a step', deps => leavers(deps).askAfter('U77')],
    ['claimLooks', deps => leavers(deps).claimLooks(5)],
    ['leaversToReturn', deps => leavers(deps).leaversToReturn()],
    ['askedLately', deps => leavers(deps).askedLately()],
    ['casesWithStepsOf', deps => leavers(deps).casesWithStepsOf('U77')],
    ['returnedOf', deps => leavers(deps).returnedOf('U77', new Date().toISOString())],
    ['lateMembers', deps => leavers(deps).lateMembers('ceast')],
    ['confirmedLeavers', deps => leavers(deps).confirmedLeavers({ subject: 'team:ceast', code: 'too_many' })],
    ['holdLeavers', deps => leavers(deps).holdLeavers(['U77'], ['ceast'])],
    ['heldLeavers', deps => leavers(deps).heldLeavers('ceast')],
    ['leaverQuestionsOver', deps => leavers(deps).leaverQuestionsOver()],
    ['sweepForLeavers', deps => leavers(deps).sweepForLeavers(500)],
    ['manyChecks', deps => manyChecks(deps).manyChecks(10)],
    ['dueDeadlines', deps => delivery(deps).dueDeadlines(100)],
    ['upcomingDeadlines', deps => delivery(deps).upcomingDeadlines(3_600_000, 100)],
    ['openTroubles', deps => troubles(deps).openTroubles(41)],
    [
      'readTrouble',
      async deps => {
        const [first] = await troubles(deps).openTroubles(1)
        expect((await troubles(deps).readTrouble(first?.id ?? ''))?.ref).toBeDefined()
      },
    ],
    [
      'openTrouble',
      deps => troubles(deps).openTrouble({ kind: 'channel_shut', subject: 'team:t1', code: 'is_archived' }),
    ],
    [
      'recountDeadlines by what rings next',
      deps =>
        recounts(deps).recountDeadlines(100, { nextAt: new Date().toISOString(), caseId: randomUUID() }),
    ],
    [
      'recountDeadlines by id',
      deps => recounts(deps).recountDeadlines(100, { id: '80000000-0000-4000-8000-000000000000' }),
    ],
    ['recountCase', deps => recounts(deps).recountCase(one.id)],
    ['lookAtKeys', deps => keyKeeping(deps.db, retiringKeys, deps.log).lookAtKeys()],
    ['rewrapCaseKeys', deps => keyKeeping(deps.db, retiringKeys, deps.log).rewrapCaseKeys(100)],
    ['pendingCounts', deps => delivery(deps).pendingCounts()],
    ['gatherDigests', deps => delivery(deps).gatherDigests()],
    ['casesPastRetention', deps => retention({ ...deps, retention: { noConcern: 1 } }).casesPastRetention()],
    ['erasuresLeft', deps => retention(deps).erasuresLeft()],
    ['areDeletionsStuck', deps => retention(deps).areDeletionsStuck('team:t1', false)],
    ['postponeDeletionsIn', deps => retention(deps).postponeDeletionsIn('C1', 1000)],
    ['moveHeadlines', deps => places(deps).moveHeadlines(10)],
    ['placesOtherThan', deps => places(deps).placesOtherThan(new Map([['team:t1', 'C1']]))],
    ['claimDeliveries', deps => delivery(deps).claimDeliveries(5)],
  ])('%s', async (_name, ask) => {
    asked = []
    const began = performance.now()
    await ask(watched)
    expect(performance.now() - began).toBeLessThan(1000)
    expect(asked.length).toBeGreaterThan(0)
    for (const plan of await plansOf(asked))
      expect(scanned(plan).filter(table => !small.has(table))).toEqual([])
  })

  it('perform touches what belongs to its case only', async () => {
    asked = []
    await cases(watched, () => {}).perform(raised())
    expect(asked).toHaveLength(2)
    for (const plan of await plansOf(asked)) expect(indexesReadWhole(plan)).toEqual([])
  })

  /** As they are planned for these values, and as PostgreSQL plans them for any once they have been asked often. */
  const plansOf = async (all: typeof asked): Promise<Plan[]> => {
    const plans: Plan[] = []
    for (const { statement, values } of all)
      for (const [how, given] of [
        ['format json', [...values]],
        ['format json, generic_plan', undefined],
      ] as const) {
        const { rows } = await parts.owner.query(`explain (${how}) ${statement}`, given && [...given])
        // PostgreSQL's own description: one row with one plan.
        const [{ Plan: plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Plan }]
        plans.push(plan)
      }
    return plans
  }
})
