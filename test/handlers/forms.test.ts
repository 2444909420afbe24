import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form, FormCase } from '../../handlers/form.ts'
import { forms } from '../../handlers/forms.ts'
import { readMetadata } from '../../handlers/metadata.ts'
import type { Case } from '../../src/case/case.ts'
import { labels } from '../../src/slack/labels.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { stateValues } from '../../src/workbench/view-state.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  review,
  Story,
  triageVisit,
} from '../case/story.ts'
import { hostileText, mrkdwnIn, pings } from '../slack/hostile-text.ts'
import { asked, remaining, triaged } from '../case/beside-stories.ts'
import {
  blockIn,
  busyCase,
  commandOf,
  deadCustomer,
  fields,
  find,
  formOf,
  meta,
  notNow,
  over,
  send,
  unsafeVisit,
  unusualCase,
  viewOf,
  words,
} from './over-case.ts'

const raised = () => new Story().does(people.raiser, raise())
const lead = { id: 'U0LEAD01', teams: ['leads'] as const, mayConfirmRelease: false }

/** Released by two, and back with the adviser, who has not opened CEAST's advice. */
const returned = (): Story => {
  const story = releaseRequested()
  story.does(people.ceastTwo, confirm(story.c))
  story.does(people.spoc, confirmNotes(story.c))
  return story.does(people.ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
}

const states = {
  raised: raised().c,
  held: heldCase().c,
  releasing: releaseRequested().c,
  busy: busyCase().c,
  dead: deadCustomer(false).c,
  unsafe: unsafeVisit().c,
  unusual: unusualCase().c,
  asked: asked().c,
  triaged: triaged().c,
  remaining: remaining().c,
  reviewed: heldCase().does(people.ceastOne, review()).c,
  kept: asked().does(lead, { kind: 'place_legal_hold', reason: 't' }).c,
  deciding: { ...returned().c, adviceOpenedBy: [people.ceastTwo.id] },
}

/** Every state in which the form is shown at all, to somebody of CEAST or else to the person who raised it. */
const shownOver = (form: Form, text = 'What was said'): FormCase[] => {
  const { releasing, busy, dead, ...rest } = states
  const over_ = [people.ceastTwo, people.raiser].flatMap(actor =>
    [releasing, busy, dead, ...Object.values(rest)].map(c => over(c, text, actor)),
  )
  return over_.filter(o => form.needs === 'nothing' || form.notNow(o) === undefined)
}

const stateFor = (form: Form, text?: string): FormCase =>
  shownOver(form, text)[0] ?? over(states.raised, text)

describe('every form', () => {
  it('has a name of its own, and there is one for all that a person may do', () => {
    const names = forms.map(form => form.command)
    expect(new Set(names).size).toBe(names.length)
    const rest = Object.keys(labels).filter(kind => !names.includes(kind as never)) // keys of labels
    expect(rest).toEqual([
      'declare_danger',
      'open_advice',
      'erase_case',
      'apply_bank_holidays',
      'return_steps',
      'pass_deadline',
    ])
  })

  it.each(forms.map(form => [form.command, form] as const))('%s is within the limits', (_command, form) => {
    // Who asked for the release is not asked to confirm it.
    const seen = shownOver(form)
    expect(seen).not.toEqual([])
    for (const o of seen) {
      const view = viewOf(form, o)
      expect(viewProblems(fields(view))).toEqual([])
      expect(view.callback_id).toBe(form.command)
      expect(readMetadata(view.private_metadata ?? '')).toEqual(meta)
    }
  })

  it.each(forms.map(form => [form.command, form] as const))(
    '%s cites no paragraph of VR on another benefit, and leaves what was typed as it is (F1)',
    (_command, form) => {
      if (form.needs === 'nothing') return
      const others = Object.values(states).map(c => ({ ...c, serviceLine: 'universal_credit' as const }))
      for (const c of others) {
        const o = over(c, 'Typed: VR ¶1', people.ceastTwo)
        const shown = JSON.stringify([form.notNow(o) ?? form.view(meta, o)])
        expect(shown.replaceAll('Typed: VR ¶1', '')).not.toContain('VR ¶')
      }
    },
  )

  it('shows no code of our own specification, which means nothing to a reader', () => {
    const shown = forms.flatMap(form => shownOver(form).map(o => mrkdwnIn(viewOf(form, o)).join('\n')))
    const texts = forms.map(form => JSON.stringify(viewOf(form, stateFor(form)).blocks))
    expect([...shown, ...texts].filter(words => /\((?:[^()]*, )?[RDF]\d+[,)]/.test(words))).toEqual([])
  })

  it('shows whatever was typed within the limits, and nothing in it pings', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...forms), (text, form) => {
        const view = viewOf(form, stateFor(form, text))
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
        expect(view.private_metadata).not.toContain(text.length > 5 ? text : '\ud800')
      }),
      { numRuns: 60 },
    )
  })

  const asking = forms.filter(form =>
    viewOf(form, stateFor(form)).blocks.some(({ type }) => type === 'input'),
  )

  it.each(asking.map(form => [form.command, form] as const))(
    '%s sent empty names what is missing, beside its field',
    async (_command, form) => {
      const o = stateFor(form)
      const state = stateValues(fields(viewOf(form, o))['blocks'], {})
      const blank = Object.fromEntries(Object.keys(state).map(name => [name, { value: {} }]))
      const read = form.needs === 'case' ? await form.read(blank, o, find) : form.read(blank)
      expect(read).toHaveProperty('errors')
    },
  )
})

