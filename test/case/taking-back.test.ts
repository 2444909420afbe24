import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { closingSummary } from '../../src/case/closing-summary.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { holdOf, isHeld, openHoldsOf } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { stepsOf } from '../../src/case/steps.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  releaseAll,
  releaseRequested,
  review,
  type Story,
  staff,
} from './story.ts'

const { officer, spoc, ceastOne, ceastTwo, adviser } = people

const back = (of: number | undefined): Command => ({ kind: 'correct_entry', of: of ?? 0, reason: 'text-why' })
const noteBack = (note: string): Command => ({ kind: 'correct_entry', of: 0, reason: 'text-why', note })
const noteOf = (c: Case, kind: 'hold' | 'closing', system = 'DISC') =>
  c.notes.filter(note => note.kind === kind && note.system === system).at(-1)
const idOf = (c: Case, kind: 'hold' | 'closing') => noteOf(c, kind)?.id ?? ''
const live = (story: Story) => deadlinesOf(story.c, staff)
const kinds = (story: Story) => live(story).map(deadline => deadline.kind)
const told = (story: Story, last = 1) => noticesOf(story.c, story.events.slice(-last), staff)

const conference = (on = '2026-12-01'): Command => ({
  kind: 'record_conference',
  on,
  ceast: [ceastOne.id],
  spoc: [spoc.id],
  decisions: 'text-decisions',
})
const agreed: Command = { kind: 'agree_action', text: 't', owner: officer.id, dueOn: '2026-12-04' }
const completed: Command = { kind: 'complete_action', n: 1, note: 't' }
const noSupport: Command = { kind: 'record_support_decision', needed: false, reason: 't' }
const toAdviser: Command = { kind: 'return_to_adviser', adviser: adviser.id }
const decided: Command = {
  kind: 'record_award_decision',
  decision: 'award',
  reason: 't',
  ourService: 'no',
}

const conferred = () => heldCase().does(ceastOne, review(true)).does(spoc, conference())
const withAction = () => heldCase().does(ceastOne, review()).does(ceastOne, agreed).does(officer, completed)
const released = (story: Story, found: 'no_acs_concern' | 'acs_concern' = 'no_acs_concern') => {
  story.does(ceastOne, marker).does(ceastOne, outcome(found))
  if (found === 'acs_concern') story.does(ceastOne, attempt()).does(ceastOne, noSupport)
  return story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
}
const returned = (story: Story) => story.does(spoc, confirmNotes(story.c)).does(ceastOne, toAdviser)
const closed = (story: Story) => returned(story).does(adviser, { kind: 'open_advice' }).does(adviser, decided)

