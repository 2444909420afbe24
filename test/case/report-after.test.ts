import { describe, expect, it } from 'vitest'
import { disclosuresByAuthority, learningByTheme } from '../../src/case/report/after.ts'
import type { ReportEntry, ReportRecord } from '../../src/case/report/record.ts'

const base = { caseId: 'case-1', at: '2026-12-01T10:00:00.000Z', serviceLine: 'access_to_work' as const }
// Only what the measures read is needed of an entry.
const entry = (kind: string, seq: number, more: object) => ({ ...base, kind, seq, ...more }) as ReportEntry

const record: ReportRecord = {
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-12-31T00:00:00.000Z',
  entries: [
    entry('disclosure_logged', 1, { authority: 'police' }),
    entry('disclosure_logged', 2, { authority: 'police' }),
    entry('disclosure_logged', 3, { authority: 'social_services' }),
    entry('learning_recorded', 4, { theme: 'visits' }),
    entry('learning_recorded', 5, { theme: 'records' }),
    entry('learning_completed', 6, { n: 1 }),
  ],
  deadlines: [
    { kind: 'learning_item', doneAt: null },
    { kind: 'learning_item', doneAt: '2026-12-02T10:00:00.000Z' },
    { kind: 'triage', doneAt: null },
  ].map((one, n) => ({
    caseId: 'case-1',
    deadline: `${one.kind}-${n}`,
    owner: 'person' as const,
    dueAt: '2026-12-01T17:00:00.000Z',
    kind: one.kind as 'learning_item' | 'triage', // the literals above
    doneAt: one.doneAt,
  })),
}

const counts = ({ figures }: ReturnType<typeof disclosuresByAuthority>) =>
  Object.fromEntries(figures.flatMap(one => ('count' in one && one.count > 0 ? [[one.what, one.count]] : [])))

describe('what reports say of disclosures and learning', () => {
  it('disclosures are counted by authority (R11, ME ¶6)', () => {
    expect(disclosuresByAuthority(record).of).toBe(3)
    expect(counts(disclosuresByAuthority(record))).toEqual({ police: 2, social_services: 1 })
  })

  it('learning is counted by theme, with what was completed and what is past its date and open (R20, ME ¶14)', () => {
    expect(counts(learningByTheme(record))).toEqual({ visits: 1, records: 1, completed: 1, open: 1 })
  })
})
