import { nothingSet } from '../../src/settings/settings.ts'
import { describe, expect, it } from 'vitest'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, people, raise, releaseRequested, Story, triageVisit } from '../case/story.ts'
import {
  blockIn,
  busyCase,
  commandOf,
  deadCustomer,
  errorsOf,
  formOf,
  notNow,
  over,
  send,
  unsafeVisit,
  unusualCase,
  words,
  viewOf,
} from './over-case.ts'

const { ceastOne, spoc, officer, raiser } = people
const raised = new Story().does(raiser, raise()).c
const held = heldCase().c
const unsafe = unsafeVisit().c
const unusual = unusualCase().c

describe('handing over and accepting (F13)', () => {
  it('offers every benefit but its own, with a reason', async () => {
    const to = JSON.stringify(blockIn(formOf('hand_over'), over(raised, '', spoc), 'to'))
    expect(to).toContain('universal_credit')
    expect(to).not.toContain('access_to_work')
    expect(Object.keys(await errorsOf('hand_over', over(raised), {}))).toEqual(['to', 'reason'])
    expect(
      await commandOf('hand_over', over(raised), { to: 'universal_credit', reason: 'It is about UC' }),
    ).toEqual({
      kind: 'hand_over',
      to: 'universal_credit',
      reason: 'It is about UC',
    })
    expect(words('hand_over', over(unusual))).toContain('offered to Universal Credit already')
    expect(notNow('hand_over', over(held))?.rule).toBe('F1, F13')
  })

  it('says who is asked, and nothing where one team triages both', async () => {
    const after = async (c: typeof raised, to: string) => {
      const read = await send(formOf('hand_over'), over(c), { to, reason: 'Why' })
      if ('errors' in read) throw new Error('The form was not taken')
      return JSON.stringify(
        read.result?.({ case: c, ref: c.ref, linked: [], isKeptOut: false, settings: nothingSet }).passages,
      )
    }
    expect(await after(raised, 'universal_credit')).toContain('CEAST is asked to accept it')
    const uc = new Story().does(raiser, raise({ serviceLine: 'universal_credit' })).c
    expect(await after(uc, 'other')).toBe('[]')
  })

  it('shows whoever accepts why, and what was said', async () => {
    const o = over(unusual, 'She never claimed this')
    expect(words('accept_handover', o)).toContain('Why it was handed over')
    expect(words('accept_handover', o)).toContain('She never claimed this')
    expect(await commandOf('accept_handover', o, {})).toEqual({ kind: 'accept_handover' })
    expect(notNow('accept_handover', over(raised))?.code).toBe('not_yet')
  })

  it('another adviser is named while one has the case (VR ¶4)', async () => {
    expect(words('assign_adviser', over(unusual))).toContain('<@U0ADVISER1>')
    expect(await commandOf('assign_adviser', over(unusual), { adviser: 'U0NEXT' })).toEqual({
      kind: 'assign_adviser',
      adviser: 'U0NEXT',
    })
    expect(notNow('assign_adviser', over(held))?.code).toBe('not_yet')
    const linked = [linkedThatKeepsOut('U0ADVISER1')]
    expect(words('assign_adviser', { ...over(unusual), linked })).toContain('Nobody is the adviser')
    // Nor does a form begin with them where they would be refused.
    for (const kind of ['record_triage_decision', 'return_to_adviser'] as const) {
      expect(JSON.stringify(viewOf(formOf(kind), over(unusual)))).toContain('"initial_user":"U0ADVISER1"')
      expect(JSON.stringify(viewOf(formOf(kind), { ...over(unusual), linked }))).not.toContain('U0ADVISER1')
    }
  })
})

