import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../../src/case/events.ts'
import { type Count, type Days, daysOf } from '../../src/case/report/figure.ts'
import { type MeasureId, reportOf } from '../../src/case/report/measures.ts'
import type { ReportDeadline, ReportEntry, ReportRecord } from '../../src/case/report/record.ts'
import { reportKinds, startOfDays } from '../../src/case/report/record.ts'
import type { ServiceLineId } from '../../src/case/service-lines.ts'
import { attempt, confirm, heldCase, people, releaseRequested, review, type Story, visit } from './story.ts'

const from = '2026-11-01T00:00:00.000Z'
const to = '2026-12-31T12:00:00.000Z'
const counted = new Set<string>(reportKinds)

/** As the store reads it: without who did it. */
const entryOf = (event: CaseEvent, caseId: string, serviceLine: ServiceLineId, more: object): ReportEntry => {
  const { actor: _actor, ...rest } = event
  return { ...rest, caseId, serviceLine, ...more } as ReportEntry // only kinds that are counted come here
}

const entries = (story: Story, more: Partial<Record<CaseEvent['kind'], object>> = {}): ReportEntry[] =>
  story.events
    .filter(event => counted.has(event.kind))
    .map(event => entryOf(event, story.c.id, story.c.serviceLine, more[event.kind] ?? {}))

const recordOf = (all: readonly ReportEntry[], deadlines: readonly ReportDeadline[] = []): ReportRecord => ({
  from,
  to,
  entries: all,
  deadlines,
})

const found = (id: MeasureId, record: ReportRecord) => {
  const one = reportOf(record).find(measure => measure.id === id)
  if (!one) throw new Error(`There is no measure ${id}`)
  return one.found
}

/** The figures of a measure that counted something, by name. */
const figures = (id: MeasureId, record: ReportRecord): Record<string, number> =>
  Object.fromEntries(
    found(id, record)
      .figures.filter((figure): figure is Count => 'count' in figure && figure.count > 0)
      .map(({ what, owner, line, district, count }) => [
        [owner, line, what, district].filter(part => part !== undefined).join(' '),
        count,
      ]),
  )

const deadline = (more: Partial<ReportDeadline>): ReportDeadline => ({
  caseId: 'case-1',
  kind: 'triage',
  deadline: 'triage-3',
  owner: 'spoc',
  dueAt: '2026-11-23T17:00:00.000Z',
  doneAt: null,
  ...more,
})

/** One entry, with what `more` says of it. */
const entry = (more: object): ReportEntry =>
  ({
    caseId: 'case-1',
    seq: 9,
    at: '2026-11-23T17:00:05.000Z',
    serviceLine: 'access_to_work',
    ...more,
  }) as ReportEntry // each test says what its kind needs

const passed = (more: object): ReportEntry =>
  entry({
    kind: 'deadline_passed',
    deadline: 'triage-3',
    rung: 2,
    dueAt: '2026-11-23T17:00:00.000Z',
    late: false,
    owner: 'spoc',
    ...more,
  })

