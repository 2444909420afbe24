import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { isCustomer } from '../../src/case/customer-is-colleague.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { mayRead, refusalToAct, roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { childCouldBeHarmed, isRestricted } from '../../src/case/restricted.ts'
import { audienceOf, ownerOf, stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit } from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser, acssl } = people
const lead: Actor = { id: 'U_LEAD', teams: ['leads'], mayConfirmRelease: false }

type Why = 'child' | 'colleague' | 'other'
const restrict = (why: Why = 'other', colleague?: string): Command => ({
  kind: 'restrict_case',
  why,
  reason: 'text-why',
  ...(colleague === undefined ? {} : { colleague }),
})
const lift = (notTheCustomer?: true): Command => ({
  kind: 'lift_restriction',
  reason: 'text-why',
  ...(notTheCustomer && { notTheCustomer }),
})
const noConcern: Command = {
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 't',
  adviser: adviser.id,
}

const texts = ({ c, events }: Story, actor: Actor) =>
  readableTextsOf(c, actor, events).map(({ text }) => text)
const restrictedCase = () => heldCase().does(spoc, restrict())

describe('a restricted case', () => {
  it.each([
    [spoc, 'all'],
    [ceastOne, 'all'],
    [officer, 'visit'],
    [acssl, 'status'],
    [lead, 'status'],
    [raiser, 'own_words'],
  ] as const)('is seen by %o as %s (F15, D19)', (actor, sight) => {
    expect(sightOf(restrictedCase().c, actor)).toBe(sight)
  })

  it('is seen by the named adviser, by an ACSSL it was referred to and by the team it is offered to (F15)', () => {
    const story = restrictedCase().does(ceastOne, {
      kind: 'refer_to_acssl',
      district: 'North',
      need: 't',
      reviewOn: '2026-12-20',
    })
    expect(sightOf(story.c, acssl)).toBe('all')
    const advised = new Story().does(raiser, raise()).does(spoc, noConcern).does(spoc, restrict())
    expect(sightOf(advised.c, adviser)).toBe('all')
    const other = new Story()
      .does(raiser, raise({ serviceLine: 'universal_credit' }))
      .does(ceastOne, restrict())
    expect(sightOf(other.c, spoc)).toBe('status')
    other.does(ceastOne, { kind: 'hand_over', to: 'access_to_work', reason: 't' })
    expect(sightOf(other.c, spoc)).toBe('all')
  })

  it('shows DWP Visiting the address, the risk and the safe route, and nobody else a word of it (F15)', () => {
    const story = new Story()
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral({ safeToLeave: 'no', riskToStaff: 'text-risk' }))
      .does(ceastOne, { kind: 'advise_on_safe_route', advice: 'text-route' })
      .does(spoc, restrict())
    expect(texts(story, officer)).toEqual(['text-address', 'text-risk', 'text-route'])
    expect(texts(story, lead)).toEqual([])
    expect(texts(story, raiser)).toEqual(['text-concern'])
    expect(texts(story, spoc)).toEqual(expect.arrayContaining(['text-concern', 'text-why', 'text-risk']))
  })

  it('shows whoever has an action or a learning item what they have to do, and no more (F15, R42)', () => {
    const story = restrictedCase()
      .does(ceastOne, { kind: 'agree_action', text: 'text-mine', owner: raiser.id, dueOn: '2026-12-09' })
      .does(ceastOne, { kind: 'agree_action', text: 'text-other', owner: 'U_OTHER', dueOn: '2026-12-09' })
      .does(ceastOne, {
        kind: 'record_learning',
        source: 'staff',
        theme: 'visits',
        rootCause: 'text-cause',
        recommendation: 'text-do',
        owner: 'U_OTHER',
        dueOn: '2026-12-20',
      })
    expect(texts(story, raiser)).toEqual(['text-mine', 'text-concern'])
    const other: Actor = { id: 'U_OTHER', teams: [], mayConfirmRelease: false }
    expect(texts(story, other)).toEqual(['text-other', 'text-cause', 'text-do'])
  })

  it('still shows everybody the hold (F15, R36)', () => {
    const { c } = restrictedCase()
    for (const team of audienceOf(c))
      expect(headlineOf(c, [], team, '2026-12-02T10:00:00.000Z', staff).first).toContain(
        'DO NOT SUSPEND OR STOP',
      )
  })

  it('is every case in which a child could be harmed, and lifting cannot change that (R8, D19, ME ¶4)', () => {
    const story = new Story().does(raiser, raise({ harmed: ['child'] }))
    expect(childCouldBeHarmed(story.c)).toBe(true)
    expect(sightOf(story.c, lead)).toBe('status')
    expect(story.tries(ceastOne, lift())).toMatchObject({ code: 'not_yet', rule: 'F15' })
    story.does(spoc, restrict('other')).does(ceastOne, lift())
    expect(isRestricted(story.c)).toBe(true)
  })

  it('is restricted by its teams and the leads, and lifted by CEAST alone (F15)', () => {
    for (const actor of [spoc, ceastOne, lead]) expect(heldCase().tries(actor, restrict())).toBeUndefined()
    for (const actor of [officer, acssl, raiser])
      expect(heldCase().tries(actor, restrict())?.code).toBe('not_allowed')
    const story = restrictedCase()
    for (const actor of [spoc, lead]) expect(story.tries(actor, lift())?.code).toBe('not_allowed')
    story.does(ceastOne, lift())
    expect(isRestricted(story.c)).toBe(false)
    expect(sightOf(story.c, lead)).toBe('all')
  })
})

