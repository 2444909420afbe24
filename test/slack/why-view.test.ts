import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import type { StaffDays } from '../../src/case/staff-days.ts'
import { deadlinesByDate, stepsOf } from '../../src/case/steps.ts'
import { rulesVersion } from '../../src/rules/version.ts'
import { labels } from '../../src/slack/labels.ts'
import { isCut } from '../../src/slack/modal.ts'
import { withAnswer, withBesideFields } from '../../src/slack/notice.ts'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { dueView } from '../../src/slack/views/list-views.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { whyView } from '../../src/slack/views/why-view.ts'
import { whyDate, whyNot, whyStep, whySteps } from '../../src/slack/why-button.ts'
import { viewProblems } from '../../src/slack/block-kit/check.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit, visit } from '../case/story.ts'
import { busyCase } from '../handlers/over-case.ts'
import { hostileText, mrkdwnIn, pings } from './hostile-text.ts'

// The keys of tables over every command and every deadline, whose types Object.keys forgets.
const steps = Object.keys(labels) as CommandKind[]
const kinds = Object.keys(actionFor) as DeadlineKind[]

const words = (view: unknown) => mrkdwnIn(view).join('\n')
const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it
const buttonsIn = (view: unknown) => [...JSON.stringify(view).matchAll(/"action_id":"why"/g)].length

describe('Why? on a step', () => {
  it('shows each paragraph with its document and date, each reading, and the version (R24, D20, R1)', () => {
    const all = words(whyView({ step: 'record_triage_decision' }))
    for (const part of [
      'Why this step: Record triage decision',
      '*Visiting Referrals: DWP Visiting for Access to Work customers* (VR), last modified 20 October 2022',
      '• VR ¶3: the SPOC triages all referrals',
      "*Safehold's reading* (VR ¶3, VR ¶4)\nWhoever raised a concern does not decide on it alone.",
      rulesVersion,
    ])
      expect(all).toContain(part)
  })

  it('marks what is ours and not the guidance (F13)', () => {
    const told = mrkdwnIn(whyView({ step: 'record_triage_decision' }))
    const routed = told.find(text => text.includes('Concerns are routed by service line'))
    expect(routed).toContain("*Safehold's decision*")
    expect(routed).toContain('Safehold default, not DWP guidance.')
    expect(told.find(text => text.includes('*The guidance asks* (VR ¶3)'))).not.toContain('default')
  })

  it.each(steps)('%s is within the limits and whole', step => {
    const view = whyView({ step })
    expect(viewProblems(fields(view))).toEqual([])
    expect(isCut(view)).toBe(false)
  })

  it('all steps together fit into one view, and into what one button carries', () => {
    const view = whyView({ steps })
    expect(viewProblems(fields(view))).toEqual([])
    expect(isCut(view)).toBe(false)
    expect(buttonsIn(view)).toBe(steps.length)
    expect(whySteps(steps, 'ACS-2026-000123-K').value.length).toBeLessThan(2000)
    expect(words(view)).toContain('*Take the lead*\n• The guidance asks (VR ¶12): CEAST leads and owns')
  })
})

describe('Why? on a date', () => {
  it('says that the length is the guidance’s, or ours (R33, R38, VR ¶7, ¶13)', () => {
    const window = words(whyView({ deadline: 'contact_window', what: 'contact', basis: 'VR ¶7, ¶9' }))
    expect(window).toContain('• VR ¶7: first ineffective visit: letter, five working days')
    expect(window).not.toContain('The date is')
    const basis = 'VR ¶13; the date is a Safehold default'
    const note = words(whyView({ deadline: 'system_note', what: 'note on DISC', basis }))
    expect(note).toContain('Why this date: note on DISC')
    expect(note).toContain('The date is a Safehold default, not DWP guidance.')
  })

  it.each(kinds)('%s is within the limits', deadline => {
    for (const basis of ['Safehold default', 'VR ¶7, ¶9'])
      expect(viewProblems(fields(whyView({ deadline, what: 'step', basis })))).toEqual([])
  })

  it('stands beside every live date of a case (R1, F16)', () => {
    const { c } = busyCase()
    const view = howDateView(c, staff, 'all')
    const live = deadlinesByDate(c, staff)
    expect(live.length).toBeGreaterThan(8)
    expect(buttonsIn(view)).toBe(live.length)
    expect(viewProblems(fields(view))).toEqual([])
    expect(isCut(view)).toBe(false)
  })

  it('stands beside every date of a list', () => {
    const { c } = heldCase()
    const row = deadlinesByDate(c, staff).map(({ kind, dueAt }) => ({ case: c, linked: [], kind, dueAt }))
    const now = '2026-12-02T10:00:00.000Z'
    const few = dueView(row, now, staff)
    expect(buttonsIn(few)).toBe(row.length)
    const many = dueView(
      Array.from({ length: 40 }, (_, i) => row[i % row.length] ?? row[0]).flatMap(one => one ?? []),
      now,
      staff,
    )
    expect(buttonsIn(many)).toBe(40)
    expect(isCut(many)).toBe(false)
    expect(words(many)).not.toContain('Page')
  })
})

