import { describe, expect, it } from 'vitest'
import { pressBankHolidays, submitBankHolidays } from '../../handlers/actions/bank-holidays.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import { freshMetadata, writeMetadata } from '../../handlers/metadata.ts'
import type { HolidayDifferences } from '../../src/calendar/holiday-changes.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import { listMessage } from '../../src/slack/alert-message.ts'
import { blocksProblems, viewProblems } from '../../src/slack/block-kit/check.ts'
import { feedFaultMessage, holidayQuestion, holidaysApplied } from '../../src/slack/holiday-words.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { holidaysDecidedView, holidaysView } from '../../src/slack/views/holidays-view.ts'

const at = '2026-11-23T10:00:00.000Z'
const change: HolidayDifferences = {
  added: [{ nation: 'scotland', date: '2027-06-15', title: 'National day of thanks' }],
  removed: [],
}
const moved = (n: number) => ({
  deadline: `triage-${n}`,
  step: 'triage decision',
  owner: { team: 'spoc' as const },
  from: '2027-06-15',
  to: '2027-06-16',
  ref: `ACS-2027-${String(n).padStart(6, '0')}-K`,
})
const moves = (n: number, all = true) => ({
  dates: Array.from({ length: n }, (_one, i) => moved(i)),
  cases: n,
  all,
})
// A view as Slack gets it is plain data.
const fields = (view: ModalView) => JSON.parse(JSON.stringify(view)) as Record<string, unknown>
const wordsOf = (thing: unknown) => JSON.stringify(thing)

const inTeams = (...teams: Team[]): Actor => ({ id: 'U1', teams, mayConfirmRelease: false })
const touched: string[] = []
const deps = (actor: Actor) =>
  ({
    gate: { actorOf: () => Promise.resolve(actor) },
    store: {
      answerHolidays: () => {
        touched.push('answered')
        return { ...change, n: 1, answers: [] }
      },
      holidayProposal: () => void touched.push('read'),
      logView: () => Promise.resolve(),
    },
  }) as never
const sent = {
  person: 'U1',
  view: {
    private_metadata: writeMetadata(freshMetadata({ holidays: 1 })),
    state: {
      values: {
        decision: { value: { type: 'radio_buttons', selected_option: { value: 'confirmed' } } },
        reason: { value: { type: 'plain_text_input', value: null } },
      },
    },
  },
} as never

describe('a change of bank holidays is for the leads alone', () => {
  it.each([[], ['ceast'], ['spoc', 'visiting', 'acssl']] as Team[][])(
    'somebody in %s %s %s neither sees nor decides it (F15)',
    async (...teams) => {
      const actor = inTeams(...teams.filter(team => team !== undefined))
      const asked = { person: 'U1', text: '1', screen: { show: () => Promise.resolve() } } as never
      await expect(submitBankHolidays(deps(actor))(sent)).rejects.toThrow(EntryRefusedError)
      await expect(pressBankHolidays(deps(actor))(asked)).rejects.toThrow(
        'Only the safeguarding leads can decide on a change of bank holidays',
      )
      expect(touched).toEqual([])
    },
  )
})

it('a change is set aside with a reason, or not at all', async () => {
  const { view } = sent as { view: { state: { values: { decision: { value: object } } } } }
  const { decision } = view.state.values
  const aside = { type: 'radio_buttons', selected_option: { value: 'set_aside' } }
  const state = { values: { ...view.state.values, decision: { ...decision, value: aside } } }
  const answer = await submitBankHolidays(deps(inTeams('leads')))({
    person: 'U1',
    view: { ...view, state } as never,
  })
  expect(answer).toEqual({ errors: { reason: 'Enter why it is set aside' } })
})

describe('what the leads see of it', () => {
  const answer = { outcome: 'confirmed', by: 'U0LEAD', at, reason: null } as const

  it.each([0, 1, 40, 5000])('fits on a screen with %i dates, and says how many are not shown', n => {
    const view = holidaysView({ change, answers: [], moves: moves(n, n < 5000) }, '{}')
    expect(viewProblems(fields(view))).toEqual([])
    expect(wordsOf(view).split('triage decision').length - 1).toBe(Math.min(n, 40))
    expect(wordsOf(view).includes('At least 4960 more are not shown here.')).toBe(n === 5000)
    expect(view.submit?.text).toBe('Record')
  })

  it('is a question until somebody has answered, and then who did', () => {
    const view = holidaysView({ change, answers: [answer], moves: moves(3) }, '{}')
    expect(view.submit).toBeUndefined()
    expect(wordsOf(view)).toContain('Confirmed by <@U0LEAD>')
    expect(wordsOf(holidaysDecidedView({ change, answers: [answer] }))).toContain('Open cases are told now')
  })

  it('can be confirmed after it was set aside, and the reason is shown as it was typed', () => {
    const aside = { outcome: 'set_aside', by: 'U0LEAD', at, reason: 'Not <!channel>' } as const
    const view = holidaysView({ change, answers: [aside], moves: moves(1) }, '{}')
    expect(view.submit?.text).toBe('Record')
    expect(viewProblems(fields(view))).toEqual([])
    const quoted = view.blocks.find(block => wordsOf(block).includes('Not <!channel>'))
    expect(wordsOf(quoted)).toContain('plain_text')
  })

  it('names a whole year of them by how many and from when to when', () => {
    const year: HolidayDifferences = {
      added: Array.from({ length: 28 }, (_day, i) => ({
        nation: 'scotland' as const,
        date: `2029-02-${String(i + 1).padStart(2, '0')}`,
        title: 'A day',
      })),
      removed: [],
    }
    const { text } = holidayQuestion(year, moves(0))
    expect(text).toContain(
      '28 new bank holidays from 1 February 2029 to 28 February 2029. No open date would move',
    )
  })

  it('comes as messages within Slack’s limits, the question with its button', () => {
    const question = listMessage({ ...holidayQuestion(change, moves(2, false)), holidays: 7 })
    expect(wordsOf(question)).toContain('At least 2 open dates on 2 cases would move')
    expect(wordsOf(question)).toContain('"action_id":"bank_holidays","value":"7"')
    const others = [holidaysApplied(change, { cases: 0, dates: 0 }), feedFaultMessage('It is empty.')].map(
      listMessage,
    )
    for (const message of [question, ...others])
      expect(blocksProblems(JSON.parse(wordsOf(message.blocks) ?? ''), 'message')).toEqual([])
    expect(wordsOf(others)).not.toContain('bank_holidays')
  })
})