describe('what a report counts', () => {
  it('a date told in the morning of its last day as missed only once that day is over (F18)', () => {
    const dueAt = '2026-11-23T23:59:59.999Z'
    const told = passed({ dueAt, at: '2026-11-23T09:00:00.000Z' })
    const row = { dueAt, doneAt: '2026-11-23T15:00:00.000Z' }
    const met = { ...recordOf([told]), deadlines: [deadline(row)] }
    expect(figures('deadlines_met', met)).toEqual({ 'spoc met': 1 })
    const missed = { ...recordOf([told]), deadlines: [deadline({ ...row, doneAt: null })] }
    expect(figures('deadlines_met', missed)).toEqual({ 'spoc missed': 1 })
  })

  it('concerns under every kind that was ticked, by the team that triages them (R3, ME ¶2)', () => {
    const record = recordOf([
      entry({ kind: 'concern_raised', kinds: [] }),
      entry({ kind: 'concern_added', kinds: ['neglect', 'injury'] }),
      entry({ kind: 'concern_raised', kinds: [], serviceLine: 'universal_credit' }),
    ])
    expect(found('concerns_by_kind', record).of).toBe(3)
    expect(figures('concerns_by_kind', record)).toEqual({ neglect: 1, injury: 1, no_kind: 2 })
    expect(found('concerns_by_kind', record).figures.at(-1)).toMatchObject({ teams: { spoc: 1, ceast: 1 } })
  })

  it('triage decisions by answer (VR ¶4, F18)', () => {
    const decided = (concern: boolean, visit: boolean, selfTriage = false) =>
      entry({ kind: 'triage_decided', concern, visit, selfTriage })
    const all = [decided(true, true), decided(true, false), decided(false, false), decided(true, true, true)]
    expect(figures('triage_answers', recordOf(all))).toEqual({
      visit: 2,
      concern_no_visit: 1,
      no_concern: 1,
      self_triage: 1,
    })
  })

  it('holds started by reason, and each hold that a confirmed release named (F3, VR ¶11)', () => {
    const story = releaseRequested()
    const record = recordOf(entries(story.does(people.ceastTwo, confirm(story.c))))
    expect(figures('holds_started', record)).toEqual({ two_ineffective: 1 })
    expect(figures('holds_released', record)).toEqual({ advice_given: 1 })
    expect(found('holds_released', recordOf(entries(releaseRequested()))).of).toBe(0)
  })

  it('the days between an act and its entry, the middle and the longest (F18)', () => {
    const record = recordOf(entries(heldCase()))
    const [visits, contact] = found('act_to_entry', record).figures as Days[]
    expect(visits).toEqual({ what: 'visit_recorded', of: 2, medianDays: 0, longestDays: 0 })
    expect(contact).toEqual({ what: 'contact_recorded', of: 0, medianDays: null, longestDays: null })
    const late = heldCase().at('2026-12-08T00:30:00.000Z').does(people.ceastOne, attempt())
    expect(found('act_to_entry', recordOf(entries(late))).figures[2]).toMatchObject({ longestDays: 7 })
  })

  it('a visit and its entry on one London day are 0 days apart, in summer time too', () => {
    const summer = entry({ kind: 'visit_recorded', on: '2026-07-01', at: '2026-07-01T22:59:00.000Z' })
    expect(found('act_to_entry', recordOf([summer])).figures[0]).toMatchObject({ longestDays: 0 })
    const next = { ...summer, at: '2026-07-01T23:00:00.000Z' }
    expect(found('act_to_entry', recordOf([next])).figures[0]).toMatchObject({ longestDays: 1 })
  })

  it('two ineffective visits of one case on one day, as corrected (F7, F18)', () => {
    const twice = heldCase().does(people.officer, visit('2026-12-01', 'no_answer', 'further'))
    expect(figures('same_day_visits', recordOf(entries(twice)))).toEqual({ same_day: 1 })
    const other = twice.c.visits.at(-1)?.seq ?? 0
    const corrected = twice.does(people.officer, { kind: 'correct_entry', of: other, reason: 't' })
    expect(figures('same_day_visits', recordOf(entries(corrected)))).toEqual({})
    expect(found('same_day_visits', recordOf(entries(corrected))).of).toBe(2)
  })

  it('a correction that moves a visit to the day of another makes a pair', () => {
    const [, second] = heldCase().c.visits
    const moved = heldCase().does(people.officer, {
      kind: 'correct_entry',
      of: second?.seq ?? 0,
      reason: 't',
      visit: { on: '2026-11-23', outcome: 'refused' },
    })
    expect(figures('same_day_visits', recordOf(entries(moved)))).toEqual({ same_day: 1 })
  })

  it('cases reviewed without a conference, and parts not available of all parts (VR ¶15, ¶16, F18)', () => {
    const reviewed = heldCase().does(people.ceastOne, review()).does(people.ceastOne, review())
    const second = heldCase().does(people.ceastOne, review())
    const all = recordOf([
      ...entries(reviewed, { evidence_reviewed: { conferred: false } }),
      ...entries(second, { evidence_reviewed: { conferred: true } }).map(entry => ({
        ...entry,
        caseId: 'case-2',
      })),
    ])
    expect(found('reviews_without_conference', all)).toEqual({
      of: 2,
      figures: [{ what: 'without_conference', count: 1, of: 2 }],
    })
    const notAvailable = all.entries.map(entry =>
      entry.kind === 'evidence_reviewed' && entry.caseId === 'case-2'
        ? { ...entry, parts: { ...entry.parts, documents: { answer: 'not_available' as const, note: 't' } } }
        : entry,
    )
    const parts = found('parts_not_available', recordOf(notAvailable))
    expect(parts.of).toBe(3)
    expect(parts.figures).toContainEqual({ what: 'all_parts', count: 1, of: 12 })
    expect(parts.figures).toContainEqual({ what: 'documents', count: 1, of: 3 })
  })

  it('referrals to an ACSSL by district however it is typed, with those without CEAST (R18, D12)', () => {
    const referred = (district: string, more: object = {}) =>
      entry({ kind: 'acssl_referral_made', district, need: 't', reviewOn: '2026-12-09', ...more })
    const record = recordOf([
      referred('North  West', { concernKinds: ['neglect'] }),
      referred(' north west', { concernKinds: ['neglect', 'injury'], breakGlass: 't' }),
      referred('without_ceast', { concernKinds: [], serviceLine: 'other' }),
    ])
    expect(figures('acssl_by_district', record)).toEqual({
      'referrals North West': 2,
      'referrals without_ceast': 1,
      without_ceast: 1,
    })
    expect(figures('acssl_themes', record)).toEqual({
      'access_to_work injury North West': 1,
      'access_to_work neglect North West': 2,
    })
  })
})