describe('a note that was not on the system after all (F9, VR ¶13)', () => {
  it('waits again: not yet on that system, and chased from the time that it was wanted (F1)', () => {
    const story = heldCase()
    story.does(spoc, confirmNotes(story.c))
    expect(holdOf(story.c)).toMatchObject({ notYetOn: [] })
    story.does(spoc, noteBack(idOf(story.c, 'hold')))
    expect(holdOf(story.c)).toMatchObject({ level: 'hold', notYetOn: ['DISC'] })
    expect(live(story).filter(one => one.kind === 'system_note')).toMatchObject([
      { owner: { team: 'spoc' }, knownAt: noteOf(story.c, 'hold')?.wantedAt },
    ])
    expect(told(story).map(notice => notice.to)).toEqual(['spoc', 'ceast'])
    expect(told(story)[0]?.text).toContain('is not on DISC')
    story.does(spoc, confirmNotes(story.c))
    expect(holdOf(story.c)).toMatchObject({ notYetOn: [] })
  })

  it('names the entry that was wrong, who says so and why', () => {
    const story = heldCase()
    story.does(spoc, confirmNotes(story.c))
    const wrong = story.c.seq
    story.does(ceastOne, noteBack(idOf(story.c, 'hold')))
    expect(story.events.at(-1)).toMatchObject({
      kind: 'entry_corrected',
      of: wrong,
      reason: 'text-why',
      actor: ceastOne.id,
    })
    expect(story.tries(ceastOne, noteBack(idOf(story.c, 'hold')))?.code).toBe('not_found')
  })

  it('also where somebody had said that the system needs none (D14)', () => {
    const story = heldCase()
    story.does(spoc, { kind: 'mark_note_not_needed', id: idOf(story.c, 'hold'), reason: 't' })
    story.does(spoc, noteBack(idOf(story.c, 'hold')))
    expect(holdOf(story.c)).toMatchObject({ notYetOn: ['DISC', 'ATWIS'] })
  })

  it('voids a release that was asked for (F3)', () => {
    const story = heldCase()
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, review()).does(ceastOne, marker)
    story.does(ceastOne, outcome()).does(ceastOne, releaseAll(story.c))
    const asked = confirm(story.c)
    story.does(spoc, noteBack(idOf(story.c, 'hold')))
    expect(story.tries(ceastTwo, asked)?.rule).toBe('F3')
    expect(story.c.status).toBe('returning')
  })

  it('a note "do not act" of a released hold is not wanted any more, and stays on the record', () => {
    const story = heldCase()
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, review())
    released(story).does(spoc, noteBack(idOf(story.c, 'hold')))
    expect(noteOf(story.c, 'hold')).toBeUndefined()
    expect(live(story).filter(one => one.step.startsWith('note on'))).toEqual([])
    expect(story.events.map(event => event.kind)).toContain('note_confirmed')
  })

  it('a closing note keeps the case from the adviser again, also once it was returned or decided (VR ¶22, D7; F3)', () => {
    const returning = released(releaseReady())
    returning.does(spoc, confirmNotes(returning.c)).does(spoc, noteBack(idOf(returning.c, 'closing')))
    expect(returning.tries(ceastOne, toAdviser)?.rule).toBe('VR ¶22, D7')
    for (const begin of [returned, closed]) {
      const story = begin(released(releaseReady()))
      story.does(spoc, noteBack(idOf(story.c, 'closing')))
      expect(story.c.status).toBe('returning')
      expect(holdOf(story.c).level).toBe('released_not_returned')
      expect(story.tries(adviser, decided)?.code).toBe('not_yet')
      expect(kinds(story)).toContain('system_note')
      expect(told(story, 2).map(notice => notice.to)).toContainEqual({ person: adviser.id })
      returned(story)
      expect(story.c.status).toBe('decision')
    }
  })

  it('a closing note is not wanted while the award is held again (VR ¶13)', () => {
    const story = returned(released(releaseReady()))
    story.does(ceastOne, { kind: 'put_on_hold', reason: 't' }).does(spoc, noteBack(idOf(story.c, 'closing')))
    expect(noteOf(story.c, 'closing')).toBeUndefined()
    expect(story.c.status).toBe('ceast_review')
  })
})

const releaseReady = () => heldCase().does(ceastOne, review())

