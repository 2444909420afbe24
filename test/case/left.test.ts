import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { replay } from '../../src/case/evolve.ts'
import type { LeftFrom } from '../../src/case/left.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { type Actor, safehold } from '../../src/case/people.ts'
import { mayRead, partsOf, refusalToAct } from '../../src/case/permissions.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import {
  attempt,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  staff,
  Story,
  triageVisit,
} from './story.ts'

const { adviser, ceastOne, ceastTwo, clock, officer, raiser, spoc } = people
const adviserTwo: Actor = { id: 'U_ADVISER2', teams: [], mayConfirmRelease: false }

const leaves = (of: string, from: LeftFrom = 'everywhere'): Command => ({ kind: 'return_steps', of, from })

const dueOf = (story: Story, kind: string) => deadlinesOf(story.c, staff).find(one => one.kind === kind)
const lastOf = (story: Story) => story.events.at(-1)

/** What the last event tells, to whom. */
const told = (story: Story) => {
  const last = lastOf(story)
  return last ? noticesOf(story.c, [last], staff, story.linked).map(({ to, text }) => [to, text]) : []
}

const withAdviser = () =>
  new Story().does(raiser, raise()).does(spoc, {
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason: 't',
    adviser: adviser.id,
  })

const led = () => heldCase().does(ceastOne, { kind: 'take_the_lead' })

const agreed = () =>
  led().does(ceastOne, { kind: 'agree_action', text: 'text-action', owner: adviser.id, dueOn: '2026-12-08' })

const planned = () =>
  new Story()
    .does(raiser, raise())
    .does(spoc, triageVisit)
    .does(spoc, referral({ officer: officer.id, plannedOn: '2026-11-26' }))

describe('when the lead of CEAST leaves', () => {
  it('another is wanted by a day that is counted from then, and the hold is as it was (VR ¶12, F16)', () => {
    const story = led()
    const before = story.c
    story.at('2026-12-10T11:00:00.000Z').does(clock, leaves(ceastOne.id))
    expect(story.c.lead).toBeUndefined()
    expect(story.c.holds).toEqual(before.holds)
    expect(story.c.status).toBe(before.status)
    const wanted = dueOf(story, 'ceast_lead')
    expect(wanted).toMatchObject({
      owner: { team: 'ceast' },
      knownAt: '2026-12-10T11:00:00.000Z',
      dueOn: '2026-12-11',
    })
  })

  it('CEAST is told which step is back, and not who left (F15)', () => {
    const story = led().does(clock, leaves(ceastOne.id))
    const [[to, text] = []] = told(story)
    expect(to).toBe('ceast')
    expect(text).toContain('Back with you on ACS-2026-case-1: a named lead')
    expect(text).not.toContain(ceastOne.id)
    expect(told(story)).toHaveLength(1)
  })

  it('no form of a colleague is overtaken by it, and another takes the lead', () => {
    const story = led()
    const basedOn = story.c.substance
    story.does(clock, leaves(ceastOne.id)).does(ceastTwo, { kind: 'take_the_lead' }, { basedOn })
    expect(story.c.lead).toBe(ceastTwo.id)
    expect(dueOf(story, 'ceast_lead')).toBeUndefined()
  })

  it('out of the channel of CEAST goes the lead, out of that of another team does not', () => {
    const story = led()
    story.does(clock, leaves(ceastOne.id, 'visiting'))
    expect([story.c.lead, lastOf(story)?.kind]).toEqual([ceastOne.id, 'lead_taken'])
    story.does(clock, leaves(ceastOne.id, 'ceast'))
    expect(story.c.lead).toBeUndefined()
  })
})

describe('when whoever asked for a release leaves', () => {
  it('the release is asked for again: nobody confirms what a leaver asked, and the hold stays (F3)', () => {
    const story = releaseRequested()
    const request = story.c.release?.seq ?? 0
    story.does(clock, leaves(ceastOne.id))
    expect(story.c.release).toBeUndefined()
    expect(story.tries(ceastTwo, { kind: 'confirm_release', request })?.code).toBe('not_yet')
    expect(story.c.holds.every(hold => hold.releasedBy === undefined)).toBe(true)
    expect(told(story).flat()).toContainEqual(expect.stringContaining('The hold stays'))
  })

  it('a request of somebody else stands, whoever leaves', () => {
    const story = releaseRequested()
    const before = story.c.release
    story.does(clock, leaves(raiser.id)).does(clock, leaves(officer.id))
    expect(story.c.release).toEqual(before)
    expect(before).toBeDefined()
  })

  it('the release is asked for again when they are only out of CEAST', () => {
    expect(releaseRequested().does(clock, leaves(ceastOne.id, 'ceast')).c.release).toBeUndefined()
  })
})

