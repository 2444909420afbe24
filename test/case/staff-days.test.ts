import { describe, expect, it } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve } from '../../src/case/evolve.ts'
import { isHeld } from '../../src/case/hold.ts'
import { nextRungOf, rungAt } from '../../src/case/ladder.ts'
import { isMorningListDue } from '../../src/case/morning-list.ts'
import { areSameDays, daysOf, type StaffDays } from '../../src/case/staff-days.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  staff,
  Story,
} from './story.ts'
import { triageVisit, visit } from './story.ts'

const everybody = calendarFor('england-and-wales')
/** Monday 30 November 2026 is St Andrew's Day: a bank holiday in Scotland, and nowhere else. */
const scottishSpoc: StaffDays = { everybody, teams: { spoc: calendarFor('scotland') } }
const late = '2026-11-27T16:30:00.000Z'
const inPayment = { kind: 'record_award_status', status: 'in_payment' } as const

const find = (story: Story, kind: DeadlineKind, days: StaffDays) => {
  const found = deadlinesOf(story.c, days).find(one => one.kind === kind)
  if (!found) throw new Error(`There is no ${kind} deadline`)
  return found
}

describe('staff steps', () => {
  it('are counted in the working days of the team that has them (D4)', () => {
    const [there, here] = [scottishSpoc, staff].map(days =>
      find(new Story(late).does(people.raiser, raise(), { staff: days }), 'triage', days),
    )
    expect([there?.dueOn, here?.dueOn]).toEqual(['2026-12-01', '2026-11-30'])
    const ceast = new Story(late).does(people.raiser, raise({ serviceLine: 'not_sure' }), {
      staff: scottishSpoc,
    })
    expect(find(ceast, 'triage', scottishSpoc).dueOn).toBe('2026-11-30')
  })

  it('are chased on the mornings of that team (D4)', () => {
    const story = new Story('2026-11-27T10:00:00.000Z').does(people.raiser, raise(), { staff: scottishSpoc })
    const triage = find(story, 'triage', scottishSpoc)
    expect(triage.dueOn).toBe('2026-11-27')
    expect(rungAt(triage, 3)).toBe('2026-12-01T09:00:00.000Z')
    expect(nextRungOf(story.c, triage)?.at).toBe(triage.dueAt)
  })

  it('of somebody in no team, and of a team without days of its own, go by everybody’s (D4)', () => {
    expect(daysOf({ person: 'U_ADVISER' }, scottishSpoc)).toBe(everybody)
    expect(daysOf({ team: 'leads' }, scottishSpoc)).toBe(everybody)
    expect(daysOf({ team: 'spoc' }, scottishSpoc)).toEqual({ nations: ['scotland'] })
  })

  it('pass with their days to the team that triages when the customer is the colleague who had them (D4, F15)', () => {
    const story = new Story(late).does(people.raiser, raise(), { staff: scottishSpoc })
    const c = { ...story.c, status: 'with_adviser' as const, adviser: 'U_ADVISER', customerIs: 'U_ADVISER' }
    const adviser = deadlinesOf(c, scottishSpoc).find(({ kind }) => kind === 'adviser')
    expect(adviser).toMatchObject({ owner: { team: 'spoc' }, days: { nations: ['scotland'] } })
  })

  it('the morning list of a team comes on its own working days (R36, D4)', () => {
    const standrews = '2026-11-30T10:00:00.000Z'
    expect(isMorningListDue('ceast', standrews, scottishSpoc)).toBe(true)
    expect(isMorningListDue('spoc', standrews, scottishSpoc)).toBe(false)
  })
})