describe('a contact attempt that was not made (F9, VR ¶20)', () => {
  const attempted = () =>
    heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))

  it('is asked for again before any release', () => {
    const story = attempted().does(ceastOne, attempt()).does(ceastOne, noSupport)
    story.does(ceastOne, releaseAll(story.c)).does(ceastOne, back(story.c.attempts[0]?.seq))
    expect(story.c.release).toBeUndefined()
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶20')
    expect(stepsOf(story.c)).toContain('log_contact_attempt')
    expect(closingSummary(story.c, [], story.events)).not.toContain('Contact attempts')
  })

  it('the call back that it was taken for is due again, by whoever sent the text (VR ¶20)', () => {
    const story = attempted().does(ceastOne, attempt({ textSent: true, time: '14:00' }))
    story.does(ceastOne, attempt({ time: '14:30', outcome: 'spoke' }))
    expect(kinds(story)).not.toContain('call_back')
    story.does(ceastTwo, back(story.c.attempts[1]?.seq))
    expect(live(story).find(one => one.kind === 'call_back')?.owner).toEqual({ person: ceastOne.id })
  })

  it('a hold that was released on it alone stands again, wherever the case is, and CEAST has it (VR ¶19, ¶20)', () => {
    for (const begin of [(story: Story) => story, returned, closed]) {
      const story = begin(released(releaseReady(), 'acs_concern'))
      story.does(ceastOne, back(story.c.attempts[0]?.seq))
      expect(openHoldsOf(story.c).map(hold => hold.reason)).toEqual(['two_ineffective', 'acs_concern'])
      expect(story.c.status).toBe('ceast_review')
      expect(story.tries(adviser, decided)).toBeDefined()
      expect(story.tries(ceastOne, releaseAll(story.c))).toBeDefined()
    }
  })

  it('what a release rested on does not change with what CEAST considers since (F9)', () => {
    const confirmed = () => {
      const story = releaseReady().does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
      story.does(ceastOne, attempt()).does(ceastOne, noSupport)
      const [first, second] = openHoldsOf(story.c)
      const release = (id: number | undefined): Command => ({
        kind: 'release_the_hold',
        ground: 'advice_given',
        holds: [id ?? 0],
        advice: 't',
      })
      story.does(ceastOne, release(second?.id)).does(ceastTwo, confirm(story.c))
      story.does(ceastOne, attempt()).does(ceastOne, noSupport)
      return story.does(ceastOne, release(first?.id)).does(ceastTwo, confirm(story.c))
    }
    const concern: Command = { kind: 'add_concern', text: 't', harmed: [], kinds: [] }
    const [before, after] = [confirmed(), confirmed()]
    const of = before.c.attempts[1]?.seq
    before.does(ceastOne, back(of)).does(people.raiser, concern)
    after.does(people.raiser, concern).does(ceastOne, back(of))
    expect(openHoldsOf(after.c).map(hold => hold.reason)).toEqual(['two_ineffective'])
    expect(openHoldsOf(before.c).map(hold => hold.reason)).toEqual(['two_ineffective'])
  })

  it('one of two leaves the release as it was', () => {
    const story = releaseReady().does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
    story.does(ceastOne, attempt()).does(ceastOne, attempt()).does(ceastOne, noSupport)
    story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
    story.does(ceastOne, back(story.c.attempts[0]?.seq))
    expect(isHeld(story.c)).toBe(false)
    expect(story.c.status).toBe('returning')
  })

  it('nor does it matter where no concern was confirmed: nobody asked for one', () => {
    const story = releaseReady().does(ceastOne, attempt())
    released(story).does(ceastOne, back(story.c.attempts[0]?.seq))
    expect(isHeld(story.c)).toBe(false)
  })

  it('an attempt after an earlier release counts for no earlier one, nor the other way round', () => {
    const story = releaseReady().does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
    story.does(ceastOne, attempt()).does(ceastOne, noSupport)
    const [first, second] = openHoldsOf(story.c)
    const release = (id: number | undefined): Command => ({
      kind: 'release_the_hold',
      ground: 'advice_given',
      holds: [id ?? 0],
      advice: 't',
    })
    story.does(ceastOne, release(first?.id)).does(ceastTwo, confirm(story.c))
    story.does(ceastOne, attempt()).does(ceastOne, noSupport)
    story.does(ceastOne, release(second?.id)).does(ceastTwo, confirm(story.c))
    story.does(ceastOne, back(story.c.attempts[1]?.seq))
    expect(openHoldsOf(story.c).map(hold => hold.reason)).toEqual(['acs_concern'])
  })
})