describe('how each date was worked out', () => {
  const told = (story: Story) => words(howDateView(story.c, staff, 'all'))

  it('says what was counted: calendar days, working hours, working days, or nothing (D1, D3, VR ¶16, ¶17)', () => {
    const all = told(busyCase())
    expect(all).toContain('Three calendar days after the day it was asked for on 1 December (VR ¶16)')
    expect(all).toContain('It is due 4 working hours after it became known')
    expect(all).toContain(
      'It is due 10 working days after the day on which it became known.\n1 Dec known (day 0)',
    )
    expect(all).toContain('Nothing is counted: the date was agreed.')
    expect(all).toContain('Nothing is counted: the date was set on the referral.')
  })

  it('says that a triage is due the same working day, and within the hour in danger (R26)', () => {
    expect(told(new Story().does(people.raiser, raise()))).toContain(
      'It is due by 5pm on the working day on which it became known.',
    )
    expect(told(new Story().does(people.raiser, raise({ danger: 'yes' })))).toContain(
      'It is due 60 minutes after it became known',
    )
  })

  it('names the team whose working days were counted, and the nation that is set for it (D4, F8)', () => {
    const days: StaffDays = {
      ...staff,
      teams: { visiting: calendarFor('scotland', ['2026-12-24']), spoc: calendarFor('northern-ireland') },
    }
    const told = { staff: days }
    const story = new Story('2026-11-20T10:00:00.000Z').does(people.raiser, raise(), told)
    const shown = (until = days) => words(howDateView(story.c, until, 'all'))
    expect(shown()).toContain('Working days of SPOC: not weekends, not bank holidays of Northern Ireland.')
    story.does(people.spoc, triageVisit, told).does(people.spoc, referral(), told)
    const scotland =
      'Working days of DWP Visiting: not weekends, not bank holidays of Scotland, not the days set as closed.'
    expect(shown()).toContain(scotland)
    story.does(people.officer, visit('2026-11-20'), told)
    expect(shown()).toContain('The task opens on 1 December 2026')
    expect(shown()).toContain(scotland)
    // What was shown is shown again, whatever is set since.
    expect(shown(staff)).toBe(shown())
    expect(words(howDateView(heldCase().c, days, 'all'))).toContain(
      'Working days of CEAST: not weekends, not bank holidays of England and Wales.',
    )
  })

  it('shows whoever only raised the case the next date, and no other (F15)', () => {
    const { c } = busyCase()
    const [next, ...later] = deadlinesByDate(c, staff)
    const own = howDateView(c, staff, 'own_words')
    expect(next).toBeDefined()
    expect(JSON.stringify(own)).toContain(next?.step.slice(1))
    expect(later.length).toBeGreaterThan(0)
    expect(buttonsIn(own)).toBe(1)
  })

  it('a date far ahead is counted, and not listed day by day', () => {
    const story = heldCase()
    story.does(people.ceastOne, { kind: 'agree_action', text: 't', owner: 'U1', dueOn: '2027-02-28' })
    expect(viewProblems(fields(howDateView(story.c, staff, 'all')))).toEqual([])
  })
})

