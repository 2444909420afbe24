import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const { acssl, adviser, ceastOne, ceastTwo, officer, spoc } = who
const waitMs = 12_000

let safehold: Running
let hand: ReturnType<typeof byHand>

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
})
afterAll(() => safehold?.stop())

const step = async (person: string, ref: string, command: string, answers: Answers = {}) => {
  await hand.openFromCase(person, ref, command)
  return hand.done(person, answers)
}
const screenOf = (person: string) => wordsOf(hand.driver.as(person).view())
const waitFor = (person: string, words: string) =>
  hand.driver.waitFor(() => screenOf(person).includes(words), {
    timeoutMs: waitMs,
    what: `"${words}" on the screen of ${person}`,
  })
const closeAll = async (person: string) => {
  while (hand.driver.as(person).view()) await hand.driver.as(person).close()
}

/** All pages of what is on the screen. */
const allPages = async (person: string, turn: 'case_page' | 'advice_page'): Promise<string> => {
  let all = screenOf(person)
  for (let page = 2; screenOf(person).includes('Next page'); page++) {
    await hand.driver.as(person).pressInView(`${turn}:on`)
    await waitFor(person, `Page ${page} of`)
    all += screenOf(person)
  }
  return all
}
const caseOf = async (person: string, ref: string): Promise<string> => {
  await hand.driver.as(person).command(`case ${ref}`)
  await waitFor(person, 'OFFICIAL-SENSITIVE')
  const all = await allPages(person, 'case_page')
  await closeAll(person)
  return all
}
const dueOf = async (person: string): Promise<string> => {
  await hand.driver.as(person).command('due')
  await waitFor(person, 'References and states only')
  const all = screenOf(person)
  await closeAll(person)
  return all
}
const toldDirectly = (person: string, words: string) =>
  hand.driver.waitFor(
    () =>
      hand.driver
        .as(person)
        .direct()
        .find(message => wordsOf(message).includes(words)),
    { timeoutMs: waitMs, what: `"${words}" in the direct messages of ${person}` },
  )

/** In a channel where the case has no headline, so that the message stands by itself. */
const postedTo = (channel: 'acssl' | 'visiting', ref: string, words: string) =>
  hand.driver.waitFor(
    () =>
      hand.driver
        .as(who.lead)
        .messages(hand.channelId(channel))
        .find(message => wordsOf(message).includes(ref) && wordsOf(message).includes(words)),
    { timeoutMs: waitMs, what: `"${words}" on ${ref} in ${channel}` },
  )

const review = (furtherInformation: string): Answers => ({
  ...Object.fromEntries(
    ['circumstances', 'interactions', 'documents', 'thirdParties'].flatMap(part => [
      [part, 'reviewed'],
      [`${part}Note`, 'Looked'],
    ]),
  ),
  furtherInformation,
})

