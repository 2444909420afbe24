import { describe, expect, it } from 'vitest'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { nextRungOf } from '../../src/case/ladder.ts'
import {
  confirm,
  people,
  raise,
  referral,
  releaseRequested,
  staff,
  Story,
  triageVisit,
  visit,
} from '../case/story.ts'
import { check, type Figure } from './check.ts'
import { checkHolds } from './check-holds.ts'
import type { FinalState, Recorded, Row } from './final-state.ts'
import type { Operation } from './history.ts'

const ref = 'ACS-2026-000001-T'
const caseId = 'case-1'
const channel = 'C0SPOC'
const alertId = 'alert-1'
const headlineId = 'headline-1'
const alertTs = `${Date.parse('2026-11-23T10:00:01.000Z') / 1000}.000100`
const headlineTs = `${Date.parse('2026-11-23T10:00:01.000Z') / 1000}.000200`

/** How a run ended, with everything open to change. */
type Ending = { operations: Operation[]; state: Mutable<FinalState> & { recorded: Mutable<Recorded> } }
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const operation = (act: string, event: string, person: string): Operation => ({
  id: `${act}-${person}`,
  client: 'one',
  person,
  act,
  event,
  caseId,
  presses: 1,
  outcome: 'ok',
  ref,
})

/** A case raised, visited, held and chased once, as it is when nothing went wrong. */
const wellEnded = (): Ending => {
  const story = new Story('2026-11-23T10:00:00.000Z', caseId)
    .does(people.raiser, raise())
    .at('2026-11-23T10:01:00.000Z')
    .does(people.spoc, triageVisit)
    .at('2026-11-23T10:02:00.000Z')
    .does(people.spoc, referral())
    .at('2026-11-23T10:03:00.000Z')
    .does(people.officer, visit('2026-11-23', 'unsafe_area'))
  const [first] = deadlinesOf(story.c, staff)
    .flatMap(live => {
      const next = nextRungOf(story.c, live)
      return next ? [{ live, next }] : []
    })
    .toSorted((one, other) => (one.next.at < other.next.at ? -1 : 1))
  if (first === undefined) throw new Error('The story has no deadline')
  const { live, next } = first
  story.at(next.at).does(people.clock, {
    kind: 'pass_deadline',
    deadline: deadlineKey(live),
    rung: next.rung,
    dueAt: live.dueAt,
  })
  const operations = [
    operation('raise_concern', 'concern_raised', people.raiser.id),
    operation('record_triage_decision', 'triage_decided', people.spoc.id),
    operation('complete_visiting_referral', 'visiting_referral_completed', people.spoc.id),
    operation('record_visit_outcome', 'visit_recorded', people.officer.id),
  ]
  const row = (id: string, kind: Row['kind'], ts: string): Row => ({
    id,
    kind,
    caseId,
    destination: 'team:spoc',
    status: 'sent',
    channel,
    ts,
    createdAt: kind === 'alert' ? '2026-11-23T10:00:00.000Z' : null,
    later: false,
    says: '',
    ref: null,
    digestId: null,
    reroutedAt: null,
    isReroute: false,
  })
  return {
    operations,
    state: {
      quietFrom: story.now,
      unrest: [],
      failedShown: 0,
      log: '',
      shown: [
        { channel, ts: alertTs, id: alertId, words: `Due now: ${ref}` },
        { channel, ts: headlineTs, id: headlineId, words: `DO NOT SUSPEND OR STOP ${ref}` },
      ],
      recorded: {
        cases: [{ id: caseId, ref, status: story.c.status, lastSeq: story.events.length, chain: 'ok' }],
        events: new Map([[caseId, story.events]]),
        submissions: operations.map(({ id, person }) => ({
          nonce: id,
          caseId,
          actor: person,
          outcome: 'done',
        })),
        deadlines: deadlinesOf(story.c, staff).map(one => ({
          caseId,
          deadline: deadlineKey(one),
          dueAt: one.dueAt,
          nextAt: nextRungOf(story.c, one)?.at ?? null,
        })),
        openHolds: story.c.holds.map(({ id }) => ({ caseId, openedSeq: id })),
        messages: [row(alertId, 'alert', alertTs), row(headlineId, 'headline', headlineTs)],
        troubles: [],
      },
    },
  }
}

