import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
})
afterAll(() => safehold?.stop())

const step = async (person: string, ref: string, command: string, answers: Answers = {}) => {
  const form = wordsOf(await hand.openFromCase(person, ref, command))
  const words = await hand.done(person, answers)
  return { form, words }
}

/** The case as somebody sees it, over all its pages. */
const caseOf = async (person: string, ref: string): Promise<string> => {
  await hand.driver.as(person).command(`case ${ref}`)
  const shown = () => wordsOf(hand.driver.as(person).view())
  await hand.driver.waitFor(() => shown().includes('OFFICIAL-SENSITIVE'))
  let all = shown()
  for (let page = 2; shown().includes('Next page'); page++) {
    await hand.driver.as(person).pressInView('case_page:on')
    await hand.driver.waitFor(() => shown().includes(`Page ${page} of`))
    all += shown()
  }
  while (hand.driver.as(person).view()) await hand.driver.as(person).close()
  return all
}

const heldCase = async (): Promise<string> => {
  const ref = await hand.raise()
  const none = { concern: 'no', visit: 'no', reason: 'None seen', adviser: who.adviser }
  await step(who.spoc, ref, 'record_triage_decision', none)
  await step(who.ceastOne, ref, 'put_on_hold', { reason: 'A benefit may stop' })
  return ref
}

const review = (furtherInformation: string): Answers => ({
  ...Object.fromEntries(
    ['circumstances', 'interactions', 'documents', 'thirdParties'].flatMap(part => [
      [part, 'reviewed'],
      [`${part}Note`, 'Looked'],
    ]),
  ),
  furtherInformation,
})