describe('disclosures, the pack and learning, by hand over the real wire', () => {
  it('what is told to the police is logged from the attempt, and the adviser decides on one pack; the service learns (R9, R11, R20, R46, R50)', async () => {
    const ref = await hand.raise({ harmed: ['child'] })
    await step(spoc, ref, 'record_triage_decision', { concern: 'yes', visit: 'no', reason: 'Not by visit' })
    await step(ceastOne, ref, 'record_evidence_review', review('yes'))

    const meeting = { on: today(), ceast: [ceastOne], decisions: 'To ring the police' }
    await hand.openFromCase(ceastOne, ref, 'record_conference')
    await hand.driver.as(ceastOne).submit({ ...meeting, spoc: [officer] })
    expect(screenOf(ceastOne)).toContain('Who attended for SPOC must be members of SPOC')
    expect(await hand.done(ceastOne, { ...meeting, spoc: [spoc] })).toContain('Case conference recorded')

    await hand.openFromCase(ceastOne, ref, 'log_contact_attempt')
    const attempt = { route: 'police', outcome: 'spoke', on: today(), text: 'They go there tonight' }
    expect(await hand.send(ceastOne, attempt)).toContain('log what you told (ME ¶6)')
    await hand.driver.as(ceastOne).pressInView('do:log_disclosure')
    await hand.waitForView(ceastOne, 'log_disclosure')
    expect(screenOf(ceastOne)).toContain('You do not have to tell the parents or guardian (ME ¶4)')
    expect(screenOf(ceastOne)).not.toContain('initial_options')
    await hand.done(ceastOne, {
      authority: 'police',
      contact: 'The desk',
      on: today(),
      channel: 'phone',
      items: ['name', 'address'],
      purpose: 'To go there',
      goodFaith: 'Shouting was heard',
      consent: 'not_reasonable_to_ask',
    })
    const all = await caseOf(ceastTwo, ref)
    expect(all).toContain('1 logged: Police 1')
    expect(all).toContain('Told: Name; Address, or where the person is')

    await step(ceastOne, ref, 'record_ceast_outcome', {
      outcome: 'no_acs_concern',
      reason: 'The police saw her well',
      satisfied: ['yes'],
    })
    const notes = await hand.openFromCase(spoc, ref, 'confirm_system_note')
    await hand.done(spoc, { ids: optionsIn(notes, 'ids') })
    await hand.openFromCase(ceastOne, ref, 'return_to_adviser')
    expect(await hand.done(ceastOne, { adviser })).toContain('Additional Support marker first')
    await step(ceastOne, ref, 'record_marker_decision', { applied: 'no', reason: 'Not needed' })
    await step(ceastOne, ref, 'return_to_adviser', { adviser })

    const decided = { decision: 'award', reason: 'All was seen', ourService: 'yes' }
    // Refused before anything is typed.
    await hand.driver.as(adviser).command(`case ${ref}`)
    await waitFor(adviser, 'do:record_award_decision')
    await hand.driver.as(adviser).pressInView('do:record_award_decision')
    await waitFor(adviser, "Open CEAST's advice before you decide")
    await closeAll(adviser)
    await hand.driver.as(adviser).command(`case ${ref}`)
    await waitFor(adviser, 'do:open_advice')
    await hand.driver.as(adviser).pressInView('do:open_advice')
    await waitFor(adviser, 'What was done, in order')
    const pack = await allPages(adviser, 'advice_page')
    for (const words of ['To ring the police', 'They go there tonight', 'The police saw her well', 'VR ¶16'])
      expect(pack).toContain(words)
    expect(pack).toContain('Advanced Customer Support steps taken')
    await closeAll(adviser)
    await step(adviser, ref, 'record_award_decision', decided)

    await postedTo('acssl', ref, 'Record what can be learned (ME ¶14)')
    await step(acssl, ref, 'record_learning', {
      source: 'staff',
      theme: 'waiting',
      rootCause: 'The letter came late',
      recommendation: 'Send it at once',
      owner: officer,
      dueOn: addDays(today(), 14),
    })
    await toldDirectly(officer, `A learning item on ${ref} is yours`)
    const form = wordsOf(await hand.openFromCase(officer, ref, 'complete_learning'))
    expect(form).toContain('Send it at once')
    expect(await hand.done(officer, { n: '1', note: 'It is sent at once now' })).toContain('complete')
    expect(await caseOf(ceastOne, ref)).toContain('It is sent at once now')
  }, 60_000)

  it('a death reported on one case stops reaching out on the other case of the customer (F10, F5)', async () => {
    const number = 'QQ 65 43 21 B'
    const visiting = await hand.raise({ number })
    await hand.triage(visiting)
    await step(spoc, visiting, 'complete_visiting_referral', {
      reason: 'vulnerability',
      address: '1 Made Up Street',
      nation: 'england-and-wales',
      safeToLeave: 'yes',
    })
    const other = await hand.raise({ number }, who.otherRaiser)
    await step(spoc, other, 'record_death', { reportedBy: 'Her sister', confirmed: 'no' })

    await postedTo('visiting', visiting, `${visiting}: the same customer as ${other}`)
    await hand.headline('visiting', visiting, `a death is reported on ${other}`)
    expect(await caseOf(officer, visiting)).toContain(`It is recorded on ${other}, not on this case.`)
    await hand.driver.as(officer).command(`case ${visiting}`)
    await waitFor(officer, 'OFFICIAL-SENSITIVE')
    expect(screenOf(officer)).not.toContain('do:plan_visit')
    await closeAll(officer)
    const settle = `record the death on this case too, or withdraw it on ${other}`
    expect(await dueOf(officer)).not.toContain(visiting)
    expect(await dueOf(ceastOne)).toContain(settle)
    expect(await caseOf(ceastOne, visiting)).toContain(`A death was reported on ${other}, not confirmed`)

    await step(ceastOne, other, 'withdraw_death', { reason: 'Another person' })
    await postedTo('visiting', other, `what had stopped goes on, also on ${visiting}`)
    await hand.headline('visiting', visiting, 'Plan the visit')
    expect(await dueOf(officer)).toContain(visiting)
    expect(await dueOf(ceastOne)).not.toContain(settle)
  }, 60_000)

  it('a second case of the customer waits for the visit of the first, in words and in the list (F5)', async () => {
    const number = 'QQ 65 43 22 B'
    const first = await hand.raise({ number })
    await hand.triage(first)
    await step(spoc, first, 'complete_visiting_referral', {
      reason: 'vulnerability',
      address: '1 Made Up Street',
      nation: 'england-and-wales',
      safeToLeave: 'yes',
    })
    const second = await hand.raise({ number }, who.otherRaiser)
    await hand.triage(second)
    await hand.headline('spoc', second, `${first} has the customer's open visiting referral`)
    expect(await dueOf(spoc)).toContain(`the visit on ${first}: a date for the visit, with DWP Visiting`)
    await step(spoc, first, 'withdraw_visiting_referral', { reason: 'She rang' })
    await hand.headline('spoc', second, 'Complete the visiting referral')
  }, 60_000)
})
