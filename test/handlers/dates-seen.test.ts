import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { datesSeen, datesThatRing } from '../../src/case/dates-seen.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { Actor } from '../../src/case/people.ts'
import { type Sight, sightOf } from '../../src/case/readable-texts.ts'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { onCaseWords } from '../../src/slack/why-message-words.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit } from '../case/story.ts'
import { notNow, over, words } from './over-case.ts'

const { raiser, spoc, officer } = people
const lead: Actor = { id: 'U0LEAD01', teams: ['leads'], mayConfirmRelease: false }

/** What is due first is due on the case itself: the e-mail is sent, and a lead knows. */
const raised = (at: string, id: string, linked: readonly Case[] = []) => {
  const story = new Story(at, id)
    .does(raiser, raise())
    .does(raiser, { kind: 'confirm_email_sent' })
    .does(lead, { kind: 'acknowledge_concern' })
  story.linked = [...linked]
  return story.does(spoc, triageVisit)
}
const other = (): Case => raised('2026-11-23T10:00:00.000Z', 'other').does(spoc, referral()).c
/** Waits for the visit of another case of the customer. */
const waiting = (): Story => raised('2026-11-23T11:00:00.000Z', 'own', [other()])
/** Its visit stands still because of a death reported on another case of the customer. */
const stopped = (): Story => {
  const story = raised('2026-11-23T11:00:00.000Z', 'own').does(spoc, referral())
  const death = { kind: 'record_death', reportedBy: 't', confirmed: false } as const
  story.linked = [{ ...heldCase().does(officer, death).c, id: 'other', ref: 'ACS-2026-other' }]
  return story
}

const stories = [
  ['whose visit it waits for', waiting, 'visit_elsewhere'],
  ['on which a death is reported', stopped, 'linked_death'],
] as const
const isTold = (story: Story, sight: Sight): string =>
  JSON.stringify([
    howDateView(story.c, staff, sight, story.linked),
    onCaseWords(
      { rules: [], steps: [], deadlines: deadlinesOf(story.c, staff, story.linked).map(({ kind }) => kind) },
      { case: story.c, linked: story.linked, staff, sight },
    ),
  ])
const form = (story: Story, actor = raiser) => ({
  ...over(story.c, 't', actor, { now: '2026-11-23T12:00:00.000Z' }),
  linked: story.linked,
})

describe.each(stories)('the other case of the customer, %s', (_what, made, kind) => {
  it('is named by the dates to a team, and to whoever only raised this one in none of them (F5)', () => {
    const story = made()
    expect(sightOf(story.c, raiser)).toBe('own_words')
    expect(isTold(story, 'all')).toContain('ACS-2026-other')
    expect(isTold(story, 'own_words')).not.toContain('ACS-2026-other')
    expect(datesSeen(story.c, staff, 'own_words', story.linked)).toEqual(
      datesSeen(story.c, staff, 'own_words', []),
    )
  })

  it('is in the form Remind me for a team, and not to whoever only raised this one', () => {
    const story = made()
    expect(words('ask_for_reminder', form(story, spoc))).toContain(kind)
    const isOffered = notNow('ask_for_reminder', form(story)) === undefined
    expect(isOffered ? words('ask_for_reminder', form(story)) : '').not.toMatch(
      /visit_elsewhere|linked_death|ACS-2026-other/,
    )
  })

  it('has put its date in the place of theirs: nobody is promised a reminder that does not come (F16)', () => {
    const story = made()
    const ring = deadlinesOf(story.c, staff, story.linked).map(deadlineKey)
    for (const sight of ['own_words', 'all'] as const)
      for (const date of datesThatRing(story.c, staff, sight, story.linked))
        expect(ring).toContain(deadlineKey(date))
    for (const date of [
      ...deadlinesOf(story.c, staff, story.linked),
      ...datesSeen(story.c, staff, 'own_words', []),
    ].filter(one => one.kind === kind || !ring.includes(deadlineKey(one)))) {
      const asked = { deadline: deadlineKey(date), dueAt: date.dueAt, when: 'in_an_hour' } as const
      expect(story.tries(raiser, { kind: 'ask_for_reminder', ...asked })).toMatchObject({ code: 'not_found' })
    }
  })
})
