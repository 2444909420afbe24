import { describe, expect, it } from 'vitest'
import type { Harmed } from '../../src/case/case.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { people, raise, referral, Story, staff, triageVisit } from './story.ts'

const { raiser, spoc } = people

describe('a case in which a colleague or the public could be harmed', () => {
  const harming = (...harmed: Harmed[]) =>
    new Story().does(raiser, raise({ harmed })).does(spoc, triageVisit).does(spoc, referral())
  const shown = (story: Story, team: 'visiting' | 'spoc' | 'ceast') =>
    JSON.stringify(headlineOf(story.c, [], team, story.now, staff))

  it.each(['colleague', 'public'] as const)(
    '%s: DWP Visiting is told to open the case first (R5, ME ¶3)',
    who => {
      expect(shown(harming('customer', who), 'visiting')).toContain('open the case before you visit')
    },
  )

  it('is not shown so in any other channel, and never with what kind of concern it is (R5)', () => {
    for (const team of ['spoc', 'ceast'] as const)
      expect(shown(harming('colleague', 'public'), team)).not.toMatch(/risk|harm/)
    expect(shown(harming('customer', 'child'), 'visiting')).not.toContain('before you visit')
  })
})
