import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measures } from '../../src/case/report/measures.ts'
import type { ReportEntry, ReportRecord } from '../../src/case/report/record.ts'
import { figureLines, measureWords } from '../../src/slack/report-words.ts'
import { reportView } from '../../src/slack/views/report-view.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { hostileText, mrkdwnIn, pings, plainIn } from './hostile-text.ts'

const record = (entries: readonly ReportEntry[] = []): ReportRecord => ({
  from: '2026-11-03T00:00:00.000Z',
  to: '2026-12-02T10:00:00.000Z',
  entries,
  deadlines: [],
})
const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it
const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

const referral = (district: string): ReportEntry =>
  ({
    kind: 'acssl_referral_made',
    caseId: 'case-1',
    seq: 4,
    at: '2026-11-20T10:00:00.000Z',
    serviceLine: 'access_to_work',
    district,
    need: 'text',
    reviewOn: '2026-12-09',
    concernKinds: ['neglect'],
  }) as ReportEntry // one of the kinds that are counted

describe('the reports (F18)', () => {
  it('say between which days, and for every measure what is counted and of how many', () => {
    const all = words(reportView(record(), 30, record().from))
    expect(all).toContain('3 November 2026 to 10am on 2 December 2026 (30 days)')
    expect(all).toContain('Small numbers are shown as they are')
    for (const id of Object.keys(measures) as (keyof typeof measures)[]) {
      expect(all).toContain(measureWords[id].title)
      expect(all).toContain(measureWords[id].definition(0))
      expect(measureWords[id].definition(4711)).toContain('4711')
    }
  })

  it('say so when there was more than one report reads', () => {
    expect(words(reportView(record(), 30, record().from))).not.toContain('There are more entries')
    expect(words(reportView(record(), 60, '2026-10-04T00:00:00.000Z'))).toContain(
      'There are more entries than one report reads. Only those after midnight at the start of 3 November 2026 are counted',
    )
  })

  it('have a name for every figure that a measure can give', () => {
    for (const [id, measure] of Object.entries(measures)) {
      const { what } = measureWords[id as keyof typeof measures]
      for (const figure of measure(record([referral('North')])).figures)
        expect(what).toHaveProperty(figure.what)
    }
  })

  it('put a count with the number it is of, its share, and its teams where there are two', () => {
    expect(
      figureLines('reviews_without_conference', {
        of: 3,
        figures: [{ what: 'without_conference', count: 1, of: 3 }],
      }),
    ).toEqual(['Of these, with no case conference so far: 1 of 3, 33%'])
    expect(
      figureLines('concerns_by_kind', {
        of: 3,
        figures: [{ what: 'neglect', count: 3, teams: { spoc: 2, ceast: 1 } }],
      }),
    ).toEqual(['Neglect: 3 (SPOC 2, CEAST 1)'])
    expect(
      figureLines('deadlines_met', {
        of: 2,
        figures: [{ what: 'missed', owner: 'person', count: 1, of: 2 }],
      }),
    ).toEqual(['People named on cases, missed: 1 of 2, 50%'])
    expect(
      figureLines('act_to_entry', {
        of: 1,
        figures: [
          { what: 'visit_recorded', of: 2, medianDays: 0.5, longestDays: 1 },
          { what: 'conference_held', of: 0, medianDays: null, longestDays: null },
        ],
      }),
    ).toEqual(['Visits: 2. Median 0.5 days, longest 1 day', 'Case conferences: none'])
    expect(figureLines('acssl_themes', measures.acssl_themes(record([referral('North')])))).toEqual([
      'North, Access to Work, Neglect: 1 of 1, 100%',
    ])
  })

  it('are within the limits whatever districts were typed, and nothing in them pings', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 12 }), districts => {
        const view = reportView(record(districts.map(referral)), 30, record().from)
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})