describe('the second visit', () => {
  it('opens on the first day that works both in the nation visited and for DWP Visiting (F8, D4, VR ¶9)', () => {
    const opensOn = (days: StaffDays, nation: 'england-and-wales' | 'scotland') => {
      const story = new Story('2026-11-20T10:00:00.000Z')
      const told = { staff: days }
      story
        .does(people.raiser, raise(), told)
        .does(people.spoc, triageVisit, told)
        .does(people.spoc, referral({ nation }), told)
        .does(people.officer, { kind: 'plan_visit', on: '2026-11-20' }, told)
        .does(people.officer, visit('2026-11-20'), told)
      return find(story, 'second_visit', days).opensAt?.slice(0, 10)
    }
    const visiting = (calendar: StaffDays['everybody']): StaffDays => ({
      everybody,
      teams: { visiting: calendar },
    })
    // The five working days end on Friday 27 November in both nations.
    expect(opensOn(staff, 'england-and-wales')).toBe('2026-11-30')
    expect(opensOn(staff, 'scotland')).toBe('2026-12-01')
    expect(opensOn(visiting(calendarFor('scotland')), 'england-and-wales')).toBe('2026-12-01')
    expect(opensOn(visiting(calendarFor('scotland', ['2026-12-01'])), 'scotland')).toBe('2026-12-02')
    expect(opensOn({ everybody, teams: { ceast: calendarFor('scotland') } }, 'england-and-wales')).toBe(
      '2026-11-30',
    )
  })
})

describe('a change of the settings', () => {
  const opened = () => new Story(late).does(people.raiser, raise())

  it('moves no date that is there, and counts for what begins after it (D4, F8)', () => {
    const story = opened()
    expect(find(story, 'triage', scottishSpoc).dueOn).toBe('2026-11-30')
    story.at('2026-11-27T16:40:00.000Z').does(people.spoc, inPayment, { staff: scottishSpoc })
    expect(story.events.slice(-2).map(({ kind }) => kind)).toEqual([
      'working_days_adopted',
      'award_status_recorded',
    ])
    expect(find(story, 'triage', scottishSpoc).dueOn).toBe('2026-11-30')
    story.at('2026-11-27T16:50:00.000Z').does(people.spoc, triageVisit, { staff: scottishSpoc })
    expect(find(story, 'visiting_referral', staff).dueOn).toBe('2026-12-01')
  })

  it('is recorded once, not by the clock, and voids no release request (D4, F3)', () => {
    const story = releaseRequested()
    const before = story.events.length
    story.does(people.spoc, confirmNotes(story.c), { staff: scottishSpoc })
    story.does(people.ceastTwo, confirm(story.c), { staff: scottishSpoc })
    const adopted = story.events.slice(before).filter(({ kind }) => kind === 'working_days_adopted')
    expect(adopted).toHaveLength(1)
    expect(isHeld(story.c)).toBe(false)
    const due = opened()
    const triage = find(due, 'triage', staff)
    const pass = {
      kind: 'pass_deadline',
      deadline: `triage-${triage.n}`,
      rung: 2,
      dueAt: triage.dueAt,
    } as const
    due.at(triage.dueAt).does(people.clock, pass, { staff: scottishSpoc })
    expect(due.events.at(-1)?.kind).toBe('deadline_passed')
    expect(due.events.map(({ kind }) => kind)).not.toContain('working_days_adopted')
  })

  it('of a case from before they were kept counts by the days that are set, until something happens on it (D4)', () => {
    const [first, ...rest] = heldCase().events
    if (first?.kind !== 'case_opened') throw new Error('A record begins with case_opened')
    const { days: _days, ...older } = first
    const story = heldCase()
    story.case = [...rest].reduce((c, event) => evolve(c, event), evolve(null, older))
    expect(story.c.calendars).toBeUndefined()
    const lead = (days: StaffDays) => find(story, 'ceast_lead', days).dueOn
    const closed: StaffDays = { everybody, teams: { ceast: calendarFor('scotland', ['2026-12-02']) } }
    expect([lead(staff), lead(closed)]).toEqual(['2026-12-02', '2026-12-03'])
    story.does(people.spoc, inPayment)
    expect([lead(staff), lead(closed)]).toEqual(['2026-12-02', '2026-12-02'])
  })

  it('is none where only the order differs in which they are written down', () => {
    const one: StaffDays = {
      everybody,
      teams: { ceast: { nations: ['scotland'], closures: ['2026-12-02', '2026-12-03'] } },
    }
    const other: StaffDays = {
      teams: { ceast: { closures: ['2026-12-03', '2026-12-02'], nations: ['scotland'] } },
      everybody: { nations: ['england-and-wales'] },
    }
    expect(areSameDays(one, other)).toBe(true)
    expect(areSameDays(one, { ...one, teams: {} })).toBe(false)
    expect(areSameDays(one, { ...one, everybody: calendarFor('scotland') })).toBe(false)
    expect(areSameDays({ everybody }, { everybody, teams: {} })).toBe(true)
  })
})
