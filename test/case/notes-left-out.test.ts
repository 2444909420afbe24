import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, releaseRequested, Story, staff } from './story.ts'

const { raiser, spoc, ceastOne } = people

describe('a note that a system has no place for', () => {
  const leaveOut = (c: Case, system: string): Command => ({
    kind: 'mark_note_not_needed',
    id: c.notes.find(note => note.system === system)?.id ?? '',
    reason: 'text-why',
  })

  it('is left out by SPOC with a reason, is chased no more and is NOT YET nowhere (D14, VR ¶13)', () => {
    const story = heldCase()
    expect(story.tries(ceastOne, leaveOut(story.c, 'ATWIS'))?.code).toBe('not_allowed')
    story.does(spoc, leaveOut(story.c, 'ATWIS'))
    const notes = deadlinesOf(story.c, staff).filter(one => one.kind === 'system_note')
    expect(notes.map(({ step }) => step)).toEqual(['hold note on the system DISC'])
    expect(headlineOf(story.c, [], 'spoc', story.now, staff).second).not.toContain('ATWIS')
    expect(story.tries(spoc, leaveOut(story.c, 'ATWIS'))?.code).toBe('already_done')
  })

  it('is not left out on every system: one has to have it (D14, VR ¶13)', () => {
    const story = heldCase()
    story.does(spoc, leaveOut(story.c, 'ATWIS'))
    expect(story.tries(spoc, leaveOut(story.c, 'DISC'))).toMatchObject({ rule: 'VR ¶13, D14' })
    expect(stepsOf(story.c)).not.toContain('mark_note_not_needed')
    const one = new Story().does(raiser, raise({ serviceLine: 'universal_credit' }))
    one.does(ceastOne, { kind: 'put_on_hold', reason: 't' })
    expect(stepsOf(one.c)).not.toContain('mark_note_not_needed')
  })

  it('may be left out after the other is confirmed: no note keeps a case from being returned (D7, D14)', () => {
    const story = heldCase()
    const disc = story.c.notes.find(note => note.system === 'DISC')?.id ?? ''
    story.does(spoc, { kind: 'confirm_system_note', ids: [disc] })
    expect(stepsOf(story.c)).toContain('mark_note_not_needed')
    story.does(spoc, leaveOut(story.c, 'ATWIS'))
    expect(deadlinesOf(story.c, staff).filter(one => one.kind === 'system_note')).toEqual([])
  })

  it('leaves a release that was asked for standing, as a confirmed note does (F3)', () => {
    const story = releaseRequested()
    const before = story.c.release
    story.does(spoc, leaveOut(story.c, 'ATWIS'))
    expect(story.c.release).toEqual(before)
  })
})
