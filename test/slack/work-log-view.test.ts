import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { type WorkLogLine, workLogPage, workLogView } from '../../src/slack/views/work-log-view.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, outcome, people, raise, releaseRequested, review, Story, staff } from '../case/story.ts'
import { busyCase, fields } from '../handlers/over-case.ts'
import { mrkdwnIn, plainIn } from './hostile-text.ts'

const now = '2026-12-02T10:00:00.000Z'
const line = (story: Story, more: Partial<WorkLogLine> = {}): WorkLogLine => ({
  case: story.c,
  linked: [],
  now,
  last: null,
  ...more,
})
const shown = (rows: readonly WorkLogLine[], page = 0, total = rows.length) =>
  workLogView({ rows, total }, page, staff)
const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

const lastOf = (story: Story, kind: CaseEvent['kind']): CaseEvent | null =>
  story.events.findLast(event => event.kind === kind) ?? null

describe("CEAST's work log (R39, VR ¶14)", () => {
  it('has the hold first, then whose the case is since when, what is decided, what is next and the last entry', () => {
    const story = busyCase()
    const [, , row] = mrkdwnIn(shown([line(story, { last: lastOf(story, 'lead_taken') })]))
    expect(row?.split('\n')).toEqual([
      'DO NOT SUSPEND OR STOP: on hold since 1 December 2026 (VR ¶11) · NOT YET ON DISC, ATWIS',
      expect.stringMatching(
        /^ACS-2026-case-1 · Access to Work · with CEAST since 1 December 2026 · lead \S+$/,
      ),
      'Marker: not yet · review: 1 December 2026 · conference: NOT YET HELD · outcome: not yet',
      expect.stringMatching(/^Next: .+, OVERDUE since .+, with /),
      expect.stringMatching(/^Last entry: 3pm on 1 December 2026 · Took the lead · .+ · VR ¶12$/),
    ])
  })

  it('says that nobody leads and nobody has made an entry', () => {
    const all = words(shown([line(heldCase())]))
    expect(all).toContain('NO LEAD')
    expect(all).toContain('No entry by CEAST so far')
  })

  it('says that nobody leads where the lead is kept out of a linked case, and names nobody (VR ¶12, F15)', () => {
    const story = heldCase().does(people.ceastOne, { kind: 'take_the_lead' })
    expect(words(shown([line(story)]))).toContain(people.ceastOne.id)
    const all = words(shown([line(story, { linked: [linkedThatKeepsOut(people.ceastOne.id)] })]))
    expect(all).toContain('NO LEAD')
    expect(all).not.toContain(people.ceastOne.id)
  })

  it('has what was decided of the marker and the outcome', () => {
    const all = words(shown([line(releaseRequested())]))
    expect(all).toContain('Marker: applied')
    expect(all).toContain('outcome: no concern')
    const concern = heldCase()
      .does(people.ceastOne, review())
      .does(people.ceastOne, { kind: 'record_marker_decision', applied: false, reason: 't' })
      .does(people.ceastOne, outcome('acs_concern'))
    expect(words(shown([line(concern)]))).toContain('Marker: not applied')
    expect(words(shown([line(concern)]))).toContain('outcome: a concern')
  })

  it('shows the hold of a linked case, and a case that has gone on with who has it now', () => {
    const free = new Story(undefined, 'case-2').does(people.raiser, raise())
    const linked: Case[] = [heldCase().c]
    expect(words(shown([line(free, { linked })]))).toContain('DO NOT SUSPEND OR STOP: on hold since')
    expect(words(shown([line(free)]))).toContain('with SPOC since')
    const closed = { ...free.c, status: 'closed' as const }
    expect(words(shown([{ ...line(free), case: closed }]))).toContain('closed since 23 November 2026')
  })

  it('is within the limits with a full page, and leads to the other pages', () => {
    const story = busyCase()
    const rows = Array.from({ length: workLogPage }, () =>
      line(story, { last: lastOf(story, 'evidence_reviewed') }),
    )
    const middle = shown(rows, 1, 3 * workLogPage)
    expect(viewProblems(fields(middle))).toEqual([])
    expect(isViewTooLarge(fields(middle))).toBe(false)
    const all = words(middle)
    expect(all).toContain('Page 2 of 3')
    expect(all).toContain('Previous page')
    expect(all).toContain('Next page')
    expect(all).toContain(`${3 * workLogPage} cases`)
    expect(words(shown(rows, 0, workLogPage))).not.toContain('Page')
  })

  it('with no case says so', () => {
    expect(words(shown([]))).toContain('CEAST has no case')
  })
})
