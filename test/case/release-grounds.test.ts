import { describe, expect, it } from 'vitest'
import { missingForAdvice } from '../../src/case/release-grounds.ts'
import { attempt, heldCase, marker, outcome, people, releaseAll, review, type Story } from './story.ts'

const { ceastOne } = people

describe('what a release with advice still needs (F3)', () => {
  const missing = (story: Story) => missingForAdvice(story.c, story.c.holds).map(({ rule }) => rule)

  it('is listed in the order of the guidance, and the refusal names the first of it', () => {
    const story = heldCase()
    expect(missing(story)).toEqual(['VR ¶15', 'VR ¶14', 'VR ¶17, ¶18'])
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶15')
    story.does(ceastOne, review(true))
    expect(missing(story)).toEqual(['VR ¶16', 'VR ¶14', 'VR ¶17, ¶18'])
  })

  it('has the steps of a confirmed concern besides, and is empty once a second person may be asked', () => {
    const story = heldCase()
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastOne, outcome('acs_concern'))
    expect(missing(story)).toEqual(['VR ¶20', 'VR ¶21'])
    story
      .does(ceastOne, attempt())
      .does(ceastOne, { kind: 'record_support_decision', needed: false, reason: 'text' })
    expect(missing(story)).toEqual([])
    expect(story.tries(ceastOne, releaseAll(story.c))).toBeUndefined()
  })
})
