import { describe, expect, it } from 'vitest'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import type { Actor } from '../../src/case/people.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { helpView } from '../../src/slack/views/help-view.ts'
import { mineView } from '../../src/slack/views/list-views.ts'
import { standingFor } from '../../src/slack/reference-words.ts'
import { blocksOf } from '../../src/slack/passage.ts'
import { viewProblems } from '../../src/slack/block-kit/check.ts'
import { answer, ask, asked, stillConcerned, triaged } from '../case/beside-stories.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit, visit } from '../case/story.ts'
import { mrkdwnIn, plainIn } from './hostile-text.ts'

const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it
const { raiser, spoc, ceastOne, officer } = people
const manager: Actor = { id: 'U0MANAGER1', teams: [], mayConfirmRelease: false }

const viewFor = (story: Story, actor: Actor) => {
  const sight = sightOf(story.c, actor)
  return caseView({
    case: story.c,
    linked: [],
    now: '2026-12-02T10:00:00.000Z',
    staff,
    sight,
    steps: stepsOf(story.c).filter(kind => roleAllows(kind, story.c, actor)),
    readable: readableTextsOf(story.c, actor, story.events),
    opened: new Proxy({}, { get: (_all, id) => `opened ${String(id)}` }),
    timeline: sight === 'all' ? story.events : [],
    page: 0,
  })
}
const wordsOf = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')
const show = (story: Story, actor: Actor) => wordsOf(viewFor(story, actor))

/** Held, and of a customer with children, under somebody's line manager. */
const held = () =>
  new Story()
    .does(raiser, raise({ lineManager: manager.id, harmed: ['child'], kinds: ['neglect'], danger: 'yes' }))
    .does(spoc, triageVisit)
    .does(spoc, referral())
    .does(officer, visit('2026-11-23', 'unsafe_area'))

describe('what a line manager sees (F14, F15)', () => {
  it('is the reference, who raised it, whether somebody knows, and what they may do: nothing of the case (F14)', () => {
    const view = viewFor(held(), manager)
    const all = wordsOf(view)
    expect(viewProblems(fields(view))).toEqual([])
    expect(mrkdwnIn(view)[1]).toMatch(/^\*ACS-2026-case-1: raised by .*U_RAISER.*\*$/)
    expect(all).toContain('The line manager has NOT YET said that they know of this (ME ¶3)')
    for (const step of ['I know of this', 'Add a concern', 'Record line manager discussion'])
      expect(all).toContain(step)
    for (const told of [
      'SUSPEND',
      'hold',
      'Access to Work',
      'CEAST',
      'child',
      'Neglect',
      'danger',
      'opened',
      'visit',
      'Timeline',
      'How was',
    ])
      expect(all).not.toContain(told)
  })

  it('is the same after they sent a form (F14)', () => {
    const { c } = held().does(manager, { kind: 'acknowledge_concern' })
    const standing = { case: c, linked: [], now: '2026-12-02T10:00:00.000Z', staff }
    const after = wordsOf(blocksOf(standingFor('reference', standing)))
    expect(after).toContain('<@U0MANAGER1> has said that they know of this')
    expect(after).not.toMatch(/SUSPEND|CEAST|hold/)
    expect(wordsOf(blocksOf(standingFor('own_words', standing)))).toContain('DO NOT SUSPEND OR STOP')
  })
})

describe('a case that involves a child (R8, ME ¶4)', () => {
  const banner = 'A child is involved. You do not have to tell the parents or guardian (ME ¶4).'

  it('says on top what ME ¶4 permits, to the teams and to whoever said so, and suggests telling nobody (R8, F14)', () => {
    for (const actor of [ceastOne, spoc, raiser]) expect(show(held(), actor)).toContain(banner)
    expect(show(held(), ceastOne).replaceAll(banner, '')).not.toMatch(
      /(tell|notify|inform|contact) (the|their|a) (parent|guardian)/i,
    )
  })

  it('and stays silent about a child that somebody else spoke of (R8, F15)', () => {
    const story = heldCase().does(officer, { kind: 'add_concern', text: 't', harmed: ['child'], kinds: [] })
    expect(show(story, ceastOne)).toContain(banner)
    expect(show(story, raiser)).not.toContain('child')
    expect(show(heldCase(), ceastOne)).not.toContain(banner)
  })
})

describe('a question (R13)', () => {
  it('shows whoever asked it their question, its state and the answer (R13, F15)', () => {
    const waiting = show(asked(), raiser)
    expect(waiting).toContain('opened text-question')
    expect(waiting).toContain('NOT YET ANSWERED (ME ¶7)')
    const story = asked().does(spoc, answer(false))
    const answered = show(story, raiser)
    for (const words of [
      'This question is answered',
      'opened text-answer',
      'answered (ME ¶7)',
      'Add a concern',
    ])
      expect(answered).toContain(words)
  })

  it('stands in "My cases" as a question, and in the help as what anybody may ask (R13, R14)', () => {
    const { c } = asked()
    expect(wordsOf(mineView([{ case: c, linked: [] }], c.openedAt, staff))).toContain(
      'A question waits for an answer by',
    )
    const help = helpView({})
    expect(viewProblems(fields(help))).toEqual([])
    expect(wordsOf(help)).toContain('/concern advice')
    expect(JSON.stringify(help)).toContain('do:ask_for_advice')
  })

  it('the team sees how it came up, the question and the answer (R13)', () => {
    const story = new Story().does(raiser, ask({ source: 'third_party' })).does(spoc, answer(true))
    const all = show(story, spoc)
    expect(all).toMatch(/Looked at as a concern, in the words of .*U_RAISER/)
    for (const words of [
      'How it came up: From somebody else (ME ¶7)',
      'opened text-question',
      'opened text-answer',
    ])
      expect(all).toContain(words)
  })
})

describe('what stands beside the concern, for the teams', () => {
  it('line manager, discussions, Six Point Plan and e-mails (R10, R15, F14, F17)', () => {
    const story = new Story()
      .does(raiser, raise({ lineManager: manager.id, doNotTell: 'text-why' }))
      .does(raiser, { kind: 'record_manager_discussion', on: '2026-11-23', actedFirst: true, text: 't' })
      .does(raiser, { kind: 'record_six_point_plan', on: '2026-11-23', time: '09:30', text: 't' })
    const all = show(story, spoc)
    for (const words of [
      'The duty contact has NOT YET said that they know',
      'asked not to tell their line manager',
      'Line manager of the raiser, NOT to be told: <@U0MANAGER1>',
      'opened text-why',
      'acted first because it was urgent',
      'Followed on 23 November 2026, from 09:30',
      'NOT YET SENT, as far as Safehold knows',
    ])
      expect(all).toContain(words)
    expect(show(story.does(raiser, { kind: 'confirm_email_sent' }), spoc)).toContain(
      ': sent, 10am on 23 November',
    )
  })

  it('a concern that remains is offered to the person who raised it, and to CEAST to answer (F13)', () => {
    expect(show(triaged(), raiser)).toContain('I still have a concern')
    const story = triaged().does(raiser, stillConcerned)
    expect(show(story, raiser)).not.toContain('I still have a concern')
    expect(show(story, raiser)).toContain('opened text-remaining')
    expect(show(story, ceastOne)).toContain('Answer a remaining concern')
  })
})