describe('raising a concern', () => {
  const form = formOf('raise_concern')
  const answers = { danger: 'not_sure', text: 'He said he cannot go on', harmed: ['customer', 'not_sure'] }

  it('needs exactly three answers (F12)', async () => {
    const read = await send(form, over(states.raised), {})
    expect(read).toEqual({
      errors: {
        danger: 'Select yes if anyone is in immediate danger',
        text: 'Enter what makes you concerned',
        harmed: 'Select who could be harmed, or that you are not sure',
      },
    })
    expect(await send(form, over(states.raised), answers)).toHaveProperty('command.kind', 'raise_concern')
  })

  it('asks about danger first, and tells at once', () => {
    const [first] = viewOf(form, over(states.raised)).blocks
    expect(first).toMatchObject({ block_id: 'danger', dispatch_action: true })
  })

  it('puts what was typed aside to be sealed: the command has ids only', async () => {
    const read = await send(form, over(states.raised), {
      ...answers,
      name: 'Made Up',
      number: 'qq 12 34 56 c',
    })
    if ('errors' in read) throw new Error('The form was not taken')
    expect(JSON.stringify(read.command)).not.toMatch(/cannot go on|Made Up|QQ/)
    expect(Object.values(read.texts)).toEqual([
      { field: 'concern', plain: 'He said he cannot go on' },
      { field: 'name', plain: 'Made Up' },
      { field: 'number', plain: 'QQ123456C', isNumber: true },
    ])
    expect(read.command).toMatchObject({ serviceLine: 'access_to_work', danger: 'not_sure' })
  })

  it('does not take a number that is not in the format, and says so in GOV.UK words', async () => {
    expect(await send(form, over(states.raised), { ...answers, number: 'QQ 12' })).toEqual({
      errors: { number: 'Enter a National Insurance number in the correct format' },
    })
  })

  it('takes a text of any length, and not one of blanks', async () => {
    const long = 'x'.repeat(100_000)
    const read = await send(form, over(states.raised), { ...answers, text: long })
    if ('errors' in read) throw new Error('The form was not taken')
    expect(Object.values(read.texts)[0]?.plain).toBe(long)
    expect(await send(form, over(states.raised), { ...answers, text: ' \u200b\n' })).toHaveProperty(
      'errors.text',
    )
  })
})

