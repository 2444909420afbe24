import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesOfRecord } from '../../src/case/pack/dates.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const historyOf = (story: Story, kind: string) =>
  datesOfRecord(story, [], staff).filter(({ deadline }) => deadline.startsWith(`${kind}-`))

describe('the dates of a record', () => {
  it('a triage on the same morning was in time, and says which entry it was (VR ¶4)', () => {
    const story = new Story().does(people.raiser, raise()).at('2026-11-23T11:00:00.000Z')
    story.does(people.spoc, triageVisit)
    const [triage, ...more] = historyOf(story, 'triage')
    expect(more).toEqual([])
    expect(triage).toMatchObject({ outcome: 'in_time', owner: { team: 'spoc' } })
    expect(triage?.ended?.by?.kind).toBe('triage_decided')
    expect(triage?.due.map(({ at }) => at)).toEqual(['2026-11-23T17:00:00.000Z'])
  })

  it('a triage two days later was late', () => {
    const story = new Story().does(people.raiser, raise()).at('2026-11-25T11:00:00.000Z')
    story.does(people.spoc, triageVisit)
    expect(historyOf(story, 'triage')[0]?.outcome).toBe('late')
  })

  it('what is still to be done is open before its date, and not done after it', () => {
    const story = new Story().does(people.raiser, raise())
    expect(historyOf(story, 'triage')[0]?.outcome).toBe('open')
    story.at('2026-11-25T11:00:00.000Z').does(people.raiser, {
      kind: 'add_concern',
      text: 'more',
      harmed: ['customer'],
      kinds: [],
    })
    expect(historyOf(story, 'triage')[0]?.outcome).toBe('not_done')
  })

  it('a visit that was made in time and entered late is neither missed nor hidden (F11)', () => {
    const story = new Story().does(people.raiser, raise()).does(people.spoc, triageVisit)
    story.does(people.spoc, referral())
    story.does(people.officer, { kind: 'plan_visit', on: '2026-11-25' }).at('2026-11-30T11:00:00.000Z')
    story.does(people.officer, visit('2026-11-25', 'no_answer'))
    const [due] = historyOf(story, 'visit_outcome')
    expect(due?.outcome).toBe('entered_late')
    expect(due?.ended?.at).toBe('2026-11-30T11:00:00.000Z')
  })

  it("the end of the customer's five working days is nobody's missed step (VR ¶7)", () => {
    expect(historyOf(heldCase(), 'contact_window')[0]?.outcome).toBe('window_over')
  })

  it('every date that is open now is there, as it is now', () => {
    const story = heldCase()
    const open = datesOfRecord(story, [], staff).filter(({ ended }) => !ended)
    const live = deadlinesOf(story.c, staff)
    expect(open.map(({ deadline, due }) => `${deadline} ${due.at(-1)?.at}`).sort()).toEqual(
      live.map(one => `${deadlineKey(one)} ${one.dueAt}`).sort(),
    )
  })

  it('a longer record never changes what became of a date that had ended by then', () => {
    const story = heldCase()
    const all = datesOfRecord(story, [], staff)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: story.events.length }), length => {
        const events = story.events.slice(0, length)
        // Entries of one moment are one change.
        const whole = story.events.filter(({ at }) => at <= (events.at(-1)?.at ?? ''))
        for (const one of datesOfRecord({ events: whole }, [], staff).filter(({ ended }) => ended))
          expect(all).toContainEqual(one)
      }),
    )
  })
})