describe('a case conference that was not held (F9, VR ¶16)', () => {
  it('is required again, on its own date, and keeps CEAST from an outcome', () => {
    const story = conferred().does(ceastOne, marker)
    const due = '2026-12-04T23:59:59.999Z'
    story.does(spoc, back(story.c.conference?.heldSeq))
    expect(live(story).find(one => one.kind === 'conference')).toMatchObject({
      dueAt: due,
      owner: { team: 'ceast' },
    })
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶16')
    expect(told(story)[0]).toMatchObject({ to: 'spoc', actions: ['record_conference'] })
    expect(closingSummary(story.c, [], story.events)).not.toContain('Case conferences')
    story.does(spoc, conference()).does(ceastOne, outcome())
    expect(story.c.status).toBe('returning')
  })

  it('undoes an outcome that rested on it (VR ¶17)', () => {
    const story = conferred().does(ceastOne, marker).does(ceastOne, outcome())
    story.does(spoc, back(story.c.conference?.heldSeq))
    expect(story.c).toMatchObject({ status: 'ceast_review' })
    expect(story.c.outcome).toBeUndefined()
  })

  it('brings the case back to CEAST with its hold, also once it was returned or decided (VR ¶11, ¶16)', () => {
    for (const begin of [returned, closed]) {
      const story = begin(released(conferred()))
      const number = story.c.holds[0]?.number
      story.does(spoc, back(story.c.conference?.heldSeq))
      expect(story.c.status).toBe('ceast_review')
      expect(openHoldsOf(story.c)).toMatchObject([{ reason: 'two_ineffective', since: '2026-12-01', number }])
      expect(kinds(story)).toEqual(expect.arrayContaining(['conference', 'system_note', 'hold_review']))
      expect(told(story, 9)).toContainEqual(
        expect.objectContaining({ to: { person: adviser.id }, lane: 'urgent' }),
      )
      expect(story.tries(adviser, decided)).toBeDefined()
    }
  })

  it('and is released again as it was the first time, once', () => {
    const story = returned(released(conferred()))
    story.does(spoc, back(story.c.conference?.heldSeq)).does(spoc, conference()).does(ceastOne, review())
    released(story)
    expect(isHeld(story.c)).toBe(false)
    expect(story.c.status).toBe('returning')
  })

  it('the same of one that somebody ended because the customer had died (F10)', () => {
    const story = heldCase().does(ceastOne, review(true))
    story.does(officer, { kind: 'record_death', reportedBy: 't', confirmed: true })
    story.does(ceastOne, { kind: 'record_conference', notHeld: 't' })
    story.does(ceastOne, back(story.c.conference?.heldSeq))
    expect(kinds(story)).toContain('conference')
    expect(story.c.conference?.notHeld).toBeUndefined()
  })
})

describe('an agreed action that was not done (F9, VR ¶17)', () => {
  it('is open again with its owner and date, and keeps CEAST from an outcome', () => {
    const story = withAction().does(ceastOne, back(withAction().c.actions[0]?.doneSeq))
    expect(live(story).find(one => one.kind === 'agreed_action')).toMatchObject({
      owner: { person: officer.id },
      dueOn: '2026-12-04',
    })
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶17')
    expect(told(story).map(notice => notice.to)).toContainEqual({ person: officer.id })
  })

  it('brings the case back to CEAST with its hold once it was returned or decided', () => {
    for (const begin of [returned, closed]) {
      const story = begin(released(withAction()))
      story.does(ceastOne, back(story.c.actions[0]?.doneSeq))
      expect(story.c.status).toBe('ceast_review')
      expect(isHeld(story.c)).toBe(true)
    }
  })

  it('one completed after the release had nothing to do with it, and only comes back to CEAST', () => {
    const story = released(releaseReady())
    story.does(ceastOne, agreed).does(officer, completed)
    returned(story).does(ceastOne, back(story.c.actions[0]?.doneSeq))
    expect(isHeld(story.c)).toBe(false)
    expect(story.c.status).toBe('ceast_review')
    expect(told(story, 2)).toContainEqual(
      expect.objectContaining({ to: { person: adviser.id }, lane: 'urgent' }),
    )
  })
})

describe('a marker decision that was not made (F9, VR ¶14)', () => {
  it('is undecided again and blocks the release', () => {
    const story = releaseRequested()
    story.does(ceastOne, back(story.c.marker?.seq))
    expect(story.c.marker).toBeUndefined()
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶14')
    expect(stepsOf(story.c)).toContain('record_marker_decision')
  })

  it('comes back to CEAST for the decision alone once the case was returned or decided', () => {
    for (const begin of [returned, closed]) {
      const story = begin(released(releaseReady()))
      story.does(ceastOne, back(story.c.marker?.seq))
      expect(story.c.status).toBe('returning')
      expect(story.tries(ceastOne, toAdviser)?.rule).toBe('VR ¶14')
      story.does(ceastOne, marker).does(ceastOne, toAdviser)
      expect(story.c.status).toBe('decision')
    }
  })
})

