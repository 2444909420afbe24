import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import {
  heldCase,
  marker,
  outcome,
  people,
  referral,
  releaseAll,
  review,
  Story,
  triageVisit,
} from './story.ts'

const { raiser, spoc, ceastOne, adviser } = people

const decisions: [actor: Actor, command: (c: Case) => Command][] = [
  [spoc, () => triageVisit],
  [spoc, () => referral()],
  [ceastOne, () => ({ kind: 'take_the_lead' })],
  [ceastOne, () => review()],
  [ceastOne, () => marker],
  [ceastOne, () => outcome()],
  [ceastOne, () => ({ kind: 'record_support_decision', needed: false, reason: 't' })],
  [ceastOne, releaseAll],
  [ceastOne, () => ({ kind: 'return_to_adviser', adviser: adviser.id })],
  [adviser, () => ({ kind: 'record_award_decision', decision: 'no_award', reason: 't', ourService: 'no' })],
]

describe('a decision made on an older state of the case', () => {
  it.each(decisions.map(([actor, command]) => [command(heldCase().c).kind, actor, command] as const))(
    'is refused before anything else: %s (F3)',
    (_kind, actor, command) => {
      const story = heldCase()
      story.case = { ...story.c, adviser: adviser.id }
      const basedOn = story.c.substance - 1
      expect(story.tries(actor, command(story.c), { basedOn })?.code).toBe('overtaken')
    },
  )

  it('cannot be the first thing known of a case: only a concern or danger opens one (F16)', () => {
    const concern = { kind: 'add_concern', text: 't', harmed: [], kinds: [] } as const
    expect(new Story().tries(raiser, concern)?.rule).toBe('F16')
  })
})

describe('what one step leaves as it was', () => {
  it('completing an action completes no other (VR ¶17)', () => {
    const agree = { kind: 'agree_action', text: 't', owner: 'U_A', dueOn: '2026-12-09' } as const
    const story = heldCase().does(ceastOne, agree).does(ceastOne, agree)
    story.does(ceastOne, { kind: 'complete_action', n: 1, note: 't' })
    expect(story.c.actions.map(action => action.doneSeq !== undefined)).toEqual([true, false])
  })

  it('answering a question answers no other (F1)', () => {
    const ask = { kind: 'ask_for_interim_advice', question: 't' } as const
    const story = heldCase().does(spoc, ask).does(spoc, ask)
    const of = story.c.questions[0]?.seq ?? 0
    story.does(ceastOne, { kind: 'give_interim_advice', of, advice: 't' })
    expect(story.c.questions.map(question => question.answer)).toEqual(['t', undefined])
  })

  it('asking again moves the date of no conference (VR ¶16)', () => {
    const story = heldCase().does(ceastOne, review(true))
    const { conference } = story.c
    story.at('2026-12-03T10:00:00.000Z').does(ceastOne, review(true))
    expect(story.c.conference).toEqual(conference)
  })
})
