import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewLog } from '../../src/store/view-log.ts'
import { type Parts, storeParts } from './parts.ts'

describe('the log of views', () => {
  let parts: Parts
  beforeAll(async () => {
    parts = await storeParts()
  })
  afterAll(() => parts.close())

  it('20 views at once form one valid chain', async () => {
    const log = viewLog(parts)
    const caseId = randomUUID()
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => log.logView({ actor: `U${i}`, what: 'case', caseId })),
    )
    expect(await log.verifyViews(caseId)).toEqual({ ok: true, events: 20 })
  })

  it('views logged by two processes at once form one valid chain', async () => {
    const [one, other] = [viewLog(parts), viewLog(parts)]
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).logView({ actor: `U${i}`, what: 'holds' })),
    )
    expect(await one.verifyViews()).toEqual({ ok: true, events: 20 })
  })

  it('views of different cases and of lists are separate chains', async () => {
    const log = viewLog(parts)
    const [a, b] = [randomUUID(), randomUUID()]
    await log.logView({ actor: 'U1', what: 'case', caseId: a })
    await log.logView({ actor: 'U1', what: 'case', caseId: b })
    expect(await log.verifyViews(a)).toEqual({ ok: true, events: 1 })
    expect(await log.verifyViews(b)).toEqual({ ok: true, events: 1 })
  })

  it('a view cannot be changed or taken out by the program', async () => {
    await viewLog(parts).logView({ actor: 'U1', what: 'due' })
    await expect(parts.db.rows(`update view_log set actor = 'U2'`)).rejects.toThrow('permission denied')
    await expect(parts.db.rows('delete from view_log')).rejects.toThrow('permission denied')
    await expect(parts.owner.query(`update view_log set actor = 'U2'`)).rejects.toThrow('never allowed')
    await expect(parts.owner.query('truncate view_log')).rejects.toThrow('never allowed')
  })

  it.each([
    [
      'changed',
      `update view_log set actor = 'U9' where chain = $1 and seq = 2`,
      'entry 2 is not as it was written',
    ],
    ['taken out', 'delete from view_log where chain = $1 and seq = 2', 'entry 2 is missing'],
  ])('a view that was %s is found', async (_what, tamper, why) => {
    const log = viewLog(parts)
    const caseId = randomUUID()
    for (const actor of ['U1', 'U2', 'U3']) await log.logView({ actor, what: 'case', caseId })
    await parts.owner.query('alter table view_log disable trigger view_log_is_only_added_to')
    await parts.owner.query(tamper, [caseId])
    await parts.owner.query('alter table view_log enable trigger view_log_is_only_added_to')
    expect(await log.verifyViews(caseId)).toEqual({ ok: false, seq: 2, why })
  })
})
