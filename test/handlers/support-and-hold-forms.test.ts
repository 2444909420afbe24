import { describe, expect, it } from 'vitest'
import type { FormCase } from '../../handlers/form.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import {
  attempt,
  confirm,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  releaseAll,
  review,
  Story,
} from '../case/story.ts'
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

const { ceastOne, spoc } = people
const busy = busyCase().c
const raised = new Story().does(people.raiser, raise()).c

describe('support and the ACSSL (R47, R48, VR ¶21)', () => {
  const referral = { district: 'North and East', need: 'Liaison', reviewOn: '2026-12-09' }

  it('CEAST says whether further support is needed, with a reason', async () => {
    expect(
      await commandOf('record_support_decision', over(busy), { needed: 'no', reason: 'Her sister helps' }),
    ).toEqual({ kind: 'record_support_decision', needed: false, reason: 'Her sister helps' })
    expect(Object.keys(await errorsOf('record_support_decision', over(busy), {}))).toEqual([
      'needed',
      'reason',
    ])
  })

  it('a referral needs its review date: five working days ahead is suggested and not filled in', async () => {
    const reviewOn = blockIn(formOf('refer_to_acssl'), over(busy), 'reviewOn')
    expect(JSON.stringify(reviewOn)).toContain('Five working days ahead is 9 December 2026')
    expect(JSON.stringify(reviewOn)).not.toContain('initial_date')
    expect(await errorsOf('refer_to_acssl', over(busy), { ...referral, reviewOn: null })).toEqual({
      reviewOn: 'Enter the review date',
    })
  })

  it('a blank "What has been tried?" is warned of and taken (D12)', async () => {
    expect(words('refer_to_acssl', over(busy))).toContain('blank the referral still goes')
    expect(await commandOf('refer_to_acssl', over(busy), referral)).toEqual({
      kind: 'refer_to_acssl',
      ...referral,
      triedItems: [],
    })
    expect(await commandOf('refer_to_acssl', over(busy), { ...referral, tried: 'GP' })).toMatchObject({
      tried: 'GP',
    })
  })

  it('only people outside CEAST are asked why CEAST could not be, and they have to say (D12)', async () => {
    const form = formOf('refer_to_acssl')
    expect(blockIn(form, over(busy), 'breakGlass')).toBeUndefined()
    const o = over(busy, '', spoc)
    expect(blockIn(form, o, 'breakGlass')).toMatchObject({ optional: false })
    expect(words('refer_to_acssl', o)).toContain('Ask CEAST first.')
    expect(await errorsOf('refer_to_acssl', o, referral)).toEqual({
      breakGlass: 'Enter why CEAST could not be asked first',
    })
    expect(await commandOf('refer_to_acssl', o, { ...referral, breakGlass: 'Nobody answers' })).toMatchObject(
      {
        breakGlass: 'Nobody answers',
      },
    )
  })

  it.each(['QQ 12 34 56 C', '<!channel>', 'North *and* East', 'x'.repeat(61), 'see\nbelow'])(
    'a district is kept unsealed, so it is a name and nothing else: not %j',
    async district => {
      expect(await errorsOf('refer_to_acssl', over(busy), { ...referral, district })).toHaveProperty(
        'district',
      )
    },
  )

  it('the district is chosen where districts are set, and one that is not set blocks nothing (R18, R47)', async () => {
    const district = { name: 'North', group: 'Upper', lastVerified: '2026-09-01' }
    const o = over(busy, '', ceastOne, { settings: { ...nothingSet, districts: [district] } })
    expect(blockIn(formOf('refer_to_acssl'), o, 'district')).toMatchObject({
      element: {
        type: 'static_select',
        options: [{ value: 'North', description: { text: 'Upper' } }, { text: { text: 'Not in this list' } }],
      },
    })
    for (const chosen of ['North', 'District not listed'])
      expect(await commandOf('refer_to_acssl', o, { ...referral, district: chosen })).toMatchObject({
        district: chosen,
      })
    expect(await errorsOf('refer_to_acssl', o, { ...referral, district: null })).toEqual({
      district: 'Select the District, or that it is not in the list',
    })
  })

  it('the site is chosen where sites are set, and may be left out (R18)', async () => {
    const settings = { ...nothingSet, sites: [{ name: '1 Made Up House' }] }
    const o = over(busy, '', ceastOne, { settings })
    expect(blockIn(formOf('refer_to_acssl'), o, 'site')).toMatchObject({
      optional: true,
      element: {
        type: 'static_select',
        options: [{ value: '1 Made Up House' }, { text: { text: 'Not in this list' } }],
      },
    })
    for (const site of ['1 Made Up House', 'Site not listed'])
      expect(await commandOf('refer_to_acssl', o, { ...referral, site })).toMatchObject({ site })
    expect(await commandOf('refer_to_acssl', o, referral)).not.toHaveProperty('site')
  })

  it('the site is typed where none are set or there are more than a list holds, and by the name that is set (R18)', async () => {
    const sites = Array.from({ length: 100 }, (_, i) => ({ name: `Site ${i + 1}` }))
    const many = over(busy, '', ceastOne, { settings: { ...nothingSet, sites } })
    for (const o of [over(busy), many])
      expect(blockIn(formOf('refer_to_acssl'), o, 'site')).toMatchObject({
        optional: true,
        element: { type: 'plain_text_input' },
      })
    const site = (o: FormCase, typed: string) => commandOf('refer_to_acssl', o, { ...referral, site: typed })
    expect(await site(over(busy), 'Nowhere Street')).toMatchObject({ site: 'Nowhere Street' })
    expect(await site(many, 'site  7')).toMatchObject({ site: 'Site 7' })
  })

  it.each(['QQ 12 34 56 C', '<!channel>', 'x'.repeat(61), 'see\nbelow'])(
    'a site is kept unsealed, so it is a name and nothing else: not %j (R18)',
    async site => {
      expect(await errorsOf('refer_to_acssl', over(busy), { ...referral, site })).toEqual({
        site: 'Site must be its name only, in 60 letters or fewer',
      })
    },
  )

  it('what has been tried is ticked, and said in words besides (R18)', async () => {
    const answers = { ...referral, triedItems: ['visit', 'line_manager'], tried: 'Twice' }
    expect(await commandOf('refer_to_acssl', over(busy), answers)).toMatchObject({
      triedItems: expect.arrayContaining(['visit', 'line_manager']),
      tried: 'Twice',
    })
    expect(blockIn(formOf('refer_to_acssl'), over(busy), 'triedItems')).toMatchObject({ optional: true })
  })

  it('a referral is chosen by number and review date, and what it asks for is quoted above', async () => {
    const o = over(busy, 'Liaison with the council', people.acssl)
    expect(words('accept_acssl_referral', o)).toContain('without CEAST, as urgent')
    expect(words('accept_acssl_referral', o)).toContain('Liaison with the council')
    expect(JSON.stringify(blockIn(formOf('accept_acssl_referral'), o, 'n'))).toContain(
      'Referral 1, review on 8 December 2026',
    )
    expect(await commandOf('accept_acssl_referral', o, { n: '2' })).toEqual({
      kind: 'accept_acssl_referral',
      n: 2,
    })
    expect(notNow('accept_acssl_referral', over(raised))?.rule).toBe('VR ¶21')
    const accepted = busyCase().does(people.acssl, { kind: 'accept_acssl_referral', n: 1 })
    expect(JSON.stringify(blockIn(formOf('accept_acssl_referral'), over(accepted.c), 'n'))).not.toContain(
      'Referral 1',
    )
  })

  it('a review says that it is the last, or sets the next date: never neither (R48)', async () => {
    const form = 'record_acssl_review'
    const answers = { n: '1', what: 'The council visited' }
    expect(await errorsOf(form, over(busy), { ...answers, last: 'no' })).toEqual({
      nextReviewOn: 'Enter the next review date',
    })
    expect(
      await errorsOf(form, over(busy), { ...answers, last: 'yes', nextReviewOn: '2026-12-15' }),
    ).toHaveProperty('last')
    expect(await commandOf(form, over(busy), { ...answers, last: 'yes' })).toEqual({
      kind: 'record_acssl_review',
      n: 1,
      what: 'The council visited',
    })
    expect(
      await commandOf(form, over(busy), { ...answers, last: 'no', nextReviewOn: '2026-12-15' }),
    ).toMatchObject({ nextReviewOn: '2026-12-15' })
  })
})

