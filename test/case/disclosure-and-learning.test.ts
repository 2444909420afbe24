import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import { mayRead } from '../../src/case/permissions.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import { nextDeadlineOf, stepsOf } from '../../src/case/steps.ts'
import { confirm, confirmNotes, heldCase, people, raise, releaseRequested, Story, staff } from './story.ts'

const { raiser, spoc, ceastOne, ceastTwo, acssl, adviser, clock } = people
const person = (id: string, ...teams: Team[]): Actor => ({ id, teams, mayConfirmRelease: false })
const lead = person('U_LEAD', 'leads')
const owner = person('U_OWNER')

const told = (more: object = {}) =>
  ({
    kind: 'log_disclosure',
    authority: 'police',
    channel: 'phone',
    on: '2026-12-01',
    items: ['name', 'address'],
    consent: 'asking_would_raise_risk',
    contact: 'text-desk',
    purpose: 'text-purpose',
    goodFaith: 'text-faith',
    ...more,
  }) as const
const learned = (more: object = {}) =>
  ({
    kind: 'record_learning',
    source: 'staff',
    theme: 'visits',
    rootCause: 'text-cause',
    recommendation: 'text-step',
    owner: owner.id,
    dueOn: '2026-12-15',
    ...more,
  }) as const
const decision = (ourService: 'yes' | 'no' | 'not_sure') =>
  ({ kind: 'record_award_decision', decision: 'award', reason: 't', ourService }) as const

/** Returned to the adviser, who has opened the advice. */
const returned = (): Story => {
  const story = releaseRequested()
  story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
  return story
    .does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
    .does(adviser, { kind: 'open_advice' })
}
const due = (story: Story, kind: string) => deadlinesOf(story.c, staff).filter(one => one.kind === kind)
const notices = (story: Story, last: number) => noticesOf(story.c, story.events.slice(-last), staff)

describe('a disclosure (R9, R11, ME ¶5, ME ¶6)', () => {
  it('is logged with what was told to whom, item by item, in every state of the case', () => {
    const closed = returned().does(adviser, decision('no'))
    for (const story of [new Story('2026-12-01T10:00:00.000Z').does(raiser, raise()), heldCase(), closed]) {
      story.does(spoc, told())
      expect(story.c.disclosures).toMatchObject([
        { n: 1, by: spoc.id, authority: 'police', items: ['name', 'address'], goodFaith: 'text-faith' },
      ])
      expect(stepsOf(story.c)).toContain('log_disclosure')
    }
  })

  it('names one thing that was told at least, and no day to come', () => {
    expect(heldCase().tries(spoc, told({ items: [] }))?.field).toBe('items')
    expect(heldCase().tries(spoc, told({ on: '2026-12-02' }))?.field).toBe('on')
  })

  it('is logged by whoever told: a team, the leads, the raiser, their line manager or the adviser', () => {
    const manager = person('U_MANAGER')
    const story = heldCase()
    story.case = { ...story.c, lineManager: manager.id, adviser: adviser.id }
    for (const actor of [spoc, ceastOne, acssl, lead, raiser, manager, adviser]) story.does(actor, told())
    expect(story.c.disclosures).toHaveLength(7)
    expect(story.tries(owner, told())?.rule).toBe('ME ¶5, ¶6')
  })

  it('voids a release that was asked for: something new is on the case (F3)', () => {
    const story = releaseRequested().does(spoc, told())
    expect(story.c.release).toBeUndefined()
  })
})

