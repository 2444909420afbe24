import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  releaseRequested,
  review,
  Story,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, acssl, adviser } = people

const raised = () => new Story().does(raiser, raise())
const triage = (concern: boolean) =>
  ({ kind: 'record_triage_decision', concern, visit: false, reason: 't', adviser: adviser.id }) as const
/** With CEAST, and not on hold. */
const withCeast = () => raised().does(spoc, triage(true))
const withAdviser = () => raised().does(spoc, triage(false))
const reviewed = () => heldCase().does(ceastOne, review()).does(ceastOne, marker)
const finished = () => reviewed().does(ceastOne, outcome())
const confirmedConcern = () => reviewed().does(ceastOne, outcome('acs_concern'))
const ask = { kind: 'ask_for_conference', reason: 't' } as const
const conferenceAsked = () => heldCase().does(ceastOne, ask)
const conference = {
  kind: 'record_conference',
  on: '2026-12-01',
  ceast: [ceastOne.id],
  spoc: [spoc.id],
  decisions: 't',
} as const
const agree = { kind: 'agree_action', text: 't', owner: 'U_A', dueOn: '2026-12-09' } as const
const complete = (n: number) => ({ kind: 'complete_action', n, note: 't' }) as const
const agreed = () => heldCase().does(ceastOne, agree)
const refer = { kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-08' } as const
const referredToAcssl = () => heldCase().does(ceastOne, refer)
const lastReview = (n: number) => ({ kind: 'record_acssl_review', n, what: 't' }) as const
const support = { kind: 'record_support_decision', needed: false, reason: 't' } as const
const question = { kind: 'ask_for_interim_advice', question: 't' } as const
const asked = () => heldCase().does(spoc, question)
const answer = (of: number) => ({ kind: 'give_interim_advice', of, advice: 't' }) as const
const died = { kind: 'record_death', reportedBy: 't', confirmed: false } as const
const dead = () => raised().does(officer, died)
const stepsDone = { kind: 'confirm_death_steps', note: 't' } as const
const toAdviser = { kind: 'return_to_adviser', adviser: adviser.id } as const
const lead = { kind: 'take_the_lead' } as const
const contacted = { kind: 'record_adviser_contact', conversation: 't', concern: false } as const
const awarded = {
  kind: 'record_award_decision',
  decision: 'no_award',
  reason: 't',
  ourService: 'no',
} as const
const returned = () => {
  const story = releaseRequested()
  story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
  return story.does(ceastOne, toAdviser)
}

type Row = [fact: string, begin: () => Story, actor: Actor, command: Command | ((c: Case) => Command)]

const expectRefused = ([, begin, actor, command]: Row, code: string) => {
  const story = begin()
  const before = story.c
  const refusal = story.tries(actor, typeof command === 'function' ? command(before) : command)
  expect(refusal?.code).toBe(code)
  expect(story.c).toBe(before)
}

const once: Row[] = [
  ['a concern is raised once on a case (VR ¶4)', raised, raiser, raise()],
  ['triage is decided once (VR ¶4)', withCeast, spoc, triage(true)],
  ['the lead is taken once (VR ¶12)', () => heldCase().does(ceastOne, lead), ceastOne, lead],
  ['an outcome is recorded once (VR ¶18)', finished, ceastOne, outcome()],
  ['a concern is confirmed once (VR ¶19)', confirmedConcern, ceastOne, outcome('acs_concern')],
  ['a conference is required once (VR ¶16)', conferenceAsked, ceastOne, ask],
  ['an action is completed once (VR ¶17)', () => agreed().does(ceastOne, complete(1)), ceastOne, complete(1)],
  [
    'a referral is reviewed for the last time once (VR ¶21)',
    () => referredToAcssl().does(acssl, lastReview(1)),
    acssl,
    lastReview(1),
  ],
  [
    'a question is answered once (F1)',
    () => {
      const story = asked()
      return story.does(ceastOne, answer(story.c.questions[0]?.seq ?? 0))
    },
    ceastOne,
    c => answer(c.questions[0]?.seq ?? 0),
  ],
  ['a death is recorded once (F10)', dead, officer, died],
  [
    'the steps after a death are confirmed once (F10)',
    () => dead().does(ceastOne, stepsDone),
    ceastOne,
    stepsDone,
  ],
  [
    'a note is confirmed once (VR ¶13)',
    () => {
      const story = heldCase()
      return story.does(spoc, confirmNotes(story.c))
    },
    spoc,
    c => ({ kind: 'confirm_system_note', ids: c.notes.map(note => note.id) }),
  ],
]

const inItsTime: Row[] = [
  ['no visiting referral is made once CEAST has finished (VR ¶4)', returned, spoc, referral()],
  [
    'a visit is planned on an open visiting referral (VR ¶4)',
    raised,
    officer,
    { kind: 'plan_visit', on: '2026-11-24' },
  ],
  ['no visit is decided on once a death is reported (F10)', dead, spoc, triageVisit],
  ['a finished review is reopened by a concern, not by a review (VR ¶18)', finished, ceastOne, review()],
  ['a conference is recorded after it was asked for (VR ¶16)', heldCase, ceastOne, conference],
  [
    'a conference is recorded once (VR ¶16)',
    () => conferenceAsked().does(ceastOne, conference),
    ceastOne,
    conference,
  ],
  ['interim advice is asked for on a held award (F1)', raised, spoc, question],
  ['only a recorded death is withdrawn (F10)', raised, ceastOne, { kind: 'withdraw_death', reason: 't' }],
  ['the steps after a death follow one (F10)', raised, ceastOne, stepsDone],
  ['only an open hold is released (VR ¶11)', withCeast, ceastOne, releaseAll],
  [
    'a confirmation is for the request that was read (F3)',
    releaseRequested,
    ceastTwo,
    c => ({ kind: 'confirm_release', request: (c.release?.seq ?? 0) - 1 }),
  ],
  ['a held case is not returned, also when CEAST has finished (VR ¶11)', finished, ceastOne, toAdviser],
  [
    'a case is returned once CEAST has finished (VR ¶18)',
    () => withCeast().does(ceastOne, marker),
    ceastOne,
    toAdviser,
  ],
  [
    'there is no advice to open before CEAST gave any (VR ¶23)',
    withAdviser,
    adviser,
    { kind: 'open_advice' },
  ],
  ['the award is decided on after CEAST returned the case (VR ¶23)', withAdviser, adviser, awarded],
  ['an adviser’s contact closes no case that CEAST returned (VR ¶23)', returned, adviser, contacted],
]

const notThere: Row[] = [
  ['an action that was not agreed on is not completed (VR ¶17)', agreed, ceastOne, complete(2)],
  [
    'a referral that was not made is not accepted (VR ¶21)',
    referredToAcssl,
    acssl,
    { kind: 'accept_acssl_referral', n: 2 },
  ],
  ['a referral that was not made is not reviewed (VR ¶21)', referredToAcssl, acssl, lastReview(2)],
  ['a question that was not asked is not answered (F1)', asked, ceastOne, answer(1)],
]

describe('what is done is not done again', () => {
  it.each(once)('%s', (...row) => expectRefused(row, 'already_done'))

  it('cases are linked once (F5)', () => {
    const story = raised()
    const other = new Story(story.now, 'b').does(raiser, raise()).c
    const command = { kind: 'link_cases', other: 'b', reason: 't' } as const
    expect(story.tries(spoc, command, { linked: [other] })?.code).toBe('already_done')
  })

  it('danger that is pressed twice is declared once (F12)', () => {
    const declare = { kind: 'declare_danger', serviceLine: 'access_to_work' } as const
    const story = new Story().does(raiser, declare).does(raiser, declare)
    expect(story.events.filter(event => event.kind === 'danger_declared')).toHaveLength(1)
  })
})

describe('each thing in its time', () => {
  it.each(inItsTime)('%s', (...row) => expectRefused(row, 'not_yet'))

  it.each([lead, review(), marker, outcome(), ask, agree, attempt({ on: '2026-11-23' }), support, refer])(
    'CEAST takes its steps only while it has the case: $kind (VR ¶12)',
    command => {
      const story = raised()
      expect(story.tries(ceastOne, command)).toMatchObject({ code: 'not_yet', rule: 'VR ¶12' })
    },
  )

  it('an adviser may ask for interim advice while a linked case holds the award (F1, F5)', () => {
    const story = withAdviser()
    expect(story.tries(adviser, question, { linked: [heldCase().c] })).toBeUndefined()
  })

  it('a held case stays with CEAST while a visit is asked for (VR ¶12)', () => {
    const story = raised().does(officer, visit('2026-11-23', 'unsafe_area'))
    story.does(spoc, triageVisit).does(spoc, referral())
    expect(story.c.status).toBe('ceast_review')
  })

  it('only CEAST says whether a second visit is needed (VR ¶8)', () => {
    const command = {
      kind: 'record_customer_contact',
      on: '2026-12-01',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'not_needed',
      concernRemains: false,
    } as const
    expect(heldCase().tries(officer, command)).toMatchObject({ code: 'not_allowed', rule: 'VR ¶8' })
  })
})

describe('what is not there', () => {
  it.each(notThere)('%s', (...row) => expectRefused(row, 'not_found'))

  it('only the case that was named is linked (F5)', () => {
    const other = new Story('2026-11-23T10:00:00.000Z', 'b').does(raiser, raise()).c
    const command = { kind: 'link_cases', other: 'c', reason: 't' } as const
    expect(raised().tries(spoc, command, { named: other })?.code).toBe('not_found')
  })
})

describe('whatever state a mistake of ours left a case in', () => {
  const leftIn = (story: Story, change: Partial<Case>) => {
    story.case = { ...story.c, adviser: adviser.id, ...change }
    return story
  }

  it('a held award is neither decided on nor closed (VR ¶11)', () => {
    expect(leftIn(heldCase(), { status: 'decision' }).tries(adviser, awarded)?.rule).toBe('VR ¶11')
    expect(leftIn(heldCase(), { status: 'with_adviser' }).tries(adviser, contacted)?.rule).toBe('VR ¶11')
  })

  it('the award is not decided on while a required conference is not held (VR ¶16)', () => {
    const open = { requiredSeq: 1, requiredAt: '2026-12-01T15:00:00.000Z' }
    const story = leftIn(returned().does(adviser, { kind: 'open_advice' }), { conference: open })
    expect(story.tries(adviser, awarded)?.rule).toBe('VR ¶16')
  })
})
