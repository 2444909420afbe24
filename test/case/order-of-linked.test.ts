import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { closingSummary } from '../../src/case/closing-summary.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { holdOf } from '../../src/case/hold.ts'
import { holdsToStart } from '../../src/case/holds-to-start.ts'
import { holdNoteText } from '../../src/case/note-text.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { retentionOf } from '../../src/case/retention.ts'
import { stepsOf } from '../../src/case/steps.ts'
import {
  attempt,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo } = people
const now = '2026-12-02T10:00:00.000Z'

/** A case of the customer whose visiting referral is open, under this reference. */
const open = (id: string, at = '2026-11-23T10:00:00.000Z') =>
  new Story(at, id).does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
const waiting = () =>
  new Story('2026-11-23T11:00:00.000Z', 'waits').does(raiser, raise()).does(spoc, triageVisit)
const dead: Command = { kind: 'record_death', reportedBy: 't', confirmed: false }
const renamed = (story: Story, id: string): Story =>
  Object.assign(story, { id, case: { ...story.c, id, ref: `ACS-2026-${id}` } })

/** Cases of one customer in every way that another case is changed by. */
const family = (): Story[] => [
  open('a-late', '2026-11-26T10:00:00.000Z'),
  open('b-early'),
  open('c-planned').does(officer, { kind: 'plan_visit', on: '2026-11-30' }),
  open('d-visited').at('2026-11-24T10:00:00.000Z').does(officer, visit('2026-11-24')),
  open('e-visited').at('2026-11-25T10:00:00.000Z').does(officer, visit('2026-11-25', 'refused')),
  renamed(heldCase(), 'f-held'),
  renamed(heldCase(), 'g-held'),
  renamed(heldCase().does(ceastOne, dead), 'h-dead'),
  open('i-dead', '2026-11-24T10:00:00.000Z').does(spoc, dead),
  new Story('2026-11-23T10:00:00.000Z', 'j-raised').does(raiser, raise()),
]

const asking = (): Story => {
  const story = heldCase().does(ceastOne, review())
  story.case = { ...story.c, referrals: story.c.referrals.map(one => ({ ...one, open: false })) }
  return story.does(ceastOne, { kind: 'ask_for_further_visit', reason: 't' })
}

const looked: [string, () => Story][] = [
  ['one that waits for a visit', waiting],
  ['one whose further visit is asked for', asking],
  ['one whose own visit is due', () => open('own')],
  ['one whose visit was ineffective', () => open('own').at(now).does(officer, visit('2026-12-01'))],
  ['one on hold', heldCase],
  ['one whose release is asked for', releaseRequested],
]

const tried: [Actor, Command][] = [
  [spoc, referral()],
  [spoc, triageVisit],
  [officer, { kind: 'plan_visit', on: '2026-12-10' }],
  [officer, visit('2026-12-02', 'no_answer', 'further')],
  [ceastOne, { kind: 'ask_for_further_visit', reason: 't' }],
  [ceastOne, attempt()],
  [spoc, { kind: 'enter_number', number: 'text-other' }],
  [spoc, dead],
  [ceastTwo, { kind: 'confirm_release', request: 0 }],
]

/** Everything that follows from the case and the others, in words and dates. */
const derived = (story: Story, linked: Case[]): unknown => {
  const { c } = story
  return {
    deadlines: deadlinesOf(c, staff, linked),
    steps: stepsOf(c, linked),
    hold: holdOf(c, linked),
    starting: holdsToStart(c, linked, '2026-12-02'),
    headlines: (['spoc', 'visiting', 'ceast'] as const).map(team => headlineOf(c, linked, team, now, staff)),
    notices: noticesOf(c, story.events, staff, linked),
    note: holdNoteText(c, linked),
    summary: closingSummary(c, linked, story.events),
    retention: retentionOf(c, linked, { now, periods: { noConcern: 1 }, staff }),
    answers: tried.map(([actor, command]) => {
      const again = Object.assign(new Story(now, c.id), { case: c, linked })
      return [again.tries(actor, command), again.events]
    }),
  }
}

describe('the cases of one customer, in whatever order they are read', () => {
  it.each(looked)(
    '%s: its dates, headline, steps, notices, hold and answers are the same (F5, F10)',
    (_which, tell) => {
      const [story, others] = [tell(), family().map(one => one.c)]
      fc.assert(
        fc.property(fc.shuffledSubarray(others, { minLength: 2 }), linked => {
          const known = others.filter(one => linked.includes(one))
          expect(derived(story, linked)).toEqual(derived(story, known))
        }),
        { numRuns: 60 },
      )
    },
  )

  it('where two have an open referral, the first of their dates is waited for, and both are named (F5)', () => {
    const [late, early] = [open('a', '2026-11-26T10:00:00.000Z').c, open('b').c]
    const { c } = waiting()
    const waitOf = (linked: Case[]) =>
      deadlinesOf(c, staff, linked).find(({ kind }) => kind === 'visit_elsewhere')
    const [first] = deadlinesOf(early, staff).filter(({ kind }) => kind === 'visit_plan')
    for (const linked of [
      [late, early],
      [early, late],
    ]) {
      expect(waitOf(linked)).toMatchObject({
        step: 'the visit on ACS-2026-b: a date for the visit, with DWP Visiting',
        dueAt: first?.dueAt,
      })
      expect(headlineOf(c, linked, 'spoc', now, staff).first).toContain(
        'ACS-2026-a, ACS-2026-b have open visiting referrals',
      )
    }
    expect(waitOf([late])?.dueAt).not.toBe(first?.dueAt)
  })

  it('where two have one, the team is told of a visit on either, and the answer names the lower reference (F5)', () => {
    const [one, other] = [open('a'), open('b')]
    const story = waiting()
    for (const visited of [one, other]) {
      visited.at('2026-11-24T10:00:00.000Z').does(officer, visit('2026-11-24', 'effective'))
      const beside = [story.c, (visited === one ? other : one).c]
      const told = noticesOf(visited.c, visited.events.slice(-2), staff, beside)
      expect(told.filter(({ about }) => about?.id === 'waits')).toMatchObject([{ to: 'spoc' }])
    }
    story.linked = [other.c, one.c]
    expect(story.tries(spoc, referral())?.what).toContain('ACS-2026-a')
    expect(story.tries(spoc, triageVisit)?.what).toContain('ACS-2026-a')
  })
})