describe('when the named adviser leaves', () => {
  it('the team that triages assigns another, by the date that stood (VR ¶4, F16)', () => {
    const story = withAdviser()
    const before = dueOf(story, 'adviser')
    story.does(clock, leaves(adviser.id))
    expect(dueOf(story, 'adviser')).toMatchObject({ owner: { team: 'spoc' }, dueAt: before?.dueAt })
    const shown = headlineOf(story.c, [], 'spoc', story.now, staff)
    expect(shown.first).toContain('Assign an adviser')
    expect(shown.buttons[0]).toBe('assign_adviser')
    expect(shown.buttons).not.toContain('record_adviser_contact')
    story.does(spoc, { kind: 'assign_adviser', adviser: adviserTwo.id })
    expect(dueOf(story, 'adviser')?.owner).toEqual({ person: adviserTwo.id })
  })

  it('one who only left a team goes on: an adviser is a person and no team (F15)', () => {
    for (const team of ['ceast', 'visiting', 'spoc', 'acssl', 'leads'] as const)
      expect(withAdviser().does(clock, leaves(adviser.id, team)).c.adviser).toBe(adviser.id)
  })

  it('they have no part in the case if they come back, until somebody gives them one (F15)', () => {
    const story = withAdviser().does(clock, leaves(adviser.id))
    expect(mayRead(story.c, adviser)).toBe(false)
    expect(refusalToAct({ kind: 'record_adviser_contact' }, story.c, adviser)?.code).toBe('not_allowed')
    story.does(spoc, { kind: 'assign_adviser', adviser: adviser.id })
    expect(dueOf(story, 'adviser')?.owner).toEqual({ person: adviser.id })
  })
})

describe('when others with a step leave', () => {
  it('DWP Visiting names another officer for the day that is planned (VR ¶4)', () => {
    const story = planned().does(clock, leaves(officer.id, 'visiting'))
    expect(story.c.referrals.at(-1)).toMatchObject({ plannedOn: '2026-11-26', open: true })
    expect(story.c.referrals.at(-1)?.officer).toBeUndefined()
    expect(told(story)[0]?.[0]).toBe('visiting')
    expect(dueOf(story, 'visit_outcome')?.owner).toEqual({ team: 'visiting' })
  })

  it("an agreed action is CEAST's, which must be satisfied that it is taken (VR ¶17)", () => {
    const story = agreed()
    expect(dueOf(story, 'agreed_action')?.owner).toEqual({ person: adviser.id })
    expect(partsOf(story.c, adviser)).toContain('action_owner')
    story.does(clock, leaves(adviser.id))
    expect(dueOf(story, 'agreed_action')).toMatchObject({ owner: { team: 'ceast' }, dueOn: '2026-12-08' })
    expect(partsOf(story.c, adviser)).not.toContain('action_owner')
    expect(readableTextsOf(story.c, adviser, story.events).map(({ text }) => text)).not.toContain(
      'text-action',
    )
    expect(story.tries(adviser, { kind: 'complete_action', n: 1, note: 't' })?.code).toBe('not_allowed')
    // Who it was agreed with stays on the record.
    expect(story.c.actions[0]?.owner).toBe(adviser.id)
  })

  it('one that is agreed with them later, when they are back, is theirs', () => {
    const story = agreed().does(clock, leaves(adviser.id)).at('2026-12-02T10:00:00.000Z')
    story.does(ceastOne, { kind: 'agree_action', text: 't', owner: adviser.id, dueOn: '2026-12-09' })
    const owners = deadlinesOf(story.c, staff).filter(one => one.kind === 'agreed_action')
    expect(owners.map(({ owner }) => owner)).toEqual([{ team: 'ceast' }, { person: adviser.id }])
  })

  it("a learning item is the ACSSLs' (ME ¶14)", () => {
    const story = heldCase().does(ceastOne, {
      kind: 'record_learning',
      source: 'staff',
      theme: 'contact',
      rootCause: 't',
      recommendation: 't',
      owner: adviser.id,
      dueOn: '2026-12-20',
    })
    story.does(clock, leaves(adviser.id))
    expect(dueOf(story, 'learning_item')?.owner).toEqual({ team: 'acssl' })
    expect(story.tries(adviser, { kind: 'complete_learning', n: 1, note: 't' })?.code).toBe('not_allowed')
  })

  it('whoever triages sees to the e-mail that is not sent, and to no other (VR ¶4, F17)', () => {
    const story = new Story().does(raiser, raise())
    expect(dueOf(story, 'email')?.owner).toEqual({ person: raiser.id })
    expect(story.tries(spoc, { kind: 'confirm_email_sent' })?.code).toBe('not_allowed')
    story.does(clock, leaves(raiser.id))
    expect(dueOf(story, 'email')?.owner).toEqual({ team: 'spoc' })
    expect(story.tries(ceastOne, { kind: 'confirm_email_sent' })?.code).toBe('not_allowed')
    story.does(spoc, { kind: 'confirm_email_sent' })
    expect(lastOf(story)).toMatchObject({
      kind: 'email_confirmed',
      actor: spoc.id,
      for: [story.c.emails[0]?.seq],
    })
    expect(dueOf(story, 'email')).toBeUndefined()
  })

  it('an e-mail that was confirmed before is still read, by its sender alone', () => {
    const story = new Story().does(raiser, raise()).does(raiser, { kind: 'confirm_email_sent' })
    expect(lastOf(story)).not.toHaveProperty('for')
    expect(dueOf(story, 'email')).toBeUndefined()
    expect(replay(story.events)).toEqual(story.c)
  })

  it('the duty contact is asked in the place of a line manager, and the leads have the date (ME ¶3, F14)', () => {
    const story = new Story().does(raiser, raise({ lineManager: 'U_MANAGER' }))
    expect(dueOf(story, 'acknowledgement')?.owner).toEqual({ person: 'U_MANAGER' })
    story.does(clock, leaves('U_MANAGER'))
    expect(dueOf(story, 'acknowledgement')?.owner).toEqual({ team: 'leads' })
    expect(told(story)).toEqual([['duty', expect.stringContaining('Say that you know')]])
  })

  it('a line manager who is not to be told stays named, so that they read nothing if they come back (F14)', () => {
    const story = new Story().does(raiser, raise({ lineManager: 'U_MANAGER', doNotTell: 'text-why' }))
    story.does(clock, leaves('U_MANAGER'))
    expect(story.c.lineManager).toBe('U_MANAGER')
  })

  it('CEAST calls back in the half hour that was promised (VR ¶20)', () => {
    const story = led().does(ceastOne, attempt({ textSent: true }))
    const before = dueOf(story, 'call_back')
    story.does(clock, leaves(ceastOne.id))
    expect(dueOf(story, 'call_back')).toMatchObject({ owner: { team: 'ceast' }, dueAt: before?.dueAt })
  })

  it('whoever triages finds out what came of 999 (ME ¶3)', () => {
    const story = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    story.does(clock, leaves(raiser.id))
    expect(dueOf(story, 'danger_unfinished')?.owner).toEqual({ team: 'spoc' })
    expect(noticesOf(story.c, story.events.slice(-1), staff)[0]).toMatchObject({ to: 'spoc', lane: 'urgent' })
  })

  it('the leads look back on a Six Point Plan with a line manager (ME ¶9)', () => {
    const story = new Story()
      .does(raiser, raise())
      .does(raiser, { kind: 'record_six_point_plan', on: '2026-11-23', time: '09:30', text: 't' })
    story.does(clock, leaves(raiser.id))
    expect(dueOf(story, 'look_back')?.owner).toEqual({ team: 'leads' })
  })

  it('nobody is reminded who has left', () => {
    const story = led()
    const [date] = deadlinesOf(story.c, staff).filter(({ dueAt }) => dueAt > '2026-12-04')
    if (!date) throw new Error('There is no date')
    story.does(ceastOne, {
      kind: 'ask_for_reminder',
      deadline: `${date.kind}-${date.n}`,
      dueAt: date.dueAt,
      when: 'tomorrow',
    })
    const [asked] = story.c.reminders ?? []
    if (!asked) throw new Error('No reminder was asked for')
    story.does(clock, leaves(ceastOne.id)).at(asked.for)
    story.does(clock, { kind: 'pass_deadline', deadline: `reminder-${asked.n}`, rung: 1, dueAt: asked.for })
    expect(lastOf(story)?.kind).toBe('steps_returned')
  })
})

