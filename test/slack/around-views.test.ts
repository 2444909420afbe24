import { describe, expect, it } from 'vitest'
import { nothingSet } from '../../src/settings/settings.ts'
import { checkAnswerOf } from '../../src/case/hold.ts'
import type { Actor } from '../../src/case/people.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { checkView } from '../../src/slack/views/check-view.ts'
import { heldCase, people, staff, type Story } from '../case/story.ts'
import { broughtIn } from '../case/moves-around-the-visit.ts'
import { mrkdwnIn, plainIn } from './hostile-text.ts'

const { spoc, ceastOne, officer, raiser } = people
const lead: Actor = { id: 'U_LEAD', teams: ['leads'], mayConfirmRelease: false }
const now = '2026-12-02T10:00:00.000Z'

const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

const shown = (story: Story, actor: Actor, page = 0, text = 'Her own words') => {
  const sight = sightOf(story.c, actor)
  return words(
    caseView({
      case: story.c,
      linked: [],
      now,
      staff,
      settings: nothingSet,
      sight,
      steps: [],
      readable: readableTextsOf(story.c, actor, story.events),
      opened: new Proxy({}, { get: () => text }),
      timeline: sight === 'all' ? story.events : [],
      page,
    }),
  )
}

describe('a held award', () => {
  it('says what a hold covers besides, what it never forbids, and what to ask for meanwhile (F1)', () => {
    const all = shown(heldCase(), ceastOne)
    expect(all).toContain(
      'Do not reduce the award, let it lapse, refuse or close the application, or start recovery either (Safehold default, not DWP guidance).',
    )
    expect(all).toContain('You may pay, award, extend or restore.')
    expect(all).toContain('Ask for automatic letters and debt recovery to be paused?')
  })

  it('says so in a check as well (F1, F6)', () => {
    const all = words(checkView(checkAnswerOf([{ case: heldCase().c, n: 0 }]), 0, undefined, {}))
    expect(all).toContain('Do not reduce the award, let it lapse')
    expect(all).toContain('You may pay, award, extend or restore.')
  })

  it('that was recorded later than it began says both days (F11)', () => {
    const story = broughtIn().does(officer, {
      kind: 'record_visit_outcome',
      on: '2026-06-10',
      outcome: 'refused',
      which: 'second',
    })
    const since = 'since 10 June 2026, recorded 1 December 2026'
    expect(shown(story, spoc)).toContain(`On hold ${since}: two ineffective visits (VR ¶11)`)
    const checked = words(checkView(checkAnswerOf([{ case: story.c, n: null }]), 0, undefined, {}))
    expect(checked).toContain(`Access to Work, on hold ${since}: two ineffective visits (VR ¶11).`)
    expect(shown(heldCase(), spoc)).toContain('On hold since 1 December 2026: two')
  })

  it('shows where no note is needed, and never as put on (D14)', () => {
    const story = heldCase()
    const id = story.c.notes.find(note => note.system === 'ATWIS')?.id ?? ''
    story.does(spoc, { kind: 'mark_note_not_needed', id, reason: 't' })
    expect(shown(story, ceastOne)).toContain('ATWIS, Do not take any further action: not needed there')
    expect(words(checkView(checkAnswerOf([{ case: story.c, n: 0 }]), 0, undefined, {}))).toContain(
      'Note on DISC: NOT YET.\nNote on ATWIS: not needed there.',
    )
  })
})

describe('the award, the visits and where a case came from', () => {
  it('the status of the award stands in the case, and what CEAST said of payments (F2)', () => {
    const story = heldCase().does(spoc, {
      kind: 'record_award_status',
      status: 'in_payment',
      endsOn: '2027-03-31',
    })
    expect(shown(story, ceastOne)).toContain('Award: in payment, until 31 March 2027')
    story.does(spoc, { kind: 'record_award_status', status: 'stopped' })
    expect(shown(story, ceastOne)).toContain('CEAST has not said whether payments are to be restored')
    story.does(ceastOne, { kind: 'decide_on_restoration', asked: true, reason: 't' })
    expect(shown(story, ceastOne)).toContain('CEAST asks for payments to be restored')
  })

  it('a further visit and a letter that was withheld stand with the visits (F7, D17)', () => {
    const story = heldCase().does(ceastOne, { kind: 'ask_for_further_visit', reason: 't' })
    expect(shown(story, ceastOne)).toContain('CEAST asks for a further visit, since')
    story.does(officer, {
      kind: 'record_visit_outcome',
      on: '2026-12-01',
      outcome: 'refused',
      which: 'further',
      letter: { left: false, withheld: true },
    })
    expect(shown(story, ceastOne)).toContain('letter withheld for safety')
  })

  it('a case that was brought in says when, by whom and what it brought (F11)', () => {
    expect(shown(broughtIn(), ceastOne)).toContain('Brought in from earlier records on 1 December 2026')
  })
})

describe('a colleague or the public could be harmed', () => {
  const risky = () =>
    heldCase().does(raiser, {
      kind: 'add_concern',
      text: 't',
      harmed: ['colleague', 'public'],
      kinds: ['injury'],
    })
  const banner = 'A colleague or a member of the public could be harmed. Your own safety comes first.'

  it('is said on every page of the case, above what it holds, to every team (R5, ME ¶3)', () => {
    for (const page of [0, 1])
      expect(shown(risky(), officer, page, 'Many words. '.repeat(7000))).toContain(banner)
    const restricted = risky().does(spoc, { kind: 'restrict_case', why: 'other', reason: 't' })
    for (const actor of [officer, lead]) expect(shown(restricted, actor)).toContain(banner)
    expect(shown(risky(), raiser)).not.toContain(banner)
    expect(shown(heldCase(), officer)).not.toContain('could be harmed. Your own')
  })
})

describe('a restricted case', () => {
  const story = () => heldCase().does(spoc, { kind: 'restrict_case', why: 'other', reason: 'text-secret' })

  it('says so to those who read it, and why (F15)', () => {
    expect(shown(story(), ceastOne)).toContain('Restricted: do not share what you read here. Another reason.')
    expect(shown(heldCase(), ceastOne)).not.toContain('Restricted')
  })

  it('shows DWP Visiting its visits and where to go, and nothing of CEAST, people or record (F15)', () => {
    const all = shown(story(), officer)
    expect(all).toContain('You see what a visit needs')
    expect(all).toContain('Address to visit')
    expect(all).toContain('23 November 2026: Not at home, or did not answer')
    expect(all).not.toMatch(/Raised by|System notes|Timeline|What was said|Contact with/)
  })

  it('shows the rest the hold and where it stands, and nothing else (F15)', () => {
    const all = shown(story(), lead)
    expect(all).toContain('DO NOT SUSPEND OR STOP')
    expect(all).toContain('You see the hold and where the case stands.')
    expect(all).not.toMatch(/Raised by|Visits|System notes|Timeline|Address|Her own words/)
  })

  it('is held without a reason in a check: that is content, the hold is not (F6, F15)', () => {
    const all = words(checkView(checkAnswerOf([{ case: story().c, n: 0 }]), 0, undefined, {}))
    expect(all).toContain('Access to Work, on hold since 1 December 2026.')
    expect(all).not.toMatch(/ineffective|VR ¶11/)
  })

  it('with a child says that nobody has to tell the parents (R8, ME ¶4, F14)', () => {
    const child = heldCase().does(raiser, { kind: 'add_concern', text: 't', harmed: ['child'], kinds: [] })
    expect(shown(child, spoc)).toContain(
      'A child is involved. You do not have to tell the parents or guardian (ME ¶4).',
    )
  })
})
