import { describe, expect, it } from 'vitest'
import { callBackText } from '../../src/case/call-back-text.ts'
import type { Command } from '../../src/case/commands.ts'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, people, raise, review, Story } from '../case/story.ts'
import {
  blockIn,
  busyCase,
  commandOf,
  deadCustomer,
  errorsOf,
  formOf,
  notNow,
  over,
  words,
} from './over-case.ts'

const { ceastOne } = people
const busy = busyCase().c
const raised = new Story().does(people.raiser, raise()).c

describe('taking the lead (VR ¶12)', () => {
  it('names whom somebody follows, and nobody who is kept out by a linked case (F15)', () => {
    const led = heldCase().does(people.ceastTwo, { kind: 'take_the_lead' }).c
    expect(words('take_the_lead', over(led))).toContain('You become the named lead in place of')
    const linked = [linkedThatKeepsOut(people.ceastTwo.id)]
    expect(words('take_the_lead', { ...over(led), linked })).not.toContain('in place of')
  })
})

describe('a case conference (R41, VR ¶16)', () => {
  it('is asked for with the dates it is due and to be booked by, in calendar days (D3)', async () => {
    const o = over(heldCase().c, '', ceastOne, { now: '2026-12-24T10:00:00.000Z' })
    expect(words('ask_for_conference', o)).toContain(
      'Due by the end of Sunday 27 December 2026. Book it today.',
    )
    expect(await commandOf('ask_for_conference', o, { reason: 'Why she moved' })).toEqual({
      kind: 'ask_for_conference',
      reason: 'Why she moved',
    })
  })

  it('is not asked for twice, nor on a case that CEAST does not have', () => {
    expect(notNow('ask_for_conference', over(busy))?.what).toBe('A case conference is already required')
    expect(notNow('ask_for_conference', over(raised))?.rule).toBe('VR ¶12')
    expect(notNow('record_conference', over(raised))?.rule).toBe('VR ¶16')
  })

  it('is recorded with everybody who attended for each side', async () => {
    const answers = {
      on: '2026-12-02',
      ceast: ['U0CEAST1', 'U0CEAST2'],
      spoc: ['U0SPOC1'],
      decisions: 'To ring her sister',
    }
    expect(words('record_conference', over(busy))).toContain(
      'Due by the end of Friday 4 December 2026. Book it by Friday 4 December 2026.',
    )
    expect(await commandOf('record_conference', over(busy), answers)).toEqual({
      kind: 'record_conference',
      ...answers,
    })
    expect(await errorsOf('record_conference', over(busy), { ...answers, ceast: [], spoc: [] })).toEqual({
      ceast: 'Choose who attended for CEAST',
      spoc: 'Choose who attended for SPOC',
    })
    expect(await errorsOf('record_conference', over(busy), { ...answers, ceast: ['not a person'] })).toEqual({
      ceast: 'Choose again: Who attended for CEAST?',
    })
  })

  it('asks how it ended, and nothing else, once the death of the customer is confirmed (F10)', async () => {
    const died = { kind: 'record_death', reportedBy: 't', confirmed: true } as const
    const { c } = heldCase().does(ceastOne, review(true)).does(people.officer, died)
    expect(words('record_conference', over(c))).toContain('How did it end, now that the customer has died?')
    expect(words('record_conference', over(c))).not.toContain('Who attended for CEAST?')
    expect(words('record_conference', over(busy))).not.toContain('How did it end')
    const notHeld = 'She died before the day'
    expect(await commandOf('record_conference', over(c), { notHeld })).toEqual({
      kind: 'record_conference',
      notHeld,
    })
    expect(await errorsOf('record_conference', over(c), {})).toEqual({
      notHeld: 'Enter how the conference ended',
    })
  })

  it('is between members of both teams, looked up when it is sent; others are named in words (F15)', async () => {
    const answers = { on: '2026-12-02', ceast: ['U0CEAST1'], spoc: ['U0SPOC1'], decisions: 'Much' }
    expect(await errorsOf('record_conference', over(busy), { ...answers, spoc: ['U0CEAST2'] })).toEqual({
      spoc: 'Who attended for SPOC must be members of SPOC. Name anybody else under what was discussed',
    })
    expect(
      await errorsOf('record_conference', over(busy), { ...answers, ceast: ['U0CEAST1', 'U0ELSE1'] }),
    ).toEqual({
      ceast: 'Who attended for CEAST must be members of CEAST. Name anybody else under what was discussed',
    })
    const both = heldCase().does(ceastOne, review(true))
    const asked = { ...answers, ceast: ['U0BOTH1'], spoc: ['U0BOTH1'] }
    const command = await commandOf('record_conference', over(both.c), asked)
    both.at('2026-12-02T10:00:00.000Z')
    expect(both.tries(ceastOne, command as Command /* as the form made it */)).toMatchObject({
      field: 'spoc',
      rule: 'F15',
    })
  })

  it('on a benefit without a SPOC is with whoever knows the award, and still not with oneself (F1, F13)', async () => {
    const c = { ...busy, serviceLine: 'universal_credit' as const }
    expect(words('record_conference', over(c))).toContain('Who attended for the benefit?')
    const answers = { on: '2026-12-02', ceast: ['U0CEAST1'], spoc: ['U0ELSE1'], decisions: 'Much' }
    expect(await commandOf('record_conference', over(c), answers)).toMatchObject({ spoc: ['U0ELSE1'] })
  })

  it('says that any member can stand in, and what happens when nobody is there in three days (D18)', () => {
    const all = words('record_conference', over(busy))
    expect(all).toContain('Any member of a team can stand in for another.')
    expect(all).toContain('The ACSSL is told, and the decision waits.')
  })

  it('takes a first action whole or not at all, and says what of it is missing (VR ¶17)', async () => {
    const held = { on: '2026-12-02', ceast: ['U0CEAST1'], spoc: ['U0SPOC1'], decisions: 'Much' }
    const action = { action: 'Ring', actionOwner: 'U0SPOC1', actionDueOn: '2026-12-04' }
    expect(await commandOf('record_conference', over(busy), { ...held, ...action })).toMatchObject({
      action: { text: 'Ring', owner: 'U0SPOC1', dueOn: '2026-12-04' },
    })
    for (const [field, error] of [
      ['action', 'Enter what is to be done, or leave all three fields of the action blank'],
      ['actionOwner', 'Choose who does the action, or leave all three fields of the action blank'],
      [
        'actionDueOn',
        'Enter the date the action is to be done by, or leave all three fields of the action blank',
      ],
    ] as const)
      expect(await errorsOf('record_conference', over(busy), { ...held, ...action, [field]: null })).toEqual({
        [field]: error,
      })
    const only = await errorsOf('record_conference', over(busy), { ...held, actionOwner: 'U0SPOC1' })
    expect(Object.keys(only)).toEqual(['action', 'actionDueOn'])
  })

  it('says so when it is overdue, and that no decision is made before it', () => {
    const o = over(busy, '', ceastOne, { now: '2026-12-05T10:00:00.000Z' })
    expect(words('record_conference', o)).toContain('Overdue: it was due by Friday 4 December 2026 (VR ¶16).')
    expect(words('record_conference', o)).toContain('No decision is made before it.')
  })
})