describe('a customer who is a colleague', () => {
  const whoIs = (story: Story, person: string) => story.does(ceastOne, restrict('colleague', person))

  it('is named, and only there (F15)', () => {
    expect(heldCase().tries(spoc, restrict('colleague'))).toMatchObject({ field: 'colleague' })
    expect(heldCase().tries(spoc, restrict('other', 'U_X'))).toMatchObject({ field: 'colleague' })
  })

  it.each([spoc, officer, acssl, ceastTwo, lead, adviser, raiser])(
    'is refused whatever their role: %o (F15)',
    actor => {
      const { c } = whoIs(heldCase(), actor.id)
      expect(mayRead(c, actor)).toBe(false)
      for (const kind of stepsOf(c).filter(one => one !== 'add_concern')) {
        expect([kind, roleAllows(kind, c, actor)]).toEqual([kind, false])
        // Only the kind is looked at.
        expect(refusalToAct({ kind } as Command, c, actor)?.rule).toBe('F15')
      }
    },
  )

  it('is refused on every linked case too: it is the same customer (F5, F15)', () => {
    const { c } = whoIs(heldCase(), officer.id)
    const other = new Story('2026-12-02T10:00:00.000Z', 'case-2').does(raiser, raise())
    expect(mayRead(other.c, officer)).toBe(true)
    expect(isCustomer(other.c, [c], officer.id)).toBe(true)
    expect(mayRead(other.c, officer, [c])).toBe(false)
    other.linked = [c]
    expect(other.tries(officer, { kind: 'record_death', reportedBy: 't', confirmed: false })?.rule).toBe(
      'F15',
    )
    // A fact about danger is taken from anybody.
    expect(other.tries(officer, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })).toBeUndefined()
  })

  it('is not chased on a linked case either: the team that triages it is (F5, F15)', () => {
    const { c } = whoIs(heldCase(), adviser.id)
    const other = new Story('2026-12-02T10:00:00.000Z', 'case-2').does(raiser, raise()).does(spoc, noConcern)
    const owner = (linked: Case[]) =>
      deadlinesOf(other.c, staff, linked).find(one => one.kind === 'adviser')?.owner
    expect(owner([])).toEqual({ person: adviser.id })
    expect(owner([c])).toEqual({ team: 'spoc' })
  })

  it('stays out when a second colleague is named, who is kept out as well (F15)', () => {
    const story = whoIs(whoIs(heldCase(), officer.id), ceastTwo.id)
    expect(story.c).toMatchObject({ customerIs: ceastTwo.id, keptOut: [officer.id] })
    for (const actor of [officer, ceastTwo]) {
      expect(mayRead(story.c, actor)).toBe(false)
      expect(roleAllows('record_death', story.c, actor)).toBe(false)
    }
    story.does(ceastOne, restrict('other'))
    for (const actor of [officer, ceastTwo]) expect(mayRead(story.c, actor)).toBe(false)
    expect(mayRead(story.c, ceastOne)).toBe(true)
  })

  it('keeps no part in the case: what they had to do falls to a team, and is chased (F15, F16)', () => {
    const story = new Story().does(raiser, raise({ lineManager: 'U_X' })).does(spoc, {
      ...noConcern,
      adviser: 'U_X',
    } as Command)
    const owners = (c: Case) => deadlinesOf(c, staff).map(({ owner }) => JSON.stringify(owner))
    expect(owners(story.c).join()).toContain('U_X')
    whoIs(story, 'U_X')
    expect(owners(story.c).join()).not.toContain('U_X')
    expect(ownerOf(story.c, story.now)).toEqual({ team: 'spoc' })
    expect(stepsOf(story.c)).toContain('assign_adviser')
    const due = deadlinesOf(story.c, staff).find(one => one.kind === 'adviser')
    if (!due) throw new Error('No deadline')
    const dueAt = due.dueAt
    story.at(dueAt).does(people.clock, { kind: 'pass_deadline', deadline: 'adviser-0', rung: 2, dueAt })
    const [told] = noticesOf(story.c, story.events.slice(-1), staff)
    expect(told).toMatchObject({ to: 'spoc', actions: ['assign_adviser'] })
    expect(story.tries(spoc, { kind: 'assign_adviser', adviser: 'U_X' })).toMatchObject({
      field: 'adviser',
      rule: 'F15',
    })

    const plan: Command = { kind: 'record_six_point_plan', on: '2026-11-23', time: '08:00', text: 't' }
    const followed = whoIs(heldCase().does(officer, plan), officer.id)
    expect(deadlinesOf(followed.c, staff).find(one => one.kind === 'look_back')?.owner).toEqual({
      team: 'leads',
    })

    const led = heldCase().does(ceastTwo, { kind: 'take_the_lead' })
    whoIs(led, ceastTwo.id)
    expect(deadlinesOf(led.c, staff).map(({ kind }) => kind)).toContain('ceast_lead')
  })

  it('who still had something agreed to do has it no more: CEAST is chased, as where somebody left (F15, R42)', () => {
    const story = heldCase().does(ceastOne, {
      kind: 'agree_action',
      text: 't',
      owner: 'U_X',
      dueOn: '2026-12-09',
    })
    whoIs(story, 'U_X')
    expect(deadlinesOf(story.c, staff).find(one => one.kind === 'agreed_action')?.owner).toEqual({
      team: 'ceast',
    })
    const again: Command = { kind: 'agree_action', text: 't', owner: 'U_X', dueOn: '2026-12-09' }
    expect(story.tries(ceastOne, again)).toMatchObject({ field: 'owner' })
  })

  it('is not chased on a linked case either, and the team that triages is in their place (F5, F15, F16)', () => {
    const { c } = whoIs(heldCase(), adviser.id)
    const other = new Story('2026-12-02T10:00:00.000Z', 'case-2').does(raiser, raise()).does(spoc, noConcern)
    const due = deadlinesOf(other.c, staff).find(one => one.kind === 'adviser')
    if (!due) throw new Error('No deadline')
    const dueAt = due.dueAt
    other.at(dueAt).does(people.clock, { kind: 'pass_deadline', deadline: 'adviser-0', rung: 2, dueAt })
    const told = noticesOf(other.c, other.events.slice(-1), staff, [c])
    expect(told.map(notice => notice.to)).toEqual(['spoc'])
  })

  it('need not be one: others are kept out too, on every linked case, with no part and no message, until it is lifted (F5, F15, F16)', () => {
    const story = new Story()
      .does(raiser, raise())
      .does(spoc, { ...noConcern, adviser: adviser.id } as Command)
    story.does(ceastOne, { ...restrict('other'), others: [adviser.id, officer.id] } as Command)
    const { c } = story
    expect(c.adviser).toBeUndefined()
    expect(c.customerIs).toBeUndefined()
    expect(ownerOf(c, story.now)).toEqual({ team: 'spoc' })
    for (const actor of [adviser, officer]) {
      expect(mayRead(c, actor)).toBe(false)
      const other = new Story('2026-12-02T10:00:00.000Z', 'case-2').does(raiser, raise())
      expect(mayRead(other.c, actor, [c])).toBe(false)
    }
    expect(story.tries(spoc, { kind: 'assign_adviser', adviser: adviser.id })).toMatchObject({
      field: 'adviser',
    })
    expect(story.tries(ceastOne, lift())?.what).toContain('A colleague is kept out of it')
    story.does(ceastOne, { ...lift(), notTheCustomer: true } as Command)
    expect(story.c.keptOut).toBeUndefined()
    expect(mayRead(story.c, officer)).toBe(true)
  })

  it('is read from an entry that was made when only one could be kept out (F15)', () => {
    const story = whoIs(heldCase(), officer.id)
    expect(story.events.at(-1)).not.toHaveProperty('keptOut')
    expect(replay(story.events)).toEqual(story.c)
    expect(story.c).toMatchObject({ customerIs: officer.id })
    expect(story.c).not.toHaveProperty('keptOut')
    const [last] = story.events.slice(-1)
    if (last?.kind !== 'case_restricted') throw new Error('It was restricted')
    const later = replay([...story.events, { ...last, seq: last.seq + 1, colleague: ceastTwo.id }])
    expect(later).toMatchObject({ customerIs: ceastTwo.id })
    expect(later).not.toHaveProperty('keptOut')
  })

  it('cannot link a case of their own, nor learn that it is there (F5, F15)', () => {
    const { c } = whoIs(heldCase(), spoc.id)
    const other = new Story('2026-12-02T10:00:00.000Z', 'case-2').does(raiser, raise())
    const link: Command = { kind: 'link_cases', other: c.id, reason: 't' }
    expect(other.tries(spoc, link, { named: c })).toMatchObject({ code: 'not_found' })
    expect(other.tries(ceastOne, link, { named: c })).toBeUndefined()
  })

  it('gets no message about it (F15)', () => {
    const story = whoIs(new Story().does(raiser, raise()), raiser.id)
    // Nor are they chased for an e-mail of theirs: the team that triages sends it.
    const email = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'email')
    expect(email?.owner).toEqual({ team: 'spoc' })
    expect(story.tries(raiser, { kind: 'confirm_email_sent' })).toMatchObject({ rule: 'F15' })
    expect(story.tries(spoc, { kind: 'confirm_email_sent' })).toBeUndefined()
    const before = story.events.length
    story.does(spoc, triageVisit)
    const to = noticesOf(story.c, story.events.slice(before), staff).map(notice => notice.to)
    expect(to).toEqual([])
  })

  it('as a line manager who was asked is asked no more: whoever is on duty is, at once and once (ME ¶3, F14, F15, F16)', () => {
    const manager = 'U_MANAGER'
    const also = (...others: string[]) => ({ ...restrict('other'), others }) as Command
    const told = (story: Story) => noticesOf(story.c, story.events.slice(-1), staff)
    const story = new Story().does(raiser, raise({ lineManager: manager })).does(ceastOne, also(manager))
    expect(told(story)).toMatchObject([{ to: 'duty', actions: ['acknowledge_concern'] }])
    expect(told(story.does(ceastOne, also(manager, officer.id)))).toEqual([])
    const asCustomer = new Story().does(raiser, raise({ lineManager: manager }))
    expect(told(whoIs(asCustomer, manager))).toMatchObject([{ to: 'duty' }])
    // Nobody was asked who is out now: another is kept out, they are not to be told, or they have said it.
    const beside = new Story().does(raiser, raise({ lineManager: manager })).does(ceastOne, also(officer.id))
    const secret = new Story().does(raiser, raise({ lineManager: manager, doNotTell: 'text-why' }))
    expect([told(beside), told(secret.does(ceastOne, also(manager)))]).toEqual([[], []])
    const said = new Story().does(raiser, raise({ lineManager: manager }))
    said.does({ id: manager, teams: [], mayConfirmRelease: false }, { kind: 'acknowledge_concern' })
    expect(told(said.does(ceastOne, also(manager)))).toEqual([])
  })

  it('who asked for interim advice is not told that it was given: the team that triages is (F15, F16)', () => {
    const story = heldCase().does(spoc, { kind: 'ask_for_interim_advice', question: 'text' })
    const of = story.c.questions[0]?.seq ?? 0
    const given = () => noticesOf(story.c, story.events.slice(-1), staff).map(({ to }) => to)
    whoIs(story, spoc.id).does(ceastOne, { kind: 'give_interim_advice', of, advice: 'text' })
    expect(given()).toEqual(['spoc'])
  })

  it('is refused until CEAST says that somebody else was meant (F15)', () => {
    const story = whoIs(heldCase(), officer.id)
    expect(story.tries(ceastOne, lift())).toMatchObject({ code: 'not_yet', rule: 'F15' })
    story.does(ceastOne, restrict('other'))
    expect(mayRead(story.c, officer)).toBe(false)
    story.does(ceastOne, lift(true))
    expect(mayRead(story.c, officer)).toBe(true)
  })

  it('cannot be lifted by themselves (F15)', () => {
    expect(whoIs(heldCase(), ceastTwo.id).tries(ceastTwo, lift(true))?.rule).toBe('F15')
  })
})