describe('learning (R20, ME ¶14)', () => {
  it('is asked of the ACSSLs at once when our service caused or added to it, and chased on the closed case', () => {
    const story = returned().does(adviser, decision('yes'))
    expect(story.c.status).toBe('closed')
    expect(notices(story, 2)).toMatchObject([{ to: 'acssl', actions: ['record_learning'] }])
    expect(due(story, 'learning')).toMatchObject([
      { owner: { team: 'acssl' }, dueOn: '2026-12-15', basis: 'ME ¶14; the date is a Safehold default' },
    ])
    expect(nextDeadlineOf(story.c, staff)?.kind).toBe('learning')
    story.does(acssl, learned())
    expect(due(story, 'learning')).toEqual([])
  })

  it.each(['no', 'not_sure'] as const)('is not asked for after "%s"', answer => {
    const story = returned().does(adviser, decision(answer))
    expect(notices(story, 2)).toEqual([])
    expect(due(story, 'learning')).toEqual([])
  })

  it('that is wanted keeps its date when the case comes back and is decided again (F16)', () => {
    const story = returned().does(adviser, decision('yes'))
    const [first] = due(story, 'learning')
    story
      .at('2026-12-10T10:00:00.000Z')
      .does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(due(story, 'learning')).toEqual([first])
    story.case = { ...story.c, status: 'decision', adviser: adviser.id }
    story.does(adviser, decision('yes'))
    expect(due(story, 'learning')).toEqual([first])
  })

  it('has an owner who is told, and an ACSSL is told when the date has passed', () => {
    const story = heldCase().does(acssl, learned())
    expect(notices(story, 1)).toMatchObject([{ to: { person: owner.id }, actions: ['complete_learning'] }])
    const [item] = due(story, 'learning_item')
    if (!item) throw new Error('no deadline for the item')
    expect(item).toMatchObject({ owner: { person: owner.id }, dueOn: '2026-12-15' })
    story.at('2026-12-16T09:00:00.000Z').does(clock, {
      kind: 'pass_deadline',
      deadline: deadlineKey(item),
      rung: 3,
      dueAt: item.dueAt,
    })
    expect(notices(story, 1).map(({ to }) => to)).toEqual([{ person: owner.id }, 'acssl'])
  })

  it('stays chased on a closed case until it is complete', () => {
    const story = returned().does(ceastOne, learned()).does(adviser, decision('no'))
    expect(due(story, 'learning_item')).toHaveLength(1)
    story.does(owner, { kind: 'complete_learning', n: 1, note: 't' })
    expect(due(story, 'learning_item')).toEqual([])
    expect(story.c.learning[0]?.doneBy).toBe(owner.id)
  })

  it('has a date that comes, and no date so far ahead that nobody would ever be chased', () => {
    expect(heldCase().tries(acssl, learned({ dueOn: '2026-11-30' }))?.field).toBe('dueOn')
    expect(heldCase().tries(acssl, learned({ dueOn: '2027-12-02' }))?.field).toBe('dueOn')
    expect(heldCase().tries(acssl, learned({ dueOn: '2027-12-01' }))).toBeUndefined()
  })

  it('is completed by its owner, an ACSSL or the leads: owning one item opens no other', () => {
    const story = heldCase()
      .does(acssl, learned())
      .does(acssl, learned({ owner: 'U_ELSE' }))
    const complete = (n: number) => ({ kind: 'complete_learning', n, note: 't' }) as const
    expect(story.tries(owner, complete(2))?.rule).toBe('ME ¶14')
    expect(story.tries(ceastOne, complete(1))?.code).toBe('not_allowed')
    story.does(owner, complete(1)).does(lead, complete(2))
    expect(story.tries(acssl, complete(2))?.what).toContain(`<@${lead.id}> completed it`)
    expect(story.tries(acssl, complete(3))?.code).toBe('not_found')
  })

  it('opens to its owner what they have to do, nothing of what was said, and only while it is open (F15)', () => {
    const story = heldCase().does(acssl, learned())
    expect(mayRead(story.c, owner)).toBe(true)
    expect(mayRead(story.c, { ...owner, id: 'U_NOBODY' })).toBe(false)
    expect(readableTextsOf(story.c, owner, story.events).map(({ label }) => label)).toEqual([
      'Learning: root cause',
      'Learning: recommendation',
    ])
    story.does(owner, { kind: 'complete_learning', n: 1, note: 't' })
    expect(mayRead(story.c, owner)).toBe(false)
  })

  it('lets the ACSSLs read a restricted case for as long as they are asked what can be learned from it (D19, F15)', () => {
    const story = returned()
    story.case = {
      ...story.c,
      restriction: { seq: 1, by: spoc.id, at: story.now, why: 'other', reason: 't' },
    }
    const sees = () =>
      readableTextsOf(story.c, acssl, story.events).some(({ label }) => label === 'What was said')
    expect(sees()).toBe(false)
    story.does(adviser, decision('yes'))
    expect(sees()).toBe(true)
    story.does(acssl, learned())
    expect(sees()).toBe(false)
  })

  it('leaves a release that was asked for standing: it says nothing of this customer (F3)', () => {
    const story = releaseRequested().does(acssl, learned())
    expect(story.c.release).toBeDefined()
  })
})