describe('an agreed action (R42, VR ¶17)', () => {
  it('has what, who and by when', async () => {
    const answers = { text: 'Ring', owner: 'U0SPOC1', dueOn: '2026-12-04' }
    expect(await commandOf('agree_action', over(busy), answers)).toEqual({ kind: 'agree_action', ...answers })
    expect(await errorsOf('agree_action', over(busy), {})).toEqual({
      text: 'Enter what is to be done',
      owner: 'Choose who does it',
      dueOn: 'Enter the date it is to be done by',
    })
  })

  it('is chosen by its number and date, and quoted above with its owner', async () => {
    const o = over(busy, 'Ring her sister')
    expect(words('complete_action', o)).toContain('Action 2, <@U0ADVISER1>, by 1 December 2026: OVERDUE')
    expect(words('complete_action', o)).toContain('Ring her sister')
    expect(JSON.stringify(blockIn(formOf('complete_action'), o, 'n'))).toContain(
      'Action 1, by 4 December 2026',
    )
    expect(JSON.stringify(blockIn(formOf('complete_action'), o, 'n'))).not.toContain('Ring')
    expect(await commandOf('complete_action', o, { n: '2', note: 'She was rung' })).toEqual({
      kind: 'complete_action',
      n: 2,
      note: 'She was rung',
    })
    expect(notNow('complete_action', over(raised))?.rule).toBe('VR ¶17')
  })
})

