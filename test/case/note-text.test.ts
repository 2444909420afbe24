import { describe, expect, it } from 'vitest'
import { holdNoteText } from '../../src/case/note-text.ts'
import { heldCase, people, raise, referral, Story, triageVisit, visit } from './story.ts'

const untilReferral = () =>
  new Story('2026-12-02T10:00:00.000Z')
    .does(people.raiser, raise())
    .does(people.spoc, triageVisit)
    .does(people.spoc, referral())

const end = 'please do not take any further action whilst the case is with CEAST for consideration.'

describe('the note for DISC and ATWIS (R38, VR ¶13)', () => {
  it('after two ineffective visits has the wording of the guidance with both dates', () => {
    expect(holdNoteText(heldCase().c)).toEqual({
      text: `Following two ineffective visits on 23 November 2026 and 1 December 2026, ${end}`,
      ourWording: false,
    })
  })

  it('for an unsafe area before any visit has one date and is marked as our wording (D5)', () => {
    const story = untilReferral().does(people.officer, visit('2026-12-01', 'unsafe_area'))
    expect(holdNoteText(story.c)).toEqual({
      text: `Following the area being deemed unsafe on 1 December 2026, ${end}`,
      ourWording: true,
    })
  })

  it('for an ineffective visit and then an unsafe area has both dates and is marked as our wording (F17)', () => {
    const story = untilReferral()
      .does(people.officer, visit('2026-11-24'))
      .does(people.officer, visit('2026-12-01', 'unsafe_area', 'second'))
    expect(holdNoteText(story.c)).toEqual({
      text: `Following an ineffective visit on 24 November 2026 and the area being deemed unsafe on 1 December 2026, ${end}`,
      ourWording: true,
    })
  })

  it('for a second visit with no first on the record makes up no date (F7)', () => {
    const story = untilReferral().does(people.officer, visit('2026-12-01', 'refused', 'second'))
    expect(holdNoteText(story.c)).toEqual({
      text: `Following a second ineffective visit on 1 December 2026, ${end}`,
      ourWording: true,
    })
  })

  it('takes the other visit from a linked case of the same award (F5)', () => {
    const other = untilReferral().does(people.officer, visit('2026-11-24')).c
    const story = untilReferral()
    story.linked = [{ ...other, id: 'case-2' }]
    story.does(people.officer, visit('2026-12-01'))
    expect(holdNoteText(story.c, story.linked)).toEqual({
      text: `Following two ineffective visits on 24 November 2026 and 1 December 2026, ${end}`,
      ourWording: false,
    })
  })
})