const found = ({ operations, state }: Ending): Figure[] => [
  ...new Set(check(operations, state).findings.map(({ figure }) => figure)),
]

/** The record with its entries changed, as a broken database or program would leave it. */
const withEvents = (ending: Ending, change: (events: CaseEvent[]) => CaseEvent[]): void => {
  const events = change([...(ending.state.recorded.events.get(caseId) ?? [])])
  ending.state.recorded.events = new Map([[caseId, events]])
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list
  if (one === undefined) throw new Error('The list is empty')
  return one
}

const breaks: readonly [figure: Figure, what: string, spoil: (ending: Ending) => void][] = [
  ['lost', 'an acknowledged form is not in the record', ({ state }) => void state.recorded.submissions.pop()],
  [
    'lost',
    'a concern was acknowledged under another reference',
    ({ operations }) => {
      first(operations).ref = 'ACS-2026-000002-Y'
    },
  ],
  [
    'lost',
    'a message that counts as sent is not in Slack',
    ({ state }) => {
      state.shown = state.shown.slice(1)
    },
  ],
  [
    'unexpected',
    'a case was raised by nobody',
    ({ state }) => {
      const one = first(state.recorded.cases)
      state.recorded.cases = [one, { ...one, id: 'case-2', ref: 'ACS-2026-000002-Y' }]
    },
  ],
  [
    'unexpected',
    'a form was recorded that nobody sent',
    ({ state }) => {
      state.recorded.submissions.push({ nonce: 'strange', caseId, actor: 'U1', outcome: 'done' })
    },
  ],
  [
    'unexpected',
    'a form that was refused is recorded',
    ({ operations }) => {
      const last = operations.at(-1)
      if (last) last.outcome = 'fail'
    },
  ],
  [
    'unexpected',
    'Slack is told of a case that is not there',
    ({ state }) => {
      state.shown = [...state.shown, { channel, ts: '1.3', id: '', words: 'ACS-2026-000099-Z' }]
    },
  ],
  [
    'doubled',
    'a visit was recorded twice',
    ending => {
      withEvents(ending, events => {
        const visited = events.find(({ kind }) => kind === 'visit_recorded')
        if (visited) events.push({ ...visited, seq: events.length + 1 })
        return events
      })
      first(ending.state.recorded.cases).lastSeq += 1
    },
  ],
  [
    'doubled',
    'a rung of a deadline was told twice',
    ending => {
      withEvents(ending, events => {
        const passed = events.find(({ kind }) => kind === 'deadline_passed')
        if (passed) events.push({ ...passed, seq: events.length + 1 })
        return events
      })
      first(ending.state.recorded.cases).lastSeq += 1
    },
  ],
  [
    'doubled',
    'a message is in a channel twice',
    ({ state }) => {
      state.shown = [...state.shown, { ...first(state.shown), ts: '1.3' }]
    },
  ],
  [
    'early',
    'a deadline was told before its moment',
    ending => {
      withEvents(ending, events =>
        events.map(event =>
          event.kind === 'deadline_passed'
            ? { ...event, at: new Date(Date.parse(event.at) - 1).toISOString() }
            : event,
        ),
      )
    },
  ],
  [
    'early',
    'Slack was told of what had not come about',
    ({ state }) => {
      first(state.recorded.messages).createdAt = '2026-11-23T10:10:01.000Z'
    },
  ],
  [
    'audit gap',
    'an entry is older than the one before it',
    ending =>
      withEvents(ending, events =>
        events.map((event, index) => (index === 2 ? { ...event, at: '2026-11-23T09:00:00.000Z' } : event)),
      ),
  ],
  [
    'missed',
    'a deadline was due and was not told',
    ({ state }) => {
      state.quietFrom = '2027-06-01T00:00:00.000Z'
    },
  ],
  [
    'missed',
    'the clock does not wait for a deadline',
    ({ state }) => {
      state.recorded.deadlines = state.recorded.deadlines.filter(({ nextAt }) => nextAt === null)
    },
  ],
  [
    'missed',
    'a message still waits',
    ({ state }) => {
      first(state.recorded.messages).status = 'waiting'
    },
  ],
  [
    'missed',
    'something did not come to rest',
    ({ state }) => {
      state.unrest = ['all-1 is not ready']
    },
  ],
  [
    'hold gap',
    'an unsafe visit did not start a hold',
    ending => {
      withEvents(ending, events =>
        events.map(event =>
          event.kind === 'hold_started' ? { ...event, at: '2026-11-23T10:09:00.000Z' } : event,
        ),
      )
    },
  ],
  [
    'hold gap',
    'the table has no hold where the record has one',
    ({ state }) => {
      state.recorded.openHolds = []
    },
  ],
  [
    'hold gap',
    'a held case is closed',
    ({ state }) => {
      first(state.recorded.cases).status = 'closed'
    },
  ],
  [
    'hold gap',
    'the channel shows a held case without its hold',
    ({ state }) => {
      state.shown = state.shown.map(one => ({
        ...one,
        words: one.words.replace('DO NOT SUSPEND OR STOP', ''),
      }))
    },
  ],
  [
    'audit gap',
    'the chain is broken',
    ({ state }) => {
      first(state.recorded.cases).chain = 'entry 3 is not as it was written'
    },
  ],
  [
    'audit gap',
    'an entry is missing at the end',
    ({ state }) => {
      first(state.recorded.cases).lastSeq += 1
    },
  ],
  [
    'audit gap',
    'an acknowledged form left no entry of that person',
    ending => {
      const last = ending.operations.at(-1)
      if (last) last.event = 'contact_recorded'
      const { operations } = ending
      operations.push({ ...operation('other', 'visit_recorded', people.officer.id), outcome: 'info' })
    },
  ],
  [
    'silent failure',
    'a message failed and nobody can see it',
    ({ state }) => {
      first(state.recorded.messages).status = 'failed'
    },
  ],
  [
    'silent failure',
    'a message failed and the log does not say so',
    ({ state }) => {
      first(state.recorded.messages).status = 'failed'
      state.failedShown = 1
    },
  ],
  [
    'silent failure',
    'a message was told elsewhere and no trouble says why',
    ({ state }) => {
      first(state.recorded.messages).reroutedAt = '2026-11-23T10:10:00.000Z'
    },
  ],
  [
    'silent failure',
    'a message was gathered into one that is not in Slack',
    ({ state }) => {
      const [alert] = state.recorded.messages
      state.recorded.messages.push({
        ...first(state.recorded.messages),
        ...alert,
        id: 'alert-2',
        digestId: 'digest-1',
      })
    },
  ],
]

