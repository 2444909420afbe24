import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { type Actor, safehold, type Team, teamNames } from '../../src/case/people.ts'
import { mayRead, refusalToAct } from '../../src/case/permissions.ts'
import { heldCase, people, raise, Story } from './story.ts'

type Person = Team | 'raiser' | 'adviser' | 'somebody'

const assignedCase = () => ({ ...heldCase().c, adviser: people.adviser.id })
// The keys of teamNames, whose type Object.keys forgets.
const teams = Object.keys(teamNames) as Team[]
const member = (id: string, ...of: Team[]): Actor => ({ id, teams: of, mayConfirmRelease: true })
const everybody: Record<Person, Actor> = {
  spoc: member('U1', 'spoc'),
  visiting: member('U2', 'visiting'),
  ceast: member('U3', 'ceast'),
  acssl: member('U4', 'acssl'),
  leads: member('U5', 'leads'),
  raiser: people.raiser,
  adviser: people.adviser,
  somebody: member('U6'),
}

// Nothing but the kind of a command says who may do it.
const bare = (kind: string): Command => ({ kind }) as Command

describe('permissions', () => {
  it('being in every team is not being the adviser, nor the clock', () => {
    const c = assignedCase()
    const all = member('U7', ...teams)
    for (const kind of ['open_advice', 'record_adviser_contact', 'record_award_decision', 'pass_deadline'])
      expect(refusalToAct(bare(kind), c, all)?.code).toBe('not_allowed')
    expect(refusalToAct(bare('pass_deadline'), c, { ...all, id: safehold })).toBeUndefined()
  })

  it('whoever may confirm a release reaches it, whatever their team (F3)', () => {
    const refused = (actor: Actor) => refusalToAct(bare('confirm_release'), assignedCase(), actor)
    expect(refused(everybody.leads)).toBeUndefined()
    expect(refused({ ...everybody.leads, mayConfirmRelease: false })?.code).toBe('not_allowed')
  })

  it('a concern is raised by anybody (ME ¶2)', () => {
    expect(new Story().tries(everybody.somebody, raise())).toBeUndefined()
  })

  it('on a line without a SPOC triage is CEAST, and the SPOC of another line has no part in it (F13)', () => {
    const story = new Story().does(people.raiser, raise({ serviceLine: 'universal_credit' }))
    const refused = (actor: Actor) => refusalToAct(bare('record_triage_decision'), story.c, actor)
    expect(refused(everybody.ceast)).toBeUndefined()
    expect(refused(everybody.spoc)?.what).toContain('CEAST')
  })

  it('a case is read by the teams, its raiser and its named adviser, and by nobody else (F15)', () => {
    const c = assignedCase()
    const readers = Object.entries(everybody).filter(([, actor]) => mayRead(c, actor))
    expect(readers.map(([name]) => name)).toEqual([...teams, 'raiser', 'adviser'])
  })

  it('an agreed action is for the person it waits for: they read and complete, until it is done (VR ¶17)', () => {
    const [owner, other] = [member('U8'), everybody.somebody]
    const agreed = { kind: 'agree_action', text: 't', owner: owner.id, dueOn: '2026-12-09' } as const
    const story = heldCase().does(people.ceastOne, agreed)
    const may = (actor: Actor) => [
      mayRead(story.c, actor),
      refusalToAct(bare('complete_action'), story.c, actor) === undefined,
    ]
    expect([may(owner), may(other)]).toEqual([
      [true, true],
      [false, false],
    ])
    story.does(owner, { kind: 'complete_action', n: 1, note: 't' })
    expect(may(owner)).toEqual([false, false])
  })
})
