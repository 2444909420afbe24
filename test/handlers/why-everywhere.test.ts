import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pressWhy } from '../../handlers/actions/why.ts'
import type { Case } from '../../src/case/case.ts'
import type { CommandKind } from '../../src/case/commands.ts'
import { type DeadlineKind, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve } from '../../src/case/evolve.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { checkAnswerOf } from '../../src/case/hold.ts'
import { manyChecksRestOn } from '../../src/case/many-checks.ts'
import { rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import type { Notice } from '../../src/case/notices/notice.ts'
import { type Team, teamNames } from '../../src/case/people.ts'
import { deadlinesByDate } from '../../src/case/steps.ts'
import { rulesOfCommand, rulesOfDeadline } from '../../src/rules/basis.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { alertMessage, listMessage } from '../../src/slack/alert-message.ts'
import { headlineMessage } from '../../src/slack/headline-message.ts'
import { labels } from '../../src/slack/labels.ts'
import { isCut } from '../../src/slack/modal.ts'
import { morningMessage } from '../../src/slack/morning-words.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { cannotCheckView, checkView } from '../../src/slack/views/check-view.ts'
import { dueView, holdsView, listLength, mineView } from '../../src/slack/views/list-views.ts'
import { workLogView } from '../../src/slack/views/work-log-view.ts'
import type { WhyMessage } from '../../src/slack/why-button.ts'
import { fieldsOr, listOf, stringOr } from '../../src/workbench/fields.ts'
import { areBlocksTooLong, blocksProblems, viewProblems } from '../../src/slack/block-kit/check.ts'
import { heldCase, people, raise, releaseRequested, staff, Story, triageVisit } from '../case/story.ts'
import { busyCase, fields, unsafeVisit, unusualCase } from './over-case.ts'

// The keys of tables over every command, deadline and team, whose types Object.keys forgets.
const kinds = Object.keys(actionFor) as DeadlineKind[]
const steps = Object.keys(labels) as CommandKind[]
const teams = Object.keys(teamNames) as Team[]

const held = heldCase()
const onAnotherBenefit = () =>
  new Story()
    .does(people.raiser, raise({ serviceLine: 'universal_credit', danger: 'yes' }))
    .does(people.ceastOne, { kind: 'put_on_hold', reason: 'text-hold' })
const stories = [held, busyCase(), unsafeVisit(), unusualCase(), releaseRequested(), onAnotherBenefit()]

/** Every state that these stories went through, with the event that led there. */
const states = stories.flatMap(({ events }) => {
  let c: Case | null = null
  return events.map(event => {
    c = evolve(c, event)
    return { c, event }
  })
})
const anyState = fc.constantFrom(...states)
const anyTeam = fc.constantFrom(...teams)
const anyMoment = fc
  .integer({ min: 0, max: 60 * 24 })
  .map(hours => new Date(Date.parse('2026-11-23T09:00:00.000Z') + hours * 3_600_000).toISOString())

type Button = { action: string; value: string }
const buttonsIn = (thing: { blocks: unknown }): Button[] =>
  listOf(fields(thing)['blocks'])
    .flatMap(block => [...listOf(block['elements']), fieldsOr(block['accessory'])])
    .map(element => ({ action: stringOr(element['action_id']), value: stringOr(element['value']) }))
const whysIn = (thing: { blocks: unknown }): string[] =>
  buttonsIn(thing)
    .filter(({ action }) => action === 'why')
    .map(({ value }) => value)
const stepsIn = (thing: { blocks: unknown }): string[] =>
  buttonsIn(thing).flatMap(({ action }) => (action.startsWith('do:') ? [action.slice(3)] : []))
const asked = (value: string | undefined): WhyMessage =>
  value === undefined ? { deadlines: [], steps: [], rules: [] } : JSON.parse(value)

/** A press in a view: nothing is looked up, so nothing to look it up with is needed. */
const answerTo = async (value: string) => {
  const shown: { blocks: unknown }[] = []
  const screen = {
    explain: async (view: { blocks: unknown }) => void shown.push(view),
    show: async (view: { blocks: unknown }) => void shown.push(view),
  }
  await pressWhy({ settings: nothingSet } as never)({ text: value, screen, view: {}, person: 'U1' } as never)
  return shown[0] ?? { blocks: [] }
}

/** Of any case: in a record it is a UUID, and in the stories it is not. */
const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'

const knownRule = /In the rule table: [RDF]\d+/

/** What a press shows, down to the single answers, each of which names a rule of the table. */
const leadsToRules = async (value: string): Promise<void> => {
  expect(value.length).toBeLessThanOrEqual(2000)
  const view = await answerTo(value)
  expect(viewProblems(fields(view))).toEqual([])
  expect(isCut(view as never)).toBe(false)
  const words = JSON.stringify(view)
  expect(words).not.toContain('does not know this button')
  const further = whysIn(view)
  if (further.length === 0) expect(words).toMatch(knownRule)
  for (const one of further) await leadsToRules(one)
}

const date = /\b(by|due|until|since|from|now|on)\b.* \d{1,2} [A-Z][a-z]+/i

describe('every kind of date and every step', () => {
  it.each(kinds)('%s rests on a rule of the table', kind => {
    expect(rulesOfDeadline(kind).length).toBeGreaterThan(0)
  })

  it.each(steps.filter(step => step !== 'pass_deadline'))('%s rests on a rule of the table', step => {
    expect(rulesOfCommand(step).length).toBeGreaterThan(0)
  })
})

describe('a message has Why? beside what it shows', () => {
  it('a headline, in every channel and at any time, for its steps, its dates and its hold (R1, F1)', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, anyTeam, anyMoment, async ({ c }, team, now) => {
        const headline = headlineOf(c, [], team, now, staff)
        const message = headlineMessage(headline, { ...c, id })
        expect(blocksProblems(fields(message)['blocks'], 'message')).toEqual([])
        expect(areBlocksTooLong(fields(message)['blocks'] as never)).toBe(false) // as Slack gets them
        const [why, ...more] = whysIn(message)
        expect(more).toEqual([])
        const { deadlines, steps: asks, rules } = asked(why)
        expect(asks).toEqual(stepsIn(message))
        expect(date.test(headline.third) && deadlines.length === 0).toBe(false)
        expect(date.test(headline.first) && deadlines.length + rules.length === 0).toBe(false)
        expect(rules[0]?.step === 'release_the_hold').toBe(headline.level === 'hold')
        expect(asked(why).about ?? id).toBe(id)
        if (why !== undefined) await leadsToRules(why)
      }),
      { numRuns: 60 },
    )
  })

  const shows = (notice: Notice, c: Case) => alertMessage({ ...notice, caseId: id, ref: c.ref })

  it('an alert, to a team or a person, for its steps and for what it cites', async () => {
    for (const { c, event } of states)
      for (const notice of noticesOf(c, [event], staff)) {
        const message = shows(notice, c)
        const [why] = whysIn(message)
        const { steps: asks, rules } = asked(why)
        expect(asks).toEqual(stepsIn(message))
        expect(rules).toHaveLength(/¶|DO NOT/.test(notice.text) ? 1 : 0)
        expect(notice.deadlines ?? []).toHaveLength(/, by |Review on/.test(notice.text) ? 1 : 0)
        if (why !== undefined) await leadsToRules(why)
      }
  })

  it('an alert about a date, on every rung, for that date', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, fc.integer({ min: 1, max: 6 }), fc.boolean(), async ({ c }, rung, late) => {
        for (const live of deadlinesOf(c, staff)) {
          const event = { kind: 'deadline_passed', deadline: deadlineKey(live), rung, late } as const
          const place = { dueAt: live.dueAt, seq: c.seq + 1, at: live.dueAt, actor: 'U0' }
          const notices = noticesOf(c, [{ ...event, ...place }], staff)
          // From there on the leads' morning list says it (R4).
          const isQuiet = live.kind === 'acknowledgement' && 'team' in live.owner && rung > rungs.leads
          expect(notices.length > 0).toBe(!isQuiet)
          for (const notice of notices) {
            const [why = ''] = whysIn(shows(notice, c))
            expect(asked(why).deadlines).toEqual([live.kind])
            await leadsToRules(why)
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('an alert written before there was any still reads, and has Why? for its steps', () => {
    const message = alertMessage({ text: 'Words', actions: ['add_concern'], caseId: 'c', ref: 'r' })
    expect(asked(whysIn(message)[0])).toMatchObject({ deadlines: [], steps: ['add_concern'] })
    expect(whysIn(listMessage({ text: 'A list', lines: ['One'] }))).toEqual([])
  })

  it('the list of the morning, for each kind of date in it and for the holds (R36, VR ¶11)', async () => {
    const c = new Story().does(people.raiser, raise()).does(people.spoc, triageVisit).c
    const due = deadlinesOf(c, staff).map(({ kind, n, dueAt }) => ({ case: c, kind, n, dueAt }))
    const morning = {
      now: '2026-12-15T09:00:00.000Z',
      overdue: 3,
      dueToday: 0,
      held: 2,
      withoutLead: 0,
      holds: [held.c, onAnotherBenefit().c],
      steps: due,
      stepsInAll: due.length,
      linked: new Map(),
    }
    const list = morningMessage('leads', morning, staff)
    const [why = ''] = whysIn(listMessage(list ?? { text: '', lines: [] }))
    const { deadlines, rules } = asked(why)
    for (const { kind } of due) expect(deadlines).toContain(kind)
    expect(rules.map(({ rule }) => rule)).toEqual(['VR ¶11', 'F1'])
    expect(why).not.toContain(c.ref)
    await leadsToRules(why)
    await leadsToRules(whysIn(listMessage({ text: 'x', lines: [], restsOn: manyChecksRestOn }))[0] ?? '')
  })
})

describe('a list has Why? in every row', () => {
  const now = '2026-12-02T10:00:00.000Z'
  const busy = busyCase().c
  const live = deadlinesByDate(busy, staff)
  const rows = Array.from({ length: listLength }, (_, i) => live[i % live.length])
    .flatMap(one => one ?? [])
    .map(({ kind, dueAt }) => ({ case: busy, linked: [], kind, dueAt }))
  const many = Array.from({ length: listLength }, () => ({ case: busy, linked: [] }))
  const turn = { page: 1, more: true }

  it.each([
    ['what is due', dueView(rows, now, staff, turn)],
    ['the holds', holdsView(many, turn)],
    ['my cases', mineView(many, now, staff, turn)],
  ])('%s, on a full page with the way on and back', async (_name, view) => {
    expect(viewProblems(fields(view))).toEqual([])
    expect(isCut(view)).toBe(false)
    expect(whysIn(view)).toHaveLength(listLength)
    expect(buttonsIn(view).filter(({ action }) => action === 'open_case')).toHaveLength(listLength)
    for (const label of ['Previous page', 'Next page']) expect(JSON.stringify(view)).toContain(label)
    for (const why of new Set(whysIn(view))) await leadsToRules(why)
  })

  it('what is due, where the calendar has changed since', async () => {
    const [why = ''] = whysIn(
      dueView([{ case: busy, linked: [], kind: 'triage', dueAt: '2026-11-01T00:00:00.000Z' }], now, staff),
    )
    expect(why).toContain('"triage"')
    await leadsToRules(why)
  })

  it("CEAST's work log (VR ¶14)", async () => {
    const log = Array.from({ length: 20 }, () => ({ case: busy, linked: [], now, last: null }))
    const view = workLogView({ rows: log, total: 20 }, 0, staff)
    expect(isCut(view)).toBe(false)
    expect(whysIn(view)).toHaveLength(20)
    await leadsToRules(whysIn(view)[0] ?? '')
  })
})

describe('an answer has Why?', () => {
  const number = { n: null }
  const answers = {
    held: checkView(checkAnswerOf([{ case: held.c, ...number }]), 0, 'access_to_work', {}),
    'held for another benefit': checkView(
      checkAnswerOf([{ case: held.c, ...number }]),
      0,
      'universal_credit',
      {},
    ),
    'held by our own decision': checkView(
      checkAnswerOf([{ case: onAnotherBenefit().c, ...number }]),
      0,
      'universal_credit',
      {},
    ),
    caution: checkView(checkAnswerOf([{ case: unsafeVisit().c, ...number }]), 2, undefined, {}),
    'not found': checkView({ held: [], cautions: [] }, 0, undefined, {}),
    'cannot tell': cannotCheckView({}),
  }

  it.each(Object.entries(answers))('of a check: %s (F6)', async (_name, view) => {
    expect(whysIn(view).length).toBeGreaterThan(0)
    for (const why of whysIn(view)) await leadsToRules(why)
  })

  it('that names no rule of a restricted hold (F15)', () => {
    const c: Case = {
      ...held.c,
      concerns: held.c.concerns.map(one => ({ ...one, harmed: ['child'] as const })),
    }
    const [why = ''] = whysIn(checkView(checkAnswerOf([{ case: c, ...number }]), 0, 'access_to_work', {}))
    expect(why).toContain('"rule":"F6"')
    expect(why).not.toContain('VR')
  })
})

describe('a case has Why?', () => {
  it('beside each hold, the date for contact and each list of dates (VR ¶7, ¶11)', async () => {
    const { c } = busyCase()
    const view = caseView({
      case: c,
      linked: [],
      now: '2026-12-02T10:00:00.000Z',
      staff,
      sight: 'all',
      steps: [],
      readable: [],
      opened: {},
      timeline: [],
      page: 0,
      settings: nothingSet,
    })
    const all = whysIn(view).join('\n')
    for (const kind of ['contact_window', 'conference', 'agreed_action', 'acssl_review', 'learning_item'])
      expect(all).toContain(`"deadline":"${kind}"`)
    expect(all).toContain('"step":"release_the_hold"')
    for (const why of whysIn(view)) await leadsToRules(why)
  })
})
