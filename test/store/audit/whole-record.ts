import type { FeedCopy } from '../../../src/calendar/holiday-feed.ts'
import type { Case } from '../../../src/case/case.ts'
import { done, enterNumber, freshNumber, held, link, raise } from '../acting.ts'
import { closedCase } from '../closed-case.ts'
import { type AuditedStore, auditedStore } from './audited.ts'

/** A record in which every table that the audit compares has a row, with one checkpoint of it. */
export type WholeRecord = {
  here: AuditedStore
  /** Held, under a number. */
  held: Case
  /** Linked to the held one by somebody. */
  linked: Case
  closed: Case
}

/** Opens one, and remembers it as it is. Close `here` when the test is done. */
export const wholeRecord = async (): Promise<WholeRecord> => {
  const here = await auditedStore()
  const { store } = here
  const [number, other] = [freshNumber(), freshNumber()]
  const first = await held(store, number)
  const linked = await done(store, raise())
  await done(store, link(linked.id, first.id))
  const closed = await closedCase(store)
  await done(store, enterNumber(linked.id, other))
  await store.logView({ actor: 'U1', what: 'case', caseId: first.id })
  await store.logView({ actor: 'U1', what: 'holds' })
  await answerHolidays(here)
  await store.openTrouble({ kind: 'message_refused', subject: 'team:spoc', code: 'a_code' })
  const [open] = await store.openTroubles()
  await store.closeTrouble(open?.id ?? '', 'U1', 'told')
  await here.checkpoint()
  await here.save()
  return { here, held: first, linked, closed }
}

/** Set aside by one lead, and confirmed after all by another; no case was told yet. */
const answerHolidays = async ({ store }: AuditedStore): Promise<void> => {
  const claim = (await store.claimFeed()) ?? ''
  const copy: FeedCopy = { 'england-and-wales': {}, scotland: {}, 'northern-ireland': {} }
  const added = [{ nation: 'scotland' as const, date: '2028-03-01', title: 'A day' }]
  const news = { change: { added, removed: [] }, message: { text: 'New', lines: [] } }
  await store.keepFeed(claim, copy, await store.feedState(), news)
  const n = (await store.feedState()).open?.n ?? 0
  await store.answerHolidays(n, { outcome: 'set_aside', by: 'U1', reason: null })
  await store.answerHolidays(n, { outcome: 'confirmed', by: 'U2', reason: null })
}
