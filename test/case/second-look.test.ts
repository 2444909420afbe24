import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { people, raise, referral, Story, staff } from './story.ts'

const { spoc, adviser } = people
const another = { ...spoc, id: 'U_SPOC2' }
const decision = (concern: boolean, visit: boolean): CommandOf<'record_triage_decision'> => ({
  kind: 'record_triage_decision',
  concern,
  visit,
  reason: 't',
  adviser: adviser.id,
})
/** Raised in danger by a member of SPOC, who decided that there is no concern. */
const selfTriaged = () => new Story().does(spoc, raise({ danger: 'yes' })).does(spoc, decision(false, false))
const closed = () =>
  selfTriaged().does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
const kindsOf = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)

describe('the second look at a self-triage (F13, D20)', () => {
  it('is chased until it is made, also once the case is closed', () => {
    expect(closed().c.status).toBe('closed')
    expect(kindsOf(closed())).toContain('second_look')
    expect(kindsOf(closed().does(another, decision(false, false)))).not.toContain('second_look')
  })

  it('brings the case to CEAST when it finds a concern and no visit, wherever the case went (D9)', () => {
    for (const begin of [selfTriaged, closed]) {
      const { c } = begin().does(another, decision(true, false))
      expect(c.status).toBe('ceast_review')
    }
  })

  it('brings the case back for a visiting referral when it finds that a visit is appropriate (VR ¶4)', () => {
    for (const begin of [selfTriaged, closed]) {
      const story = begin().does(another, decision(true, true))
      expect(story.c.status).toBe('triage')
      expect(kindsOf(story)).toContain('visiting_referral')
      expect(story.does(another, referral()).c.status).toBe('visit_due')
    }
  })

  it('leaves a case where it is when it agrees', () => {
    expect(selfTriaged().does(another, decision(false, false)).c.status).toBe('with_adviser')
    expect(closed().does(another, decision(false, false)).c.status).toBe('closed')
  })
})
