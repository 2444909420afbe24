import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { mayRead, roleAllows } from '../../src/case/permissions.ts'
import { confirm, people, raise, releaseRequested, Story, staff } from './story.ts'
import { triaged } from './beside-stories.ts'

const { raiser, adviser, spoc } = people
const sent = { kind: 'confirm_email_sent' } as const
const emailsDue = (story: Story) => deadlinesOf(story.c, staff).filter(({ kind }) => kind === 'email')
const referredBack = () =>
  triaged().does(adviser, { kind: 'record_adviser_contact', conversation: 'text-said', concern: true })

describe('the e-mail of the written process (R25, F17, VR ¶4, ¶5)', () => {
  it('is due from whoever raises a concern on a line with a SPOC, until they say that they sent it (F17)', () => {
    const story = new Story().does(raiser, raise())
    expect(emailsDue(story)).toMatchObject([
      {
        owner: { person: raiser.id },
        dueAt: '2026-11-24T17:00:00.000Z',
        basis: expect.stringContaining('VR ¶4'),
      },
    ])
    expect(story.tries(spoc, sent)).toMatchObject({ code: 'not_allowed' })
    story.does(raiser, sent)
    expect(emailsDue(story)).toEqual([])
    expect(story.tries(raiser, sent)).toMatchObject({ code: 'already_done' })
  })

  it('is due from the adviser who refers back, under the concern it tells of (F17, R30)', () => {
    const story = referredBack()
    expect(story.c.emails.map(({ by }) => by)).toEqual([raiser.id, adviser.id])
    expect(story.c.emails.at(-1)?.seq).toBe(story.c.concerns.at(-1)?.seq)
    story.does(adviser, sent)
    expect(emailsDue(story)).toMatchObject([{ owner: { person: raiser.id } }])
  })

  it('whoever sent it has no further part in the case by that (F15)', () => {
    const story = referredBack()
    const { adviser: _left, ...withoutAdviser } = story.c
    expect(mayRead(withoutAdviser, adviser)).toBe(true)
    story.does(adviser, sent)
    const { adviser: _gone, ...after } = story.c
    expect(mayRead(after, adviser)).toBe(false)
    expect(roleAllows('confirm_email_sent', story.c, adviser)).toBe(false)
  })

  it('is not due where there is no SPOC, nor where the line agreed in writing to do without (F17)', () => {
    expect(emailsDue(new Story().does(raiser, raise({ serviceLine: 'universal_credit' })))).toEqual([])
    const agreed = { emailAgreedOff: ['access_to_work'] } as const
    expect(emailsDue(new Story().does(raiser, raise(), agreed))).toEqual([])
  })

  it('a later concern on the case asks for no second e-mail from the same form (F17)', () => {
    const story = new Story().does(raiser, raise())
    story.does(people.officer, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(emailsDue(story)).toHaveLength(1)
  })

  it('confirming it voids no release (F3)', () => {
    const story = releaseRequested().does(raiser, sent)
    story.does(people.ceastTwo, confirm(story.c))
    expect(story.c.status).toBe('returning')
  })
})
