import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../../src/case/case.ts'
import { concern, done, enterNumber, held, raise } from '../acting.ts'
import { type AuditedStore, auditedStore } from './audited.ts'

let here: AuditedStore
let a: Case
let b: Case
beforeAll(async () => {
  here = await auditedStore()
  a = await done(here.store, raise())
  a = await done(here.store, concern(a.id))
  b = await held(here.store)
  for (const actor of ['U1', 'U2', 'U3']) await here.store.logView({ actor, what: 'case', caseId: a.id })
  await here.store.logView({ actor: 'U1', what: 'holds' })
  await done(here.store, enterNumber(b.id, 'QQ 12 34 56 C'))
  await here.checkpoint()
  await here.save()
})
afterEach(() => here.restore())
afterAll(() => here.close())

describe('as the owner of the database, with every trigger off', () => {
  it.each<[string, (a: Case, b: Case) => string[], (a: Case, b: Case) => (string | RegExp)[]]>([
    [
      'an event that was changed',
      ({ id }) => [`update event set actor = 'UOTHER' where case_id = '${id}' and seq = 2`],
      ({ ref }) => [`EDITED ${ref}, event 2: it is not as it was written`],
    ],
    [
      'an event that was taken out',
      ({ id }) => [`delete from event where case_id = '${id}' and seq = 2`],
      ({ ref }) => [`MISSING ${ref}, event 2: it was taken out`],
    ],
    [
      'two events that changed places',
      ({ id }) => [
        `update event set seq = 99 where case_id = '${id}' and seq = 2`,
        `update event set seq = 2 where case_id = '${id}' and seq = 3`,
        `update event set seq = 3 where case_id = '${id}' and seq = 99`,
      ],
      ({ ref }) => [
        `REORDERED ${ref}, event 2: it does not stand where it was written: it is event 3, or says what that said`,
        `REORDERED ${ref}, event 3: it does not stand where it was written: it is event 2, or says what that said`,
      ],
    ],
    [
      'two events that say what the other said',
      ({ id }) => [
        `update event e set kind = o.kind, at = o.at, actor = o.actor, data = o.data from event o
         where e.case_id = '${id}' and o.case_id = e.case_id and e.seq in (2, 3) and o.seq = 5 - e.seq`,
      ],
      ({ ref }) => [
        `REORDERED ${ref}, event 2: it does not stand where it was written: it is event 3, or says what that said`,
        `REORDERED ${ref}, event 3: it does not stand where it was written: it is event 2, or says what that said`,
      ],
    ],
    [
      'an end that was cut off',
      ({ id, seq }) => [`delete from event where case_id = '${id}' and seq > ${seq - 1}`],
      ({ ref, seq }) => [
        `CUT OFF ${ref}: it ends at ${seq - 1}, and is known to go to ${seq} (seen by checkpoint 1, `,
      ],
    ],
    [
      'an end that was cut off, and from what the case knows as well',
      ({ id, seq }) => [
        `delete from event where case_id = '${id}' and seq = ${seq}`,
        `update cases set last_seq = ${seq - 1}, last_hmac = (select hmac from event where case_id = '${id}' and seq = ${seq - 1})
         where id = '${id}'`,
      ],
      ({ ref, seq }) => [
        `DERIVED ${ref}: its state is not what its events say: `,
        `CUT OFF ${ref}: it ends at ${seq - 1}, and went to ${seq} (seen by checkpoint 1, `,
      ],
    ],
    [
      'an event that was taken out and written anew',
      ({ id }) => [
        `update event set hmac = decode(repeat('ab', 32), 'hex') where case_id = '${id}' and seq = 2`,
      ],
      ({ ref }) => [`WRITTEN ANEW ${ref}, event 2: it was taken out and written anew`],
    ],
    [
      'a last event that was written anew',
      ({ id, seq }) => [
        `update event set hmac = decode(repeat('ab', 32), 'hex') where case_id = '${id}' and seq = ${seq}`,
      ],
      ({ ref, seq }) => [
        `WRITTEN ANEW ${ref}, event ${seq}: it was taken out and written anew (seen by checkpoint 1, `,
      ],
    ],
    [
      'a case that was deleted',
      ({ id }) => [
        ...['event', 'deadline', 'sealed', 'case_key', 'headline', 'outbox', 'case_customer'].map(
          table => `delete from ${table} where case_id = '${id}'`,
        ),
        `delete from cases where id = '${id}'`,
      ],
      ({ ref, seq }) => [
        `GONE ${ref}: all ${seq} of its events are not there any more (seen by checkpoint 1, `,
      ],
    ],
    [
      'a case without its row',
      ({ id }) => [`delete from cases where id = '${id}'`],
      ({ ref, seq }) => [`GONE ${ref}: the case itself is not there any more, and ${seq} of its events are`],
    ],
    [
      'a view that was changed',
      ({ id }) => [`update view_log set actor = 'UOTHER' where chain = '${id}' and seq = 2`],
      ({ ref }) => [`EDITED the views of ${ref}, view 2: it is not as it was written`],
    ],
    [
      'a view of a list that was taken out',
      () => [`delete from view_log where chain = 'lists'`],
      () => ['GONE the views of lists: all 1 of its views are not there any more (seen by checkpoint 1, '],
    ],
    [
      'a last view that was taken out',
      ({ id }) => [`delete from view_log where chain = '${id}' and seq = 3`],
      ({ ref }) => [`CUT OFF the views of ${ref}: it ends at 2, and went to 3 (seen by checkpoint 1, `],
    ],
    [
      'a hold that was taken away',
      (_, { id }) => [`delete from hold where case_id = '${id}'`],
      (_, { ref }) => [`DERIVED ${ref}: its holds are not those that its events say`],
    ],
    [
      'a number that leads nowhere any more',
      (_, { id }) => [`delete from case_customer where case_id = '${id}'`],
      (_, { ref }) => [`DERIVED ${ref}: its numbers do not lead to it as its events say`],
    ],
    [
      'a number that does not stand any more',
      (_, { id }) => [`update case_customer set current = false where case_id = '${id}'`],
      (_, { ref }) => [`DERIVED ${ref}: its numbers do not lead to it as its events say`],
    ],
    [
      'a state that was changed',
      (_, { id }) => [`update cases set state = jsonb_set(state, '{holds}', '[]') where id = '${id}'`],
      (_, { ref }) => [
        `DERIVED ${ref}: its state is not what its events say: holds`,
        /its dates are not those/,
      ],
    ],
    [
      'a status that was changed',
      ({ id }) => [`update cases set status = 'closed' where id = '${id}'`],
      ({ ref }) => [`DERIVED ${ref}: it is listed as closed on access_to_work, and its events say triage on`],
    ],
    [
      'a date that was put off',
      ({ id }) => [`update deadline set due_at = due_at + interval '1 year' where case_id = '${id}'`],
      ({ ref }) => [`DERIVED ${ref}: its dates are not those that follow from its events`],
    ],
  ])('%s is located', async (_what, statements, lines) => {
    await here.tamper(...statements(a, b))
    const found = await here.found()
    for (const line of lines(a, b)) expect(found).toContainEqual(expect.stringMatching(asPattern(line)))
    expect(found).toHaveLength(lines(a, b).length)
  })
})

const asPattern = (line: string | RegExp): RegExp =>
  typeof line === 'string' ? new RegExp(`^${line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) : line
