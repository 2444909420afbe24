import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsOr, listOf, stringOr } from '../../src/workbench/fields.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { rawWire } from '../support/raw-wire.ts'
import { who } from '../support/people.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
})
afterAll(() => safehold?.stop())

const screenOf = (person: string) => hand.driver.as(person)
const shows = (person: string, words: string) =>
  hand.driver.waitFor(
    () => {
      const shown = wordsOf(screenOf(person).view())
      return shown.includes(words) && shown
    },
    { timeoutMs: 12_000, what: `${words} on the screen of ${person}` },
  )
const press = async (person: string, action: string, words: string): Promise<string> => {
  expect(await screenOf(person).pressInView(action)).toEqual({ ok: true })
  return shows(person, words)
}

/** From a list to the case to a form: three views, on which no fourth can be put. */
const formInThirdPlace = async (person: string, ref: string, command: string): Promise<void> => {
  expect(await screenOf(person).command('mine')).toEqual({ ok: true })
  await shows(person, ref)
  await press(person, 'open_case', 'OFFICIAL-SENSITIVE')
  await press(person, `do:${command}`, `"callback_id":"${command}"`)
  expect(screenOf(person).views()).toHaveLength(3)
}

describe('Why? over the wire', () => {
  it('on a date shows its paragraph, and every live date has its own (R26, VR ¶4)', async () => {
    const ref = await hand.raise()
    await screenOf(who.spoc).command(`case ${ref}`)
    await shows(who.spoc, 'How was this date worked out?')
    expect(await press(who.spoc, 'why', 'Why this date: ')).toContain('last modified')
    await screenOf(who.spoc).close()
    const worked = await press(who.spoc, 'how_date', 'on the working day on which it became known')
    expect(worked).toContain('*Triage decision*, with SPOC, by 5pm on')
    const triage = valuesIn(screenOf(who.spoc).view()).find(value => value.includes('"triage"')) ?? ''
    const date = wordsOf(await rawWire(safehold.workbench).pressed(who.otherRaiser, 'why', triage))
    expect(date).toContain('Why this date: triage decision')
    expect(date).toContain('VR ¶4: e-mail to the SPOC')
    expect(date).toContain('The date is a Safehold default, not DWP guidance.')
  })

  it('on the steps of a case and in each form shows what asks for them (R24, R26, R29)', async () => {
    const ref = await hand.raise()
    await screenOf(who.otherSpoc).command(`case ${ref}`)
    await shows(who.otherSpoc, 'Why these steps?')
    // The date above has a button of the same name, so this one is pressed by what it carries.
    const offered = valuesIn(screenOf(who.otherSpoc).view()).find(value => value.includes('"steps"')) ?? ''
    const all = wordsOf(await rawWire(safehold.workbench).pressed(who.otherRaiser, 'why', offered))
    expect(all).toContain('*Record triage decision*')
    expect(all).toContain('(VR ¶3): The Single Point of Contact (SPOC) triages every referral.')
    expect(all).toContain('*Add a concern*')

    await press(who.otherSpoc, 'do:record_triage_decision', '"callback_id":"record_triage_decision"')
    const step = await press(who.otherSpoc, 'why', 'Why this step: Record triage decision')
    expect(step).toContain('VR ¶3: the SPOC triages all referrals')
  })

  it('on a form in the last place keeps all that was typed in it', async () => {
    const ref = await hand.raise()
    await formInThirdPlace(who.raiser, ref, 'add_concern')
    screenOf(who.raiser).fill({ text: 'Half written when I asked why', harmed: ['customer'] })
    const form = await press(who.raiser, 'why', 'Why this step: Add a concern')
    expect(form).toContain('VR ¶4 Note: a concern at any stage, by anyone')
    expect(screenOf(who.raiser).views()).toHaveLength(3)
    expect(await hand.send(who.raiser)).toContain('Added to the case')
    await hand.headline('spoc', ref)
    await hand.openFromCase(who.spoc, ref, 'record_triage_decision')
    expect(wordsOf(screenOf(who.spoc).view())).toContain('Half written when I asked why')
  })

  it('on a refusal in the last place shows the rule and keeps what was typed (D20, F13)', async () => {
    const ref = await hand.raise({}, who.spoc)
    await formInThirdPlace(who.spoc, ref, 'record_triage_decision')
    const answers = { concern: 'yes', visit: 'yes', reason: 'Written in vain' }
    expect(await hand.send(who.spoc, answers)).toContain(
      'A different person decides on a concern that you raised',
    )
    const told = await press(who.spoc, 'why', 'Whoever raised a concern does not decide on it alone')
    expect(told).toContain('A different person decides on a concern that you raised')
    expect(told).toContain('Written in vain')
  })

  it('on a headline shows the rules, and the case to its team (R1, F15)', async () => {
    const ref = await hand.raise()
    const message = await hand.headline('spoc', ref, '"why"')
    await screenOf(who.spoc).close()
    expect(await screenOf(who.spoc).press(hand.channelId('spoc'), message.ts, 'why')).toEqual({ ok: true })
    const all = await shows(who.spoc, `On ${ref}, as it is now`)
    expect(all).toContain('*Triage decision*, with SPOC, by 5pm on')
    expect(all).toContain('What this rests on')
    await screenOf(who.spoc).close()
  })

  it('on a message to one person shows what asks for its steps (VR ¶4)', async () => {
    const ref = await hand.raise({}, who.otherRaiser)
    await hand.triage(ref)
    const told = await hand.driver.waitFor(
      () =>
        screenOf(who.otherRaiser)
          .direct()
          .find(message => wordsOf(message).includes(ref)),
      { timeoutMs: 12_000, what: 'the message to the raiser' },
    )
    const [why = ''] = valuesIn(told).filter(value => value.includes('"deadlines"'))
    const words = wordsOf(await rawWire(safehold.workbench).pressed(who.officer, 'why', why))
    expect(words).toContain('*I still have a concern*')
  })

  it('beside one field of a form stands with its words and keeps what was typed (F7)', async () => {
    const ref = await hand.raise()
    await hand.triage(ref)
    await hand.refer(ref, { number: null, whyNoNumber: 'Not known yet' })
    await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
    const visit = { which: 'first', outcome: 'no_answer', letterLeft: 'yes', notes: 'Knocked twice' }
    expect(await screenOf(who.officer).submit({ ...visit, on: '2099-01-01' })).toMatchObject({
      errors: { on: expect.stringContaining('Date of visit must be today or in the past') },
    })
    await shows(who.officer, 'beside-on-0')
    const beside = valuesIn(screenOf(who.officer).view()).find(value => value.includes('"refusal"')) ?? ''
    const why = wordsOf(await rawWire(safehold.workbench).pressed(who.otherOfficer, 'why', beside))
    expect(why).toContain('Why not: ')
    expect(why).toContain('In the rule table: ')
    expect(wordsOf(screenOf(who.officer).view())).toContain('Knocked twice')
    expect(await hand.done(who.officer, { on: today() })).toContain('Visit outcome recorded')
  })

  it.each(['', 'why', '{"step":"stop_award"}', '{"steps":["take_the_lead"],"case":"x"}'])(
    'asked by a button that carries %j is answered like a button that is not known',
    async value => {
      const words = wordsOf(await rawWire(safehold.workbench).pressed(who.raiser, 'why', value))
      expect(words).toContain('Safehold does not know this button.')
    },
  )
})

/** What the buttons of a view carry, in rows and beside words. */
const valuesIn = (view: { blocks?: unknown } | undefined): string[] =>
  listOf(view?.blocks)
    .flatMap(block => [...listOf(block['elements']), fieldsOr(block['accessory'])])
    .map(element => stringOr(element['value']))