describe('a contact attempt (R45, R46, VR ¶20)', () => {
  const form = formOf('log_contact_attempt')
  const answers = { route: 'customer', outcome: 'no_answer', on: '2026-12-02', text: 'It rang out' }
  const safe = (safeToLeave: 'yes' | 'no' | 'not_sure') => over({ ...busy, safeToLeave })

  it('lists the routes in the order of the guidance, and says that it is not forced', () => {
    const route = JSON.stringify(blockIn(form, over(busy), 'route'))
    const order = [
      'Customer',
      'Appointee',
      'Next of kin',
      'Community Psychiatric',
      'Social Services',
      'Police',
    ]
    const places = [...order, 'Someone else'].map(label => route.indexOf(`"${label}`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
    expect(route).toContain('You do not have to keep to it, and the list is not exhaustive.')
  })

  it('needs what happened in words, not only a tick (B5)', async () => {
    expect(await errorsOf('log_contact_attempt', over(busy), { ...answers, text: ' ' })).toEqual({
      text: 'Enter what happened, in words',
    })
    expect(await commandOf('log_contact_attempt', over(busy), { ...answers, time: '14:30' })).toEqual({
      kind: 'log_contact_attempt',
      ...answers,
      time: '14:30',
      textSent: false,
    })
    expect(
      await commandOf('log_contact_attempt', over(busy), { ...answers, textSent: ['yes'] }),
    ).toMatchObject({ textSent: true })
  })

  it('has the text to copy where it is safe, and never where it is not (D17)', () => {
    expect(words('log_contact_attempt', safe('yes'))).toContain(callBackText)
    expect(words('log_contact_attempt', safe('no'))).not.toContain(callBackText)
    expect(words('log_contact_attempt', safe('no'))).toContain('No. Do not send a text.')
    const unsure = words('log_contact_attempt', safe('not_sure'))
    expect(unsure.indexOf('Do not send a text unless you have made sure that it is safe.')).toBeGreaterThan(0)
    expect(unsure.indexOf(callBackText)).toBeGreaterThan(unsure.indexOf('Do not send a text unless'))
    const { safeToLeave: _unknown, ...without } = busy
    expect(words('log_contact_attempt', over(without))).toContain('Not recorded. Do not send a text unless')
  })

  it('shows what was tried so far', () => {
    expect(words('log_contact_attempt', over(busy))).toContain('1 logged: Next of kin 1')
  })

  it('offers neither the customer nor the text once a death is reported (F10)', () => {
    const o = over(deadCustomer(false).c)
    expect(words('log_contact_attempt', o)).toContain(
      'The customer is reported to have died. Do not visit, write to or ring the customer.',
    )
    expect(words('log_contact_attempt', o)).not.toContain(callBackText)
    expect(blockIn(form, o, 'textSent')).toBeUndefined()
    expect(JSON.stringify(blockIn(form, o, 'route'))).not.toContain('"customer"')
  })
})