it('nothing is recorded where somebody has no step', () => {
  const story = heldCase()
  const before = story.events.length
  story.does(clock, leaves('U_NOBODY')).does(clock, leaves(officer.id))
  expect(story.events).toHaveLength(before)
})

const stories = [
  led,
  releaseRequested,
  withAdviser,
  planned,
  agreed,
  heldCase,
  () => new Story().does(raiser, raise()),
]
const everybody = Object.values(people).filter(({ id }) => id !== safehold)

it('whoever leaves, in whatever order: no step is theirs, every open case is chased, no hold changes (F16, VR ¶11)', () => {
  const leaving = fc.array(
    fc.record({
      who: fc.constantFrom(...everybody),
      from: fc.constantFrom<LeftFrom[]>('everywhere', 'everywhere', 'ceast', 'visiting'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...stories), leaving, (begin, leavers) => {
      const story = begin()
      const { holds, status, substance } = story.c
      for (const { who, from } of leavers) {
        story.does(clock, leaves(who.id, from))
        const live = deadlinesOf(story.c, staff)
        const theirs = live.filter(({ owner }) => 'person' in owner && owner.person === who.id)
        expect(from === 'everywhere' ? theirs : []).toEqual([])
        expect(live.filter(({ ladder }) => ladder !== 'once').length).toBeGreaterThan(0)
      }
      expect([story.c.holds, story.c.status, story.c.substance]).toEqual([holds, status, substance])
      expect(replay(story.events)).toEqual(story.c)
    }),
  )
})
