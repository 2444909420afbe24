import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedCopy } from '../../src/calendar/holiday-feed.ts'
import { type AuditedStore, auditedStore } from './audit/audited.ts'

let here: AuditedStore
beforeEach(async () => {
  here = await auditedStore()
})
afterEach(() => here.close())

/** A change of bank holidays that the list brings. */
const proposed = async (): Promise<number> => {
  const { store } = here
  const claim = (await store.claimFeed()) ?? ''
  const copy: FeedCopy = { 'england-and-wales': {}, scotland: {}, 'northern-ireland': {} }
  const added = [{ nation: 'scotland' as const, date: '2028-03-01', title: 'A day' }]
  const news = { change: { added, removed: [] }, message: { text: 'New', lines: [] } }
  await store.keepFeed(claim, copy, await store.feedState(), news)
  return (await store.feedState()).open?.n ?? 0
}
const entries = async () =>
  (await here.owner.query<{ actor: string; what: string }>('select actor, what from office_log order by seq'))
    .rows

describe('the log of what belongs to no case', () => {
  it('has each answer about bank holidays once, with who gave it, and is part of every checkpoint', async () => {
    const n = await proposed()
    const answer = (by: string, outcome: 'confirmed' | 'set_aside') =>
      here.store.answerHolidays(n, { outcome, by, reason: null })
    await answer('U1', 'set_aside')
    await Promise.all([answer('U2', 'confirmed'), answer('U3', 'confirmed')])
    const [first, second, ...rest] = await entries()
    expect(first).toEqual({ actor: 'U1', what: 'bank holidays set_aside' })
    expect(second?.what).toBe('bank holidays confirmed')
    expect(rest).toEqual([])
    expect(await here.store.verifyOfficeLog()).toEqual({ ok: true, events: 2 })
    expect((await here.checkpoint()).checkpoint).toMatchObject({ others: 2, chains: 1 })
    expect(await here.verify()).toMatchObject({ findings: [], others: 2 })
    await here.tamper(`update office_log set data = data || '{"n": 9}' where seq = 2`)
    expect(await here.found()).toContain('EDITED the office log, entry 2: it is not as it was written')
    await here.tamper(`update office_log set data = data || jsonb_build_object('n', ${n})`)
    expect(await here.found()).toEqual([])
    await here.tamper(`update holiday_proposal set added = '[]'`)
    expect(await here.found()).toEqual([
      expect.stringMatching(/^DERIVED bank holidays, change 1: that it was set_aside by U1, or which days/),
      expect.stringMatching(
        /^DERIVED bank holidays, change 1: that it was confirmed by U[23], or which days/,
      ),
      expect.stringMatching(
        /^DERIVED bank holidays, change 1: entry 1 of the office log says .* set_aside by U1/,
      ),
      expect.stringMatching(
        /^DERIVED bank holidays, change 1: entry 2 of the office log says .* confirmed by U[23]/,
      ),
    ])
  })

  it('has who closed what could not be done, and nothing when it was closed before', async () => {
    const { store } = here
    await store.openTrouble({ kind: 'message_refused', subject: 'team:spoc', code: 'a_code' })
    const [open] = await store.openTroubles()
    const closings = await Promise.all(['U1', 'U2'].map(by => store.closeTrouble(open?.id ?? '', by, 'told')))
    expect(closings.filter(Boolean)).toHaveLength(1)
    expect((await entries()).map(({ what }) => what)).toEqual(['trouble closed'])
    await here.checkpoint()
    await here.tamper('delete from office_log')
    expect(await here.found()).toEqual([
      expect.stringMatching(
        /^DERIVED trouble .*: who closed it and with which words is not in the office log$/,
      ),
      expect.stringMatching(/^GONE the office log: all 1 of its entries are not there any more/),
    ])
  })
})
