import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { outboxRows } from '../../src/store/perform/derived.ts'
import { people, raise, staff, Story } from '../case/story.ts'

const rowsOf = (story: Story, events = story.events, more = {}) =>
  outboxRows(story.c, events, [], { staff, ...more })

describe('a message as it is written', () => {
  it('of danger is the gravest; of a date it is as grave as the date; anything else is the least', () => {
    const danger = rowsOf(new Story().does(people.raiser, raise({ danger: 'yes' })))
    const urgent = danger.filter(({ lane }) => lane === 'urgent')
    expect(urgent.length).toBeGreaterThan(0)
    for (const { severity } of urgent) expect(severity).toBe(0)

    const story = new Story().does(people.raiser, raise())
    const ordinary = rowsOf(story).filter(({ lane }) => lane === 'ordinary')
    expect(ordinary.length).toBeGreaterThan(0)
    for (const { severity } of ordinary) expect(severity).toBe(2)
    const triage = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'triage')
    if (!triage) throw new Error('There is no triage to be done')
    const dueAt = triage.dueAt
    story.at(dueAt).does(people.clock, {
      kind: 'pass_deadline',
      deadline: `triage-${triage.n}`,
      rung: 2,
      dueAt,
    })
    for (const { severity } of rowsOf(story, story.events.slice(-1))) expect(severity).toBe(triage.severity)
  })

  it('for whoever is on duty goes to the leads by their own name where nobody is, so that their channel has one line', () => {
    const story = new Story().does(people.raiser, raise({ danger: 'yes' }))
    const duty = (leadsAreOnDuty: boolean) =>
      rowsOf(story, story.events, { leadsAreOnDuty }).map(({ destination }) => destination)
    expect(duty(false)).toContain('duty:contact')
    expect(duty(true)).toContain('team:leads')
    expect(duty(true)).not.toContain('duty:contact')
  })
})
