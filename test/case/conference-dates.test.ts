import { describe, expect, it } from 'vitest'
import { conferenceDates } from '../../src/case/conference-dates.ts'
import { staff } from './story.ts'

describe('the dates of a case conference (R41, D3)', () => {
  it.each([
    ['2026-11-25T10:00:00.000Z', '2026-11-28', '2026-11-27'],
    ['2026-12-24T10:00:00.000Z', '2026-12-27', '2026-12-24'],
  ])('asked for at %s it is due on %s and booked by %s', (at, dueBy, bookBy) => {
    expect(conferenceDates(at, at, staff.everybody)).toEqual({ dueBy, bookBy })
  })
})