describe('referrals to an ACSSL by site (R18, ME ¶12)', () => {
  const referred = (more: object = {}) =>
    entry({ kind: 'acssl_referral_made', district: 'North', need: 't', reviewOn: '2026-12-09', ...more })
  const bySite = (id: MeasureId, record: ReportRecord) =>
    found(id, record).figures.map(figure =>
      'count' in figure ? [figure.site, figure.what, figure.count, figure.of] : [],
    )
  const record = recordOf([
    referred({ site: 'Nowhere  Street', triedItems: ['line_manager', 'visit'] }),
    referred({ site: ' nowhere street', triedItems: ['line_manager'] }),
    referred({ site: 'Made Up House' }),
    referred(),
    referred({ triedItems: ['other'] }),
  ])

  it('a site that comes back is counted each time, however it is typed, and none said is none (R18)', () => {
    expect(found('acssl_by_site', record).of).toBe(5)
    expect(bySite('acssl_by_site', record)).toEqual([
      ['', 'referrals', 2, undefined],
      ['Made Up House', 'referrals', 1, undefined],
      ['Nowhere Street', 'referrals', 2, undefined],
    ])
  })

  it('what had been tried is counted by site, of its referrals, with those that ticked nothing (R18)', () => {
    expect(bySite('acssl_tried_by_site', record)).toEqual([
      ['', 'other', 1, 2],
      ['', 'nothing_ticked', 1, 2],
      ['Made Up House', 'nothing_ticked', 1, 1],
      ['Nowhere Street', 'line_manager', 2, 2],
      ['Nowhere Street', 'visit', 1, 2],
    ])
  })

  it('a person is in neither, and a referral from before it was asked has no site (R18, F18)', () => {
    const refer = {
      kind: 'refer_to_acssl',
      district: 'North',
      need: 't',
      reviewOn: '2026-12-20',
      breakGlass: 't',
    } as const
    const told = heldCase()
      .does(people.spoc, { ...refer, site: 'Made Up House', triedItems: ['visit'] })
      .does(people.spoc, { ...refer, triedItems: [] })
    const made = recordOf(entries(told))
    expect(bySite('acssl_by_site', made)).toEqual([
      ['', 'referrals', 1, undefined],
      ['Made Up House', 'referrals', 1, undefined],
    ])
    expect(told.events.at(-1)).not.toHaveProperty('triedItems')
    expect(told.c.acssl.map(({ site }) => site)).toEqual(['Made Up House', undefined])
    for (const { id } of Object.values(people))
      for (const measure of ['acssl_by_site', 'acssl_tried_by_site'] as const)
        expect(JSON.stringify(found(measure, made))).not.toContain(id)
  })
})

