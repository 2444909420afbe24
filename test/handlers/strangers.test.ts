import { describe, expect, it } from 'vitest'
import { GateClosedError } from '../../handlers/gate.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor } from '../../src/case/people.ts'
import { stateValues } from '../../src/workbench/view-state.ts'
import { heldCase, people, raise, referral, Story, triageVisit } from '../case/story.ts'
import { commandOf, errorsOf, fields, find, formOf, over, viewOf, words } from './over-case.ts'

const { raiser, spoc, ceastOne } = people
const now = '2026-12-02T10:00:00.000Z'
const raised = () => new Story(now).does(raiser, raise())
const toVisit = () => raised().does(spoc, triageVisit).does(spoc, referral())

/** Fields by which somebody is given a part in a case, with the other answers. */
const parts: [command: string, field: string, c: Case, answers: Record<string, unknown>][] = [
  ['assign_adviser', 'adviser', heldCase().c, {}],
  ['record_triage_decision', 'adviser', raised().c, { concern: 'no', visit: 'no', reason: 'Made up' }],
  ['plan_visit', 'officer', toVisit().c, { on: '2026-12-04' }],
  ['agree_action', 'owner', heldCase().c, { text: 'Ring', dueOn: '2026-12-10' }],
]

describe('a form that gives somebody a part in a case', () => {
  it.each(parts)(
    '%s takes nobody whom Safehold does not answer, and says so beside the field (F15)',
    async (command, field, c, answers) => {
      expect(await errorsOf(command, over(c), { ...answers, [field]: 'U0GUEST' })).toEqual({
        [field]: expect.stringContaining('Choose a colleague with a full account'),
      })
      expect(await commandOf(command, over(c), { ...answers, [field]: 'U0ONE' })).toMatchObject({
        [field]: 'U0ONE',
      })
    },
  )

  it('fails closed where it could not be found out', async () => {
    const form = formOf('assign_adviser')
    if (form.needs !== 'case') throw new Error('It is about a case')
    const o = over(heldCase().c)
    const state = stateValues(fields(viewOf(form, o))['blocks'], { adviser: 'U0ONE' })
    const away = { ...find, isColleague: () => Promise.reject(new GateClosedError('away')) }
    await expect(form.read(state, o, away)).rejects.toThrow(GateClosedError)
  })
})

it('whoever is kept out of a case may be anybody: a guest too (F15)', async () => {
  const answers = { why: 'colleague', reason: 'Made up', colleague: 'U0GUEST', others: ['U0GUEST2'] }
  expect(await commandOf('restrict_case', over(heldCase().c), answers)).toMatchObject({
    colleague: 'U0GUEST',
    others: ['U0GUEST2'],
  })
})

it('the form of a restriction says who is kept out already (F15)', () => {
  const c = { ...heldCase().c, customerIs: 'U0ONE', keptOut: ['U0TWO'] }
  expect(words('restrict_case', over(c))).toContain('Kept out already: <@U0ONE>, <@U0TWO>')
})

it('the form of a restriction does not say who is kept out to a lead, who never reads why (F15)', () => {
  const c: Case = {
    ...heldCase().does(ceastOne, { kind: 'restrict_case', why: 'other', reason: 't', others: ['U0TWO'] }).c,
    customerIs: 'U0ONE',
  }
  const lead: Actor = { id: 'U0LEAD01', teams: ['leads'], mayConfirmRelease: false }
  const said = words('restrict_case', over(c, 'What was said', lead))
  expect(said).toContain('Somebody is kept out already')
  expect(said).not.toMatch(/U0ONE|U0TWO/)
  expect(words('restrict_case', over(heldCase().c, 'What was said', lead))).not.toContain('is kept out')
})

it('raising a concern waits for no look-up of the line manager it names', async () => {
  const answers = { danger: 'no', text: 'Made up', harmed: ['not_sure'], lineManager: 'U0GUEST' }
  // Whom the message goes to is looked at when it is sent.
  expect(await commandOf('raise_concern', over(heldCase().c), answers)).toMatchObject({
    lineManager: 'U0GUEST',
  })
})
