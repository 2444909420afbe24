import { describe, expect, it } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { viewProblems } from '../../src/slack/block-kit/check.ts'
import { homeView, troubleHome } from '../../src/slack/views/home-view.ts'
import { dueView, holdsView, listLength, mineView } from '../../src/slack/views/list-views.ts'
import { heldCase } from '../case/story.ts'

const now = '2026-12-15T09:00:00.000Z'
const staff = calendarFor('england-and-wales')
const words = (view: unknown): string => JSON.stringify(view)

const homeWith = (cases: number) => {
  const { c } = heldCase()
  const many = Array.from({ length: cases }, (_, i) => ({ ...c, id: `case-${i}` }))
  return homeView(
    [
      { title: 'On hold', view: holdsView(many.map(one => ({ case: one }))), command: '/concern holds' },
      {
        title: 'Due for you and your teams',
        view: dueView(
          many.map(one => ({ case: one, kind: 'ceast_lead', dueAt: '2026-12-15T08:00:00.000Z' })),
          now,
          staff,
        ),
        command: '/concern due',
      },
    ],
    now,
  )
}

describe('App Home', () => {
  it('has 999 first, then what is on hold, then what is due, and is dated', () => {
    const all = words(homeWith(1))
    const places = ['ring 999 now', 'Raise a concern', 'On hold', 'DO NOT SUSPEND OR STOP', 'Due for you']
    const found = [...places, 'Overdue since', 'As it was at 9am on 15 December'].map(part =>
      all.indexOf(part),
    )
    expect(found).not.toContain(-1)
    expect(found).toEqual(found.toSorted((one, other) => one - other))
    expect(viewProblems(homeWith(1))).toEqual([])
  })

  it('of the longest lists is within the limits, and says how to see the rest of each', () => {
    const view = homeWith(listLength)
    expect(viewProblems(view)).toEqual([])
    expect(words(view)).toContain('There is more. See all of it with /concern holds')
    expect(words(view)).toContain('There is more. See all of it with /concern due')
    expect(words(homeWith(20))).not.toContain('There is more')
  })

  it('that cannot be looked up says to treat every award as on hold', () => {
    const view = troubleHome('ABC123', {})
    expect(viewProblems(view)).toEqual([])
    expect(words(view)).toContain('treat every award as on hold')
    expect(words(view)).toContain('Reference: ABC123')
  })
})

describe('My cases', () => {
  it('are those on hold first, also where the hold is on a linked case', () => {
    const { c } = heldCase()
    const free = { ...c, id: 'free', ref: 'ACS-2026-000111-A', holds: [] }
    const held = { ...c, id: 'held', ref: 'ACS-2026-000222-B' }
    const linked = { ...free, id: 'linked', ref: 'ACS-2026-000333-C' }
    const all = words(
      mineView(
        [
          { case: free, linked: [] },
          { case: linked, linked: [held] },
          { case: held, linked: [] },
        ],
        now,
        staff,
      ),
    )
    const places = [linked.ref, held.ref, free.ref].map(ref => all.indexOf(`Open ${ref}`))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })
})