describe('the visiting referral and the visit', () => {
  it('a referral says above the case that other support was left blank, and is sent (R23, VR ¶2)', async () => {
    const triaged = new Story().does(raiser, raise()).does(spoc, triageVisit).c
    const answers = {
      reason: 'vulnerability',
      address: '1 Made Up Street',
      nation: 'scotland',
      safeToLeave: 'yes',
      number: 'QQ 12 34 56 C',
    }
    const after = async (more: object) => {
      const read = await send(formOf('complete_visiting_referral'), over(triaged), { ...answers, ...more })
      if ('errors' in read) throw new Error('The form was not taken')
      const saved = { case: triaged, ref: triaged.ref, linked: [], isKeptOut: false, settings: nothingSet }
      return JSON.stringify(read.result?.(saved).passages)
    }
    expect(await after({})).toContain('You left blank what other support has been tried.')
    expect(await after({ otherSupport: 'Her GP' })).toBe('[]')
  })

  it('is withdrawn with a reason, and not where an ineffective visit rests on it (VR ¶7 to ¶11)', async () => {
    expect(notNow('withdraw_visiting_referral', over(held))?.rule).toBe('VR ¶7 to ¶11')
    expect(await commandOf('withdraw_visiting_referral', over(unsafe), { reason: 'He came in' })).toEqual({
      kind: 'withdraw_visiting_referral',
      reason: 'He came in',
    })
    expect(await errorsOf('withdraw_visiting_referral', over(unsafe), {})).toHaveProperty('reason')
  })

  it('a further visit says that the hold stays, and who is asked (F7, F13)', async () => {
    expect(words('ask_for_further_visit', over(held))).toContain('The hold stays, whatever the visit finds.')
    expect(words('ask_for_further_visit', over(held))).toContain('DWP Visiting plans the visit')
    const without = { ...held, referrals: [] }
    expect(words('ask_for_further_visit', over(without))).toContain('SPOC is asked to complete one (VR ¶3)')
    expect(await commandOf('ask_for_further_visit', over(held), { reason: 'To see him' })).toEqual({
      kind: 'ask_for_further_visit',
      reason: 'To see him',
    })
    expect(notNow('ask_for_further_visit', over(raised))?.rule).toBe('F7')
    expect(notNow('ask_for_further_visit', over(deadCustomer(false).c))?.rule).toBe('F10')
  })

  it('CEAST says how to reach the customer, with what was said in view (D17)', async () => {
    expect(words('advise_on_safe_route', over(unsafe, 'He reads her post'))).toContain('He reads her post')
    expect(words('advise_on_safe_route', over(unsafe))).toContain("I'm not sure.")
    expect(await commandOf('advise_on_safe_route', over(unsafe), { advice: 'Ring her sister' })).toEqual({
      kind: 'advise_on_safe_route',
      advice: 'Ring her sister',
    })
    expect(notNow('advise_on_safe_route', over(held))?.rule).toBe('D17')
  })

  const visit = { outcome: 'no_answer', on: '2026-12-01', which: 'first' }

  it('a letter can be withheld for safety where it may not be safe, and then has no printed date (D17)', async () => {
    const o = over(unsafe, '', officer)
    const asked = (c: typeof unsafe) =>
      JSON.stringify(blockIn(formOf('record_visit_outcome'), over(c, '', officer), 'letterLeft'))
    expect(asked(unsafe)).toContain('withheld for safety')
    expect(asked(held)).not.toContain('withheld')
    expect(await commandOf('record_visit_outcome', o, { ...visit, letterLeft: 'withheld' })).toMatchObject({
      letter: { left: false, withheld: true },
    })
    for (const letterLeft of ['withheld', 'no'])
      expect(
        await errorsOf('record_visit_outcome', o, { ...visit, letterLeft, contactBy: '2026-12-08' }),
      ).toEqual({ contactBy: 'Leave the printed date blank: no letter was left' })
  })

  it('the officer reads how to reach the customer, or to speak to CEAST before (D17)', () => {
    expect(words('record_visit_outcome', over(unsafe))).toContain('Speak to CEAST before the visit')
    const advised = unsafeVisit().does(ceastOne, { kind: 'advise_on_safe_route', advice: 'text-route' }).c
    const shown = words('record_visit_outcome', over(advised, 'Ring her sister'))
    expect(shown).toContain('Ring her sister')
    expect(shown).not.toContain('Speak to CEAST before the visit')
    expect(words('plan_visit', over(unsafe))).toContain('CEAST has still to say')
    expect(words('log_contact_attempt', over({ ...held, ...pick(advised) }, 'Ring her sister'))).toContain(
      'How to reach the customer safely',
    )
  })

  const pick = ({ safeRoute }: typeof unsafe) => (safeRoute ? { safeRoute } : {})

  it.each(['complete_visiting_referral', 'plan_visit', 'record_visit_outcome', 'ask_for_further_visit'])(
    '%s says on top that a colleague could be harmed (R5, ME ¶3)',
    command => {
      const risky = { ...unsafe, status: 'ceast_review' } as const
      expect(words(command, over(risky))).toContain(
        'A colleague could be harmed. Your own safety comes first.',
      )
      expect(words(command, over(held))).not.toContain('could be harmed. Your own')
    },
  )
})