describe('a step that is taken back', () => {
  it('is taken back once, and is not corrected into a visit', () => {
    const story = conferred()
    const of = story.c.conference?.heldSeq
    const visit = { on: '2026-12-01', outcome: 'effective' } as const
    expect(story.tries(spoc, { ...back(of), visit } as Command)?.code).toBe('impossible_entry')
    story.does(spoc, back(of))
    expect(story.tries(spoc, back(of))?.code).toBe('not_found')
  })

  it('moves no case that CEAST never returned', () => {
    const story = heldCase().does(spoc, confirmNotes(heldCase().c))
    story.does(officer, { kind: 'correct_entry', of: story.c.visits[0]?.seq ?? 0, reason: 't' })
    story.does(ceastOne, releaseAll(story.c, 'recorded_in_error')).does(ceastTwo, confirm(story.c))
    expect(story.c.status).toBe('triage')
    story.does(spoc, confirmNotes(story.c)).does(spoc, noteBack(idOf(story.c, 'closing')))
    expect(story.c.status).toBe('triage')
    expect(kinds(story)).toContain('system_note')
  })
})

describe('a step in whose place another stands', () => {
  it('a conference of an earlier round is still taken back: its hold stands again, with CEAST (VR ¶11, ¶16)', () => {
    const story = returned(released(conferred()))
    const of = story.c.conference?.heldSeq
    story.does(people.raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(ceastOne, { kind: 'put_on_hold', reason: 't' })
    expect(story.c.conference).toBeUndefined()
    story.does(spoc, back(of))
    expect(openHoldsOf(story.c).map(hold => hold.reason)).toEqual(['ceast_request', 'two_ineffective'])
    expect(story.tries(spoc, back(of))?.code).toBe('not_found')
  })

  it('a release of a later round does not rest on a conference of an earlier one', () => {
    const story = returned(released(conferred()))
    const of = story.c.conference?.heldSeq
    story.does(ceastOne, { kind: 'put_on_hold', reason: 't' }).does(ceastOne, review())
    const later = openHoldsOf(story.c).map(hold => hold.id)
    released(story).does(spoc, back(of))
    expect(openHoldsOf(story.c).map(hold => hold.reason)).toEqual(['two_ineffective'])
    expect(story.c.holds.filter(hold => later.includes(hold.id))).toMatchObject([{ reason: 'ceast_request' }])
  })

  it('an earlier marker decision is taken back and the later one stands', () => {
    const story = releaseReady().does(ceastOne, marker)
    const of = story.c.marker?.seq
    story.does(ceastOne, marker).does(ceastOne, back(of))
    expect(story.c.marker?.seq).toBeGreaterThan(of ?? 0)
    expect(story.tries(ceastOne, back(of))?.code).toBe('not_found')
  })

  it('a note that was wanted anew since asks for nothing more, and the new one waits as it did', () => {
    const story = heldCase().does(spoc, confirmNotes(heldCase().c))
    const old = idOf(story.c, 'hold')
    story.does(officer, {
      kind: 'record_visit_outcome',
      on: '2026-12-01',
      outcome: 'unsafe_area',
      which: 'further',
    })
    const before = live(story).length
    story.does(spoc, noteBack(old))
    expect(live(story)).toHaveLength(before)
    expect(holdOf(story.c)).toMatchObject({ notYetOn: ['DISC', 'ATWIS'] })
  })
})

describe('a conference that was held before it was asked for (VR ¶16, F9)', () => {
  it('since CEAST has the case is the one that is required', () => {
    const story = heldCase().at('2026-12-03T10:00:00.000Z').does(ceastOne, review(true))
    story.does(ceastOne, conference('2026-12-01'))
    expect(story.c.conference).toMatchObject({ heldOn: '2026-12-01' })
    expect(kinds(story)).not.toContain('conference')
  })

  it('before CEAST had it is on the record, and the one that is required is still to be held', () => {
    const story = heldCase().does(ceastOne, review(true)).does(ceastOne, conference('2026-11-30'))
    expect(story.events.at(-1)).toMatchObject({ kind: 'conference_held', on: '2026-11-30', earlier: true })
    expect(kinds(story)).toContain('conference')
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶16')
    expect(closingSummary(story.c, [], story.events)).toContain('30 November 2026')
  })
})