describe('deadlines in a report', () => {
  it('are met when the step was done by then, and missed when it was open (F18)', () => {
    const record = recordOf(
      [],
      [
        deadline({ doneAt: '2026-11-23T16:59:00.000Z' }),
        deadline({ caseId: 'case-2', doneAt: '2026-11-23T17:01:00.000Z' }),
        deadline({ caseId: 'case-3' }),
        deadline({ caseId: 'case-4', owner: 'person' }),
      ],
    )
    expect(found('deadlines_met', record).of).toBe(4)
    expect(figures('deadlines_met', record)).toEqual({ 'spoc met': 1, 'spoc missed': 2, 'person missed': 1 })
  })

  it('are missed once, however many rungs the ladder climbed and wherever the date is now', () => {
    const moved = deadline({ dueAt: '2026-12-09T17:00:00.000Z', doneAt: '2026-12-01T09:00:00.000Z' })
    const record = recordOf([passed({}), passed({ rung: 3 }), passed({ rung: 4 })], [moved])
    expect(figures('deadlines_met', record)).toEqual({ 'spoc met': 1, 'spoc missed': 1 })
  })

  it('that were past when they became known are neither met nor missed (F11)', () => {
    const record = recordOf([passed({ late: true })], [deadline({})])
    expect(found('deadlines_met', record)).toEqual({ of: 0, figures: [] })
  })

  it('count neither a reminder nor the five working days of the customer (VR ¶7)', () => {
    const window = { kind: 'contact_window', deadline: 'contact_window-6' } as const
    const record = recordOf(
      [passed({ rung: 1 }), passed({ deadline: window.deadline })],
      [deadline(window), deadline({ doneAt: '2026-11-23T11:00:00.000Z', caseId: 'case-2' })],
    )
    expect(figures('deadlines_met', record)).toEqual({ 'spoc met': 1 })
  })

  it('that fell due before the days of the report are not counted by a later rung', () => {
    expect(found('deadlines_met', recordOf([passed({ dueAt: '2026-10-20T16:00:00.000Z' })])).of).toBe(0)
  })
})

describe('a report', () => {
  it('names nobody (F18)', () => {
    const words = JSON.stringify(reportOf(recordOf(entries(releaseRequested()))))
    for (const { id } of Object.values(people)) expect(words).not.toContain(id)
  })

  it('of nothing counts nothing', () => {
    for (const { found: none } of reportOf(recordOf([]))) expect(none.of).toBe(0)
  })

  it('begins at midnight in London, today included', () => {
    expect(startOfDays('2026-07-01', 1)).toBe('2026-06-30T23:00:00.000Z')
    expect(startOfDays('2026-12-30', 30)).toBe('2026-12-01T00:00:00.000Z')
  })

  it('has as many days on one side of the middle as on the other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1 }), days => {
        const { medianDays, longestDays, of } = daysOf('any', days)
        const middle = medianDays ?? -1
        expect(of).toBe(days.length)
        expect(longestDays).toBe(Math.max(...days))
        expect(days.filter(day => day < middle).length).toBeLessThanOrEqual(days.length / 2)
        expect(days.filter(day => day > middle).length).toBeLessThanOrEqual(days.length / 2)
      }),
    )
  })

  it('counts the same for every team as in all', () => {
    const line = fc.constantFrom<ServiceLineId>('access_to_work', 'universal_credit', 'not_sure')
    const concern = fc.record({
      serviceLine: line,
      kinds: fc.subarray(['neglect', 'injury', 'not_sure'] as const),
    })
    fc.assert(
      fc.property(fc.array(concern), concerns => {
        const record = recordOf(concerns.map(one => entry({ ...one, kind: 'concern_raised' })))
        for (const figure of found('concerns_by_kind', record).figures as Count[]) {
          const byTeam = Object.values(figure.teams ?? {}).reduce((sum, n) => sum + n, 0)
          expect(byTeam).toBe(figure.count)
        }
      }),
    )
  })
})
