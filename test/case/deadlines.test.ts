import { describe, expect, it } from 'vitest'
import type { Deadline } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
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
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people

const dueOf = (story: Story, kind: Deadline['kind']) =>
  deadlinesOf(story.c, staff).find(deadline => deadline.kind === kind)

const raised = (now?: string) => new Story(now).does(raiser, raise())
const triage = (concern: boolean) =>
  ({ kind: 'record_triage_decision', concern, visit: false, reason: 't', adviser: adviser.id }) as const
const planned = () =>
  raised()
    .does(spoc, triageVisit)
    .does(spoc, referral())
    .does(officer, { kind: 'plan_visit', on: '2026-11-27' })
const finished = () => heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
const released = () => {
  const story = releaseRequested()
  return story.does(ceastTwo, confirm(story.c))
}
const noted = () => {
  const story = released()
  return story.does(spoc, confirmNotes(story.c))
}
const returned = () => noted().does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })

type Row = [
  fact: string,
  begin: () => Story,
  kind: Deadline['kind'],
  dueAt: string,
  owner: 'spoc' | 'visiting' | 'ceast' | { person: string },
]

/** Stories begin at 10am on Monday 23 November 2026; the held case is at 3pm on Tuesday 1 December. */
const rows: Row[] = [
  [
    'triage, by the end of the working day (R26, VR ¶4)',
    raised,
    'triage',
    '2026-11-23T17:00:00.000Z',
    'spoc',
  ],
  [
    'triage of a concern raised late, by the end of the next one (R26)',
    () => raised('2026-11-23T16:30:00.000Z'),
    'triage',
    '2026-11-24T17:00:00.000Z',
    'spoc',
  ],
  [
    'triage of a concern raised on a Saturday, on Monday (R26)',
    () => raised('2026-11-28T10:00:00.000Z'),
    'triage',
    '2026-11-30T17:00:00.000Z',
    'spoc',
  ],
  [
    'the visiting referral (VR ¶4)',
    () => raised().does(spoc, triageVisit),
    'visiting_referral',
    '2026-11-24T17:00:00.000Z',
    'spoc',
  ],
  [
    'a date for the visit (VR ¶4)',
    () => raised().does(spoc, triageVisit).does(spoc, referral()),
    'visit_plan',
    '2026-11-25T17:00:00.000Z',
    'visiting',
  ],
  [
    'the outcome of a planned visit, by midday on the next working day (F7)',
    planned,
    'visit_outcome',
    '2026-11-30T12:00:00.000Z',
    'visiting',
  ],
  [
    'the adviser’s contact with the customer (VR ¶4, ¶5)',
    () => raised().does(spoc, triage(false)),
    'adviser',
    '2026-12-07T17:00:00.000Z',
    { person: adviser.id },
  ],
  [
    'the adviser’s decision on the award (VR ¶23)',
    returned,
    'adviser',
    '2026-12-15T17:00:00.000Z',
    { person: adviser.id },
  ],
  [
    'the outcome of CEAST on a case that is not held (F16)',
    () => raised().does(spoc, triage(true)),
    'ceast_review',
    '2026-12-07T17:00:00.000Z',
    'ceast',
  ],
  [
    'a named lead (VR ¶12)',
    () => raised().does(spoc, triage(true)),
    'ceast_lead',
    '2026-11-24T17:00:00.000Z',
    'ceast',
  ],
  ['the next look at a hold (F16)', heldCase, 'hold_review', '2026-12-15T17:00:00.000Z', 'ceast'],
  [
    'the next look at a hold, from the last one (F16)',
    () => heldCase().at('2026-12-10T10:00:00.000Z').does(ceastOne, review()),
    'hold_review',
    '2026-12-24T17:00:00.000Z',
    'ceast',
  ],
  [
    'the number of a held award that has none (F6)',
    () => raised().does(officer, visit('2026-11-23', 'unsafe_area')),
    'missing_number',
    '2026-11-24T17:00:00.000Z',
    'spoc',
  ],
  ['the release, once CEAST has finished (VR ¶18)', finished, 'release', '2026-12-02T17:00:00.000Z', 'ceast'],
  [
    'the second person’s confirmation, within half a working day (F3)',
    releaseRequested,
    'confirm_release',
    '2026-12-02T11:00:00.000Z',
    'ceast',
  ],
  ['the closing note (VR ¶22)', released, 'system_note', '2026-12-02T17:00:00.000Z', 'spoc'],
  [
    'the return to the adviser, from the last closing note (VR ¶23)',
    noted,
    'return',
    '2026-12-02T17:00:00.000Z',
    'ceast',
  ],
  [
    'the call-back, half an hour from the text and not from its entry (D2, VR ¶20)',
    () => heldCase().does(ceastOne, attempt({ time: '14:40', textSent: true })),
    'call_back',
    '2026-12-01T15:10:00.000Z',
    { person: ceastOne.id },
  ],
]

describe('chased, with a date and an owner', () => {
  it.each(rows)('%s', (_fact, begin, kind, dueAt, owner) => {
    expect(dueOf(begin(), kind)).toMatchObject({
      dueAt,
      owner: typeof owner === 'string' ? { team: owner } : owner,
    })
  })
})

describe('no longer chased', () => {
  it('a visit, once its outcome is recorded (F7)', () => {
    const story = planned().at('2026-11-27T12:00:00.000Z').does(officer, visit('2026-11-27'))
    expect(dueOf(story, 'visit_outcome')).toBeUndefined()
  })

  it('a visit or the customer’s contact, once a death is reported (F10)', () => {
    const story = planned().does(officer, { kind: 'record_death', reportedBy: 't', confirmed: false })
    const kinds = deadlinesOf({ ...story.c, status: 'visit_due' }, staff).map(({ kind }) => kind)
    expect(kinds).toEqual(['death_steps', 'acknowledgement', 'email'])
  })

  it('the call-back, once the case is closed (VR ¶20)', () => {
    const { c } = noted().does(ceastOne, attempt({ textSent: true }))
    const kindsWhen = (status: typeof c.status) =>
      deadlinesOf({ ...c, status }, staff).map(({ kind }) => kind)
    expect(kindsWhen(c.status)).toContain('call_back')
    expect(kindsWhen('closed')).not.toContain('call_back')
  })

  it('the call-back, by a try of somebody else than the customer: it stays (VR ¶20)', () => {
    const story = heldCase().does(ceastOne, attempt({ time: '14:40', textSent: true }))
    story.does(ceastOne, attempt({ time: '14:50', route: 'next_of_kin' }))
    expect(dueOf(story, 'call_back')).toBeDefined()
  })
})

describe('days and times', () => {
  it('count from the day in London: late on a summer evening in UTC is the day after (D1)', () => {
    const story = new Story('2026-07-06T23:30:00.000Z').does(raiser, raise()).does(spoc, triageVisit)
    expect(dueOf(story, 'visiting_referral')?.dueAt).toBe('2026-07-08T16:00:00.000Z')
  })

  it('a visit that SPOC asks for while CEAST holds the award is chased (F5)', () => {
    const story = raised().does(officer, visit('2026-11-23', 'unsafe_area'))
    expect(dueOf(story, 'visit_plan')).toBeUndefined()
    story.does(spoc, triageVisit).does(spoc, referral())
    expect(dueOf(story, 'visit_plan')).toMatchObject({ owner: { team: 'visiting' } })
  })
})
