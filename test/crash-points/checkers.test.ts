import { describe, expect, it } from 'vitest'
import { safehold } from '../../src/case/people.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { heldCase } from '../case/story.ts'
import {
  asIfNothingDied,
  deadlinesRight,
  headlinesRight,
  heldAsTheFactsDemand,
  nothingLeft,
  postedOnce,
  recordedOnce,
  recordWhole,
  rungsOnce,
} from './checkers.ts'
import type { Deadline, Found, SeenCase, Wanted } from './look.ts'

const story = heldCase()
const deadline: Deadline = {
  kind: 'ceast_lead',
  n: 0,
  owner: 'team:ceast',
  due_at: '2026-12-02T17:00:00.000Z',
  rung: 1,
  next_at: null,
}
const seen: SeenCase = {
  id: story.c.id,
  ref: story.c.ref,
  state: story.c,
  events: story.events,
  chain: undefined,
  views: undefined,
  openHolds: story.events.filter(({ kind }) => kind === 'hold_started').map(({ seq }) => seq),
  deadlines: [deadline],
  due: [deadline],
}
const wanted: Wanted = {
  postId: 'one',
  kind: 'message',
  caseId: story.c.id,
  destination: 'team:spoc',
  status: 'sent',
  claimed: false,
  behind: false,
  words: 'Due now',
}
const sound: Found = {
  cases: [seen],
  submissions: [{ nonce: 'n-1', kind: 'done' }],
  wanted: [wanted],
  heartbeat: 'beat',
  posts: [
    { postId: 'one', channel: 'C1', text: 'Due now' },
    { postId: 'beat', channel: 'C9', text: 'Safehold is at work' },
  ],
  overdueRungs: 0,
  busyGates: 0,
}
const presses = [{ handler: 'add_concern', nonce: 'n-1' }]
const never = () => false
const toPeople = (destination: string) => destination.startsWith('person:')

const withCase = (more: Partial<SeenCase>): Found => ({ ...sound, cases: [{ ...seen, ...more }] })
const withMessage = (more: Partial<Wanted>): Found => ({ ...sound, wanted: [{ ...wanted, ...more }] })
const posted = (times: number, postId = 'one') =>
  Array.from({ length: times }, () => ({ postId, channel: 'C1', text: 'Due now' }))
const rung = {
  kind: 'deadline_passed',
  seq: 90,
  at: '2026-12-02T17:00:00.000Z',
  actor: safehold,
  deadline: 'ceast_lead-0',
  rung: 1,
} as unknown as CaseEvent
const withoutHold = story.events.filter(({ kind }) => kind !== 'hold_started')

describe('the checkers', () => {
  it('find nothing wrong with what is sound', () => {
    expect([
      ...recordedOnce(presses, sound),
      ...postedOnce(sound, never),
      ...headlinesRight(withMessage({ kind: 'headline' })),
      ...nothingLeft(sound),
      ...deadlinesRight(sound),
      ...rungsOnce(sound),
      ...recordWhole(sound),
      ...heldAsTheFactsDemand(sound),
      ...asIfNothingDied(sound, sound),
    ]).toEqual([])
  })

  it.each<[string, string[]]>([
    ['a press that is not recorded', recordedOnce(presses, { ...sound, submissions: [] })],
    [
      'a press that is recorded twice',
      recordedOnce(presses, { ...sound, submissions: [...sound.submissions, ...sound.submissions] }),
    ],
    [
      'a press that was refused',
      recordedOnce(presses, { ...sound, submissions: [{ nonce: 'n-1', kind: 'refused' }] }),
    ],
    ['a message that is not in Slack', postedOnce({ ...sound, posts: [] }, never)],
    ['a message that is there twice', postedOnce({ ...sound, posts: posted(2) }, toPeople)],
    [
      'a direct message that is there three times',
      postedOnce({ ...withMessage({ destination: 'person:U1' }), posts: posted(3) }, toPeople),
    ],
    [
      'a message that nobody wanted',
      postedOnce({ ...sound, posts: [...posted(1), ...posted(1, 'other')] }, never),
    ],
    [
      'two messages of one heartbeat',
      postedOnce({ ...sound, posts: [...posted(1), ...posted(2, 'beat')] }, never),
    ],
    [
      'a headline that shows how the case stood before',
      headlinesRight(withMessage({ kind: 'headline', words: 'Overdue' })),
    ],
    ['a message that waits', nothingLeft(withMessage({ status: 'waiting' }))],
    ['a message that Slack will not take', nothingLeft(withMessage({ status: 'failed' }))],
    ['a message that is still claimed', nothingLeft(withMessage({ claimed: true }))],
    ['a headline that is behind', nothingLeft(withMessage({ kind: 'headline', behind: true }))],
    ['a rung that has come', nothingLeft({ ...sound, overdueRungs: 1 })],
    ['a channel that waits for somebody who is dead', nothingLeft({ ...sound, busyGates: 1 })],
    ['a deadline that is not set', deadlinesRight(withCase({ deadlines: [] }))],
    ['a deadline that should not be set', deadlinesRight(withCase({ due: [] }))],
    ['a deadline at another time', deadlinesRight(withCase({ deadlines: [{ ...deadline, rung: 2 }] }))],
    ['a rung that was told twice', rungsOnce(withCase({ events: [rung, { ...rung, seq: 91 }] }))],
    ['a broken chain', recordWhole(withCase({ chain: 'a link is missing' }))],
    ['a broken chain of views', recordWhole(withCase({ views: 'a link is missing' }))],
    ['a case that is not what its record says', recordWhole(withCase({ state: { ...story.c, seq: 99 } }))],
    ['a hold that is not open', recordWhole(withCase({ openHolds: [] }))],
    ['a hold that never began', heldAsTheFactsDemand(withCase({ events: withoutHold }))],
    ['an entry that is missing', asIfNothingDied(withCase({ events: story.events.slice(0, -1) }), sound)],
    [
      'an entry that is there twice',
      asIfNothingDied(withCase({ events: [...story.events, ...story.events.slice(-1)] }), sound),
    ],
    ['a case too many', asIfNothingDied({ cases: [seen, seen] }, sound)],
  ])('find %s', (_what, found) => {
    expect(found).toHaveLength(1)
  })
})
