import { describe, expect, it } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { contactByOf, secondVisitFrom, startOfWindow } from '../../src/case/contact-window.ts'
import { heldCase, staff } from './story.ts'

const { c } = heldCase()
const first = startOfWindow(c)
if (!first) throw new Error('The held case has no first visit')

describe('the staff calendar', () => {
  it('moves the second visit to a day the team works, and never the customer’s five days (D4, F8, VR ¶9)', () => {
    const closed = calendarFor('england-and-wales', ['2026-11-27', '2026-12-01'])
    expect(contactByOf(c, first)).toBe('2026-11-30')
    expect(secondVisitFrom(c, first, staff)).toBe('2026-12-01')
    expect(secondVisitFrom(c, first, closed)).toBe('2026-12-02')
  })
})
