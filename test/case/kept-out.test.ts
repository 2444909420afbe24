import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { emailsToSend } from '../../src/case/left.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { mayRead, roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import { emailsDueFrom } from '../../src/slack/spoc-email.ts'
import { lead, triaged } from './beside-stories.ts'
import { linkedThatKeepsOut, namedOwners, nobodyCan } from './kept-out.ts'
import { attempt, heldCase, people, raise, Story, staff } from './story.ts'

const { raiser, spoc, ceastOne, ceastTwo, acssl, adviser } = people
const sent: Command = { kind: 'confirm_email_sent' }
const acknowledge: Command = { kind: 'acknowledge_concern' }

const raised = () => new Story().does(raiser, raise({ lineManager: 'U_MANAGER' }))
const action: Command = { kind: 'agree_action', text: 't', owner: 'U_X', dueOn: '2026-12-09' }
const learning: Command = {
  kind: 'record_learning',
  source: 'staff',
  theme: 'visits',
  rootCause: 't',
  recommendation: 't',
  owner: 'U_X',
  dueOn: '2026-12-20',
}
const plan: Command = { kind: 'record_six_point_plan', on: '2026-11-23', time: '08:00', text: 't' }

/** Every step that somebody has by name, with who has it when they are kept out by a linked case. */
const steps: [DeadlineKind, string, () => Story][] = [
  ['email', 'spoc', raised],
  ['acknowledgement', 'leads', raised],
  ['adviser', 'spoc', triaged],
  [
    'danger_unfinished',
    'spoc',
    () => new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' }),
  ],
  ['look_back', 'leads', () => raised().does(raiser, plan)],
  ['agreed_action', 'ceast', () => heldCase().does(ceastOne, action)],
  ['call_back', 'ceast', () => heldCase().does(ceastOne, attempt({ textSent: true }))],
  ['learning_item', 'acssl', () => heldCase().does(acssl, learning)],
]

describe('a colleague who is kept out of a linked case', () => {
  it.each(steps)('whose step is %s: %s has it, who can take it (F15, F16)', (kind, team, tell) => {
    const { c } = tell()
    const ownerOf = (linked: Parameters<typeof deadlinesOf>[2]) =>
      deadlinesOf(c, staff, linked).find(date => date.kind === kind)?.owner
    const owner = ownerOf([])
    if (!owner || !('person' in owner)) throw new Error(`Nobody has ${kind} by name`)
    expect(ownerOf([linkedThatKeepsOut(owner.person)])).toEqual({ team })
    expect(namedOwners(c)).toContain(owner.person)
    expect(nobodyCan(c)).toEqual([])
  })

  it('sends no e-mail of theirs: whoever triages does, reads it and says so, and no other team (F15, F16, F17)', () => {
    const story = raised()
    expect(story.tries(spoc, sent)).toMatchObject({ code: 'not_allowed' })
    const linked = [linkedThatKeepsOut(raiser.id)]
    story.linked = linked
    expect(emailsToSend(story.c, raiser, linked)).toEqual([])
    expect(emailsDueFrom(story.c, spoc, linked)).toMatchObject([{ text: 'text-concern' }])
    expect(roleAllows('confirm_email_sent', story.c, spoc, linked)).toBe(true)
    expect(roleAllows('confirm_email_sent', story.c, ceastOne, linked)).toBe(false)
    expect(story.tries(raiser, sent)).toMatchObject({ rule: 'F15' })
    expect(story.tries(ceastOne, sent)).toMatchObject({ code: 'not_allowed' })
    story.does(spoc, sent)
    expect(deadlinesOf(story.c, staff, linked).map(({ kind }) => kind)).not.toContain('email')
    expect(replay(story.events)).toEqual(story.c)
  })

  it('as a line manager is told of no concern: the leads are, at once (ME ¶3, F15, F16)', () => {
    const manager = 'U_MANAGER'
    const { c, events } = new Story().does(raiser, raise({ lineManager: manager }))
    const whoIsTold = (linked: Case[]) =>
      noticesOf(c, events, staff, linked)
        .filter(({ actions }) => actions.includes('acknowledge_concern'))
        .map(({ to }) => to)
    expect(whoIsTold([])).toEqual([{ person: manager }])
    expect(whoIsTold([linkedThatKeepsOut(manager)])).toEqual(['leads'])
  })

  it('who leads it is followed by another, from a day that is not past (VR ¶12, F15, F16)', () => {
    const { c } = heldCase().does(ceastOne, { kind: 'take_the_lead' })
    expect(c.lead).toBe(ceastOne.id)
    expect(nobodyCan(c)).toEqual([])
  })

  it('leaves the e-mails of others with them (F17)', () => {
    const story = triaged().does(adviser, {
      kind: 'record_adviser_contact',
      conversation: 't',
      concern: true,
    })
    const linked = [linkedThatKeepsOut(raiser.id)]
    expect(emailsToSend(story.c, adviser, linked).map(({ by }) => by)).toEqual([adviser.id])
    expect(emailsToSend(story.c, spoc, linked).map(({ by }) => by)).toEqual([raiser.id])
  })
})

describe('a line manager who is not to be told and is kept out', () => {
  const manager: Actor = { ...spoc, id: 'U_MANAGER' }
  const onDuty: Actor = { id: manager.id, teams: [], mayConfirmRelease: false, onDuty: true }
  const lifted = (doNotTell?: string) =>
    new Story()
      .does(raiser, raise({ lineManager: manager.id, ...(doNotTell !== undefined && { doNotTell }) }))
      .does(ceastOne, { kind: 'restrict_case', why: 'other', reason: 't', others: [manager.id] })
      .does(ceastTwo, { kind: 'lift_restriction', reason: 't', notTheCustomer: true })

  it('is not told once that is lifted either: they read nowhere why, and do not answer for others (F14)', () => {
    const story = lifted('text-why')
    expect(story.c.lineManager).toBe(manager.id)
    expect(mayRead(story.c, { ...onDuty, onDuty: true })).toBe(false)
    const texts = (actor: Actor) => readableTextsOf(story.c, actor, story.events).map(({ text }) => text)
    expect(texts(manager)).toContain('text-concern')
    expect(texts(manager)).not.toContain('text-why')
    expect(texts(spoc)).toContain('text-why')
    expect(story.tries(onDuty, acknowledge)).toMatchObject({ code: 'not_allowed' })
    expect(story.tries({ ...lead, id: manager.id }, acknowledge)).toMatchObject({ code: 'not_allowed' })
    story.does(lead, acknowledge)
  })

  it('one who may be told is no line manager of the case any more: the leads have the step (F15, F16)', () => {
    const story = lifted()
    expect(story.c.lineManager).toBeUndefined()
    expect(deadlinesOf(story.c, staff).find(({ kind }) => kind === 'acknowledgement')?.owner).toEqual({
      team: 'leads',
    })
  })
})