describe('the steps of CEAST and the ACSSL, by hand over the real wire', () => {
  it('a confirmed concern goes from a conference to a closing note that says what was done (R41 to R49, VR ¶16 to ¶22)', async () => {
    const ref = await heldCase()
    const { ceastOne, ceastTwo, spoc, adviser, acssl } = who
    await step(ceastOne, ref, 'take_the_lead')

    await step(adviser, ref, 'ask_for_interim_advice', { question: 'May I extend?' })
    const asked = await hand.openFromCase(ceastOne, ref, 'give_interim_advice')
    expect(wordsOf(asked)).toContain('May I extend?')
    const [of = ''] = optionsIn(asked, 'of')
    await hand.done(ceastOne, { of, advice: 'Extend by a month' })
    expect(await caseOf(adviser, ref)).toContain('Extend by a month')

    await step(ceastOne, ref, 'record_evidence_review', review('yes'))
    await step(ceastOne, ref, 'record_marker_decision', { applied: 'yes', reason: 'It helps' })
    const { form: meeting } = await step(spoc, ref, 'record_conference', {
      on: today(),
      ceast: [ceastOne, ceastTwo],
      spoc: [spoc],
      decisions: 'To speak to her sister',
      action: 'Find the sister',
      actionOwner: ceastTwo,
      actionDueOn: addDays(today(), 1),
    })
    expect(meeting).toContain('Book it')
    const second = { text: 'Ask the council', owner: spoc, dueOn: today() }
    await step(ceastOne, ref, 'agree_action', second)
    for (const n of ['1', '2']) await step(spoc, ref, 'complete_action', { n, note: 'Done by telephone' })
    await step(ceastOne, ref, 'ask_for_conference', { reason: 'The sister knows more' })
    await step(ceastOne, ref, 'record_conference', {
      on: today(),
      ceast: [ceastTwo],
      spoc: [spoc],
      decisions: 'Enough is known',
    })

    const concern = { outcome: 'acs_concern', reason: 'She is alone', satisfied: ['yes'] }
    await step(ceastOne, ref, 'record_ceast_outcome', concern)
    const attempt = { route: 'customer', outcome: 'no_answer', on: today(), text: 'It rang out' }
    await step(ceastOne, ref, 'log_contact_attempt', { ...attempt, textSent: ['yes'] })
    await step(ceastOne, ref, 'log_contact_attempt', { ...attempt, route: 'police', outcome: 'spoke' })
    await step(ceastOne, ref, 'record_support_decision', { needed: 'yes', reason: 'Liaison' })
    const reviewOn = addDays(today(), 7)
    await step(ceastOne, ref, 'refer_to_acssl', { district: 'North', need: 'The council', reviewOn })
    await step(acssl, ref, 'accept_acssl_referral', { n: '1' })
    const { form: release } = await step(ceastOne, ref, 'release_the_hold', {
      holds: optionsIn(await hand.openFromCase(ceastOne, ref, 'release_the_hold'), 'holds'),
      ground: 'advice_given',
      advice: 'Too early',
    })
    expect(release).toContain('An ACSSL referral or review is still open (VR ¶21)')
    await step(acssl, ref, 'record_acssl_review', {
      n: '1',
      what: 'A visit is made',
      last: 'no',
      nextReviewOn: reviewOn,
    })
    await step(acssl, ref, 'record_acssl_review', { n: '1', what: 'All is well', last: 'yes' })
    await step(spoc, ref, 'record_emergency_outcome', { what: 'Nobody had to ring' })
    // What came of 999 is news: CEAST reviews again before it releases (VR ¶17).
    await step(ceastOne, ref, 'record_evidence_review', review('no'))

    const holds = optionsIn(await hand.openFromCase(ceastOne, ref, 'release_the_hold'), 'holds')
    await hand.done(ceastOne, { holds, ground: 'advice_given', advice: 'Pay as before' })
    await step(ceastTwo, ref, 'confirm_release', { read: ['yes'] })
    const note = wordsOf(await hand.openFromCase(spoc, ref, 'confirm_system_note'))
    expect(note).toContain('Case conferences between CEAST and the SPOC: ')
    expect(note.match(/Case conferences[^\\]*/)?.[0]).toMatch(/: .+; .+/)
    expect(note).toContain('Organisations contacted: police, ')
    expect(note).not.toContain('North')
    for (const person of Object.values(who))
      expect(note.match(/Advanced Customer Support steps.*?"/)?.[0]).not.toContain(person)

    const all = await caseOf(ceastOne, ref)
    for (const words of [
      '2 logged: Customer 1, Police 1',
      'last review done',
      'Agreed actions that are complete: 2',
    ])
      expect(all).toContain(words)
  }, 60_000)

  it('another team refers without CEAST with its reason, and a death goes from report to release (D12, F10)', async () => {
    const ref = await heldCase()
    const { ceastOne, ceastTwo, spoc } = who
    const { form } = await step(spoc, ref, 'refer_to_acssl', {
      breakGlass: 'Nobody in CEAST answers',
      district: 'North',
      need: 'The council',
      reviewOn: addDays(today(), 7),
    })
    expect(form).toContain('Ask CEAST first.')

    await step(spoc, ref, 'record_death', { reportedBy: 'A neighbour', confirmed: 'no' })
    expect(await caseOf(who.officer, ref)).toContain('Do not visit, write to or ring the customer.')
    await step(ceastOne, ref, 'withdraw_death', { reason: 'Another street' })
    expect(await caseOf(who.officer, ref)).not.toContain('Do not visit, write to or ring the customer.')
    await step(spoc, ref, 'record_death', { reportedBy: 'Her sister', confirmed: 'yes' })
    const steps = { steps: ['review', 'retention'], note: 'The review team, today' }
    await step(ceastOne, ref, 'confirm_death_steps', steps)

    const holds = optionsIn(await hand.openFromCase(ceastOne, ref, 'release_the_hold'), 'holds')
    await hand.done(ceastOne, { holds, ground: 'customer_died', advice: 'To the estate' })
    const { words } = await step(ceastTwo, ref, 'confirm_release', { read: ['yes'] })
    expect(words).toContain('Release confirmed')
  }, 60_000)
})
