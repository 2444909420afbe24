import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { outboxRows } from '../../src/store/perform/derived.ts'
import { people, releaseRequested, staff } from '../case/story.ts'

describe('word that a release waits for a second person (F3)', () => {
  const story = releaseRequested()
  const due = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'confirm_release')
  const dueAt = due?.dueAt ?? ''
  const pass = { kind: 'pass_deadline', deadline: `confirm_release-${due?.n}`, rung: 2, dueAt } as const
  story.at(dueAt).does(people.clock, pass)
  const rows = (otherCeast?: string[]) =>
    outboxRows(story.c, story.events.slice(-1), [], { staff, ...(otherCeast && { otherCeast }) })

  it('goes to each of the other CEAST teams, with the reference and the step and nothing else', () => {
    const sent = rows(['C0NORTH01', 'C0SOUTH01']).filter(({ destination }) => destination.startsWith('other'))
    expect(sent.map(({ destination }) => destination)).toEqual([
      'other_ceast:C0NORTH01',
      'other_ceast:C0SOUTH01',
    ])
    expect(sent[0]).toMatchObject({
      lane: 'ordinary',
      data: {
        text: expect.stringMatching(
          /^Due now for ACS-2026-case-1: a second person to confirm the release \(.*\)\. With: CEAST$/,
        ),
        actions: ['confirm_release'],
        ref: story.c.ref,
      },
    })
  })

  it('goes to CEAST and the leads where no other team is named', () => {
    expect(rows().map(({ destination }) => destination)).toEqual(['team:ceast', 'team:leads'])
  })
})