describe('the checkers', () => {
  it('find nothing where nothing is wrong', () => {
    const { operations, state } = wellEnded()
    expect(check(operations, state)).toEqual({ findings: [], twiceInDirect: 0 })
  })

  it.each(breaks)('find what is %s: %s', (figure, _what, spoil) => {
    const ending = wellEnded()
    spoil(ending)
    expect(found(ending)).toContain(figure)
  })

  it('allow what a person did to have been recorded although nobody told them', () => {
    const ending = wellEnded()
    for (const one of ending.operations) one.outcome = 'info'
    expect(found(ending)).toEqual([])
  })

  it('count a direct message that was told twice, and do not call it wrong', () => {
    const { operations, state } = wellEnded()
    state.shown = [1, 2]
      .map(n => ({ channel: 'D0RAISER', ts: `2.${n}`, id: 'direct-1', words: ref }))
      .concat(state.shown)
    expect(check(operations, state)).toEqual({ findings: [], twiceInDirect: 1 })
  })

  it('let a message wait whose moment has not come', () => {
    const ending = wellEnded()
    Object.assign(first(ending.state.recorded.messages), { status: 'waiting', ts: null, later: true })
    expect(found(ending)).toEqual([])
  })

  it.each([
    ['two people', people.ceastTwo.id, 0],
    ['one person alone', people.ceastOne.id, 1],
  ])('say whether a release was confirmed by %s (F3)', (_who, confirmer, gaps) => {
    const story = releaseRequested()
    story.at('2026-12-01T16:00:00.000Z').does(people.ceastTwo, confirm(story.c))
    const ending = wellEnded()
    withEvents(ending, () =>
      story.events.map(event =>
        event.kind === 'release_confirmed' ? { ...event, actor: confirmer } : event,
      ),
    )
    ending.state.recorded.openHolds = []
    expect(checkHolds(ending.state)).toHaveLength(gaps)
  })
})
