import { describe, expect, it } from 'vitest'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { confirm, confirmNotes, people, type Story, releaseRequested } from './story.ts'

const { raiser, spoc, ceastOne, ceastTwo, acssl, adviser } = people
/** Two ineffective visits, CEAST's advice, and back with the adviser. */
const returned = (): Story => {
  const story = releaseRequested()
  story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
  return story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
}
describe('what the named adviser sees (F15)', () => {
  const texts = ({ c, events }: Story) => readableTextsOf(c, adviser, events).map(({ text }) => text)
  const concern = { kind: 'add_concern', text: 'text-more', harmed: [], kinds: [] } as const

  it('is the whole case while they have it, and once they have decided', () => {
    const story = returned()
    expect(sightOf(story.c, adviser)).toBe('all')
    story.does(adviser, { kind: 'open_advice' })
    story.does(adviser, {
      kind: 'record_award_decision',
      decision: 'no_change',
      reason: 'text-award',
      ourService: 'no',
    })
    expect(story.c.status).toBe('closed')
    expect(sightOf(story.c, adviser)).toBe('all')
  })

  it('is the hold, the advice and their own words once the case is back with SPOC or CEAST', () => {
    const story = returned().does(raiser, concern)
    expect(story.c.status).toBe('triage')
    expect(sightOf(story.c, adviser)).toBe('advice')
    expect(texts(story)).toEqual(['text-advice'])
    story.does(ceastOne, { kind: 'put_on_hold', reason: 'text-hold' })
    expect(story.c.status).toBe('ceast_review')
    story.does(adviser, { kind: 'ask_for_interim_advice', question: 'text-question' })
    const of = story.c.questions[0]?.seq ?? 0
    story.does(ceastOne, { kind: 'give_interim_advice', of, advice: 'text-interim' })
    expect(sightOf(story.c, adviser)).toBe('advice')
    expect(texts(story).sort()).toEqual(['text-advice', 'text-interim', 'text-question'])
  })

  it('is no less for a member of a team, and the advice of a restricted case besides', () => {
    const story = returned().does(raiser, concern)
    expect(sightOf(story.c, { ...spoc, id: adviser.id })).toBe('all')
    story.does(spoc, { kind: 'restrict_case', why: 'other', reason: 't' })
    expect(sightOf(story.c, acssl)).toBe('status')
    expect(sightOf(story.c, { ...acssl, id: adviser.id })).toBe('advice')
  })
})
