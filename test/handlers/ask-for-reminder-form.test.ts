import { describe, expect, it } from 'vitest'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { heldCase, people, raise, staff, Story } from '../case/story.ts'
import { commandOf, notNow, over, words } from './over-case.ts'

const raised = () => new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
const now = '2026-11-23T10:00:00.000Z'

describe('Remind me', () => {
  it('lists the dates that somebody sees, the soonest chosen, and only times before them (F15, F16)', async () => {
    const { c } = raised()
    const form = words('ask_for_reminder', over(c, '', people.spoc, { now }))
    expect(form).toContain('triage decision, by 5pm on Mon 23 Nov')
    expect(form).toContain('In three hours')
    expect(form).toContain('Nothing is put off')
    const own = words('ask_for_reminder', over(c, '', people.raiser, { now: '2026-11-23T09:30:00.000Z' }))
    expect(own).toContain('In an hour')
    expect(own).not.toContain('Tomorrow')
    expect(own).not.toContain('triage decision')
  })

  it('asks for the date that was chosen, as it was shown', async () => {
    const { c } = raised()
    const date = 'triage-2@2026-11-23T17:00:00.000Z'
    expect(
      await commandOf('ask_for_reminder', over(c, '', people.spoc, { now }), { date, when: 'in_an_hour' }),
    ).toEqual({
      kind: 'ask_for_reminder',
      deadline: 'triage-2',
      dueAt: '2026-11-23T17:00:00.000Z',
      when: 'in_an_hour',
    })
  })

  it('is not shown where no date is far enough ahead', () => {
    const late = over(heldCase().c, '', people.ceastOne, { now: '2027-06-01T10:00:00.000Z' })
    expect(notNow('ask_for_reminder', late)?.code).toBe('not_yet')
  })

  it('is a button under the dates of a case, for those who see them', () => {
    const shown = (sight: 'all' | 'own_words' | 'release') =>
      JSON.stringify(howDateView(raised().c, staff, sight)).includes('do:ask_for_reminder')
    expect([shown('all'), shown('own_words'), shown('release')]).toEqual([true, true, false])
  })
})