describe('the award (F2)', () => {
  it('its status changes nothing of the hold, and says so', async () => {
    expect(words('record_award_status', over(held))).toContain(
      'Whatever you record, the award stays on hold.',
    )
    expect(await errorsOf('record_award_status', over(held), {})).toHaveProperty('status')
    expect(
      await commandOf('record_award_status', over(held), { status: 'in_payment', endsOn: '2027-03-31' }),
    ).toEqual({ kind: 'record_award_status', status: 'in_payment', endsOn: '2027-03-31' })
  })

  it('CEAST decides on payments that were stopped, with a reason', async () => {
    const form = 'decide_on_restoration'
    expect(notNow(form, over(held))?.rule).toBe('F2')
    expect(words(form, over(unusual))).toContain(
      'Safehold never forbids paying, and restores nothing itself.',
    )
    expect(Object.keys(await errorsOf(form, over(unusual), {}))).toEqual(['asked', 'reason'])
    for (const asked of ['yes', 'no'])
      expect(await commandOf(form, over(unusual), { asked, reason: 'No food' })).toEqual({
        kind: form,
        asked: asked === 'yes',
        reason: 'No food',
      })
  })

  it('a note is left out on one system, never on the last (D14, VR ¶13)', async () => {
    const [disc] = held.notes
    expect(
      await commandOf('mark_note_not_needed', over(held), { id: disc?.id, reason: 'Not there' }),
    ).toEqual({
      kind: 'mark_note_not_needed',
      id: disc?.id,
      reason: 'Not there',
    })
    const left = releaseRequested()
    left.does(spoc, { kind: 'mark_note_not_needed', id: disc?.id ?? '', reason: 't' })
    expect(notNow('mark_note_not_needed', over(left.c))?.rule).toBe('VR ¶13, D14')
  })
})

describe('who sees it (F15)', () => {
  it('says who goes on reading a restricted case', async () => {
    expect(words('restrict_case', over(held))).toContain('Everybody else sees the hold')
    expect(words('restrict_case', over(unusual))).toContain('This case is restricted already.')
    expect(Object.keys(await errorsOf('restrict_case', over(held), {}))).toEqual(['why', 'reason'])
    expect(
      await commandOf('restrict_case', over(held), {
        why: 'colleague',
        colleague: 'U0X',
        reason: 'Works here',
      }),
    ).toEqual({ kind: 'restrict_case', why: 'colleague', colleague: 'U0X', reason: 'Works here' })
  })

  it('asks to lift it for a colleague only whether the wrong one was named', async () => {
    const form = 'lift_restriction'
    expect(words(form, over(unusual))).toContain('never opens their own case')
    expect(await commandOf(form, over(unusual), { reason: 'Another person' })).toEqual({
      kind: form,
      reason: 'Another person',
    })
    expect(
      await commandOf(form, over(unusual), { reason: 'Another person', notTheCustomer: ['yes'] }),
    ).toHaveProperty('notTheCustomer', true)
    const other = heldCase().does(spoc, { kind: 'restrict_case', why: 'other', reason: 't' }).c
    expect(blockIn(formOf(form), over(other), 'notTheCustomer')).toBeUndefined()
    expect(notNow(form, over(held))?.rule).toBe('F15')
  })

  it('an action is completed by whoever sees it: outside the case only their own (R42)', () => {
    const { c } = busyCase().does(ceastOne, {
      kind: 'agree_action',
      text: 'text-mine',
      owner: raiser.id,
      dueOn: '2026-12-09',
    })
    const asked = (actor: typeof raiser) =>
      JSON.stringify(blockIn(formOf('complete_action'), over(c, '', actor), 'n'))
    expect(asked(ceastOne)).toContain('Action 1')
    expect(asked(raiser)).toContain('Action 3')
    expect(asked(raiser)).not.toContain('Action 1')
  })

  it('a correction offers DWP Visiting no contact of a restricted case (F9)', () => {
    const story = heldCase().does(ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-12-01',
      withWhom: 'someone_else',
      conversation: 't',
    })
    const asked = () => JSON.stringify(blockIn(formOf('correct_entry'), over(story.c, '', officer), 'of'))
    expect(asked()).toContain('Contact on')
    story.does(spoc, { kind: 'restrict_case', why: 'other', reason: 't' })
    expect(asked()).not.toContain('Contact on')
    expect(asked()).toContain('Visit on')
  })
})
