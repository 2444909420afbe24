import { describe, expect, it } from 'vitest'
import type { Actor } from '../../src/case/people.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { deadlineKey, type DeadlineKind } from '../../src/case/deadline.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { mayRead, roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { reviewMissing } from '../../src/case/review.ts'
import { isHeld } from '../../src/case/hold.ts'
import { lead, noConcern } from './beside-stories.ts'
import { confirm, heldCase, people, raise, releaseRequested, review, Story, staff } from './story.ts'

const { raiser, spoc, clock } = people
const manager: Actor = { id: 'U_MANAGER', teams: [], mayConfirmRelease: false }
const acknowledge = { kind: 'acknowledge_concern' } as const

const raised = (more: Partial<CommandOf<'raise_concern'>> = { lineManager: manager.id }) =>
  new Story().does(raiser, raise(more))
const told = (story: Story, from = 0) =>
  noticesOf(story.c, story.events.slice(from), staff).map(({ to, lane, text, actions }) => ({
    to,
    lane,
    text,
    actions,
  }))
const deadlines = (story: Story, kind: DeadlineKind) =>
  deadlinesOf(story.c, staff).filter(deadline => deadline.kind === kind)

/** The clock reaches this rung of the acknowledgement. */
const ring = (story: Story, rung: number) => {
  const [deadline] = deadlines(story, 'acknowledgement')
  if (!deadline) throw new Error('Nobody is waited for')
  const { dueAt } = deadline
  story.does(clock, { kind: 'pass_deadline', deadline: deadlineKey(deadline), rung, dueAt })
}

const discussed = (more: Partial<CommandOf<'record_manager_discussion'>> = {}) =>
  ({
    kind: 'record_manager_discussion',
    on: '2026-11-23',
    actedFirst: false,
    text: 'text-agreed',
    ...more,
  }) as const
const plan = { kind: 'record_six_point_plan', on: '2026-11-23', time: '09:30', text: 'text-plan' } as const

describe('the line manager is told the reference and who raised it, and no more (R4, F14, ME ¶3)', () => {
  it('with a button to say that they know; in danger at once (R4, R7)', () => {
    expect(told(raised())).toEqual([
      {
        to: { person: manager.id },
        lane: 'ordinary',
        text: 'ACS-2026-case-1: raised by <@U_RAISER>. Say that you know (ME ¶3)',
        actions: ['acknowledge_concern'],
      },
    ])
    const danger = told(raised({ lineManager: manager.id, danger: 'yes' })).at(-1)
    expect(danger).toMatchObject({ to: { person: manager.id }, lane: 'urgent' })
  })

  it.each([
    ['nobody is named', {}],
    ['the person who raised it named themselves', { lineManager: raiser.id }],
    ['they are not to be told', { lineManager: manager.id, doNotTell: 'text-why' }],
  ])('where %s, the duty contact is told in their place (R4, F14)', (_where, more) => {
    const story = raised(more)
    expect(told(story)).toMatchObject([{ to: 'duty', actions: ['acknowledge_concern'] }])
    expect(deadlines(story, 'acknowledgement')).toMatchObject([{ owner: { team: 'leads' } }])
  })

  it('they see the reference only, and may say that they know, add a concern and record what was agreed (F14, F15)', () => {
    const { c, events } = raised()
    expect(mayRead(c, manager)).toBe(true)
    expect(sightOf(c, manager)).toBe('reference')
    expect(readableTextsOf(c, manager, events)).toEqual([])
    for (const kind of ['acknowledge_concern', 'record_manager_discussion', 'add_concern'] as const)
      expect(roleAllows(kind, c, manager)).toBe(true)
    expect(roleAllows('record_triage_decision', c, manager)).toBe(false)
  })

  it('one who is not to be told cannot open it, has no part in it, and reads nowhere why (F14)', () => {
    const story = raised({ lineManager: manager.id, doNotTell: 'text-why' })
    expect(mayRead(story.c, manager)).toBe(false)
    expect(deadlines(story, 'acknowledgement')).toMatchObject([{ owner: { team: 'leads' } }])
    expect(story.tries(manager, acknowledge)).toMatchObject({ code: 'not_allowed' })
    const inTheTeam: Actor = { ...spoc, id: manager.id }
    const texts = (actor: Actor) => readableTextsOf(story.c, actor, story.events).map(({ text }) => text)
    expect(texts(inTheTeam)).toEqual(['text-concern'])
    expect(texts(spoc)).toEqual(['text-concern', 'text-why'])
    // Nor do they answer for others that somebody in charge knows.
    const inCharge: Actor = { ...lead, id: manager.id }
    expect(story.tries(inCharge, acknowledge)).toMatchObject({ code: 'not_allowed' })
    story.does(lead, acknowledge)
  })
})

describe('somebody in charge says that they know (R4, F16)', () => {
  it('the line manager or a lead, once: the second one hears who did (R4)', () => {
    const story = raised().does(manager, acknowledge)
    expect(deadlines(story, 'acknowledgement')).toEqual([])
    expect(story.tries(lead, acknowledge)).toMatchObject({
      code: 'already_done',
      what: '<@U_MANAGER> has already said that they know of this',
    })
    raised().does(lead, acknowledge)
  })

  it('never the person who raised it, whatever their role (R4)', () => {
    const self = new Story().does(lead, raise())
    expect(self.tries(lead, acknowledge)).toMatchObject({ code: 'not_allowed' })
  })

  it('nobody acknowledges a question: nobody was asked to (R4)', () => {
    const story = new Story().does(raiser, {
      kind: 'ask_for_advice',
      serviceLine: 'access_to_work',
      text: 't',
      danger: 'no',
    })
    expect(story.tries(lead, acknowledge)?.code).toBe('not_yet')
  })

  it('in one working hour; then the duty contact is asked too, and from the next morning the leads, until somebody does (R4, F16)', () => {
    const story = raised()
    expect(deadlines(story, 'acknowledgement')).toMatchObject([
      { dueAt: '2026-11-23T11:00:00.000Z', owner: { person: manager.id } },
    ])
    const toWhom = (rung: number) => {
      const from = story.events.length
      ring(story, rung)
      return told(story, from).map(({ to }) => to)
    }
    expect(toWhom(2)).toEqual([])
    story.at('2026-11-23T11:00:00.000Z')
    expect(toWhom(2)).toEqual([{ person: manager.id }, 'duty'])
    for (const [rung, day] of [
      [3, '2026-11-24'],
      [4, '2026-11-25'],
      [5, '2026-11-26'],
    ] as const) {
      story.at(`${day}T09:00:00.000Z`)
      expect(toWhom(rung)).toEqual([{ person: manager.id }, 'leads'])
    }
    story.does(manager, acknowledge)
    expect(deadlines(story, 'acknowledgement')).toEqual([])
  })

  it('waiting for them never takes the place of triage, and voids no release (R4, F3)', () => {
    expect(headlineOf(raised().c, [], 'spoc', '2026-11-23T10:00:00.000Z', staff).first).toContain(
      'Triage this',
    )
    const story = releaseRequested().does(lead, acknowledge)
    story.does(people.ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
  })
})

describe('a discussion with a line manager, or acting first (R10, ME ¶5)', () => {
  it('who may record it, and on which day (R10)', () => {
    const { c } = raised()
    for (const actor of [raiser, manager, spoc, lead, people.ceastOne, people.officer])
      expect(roleAllows('record_manager_discussion', c, actor)).toBe(true)
    expect(roleAllows('record_manager_discussion', c, people.adviser)).toBe(false)
    expect(raised().tries(raiser, discussed({ on: '2026-11-24' }))).toMatchObject({ field: 'on' })
    expect(raised().does(manager, discussed()).c.discussions).toMatchObject([
      { by: manager.id, on: '2026-11-23', actedFirst: false },
    ])
  })

  it('a line manager reads what they wrote themselves (F15)', () => {
    const story = raised().does(manager, discussed())
    expect(readableTextsOf(story.c, manager, story.events).map(({ text }) => text)).toEqual(['text-agreed'])
  })

  it('whoever acted first is asked to talk to a line manager after, until somebody has (R10, F16)', () => {
    const story = raised().does(raiser, discussed({ actedFirst: true }))
    expect(deadlines(story, 'look_back')).toMatchObject([
      {
        owner: { person: raiser.id },
        dueAt: '2026-11-24T17:00:00.000Z',
        basis: expect.stringContaining('ME ¶5'),
      },
    ])
    story.does(raiser, discussed({ actedFirst: true }))
    expect(deadlines(story, 'look_back')).toHaveLength(2)
    story.does(raiser, discussed())
    expect(deadlines(story, 'look_back')).toEqual([])
  })
})

describe('the Six Point Plan (R15, ME ¶9)', () => {
  it('is looked back on with a line manager: each time it was followed, and after the case is closed (R15, F16)', () => {
    const story = raised()
      .does(raiser, plan)
      .does(spoc, { ...plan, time: '09:45' })
    const closed = story
      .does(spoc, noConcern())
      .does(people.adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(closed.c.status).toBe('closed')
    expect(deadlines(closed, 'look_back').map(({ owner }) => owner)).toEqual([
      { person: raiser.id },
      { person: spoc.id },
    ])
    // Acting first is no looking back.
    closed.does(raiser, discussed({ actedFirst: true }))
    expect(deadlines(closed, 'look_back')).toHaveLength(3)
    closed.does(manager, discussed())
    expect(deadlines(closed, 'look_back')).toEqual([])
  })

  it('is news as grave as a concern: triage and CEAST are told, and the case is looked at again (R15, F3)', () => {
    const story = raised().does(spoc, noConcern())
    const from = story.events.length
    story.does(raiser, plan)
    expect(story.c.status).toBe('triage')
    const news = told(story, from)
    expect(news.map(({ to, lane }) => [to, lane])).toEqual([
      ['spoc', 'urgent'],
      ['ceast', 'urgent'],
    ])
    const reviewed = heldCase().does(people.ceastOne, review())
    expect(reviewMissing(reviewed.c)).toBeUndefined()
    reviewed.does(spoc, { ...plan, on: '2026-12-01' })
    expect(reviewMissing(reviewed.c)).toMatchObject({ rule: 'VR ¶17' })
    const releasing = releaseRequested().does(spoc, { ...plan, on: '2026-12-01' })
    expect(releasing.c.release).toBeUndefined()
    expect(releasing.c.status).toBe('ceast_review')
    expect(isHeld(releasing.c)).toBe(true)
  })

  it('no message in a channel says what kind of concern it is (F15)', () => {
    const story = raised().does(raiser, plan)
    const words = [
      ...told(story).map(({ text }) => text),
      ...deadlinesOf(story.c, staff).map(({ step }) => step),
      ...(['spoc', 'ceast'] as const).flatMap(team => {
        const { first, second, third } = headlineOf(story.c, [], team, story.now, staff)
        return [first, second, third]
      }),
    ].join('\n')
    expect(words).not.toMatch(/six point|suicide|self-harm/i)
  })

  it('is recorded with the time it was begun, and never before it was (R15)', () => {
    const story = heldCase()
    const late = { ...plan, on: '2026-12-01', time: '15:01' }
    expect(story.tries(raiser, late)).toMatchObject({ field: 'time' })
    expect(story.tries(raiser, { ...plan, on: '2026-12-02' })).toMatchObject({ field: 'on' })
    expect(story.does(raiser, { ...late, time: '15:00' }).c.plans).toMatchObject([
      { on: '2026-12-01', time: '15:00', by: raiser.id },
    ])
  })
})

describe('the duty contact, who may be in no team (R4, F14)', () => {
  const duty: Actor = { id: 'U_DUTY', teams: [], mayConfirmRelease: false, onDuty: true }
  const mayDo = (story: Story) =>
    (['acknowledge_concern', 'record_manager_discussion', 'log_disclosure', 'restrict_case'] as const).filter(
      kind => roleAllows(kind, story.c, duty),
    )

  it('says that they know of what they were told of, and sees what a line manager sees', () => {
    const story = raised({})
    expect(mayDo(story)).toEqual(['acknowledge_concern'])
    expect(mayRead(story.c, duty)).toBe(true)
    expect(sightOf(story.c, duty)).toBe('reference')
    expect(readableTextsOf(story.c, duty, story.events)).toEqual([])
    story.does(duty, acknowledge)
    expect(deadlines(story, 'acknowledgement')).toEqual([])
  })

  it('has no part in a case whose line manager was told, until they do not answer in time', () => {
    const story = raised()
    expect(mayRead(story.c, duty)).toBe(false)
    expect(story.tries(duty, acknowledge)).toMatchObject({ code: 'not_allowed' })
    story.at('2026-11-23T14:00:00.000Z')
    ring(story, 2)
    expect(told(story, -1).map(({ to }) => to)).toContain('duty')
    expect(mayDo(story)).toEqual(['acknowledge_concern'])
    story.does(duty, acknowledge)
  })

  it('has none where they are the line manager who is not to be told, or nobody was to be told', () => {
    const self = raised({ lineManager: duty.id, doNotTell: 'text-why' })
    expect(mayRead(self.c, duty)).toBe(false)
    expect(mayDo(self)).toEqual([])
    const { managerNotice: _notice, ...silent } = raised({}).c
    expect(mayRead(silent, duty)).toBe(false)
  })

  it('is nobody else: a colleague in no team still sees nothing', () => {
    const { onDuty: _duty, ...colleague } = duty
    expect(mayRead(raised({}).c, colleague)).toBe(false)
  })
})

it('without a line manager the leads hear at the time, after it and once more, and then each morning in their list (R4)', () => {
  const story = raised({})
  const hears = (rung: number, at: string) => {
    story.at(at)
    ring(story, rung)
    return told(story, -1).map(({ to }) => to)
  }
  expect(hears(2, '2026-11-23T11:30:00.000Z')).toEqual(['leads'])
  expect(hears(3, '2026-11-24T09:00:00.000Z')).toEqual(['leads'])
  expect(hears(4, '2026-11-25T09:00:00.000Z')).toEqual(['leads'])
  expect(hears(5, '2026-11-26T09:00:00.000Z')).toEqual([])
  expect(deadlines(story, 'acknowledgement')).toHaveLength(1)
})