describe('a hold that CEAST asks for, and interim advice (F1)', () => {
  it('is marked as a Safehold default', async () => {
    expect(words('put_on_hold', over(raised))).toContain('Safehold default, not DWP guidance')
    expect(words('put_on_hold', over(raised))).not.toContain('on hold already')
    expect(words('put_on_hold', over(busy))).toContain('on hold already')
    expect(await commandOf('put_on_hold', over(raised), { reason: 'Payments may stop' })).toEqual({
      kind: 'put_on_hold',
      reason: 'Payments may stop',
    })
  })

  it('is asked about on a held case only', async () => {
    expect(notNow('ask_for_interim_advice', over(raised))?.what).toBe('No hold on this case is open')
    expect(words('ask_for_interim_advice', over(busy))).toContain('The hold stays, whatever CEAST answers.')
    expect(await commandOf('ask_for_interim_advice', over(busy), { question: 'May I pay?' })).toEqual({
      kind: 'ask_for_interim_advice',
      question: 'May I pay?',
    })
  })

  it('answers the question that was chosen, and says that the hold stays', async () => {
    const o = over(busy, 'May I pay?')
    const [, second] = busy.questions
    expect(words('give_interim_advice', o)).toContain('The hold stays (VR ¶11).')
    expect(words('give_interim_advice', o)).toContain('May I pay?')
    expect(JSON.stringify(blockIn(formOf('give_interim_advice'), o, 'of'))).toContain(
      'Question 2, 1 December 2026',
    )
    expect(await commandOf('give_interim_advice', o, { of: String(second?.seq), advice: 'Yes' })).toEqual({
      kind: 'give_interim_advice',
      of: second?.seq,
      advice: 'Yes',
    })
    expect(notNow('give_interim_advice', over(raised))?.code).toBe('not_yet')
  })
})