describe('the forms over a case', () => {
  it('a decision that cannot be made yet is refused before anything is typed (VR ¶15, ¶23)', () => {
    expect(notNow('record_ceast_outcome', over(states.held))?.what).toBe(
      'This needs the evidence review first',
    )
    expect(notNow('record_ceast_outcome', over(states.reviewed))).toBeUndefined()
    const decide = (c: FormCase['case']) => notNow('record_award_decision', over(c, '', people.adviser))?.what
    expect(decide(states.held)).toBe('Do not suspend or stop this award')
    expect(decide(returned().c)).toBe("Open CEAST's advice before you decide")
    expect(decide({ ...returned().c, adviceOpenedBy: [people.adviser.id] })).toBeUndefined()
  })

  it('a visit planned for a day to come is not prefilled as made on that day (F7)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, { kind: 'plan_visit', on: '2026-12-20' })
    const o = over(story.c)
    const initial = () => blockIn(formOf('record_visit_outcome'), o, 'on')
    expect(initial()).toHaveProperty('element.initial_date', localDateOf(o.now))
    const later = { ...o, now: '2026-12-21T09:00:00.000Z' as const }
    expect(blockIn(formOf('record_visit_outcome'), later, 'on')).toHaveProperty(
      'element.initial_date',
      '2026-12-20',
    )
  })

  it('a visit whose planned day has passed is planned anew with why it was not made, and not before (F7)', async () => {
    const { c } = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, { kind: 'plan_visit', on: '2026-12-01' })
    const asks = (now: string) =>
      blockIn(formOf('plan_visit'), over(c, '', people.officer, { now }), 'notMade')
    expect(asks('2026-12-01T10:00:00.000Z')).toBeUndefined()
    const late = over(c, '', people.officer)
    expect(JSON.stringify(asks(late.now))).toContain('Why was the visit on 1 December 2026 not made?')
    expect(words('plan_visit', late)).toContain('No outcome is recorded')
    // The day that has passed is not offered again.
    expect(blockIn(formOf('plan_visit'), late, 'on')).not.toHaveProperty('element.initial_date')
    const answers = { on: '2026-12-04', notMade: 'The road was closed' }
    expect(await commandOf('plan_visit', late, answers)).toEqual({ kind: 'plan_visit', ...answers })
  })

  it('the only item of a list is chosen already, and of two none is', () => {
    const one = heldCase().does(people.spoc, { kind: 'ask_for_interim_advice', question: 'text-q' }).c
    const chosenIn = (c: FormCase['case']) => blockIn(formOf('give_interim_advice'), over(c), 'of')
    expect(chosenIn(one)).toHaveProperty('element.initial_option.value', String(one.questions[0]?.seq))
    expect(chosenIn(states.busy)).not.toHaveProperty('element.initial_option')
  })

  it('the second visit is preselected after a first one', () => {
    const story = heldCase()
    expect(JSON.stringify(viewOf(formOf('record_visit_outcome'), over(story.c)))).toContain('A further visit')
  })

  it('only CEAST is asked whether a second visit is needed (VR ¶8)', () => {
    const form = formOf('record_customer_contact')
    const asks = (actor: FormCase['actor']) =>
      JSON.stringify(viewOf(form, over(states.held, 'x', actor))).includes('secondVisit')
    expect(asks(people.ceastOne)).toBe(true)
    expect(asks(people.officer)).toBe(false)
  })

  it('a visit with a letter becomes one command', async () => {
    const read = await send(formOf('record_visit_outcome'), over(states.raised), {
      outcome: 'no_answer',
      on: '2026-12-01',
      time: '14:30',
      which: 'first',
      letterLeft: 'yes',
      contactBy: '2026-12-08',
    })
    expect(read).toMatchObject({
      command: {
        kind: 'record_visit_outcome',
        on: '2026-12-01',
        time: '14:30',
        which: 'first',
        letter: { left: true, contactBy: '2026-12-08' },
      },
    })
  })

  it('a release names the holds it ends, and shows the ground and the advice to the second person (F3)', async () => {
    const hold = states.held.holds[0]?.id
    const read = await send(formOf('release_the_hold'), over(states.held), {
      holds: [String(hold)],
      ground: 'advice_given',
      advice: 'Pay',
    })
    expect(read).toMatchObject({ command: { holds: [hold], ground: 'advice_given' } })
    const confirm = JSON.stringify(viewOf(formOf('confirm_release'), over(states.releasing, 'The advice')))
    expect(confirm).toContain('The advice')
    expect(confirm).toContain('Further action taken and further advice given')
    expect(confirm).toContain('two ineffective visits')
  })

  it('a system note shows the exact words to put on (VR ¶13)', () => {
    expect(JSON.stringify(viewOf(formOf('confirm_system_note'), over(states.held)))).toContain(
      'Following two ineffective visits on 23 November 2026 and 1 December 2026, please do not take any further action whilst the case is with CEAST for consideration.',
    )
  })

  it('a correction names the entry and what is true instead (F9)', async () => {
    const form = formOf('correct_entry')
    const visit = states.held.visits[0]
    const asked = { of: String(visit?.seq), reason: 'Wrong day', instead: 'other' }
    expect(await send(form, over(states.held), asked)).toHaveProperty('errors.on')
    expect(await send(form, over(states.held), { ...asked, on: '2026-11-24' })).toMatchObject({
      command: { of: visit?.seq, visit: { on: '2026-11-24', outcome: 'no_answer' } },
    })
    expect(await send(form, over(states.held), { ...asked, of: 'number' })).toHaveProperty('errors.number')
  })

  it('a correction takes back a step or a note, and asks for nothing instead (F9)', async () => {
    const form = formOf('correct_entry')
    const c: Case = {
      ...states.held,
      marker: { seq: 90, by: 'U_A', at: states.held.openedAt, applied: true, reason: 't' },
      notes: states.held.notes.map(note => ({
        ...note,
        confirmed: { by: 'U_A', at: note.wantedAt, seq: 91 },
      })),
    }
    const [note] = c.notes
    const asked = { reason: 'It was not', instead: 'nothing' }
    expect(JSON.stringify(viewOf(form, over(c)))).toContain(`Note confirmed on ${note?.system}`)
    expect(await send(form, over(c), { ...asked, of: `note ${note?.id}` })).toMatchObject({
      command: { kind: 'correct_entry', note: note?.id },
    })
    expect(await send(form, over(c), { ...asked, of: '90' })).toMatchObject({ command: { of: 90 } })
    expect(await send(form, over(c), { ...asked, of: '90', instead: 'other' })).toHaveProperty(
      'errors.instead',
    )
  })

  it('cases are linked by reference (F5)', async () => {
    const form = formOf('link_cases')
    const asked = { reason: 'Same person' }
    expect(await send(form, over(states.held), { ...asked, other: 'ACS-2026-000999-A' })).toHaveProperty(
      'errors.other',
    )
    expect(await send(form, over(states.held), { ...asked, other: 'ACS-2026-000124-K' })).toMatchObject({
      command: { kind: 'link_cases', other: 'case-2' },
    })
  })
})
