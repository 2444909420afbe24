import { describe, expect, it } from 'vitest'
import { checkAnswerOf } from '../../src/case/hold.ts'
import { people, raise, referral, Story, triageVisit } from './story.ts'

const { raiser, spoc, officer, ceastOne } = people
const enter = (number: string) => ({ kind: 'enter_number', number }) as const
const numbers = ({ c }: Story) => c.numbers.map(({ text, current }) => [text, current])
const numbered = () => new Story().does(raiser, raise({ number: 'right' }))

describe('a National Insurance number where another stands (F9)', () => {
  it.each([raiser, spoc, officer, ceastOne])('is not entered over it, by whomever: %o', actor => {
    const story = numbered()
    expect(story.tries(actor, enter('wrong'))).toMatchObject({
      code: 'already_done',
      rule: 'F9',
      youCan: [expect.stringContaining('Correct an entry'), expect.stringContaining('SPOC')],
    })
    expect(numbers(story)).toEqual([['right', true]])
  })

  it('and which is the same, is done already', () => {
    const story = numbered()
    const { length } = story.events
    story.does(raiser, enter('right')).does(spoc, enter('right'))
    expect(story.events).toHaveLength(length)
  })

  it('is changed by a correction with its reason, and the customer before loses no caution unseen', () => {
    const story = numbered()
    const cautions = (n: number) => checkAnswerOf([{ case: story.c, n }]).cautions.length
    expect(story.tries(raiser, enter('wrong'))).toBeDefined()
    expect(cautions(0)).toBe(1)
    story.does(spoc, { kind: 'correct_entry', of: 0, reason: 'text-why', number: { text: 'true' } })
    expect(numbers(story)).toEqual([
      ['right', false],
      ['true', true],
    ])
    expect(story.tries(spoc, enter('right'))?.rule).toBe('F9')
  })

  it('is refused beside the field of a visiting referral, also on a stale form, and the same one is taken', () => {
    const story = new Story().does(raiser, raise()).does(spoc, triageVisit)
    const basedOn = story.c.substance
    story.does(officer, enter('right'))
    expect(story.tries(spoc, referral({ number: 'wrong' }), { basedOn })).toMatchObject({
      code: 'impossible_entry',
      field: 'number',
    })
    story.does(spoc, referral({ number: 'right' }))
    expect(numbers(story)).toEqual([['right', true]])
    expect(story.c.status).toBe('visit_due')
  })

  it('is refused beside the field of the concern that danger came before, and the rest can be sent', () => {
    const story = new Story()
      .does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
      .does(spoc, enter('right'))
    expect(story.tries(raiser, raise({ number: 'wrong' }))).toMatchObject({ field: 'number' })
    expect(story.tries(raiser, raise({ number: 'right' }))).toBeUndefined()
    expect(numbers(story)).toEqual([['right', true]])
  })

  it('is entered where none stands, and names whoever was faster where one does', () => {
    const story = new Story().does(raiser, raise())
    const basedOn = story.c.substance
    story.does(spoc, enter('right'))
    expect(story.tries(raiser, enter('wrong'), { basedOn })?.what).toContain(`<@${spoc.id}>`)
  })
})