describe('emergency and death (F10)', () => {
  it('what came of 999 is told in words, and whoever is still in danger is told to ring', async () => {
    expect(words('record_emergency_outcome', over(raised))).toContain('ring 999 now')
    expect(await commandOf('record_emergency_outcome', over(raised), { what: 'Police came' })).toEqual({
      kind: 'record_emergency_outcome',
      what: 'Police came',
    })
  })

  it('a death says what stops, and that the hold stays', async () => {
    const all = words('record_death', over(busy))
    expect(all).toContain('At once this stops visits, letters, texts and calls to the customer.')
    expect(all).toContain('The hold stays: do not suspend or stop the award.')
    for (const [confirmed, is] of [
      ['yes', true],
      ['no', false],
    ] as const)
      expect(await commandOf('record_death', over(busy), { reportedBy: 'His son', confirmed })).toEqual({
        kind: 'record_death',
        reportedBy: 'His son',
        confirmed: is,
      })
    expect(words('record_death', over(deadCustomer(false).c))).toContain('recorded and not confirmed')
    expect(notNow('record_death', over(deadCustomer(true).c))?.code).toBe('already_done')
  })

  it('keeps the forms for a visit shut, here and on a linked case, and offers no text to the customer there', () => {
    const dead = deadCustomer(false).c
    for (const command of ['plan_visit', 'complete_visiting_referral']) {
      expect(notNow(command, over(raised))).toBeUndefined()
      expect(notNow(command, over(dead))?.rule).toBe('F10')
      expect(notNow(command, { ...over(raised), linked: [dead] })?.what).toContain(`died, on ${dead.ref}.`)
    }
    const beside = { ...over(busy), linked: [dead] }
    expect(blockIn(formOf('log_contact_attempt'), over(busy), 'textSent')).toBeDefined()
    expect(blockIn(formOf('log_contact_attempt'), beside, 'textSent')).toBeUndefined()
    expect(words('log_contact_attempt', beside)).toContain(`It is recorded on ${dead.ref}, not on this case.`)
    expect(words('record_death', { ...over(raised), linked: [busy] })).toContain(
      `The same customer has ${busy.ref}.`,
    )
  })

  it('withdrawing it says what goes on', async () => {
    expect(notNow('withdraw_death', over(busy))?.code).toBe('not_yet')
    const o = over(deadCustomer(false).c)
    expect(words('withdraw_death', o)).toContain('Visits and contact with the customer go on')
    expect(await commandOf('withdraw_death', o, { reason: 'He rang' })).toEqual({
      kind: 'withdraw_death',
      reason: 'He rang',
    })
  })

  it('the steps after it are confirmed both together', async () => {
    const o = over(deadCustomer(true).c)
    expect(await errorsOf('confirm_death_steps', o, { steps: ['review'], note: 'The panel' })).toEqual({
      steps: 'Select both steps once they are done',
    })
    expect(
      await commandOf('confirm_death_steps', o, { steps: ['review', 'retention'], note: 'The panel' }),
    ).toEqual({ kind: 'confirm_death_steps', note: 'The panel' })
    expect(notNow('confirm_death_steps', over(busy))?.rule).toBe('F10')
  })
})

describe('releasing the hold and the closing note (F3, R49)', () => {
  it('lists all that a release with advice still needs', () => {
    const all = words('release_the_hold', over(busy))
    for (const missing of [
      'This needs a case conference first (VR ¶16)',
      'An agreed action is still open (VR ¶17)',
      'This needs the decision on the Additional Support marker first (VR ¶14)',
      'This needs the CEAST outcome first (VR ¶17, ¶18)',
    ])
      expect(all).toContain(missing)
    const done = heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    expect(words('release_the_hold', over(done.c))).toContain(
      'All that a release with advice needs is recorded.',
    )
  })

  it('offers the death as a ground once it is confirmed', () => {
    const ground = (c: FormCase['case']) =>
      JSON.stringify(blockIn(formOf('release_the_hold'), over(c), 'ground'))
    expect(ground(busy)).not.toContain('The customer has died')
    expect(ground(deadCustomer(false).c)).not.toContain('The customer has died')
    expect(ground(deadCustomer(true).c)).toContain('The customer has died')
  })

  it('the closing note has the steps to copy, from the whole record (VR ¶22)', () => {
    const story = heldCase()
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastOne, attempt())
      .does(ceastOne, outcome())
    story.does(ceastOne, releaseAll(story.c)).does(people.ceastTwo, confirm(story.c))
    const form = formOf('confirm_system_note')
    expect(form.needs === 'case' && form.needsRecord(story.c)).toBe(true)
    expect(form.needs === 'case' && form.needsRecord(heldCase().c)).toBe(false)
    const all = words('confirm_system_note', over(story.c, '', spoc, { record: story.events }))
    expect(all).toContain('Visits: 23 November 2026, no answer; 1 December 2026, did not co-operate')
    expect(all).toContain('Contact attempts by CEAST: customer, 1 December 2026')
  })
})