describe('Why? on a refusal', () => {
  it('shows the paragraph and the rules of the step that was refused (R36, D8, VR ¶11)', () => {
    const all = words(whyView({ refusal: 'VR ¶11, ¶19', step: 'release_the_hold' }))
    expect(all).toContain('Why not: VR ¶11, ¶19')
    expect(all).toContain('• VR ¶11: the award is not suspended or stopped')
    expect(all).toContain('Action taken and advice given are for CEAST alone to say')
  })

  it('is on every refusal, which keeps all that was typed', () => {
    const typed = [{ label: 'Reason', text: 'What I wrote' }]
    const view = refusalView(notAllowed('Only CEAST can do this', 'VR ¶12'), typed, [], 'take_the_lead')
    expect(buttonsIn(view)).toBe(1)
    expect(JSON.stringify(view)).toContain('What I wrote')
  })

  it('without a paragraph says that the rule is ours (F15)', () => {
    expect(words(whyView({ refusal: 'F15' }))).toContain('No paragraph asks for this.')
  })
})

describe('an answer where no further view fits', () => {
  const form = {
    callback_id: 'add_concern',
    private_metadata: '{}',
    title: { text: 'Add a concern' },
    submit: { text: 'Send' },
    close: { text: 'Cancel' },
    blocks: Array.from({ length: 90 }, (_, i) => ({ type: 'input', block_id: `field-${i}` })),
  }

  it('stands on top of the form, whose fields all stay, and takes the place of an earlier answer', () => {
    const once = withAnswer(form, whyView({ step: 'raise_concern' }))
    expect(once.blocks.length).toBeLessThanOrEqual(100)
    expect(once.blocks.filter(block => block.type === 'input')).toHaveLength(90)
    expect(words(once)).toContain('Why this step: Raise a concern')
    const again = withAnswer({ ...form, blocks: once.blocks }, whyView({ step: 'add_concern' }))
    expect(words(again)).not.toContain('Raise a concern')
    expect(again.blocks.filter(block => block.type === 'input')).toHaveLength(90)
  })
})

describe('words above a field', () => {
  const inputs = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ type: 'input', block_id: `field-${i}` }))
  const form = (n: number) => ({
    callback_id: 'plan_visit',
    private_metadata: '{}',
    title: { text: 'Plan visit' },
    submit: { text: 'Send' },
    close: null,
    blocks: inputs(n),
  })
  const words = { 'field-1': [{ say: 'Not that day (VR ¶7)', button: whyStep('plan_visit', 'Why?') }] }

  it('stand before it with their Why?, and every field stays in its place', () => {
    const view = withBesideFields(form(3), words)
    expect(view?.blocks.map(block => block.block_id)).toEqual([
      'field-0',
      'beside-field-1-0',
      'field-1',
      'field-2',
    ])
    expect(buttonsIn(view)).toBe(1)
    expect(view?.blocks[1]).toMatchObject({ text: { text: '*There is a problem*\nNot that day (VR ¶7)' } })
    const again = withBesideFields({ ...form(3), blocks: view?.blocks as never }, {})
    expect(again?.blocks).toEqual(inputs(3))
    expect(withBesideFields(form(3), {})).toBeUndefined()
  })

  it('are left out where no room is left, and no field is', () => {
    expect(withBesideFields(form(100), words)?.blocks).toEqual(inputs(100))
  })
})

describe('the buttons', () => {
  it('say in words what they are about, and carry no case', () => {
    const { c } = heldCase()
    const [next] = deadlinesByDate(c, staff)
    const presses = [
      whyStep('take_the_lead'),
      whySteps(stepsOf(c), c.ref),
      ...(next ? [whyDate(next)] : []),
      whyNot({ rule: 'VR ¶12', what: 'Only CEAST can do this' }),
    ]
    expect(presses).toHaveLength(4)
    for (const press of presses) {
      expect(press.says).toMatch(/^Why/)
      expect(press.value).not.toContain(c.id)
    }
  })

  it('whatever they carry, nothing in the answer pings', () => {
    fc.assert(
      fc.property(hostileText, text => {
        for (const asked of [{ refusal: text }, { deadline: 'triage' as const, what: text, basis: text }]) {
          const view = whyView(asked)
          expect(viewProblems(fields(view))).toEqual([])
          expect(mrkdwnIn(view).filter(pings)).toEqual([])
        }
      }),
      { numRuns: 50 },
    )
  })
})
