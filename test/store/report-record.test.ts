import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportOf } from '../../src/case/report/measures.ts'
import { reportReads } from '../../src/store/report-record.ts'
import type { Store } from '../../src/store/store.ts'
import { ask, ceast, concern, daysAgo, held } from './acting.ts'
import { caseWork } from './case-work.ts'
import { openedStore } from './opened-store.ts'

const dayMs = 86_400_000

describe('what reports read', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
  })
  afterAll(() => opened.close())

  const yesterday = () => new Date(Date.now() - dayMs).toISOString()

  it('is every entry that counts, in order of time, with the service line and without who made it (F18)', async () => {
    const c = await held(store)
    const { entries } = await store.reportRecord(yesterday())
    const mine = entries.filter(entry => entry.caseId === c.id)
    const recorded = await store.timelineOf(c.id)
    expect(mine.map(entry => entry.seq)).toEqual(
      recorded
        .filter(event => mine.some(entry => entry.kind === event.kind))
        .map(event => event.seq)
        .toReversed(),
    )
    expect(mine.map(entry => entry.kind)).toContain('hold_started')
    expect(mine[0]).toMatchObject({ serviceLine: 'access_to_work' })
    for (const entry of mine) expect(entry).not.toHaveProperty('actor')
  })

  it('is nothing from before the days asked for', async () => {
    await held(store)
    const later = (await store.clockNow()).toISOString()
    await store.advanceClock(1000)
    expect((await store.reportRecord(later)).entries).toEqual([])
  })

  it('says of an evidence review whether a conference was ever held, and of a referral the kinds of concern', async () => {
    const c = await held(store)
    const review = { answer: 'reviewed', note: 'none' } as const
    const parts = { circumstances: review, interactions: review, documents: review, third_parties: review }
    const act = (command: Parameters<typeof ask>[1]['command']) =>
      ask(store, { caseId: c.id, actor: ceast, texts: {}, command })
    await act({ kind: 'record_evidence_review', parts, furtherInformation: true })
    const read = async () =>
      (await store.reportRecord(yesterday())).entries.filter(entry => entry.caseId === c.id)
    expect(await read()).toContainEqual(
      expect.objectContaining({ kind: 'evidence_reviewed', conferred: false }),
    )
    await act({
      kind: 'record_conference',
      on: daysAgo(0),
      ceast: ['UCEAST'],
      spoc: ['USPOC'],
      decisions: 'none',
    })
    await ask(store, concern(c.id))
    const reviewOn = daysAgo(-7)
    await act({ kind: 'refer_to_acssl', district: 'North', need: 'none', reviewOn })
    const after = await read()
    expect(after).toContainEqual(expect.objectContaining({ kind: 'evidence_reviewed', conferred: true }))
    expect(after).toContainEqual(
      expect.objectContaining({ kind: 'acssl_referral_made', concernKinds: ['not_sure'] }),
    )
    const of = after.find(entry => entry.kind === 'conference_held')?.seq ?? 0
    await act({ kind: 'correct_entry', of, reason: 'none' })
    expect(await read()).toContainEqual(
      expect.objectContaining({ kind: 'evidence_reviewed', conferred: false }),
    )
  })

  it('has the deadlines whose date came, and of a person only that it was one', async () => {
    const work = caseWork(store)
    const c = await work.toAdviser(await work.raise(), 'UADVISER')
    const waiting = await work.raise()
    await store.advanceClock(40 * dayMs)
    for (const one of await store.dueDeadlines(200))
      await store.perform({
        nonce: `${one.caseId}-${one.deadline}`,
        caseId: one.caseId,
        command: { kind: 'pass_deadline', deadline: one.deadline, rung: one.rung, dueAt: one.dueAt },
        actor: { id: 'safehold', teams: [], mayConfirmRelease: false },
        texts: {},
      })
    const { entries, deadlines } = await store.reportRecord(new Date(Date.now() - dayMs).toISOString())
    const ofCase = (id: string) => deadlines.filter(one => one.caseId === id)
    expect(ofCase(c.id)).toContainEqual(
      expect.objectContaining({ kind: 'adviser', owner: 'person', doneAt: null }),
    )
    expect(ofCase(waiting.id)).toContainEqual(expect.objectContaining({ kind: 'triage', owner: 'spoc' }))
    const passed = entries.filter(entry => entry.kind === 'deadline_passed')
    expect(passed).toContainEqual(expect.objectContaining({ caseId: c.id, owner: 'person' }))
    expect(passed).toContainEqual(expect.objectContaining({ caseId: waiting.id, owner: 'spoc' }))
    expect(JSON.stringify({ passed, deadlines })).not.toContain('UADVISER')
  })

  it('is cut to the newest when there is more than may be read, and says from when it counts', async () => {
    const all = await store.reportRecord(yesterday())
    const cut = await reportReads(opened.parts).reportRecord(yesterday(), 5)
    expect(all.entries.length).toBeGreaterThan(5)
    expect(cut.from > all.from).toBe(true)
    expect(cut.entries).toEqual(all.entries.filter(entry => entry.at > cut.from))
    expect(cut.deadlines).toEqual(all.deadlines.filter(one => one.dueAt > cut.from))
    expect(cut.entries.length).toBeLessThanOrEqual(5)
  })

  it('comes whole over many pages', async () => {
    const { owner } = opened.parts
    await owner.query(`insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
      select id, 1000 + i, 'concern_added', opened_at, 'U1', '{"kinds": ["neglect"]}', '', ''
      from (select id, opened_at from cases limit 1) c, generate_series(1, 4500) i`)
    const record = await store.reportRecord(yesterday())
    const added = record.entries.filter(entry => entry.seq > 1000)
    expect(new Set(added.map(entry => entry.seq)).size).toBe(4500)
    expect(added).toHaveLength(4500)
    expect(reportOf(record).find(({ id }) => id === 'concerns_by_kind')?.found.of).toBeGreaterThan(4500)
  })
})
