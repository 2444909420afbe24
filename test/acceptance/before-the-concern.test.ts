import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../src/workbench/hands.ts'
import { directWith } from '../../src/workbench/world.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const dayMs = 86_400_000
const waitMs = 15_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
let wire: ReturnType<typeof rawWire>

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  record = await recordOf(safehold)
  wire = rawWire(safehold.workbench)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const screenOf = (person: string): string => wordsOf(hand.driver.as(person).view())
const shows = (person: string, words: string): Promise<unknown> =>
  hand.driver.waitFor(() => screenOf(person).includes(words), {
    timeoutMs: waitMs,
    what: `"${words}" on the screen of ${person}`,
  })
const closeAll = async (person: string): Promise<void> => {
  while (hand.driver.as(person).view()) await hand.driver.as(person).close()
}

/** The message in somebody's direct messages that says this of the case. */
const direct = (person: string, ref: string, words: string) =>
  hand.driver.waitFor(
    () =>
      hand.driver
        .as(person)
        .direct()
        .find(({ text }) => text.includes(ref) && text.includes(words)),
    { timeoutMs: waitMs, what: `"${words}" on ${ref} to ${person}` },
  )

/** The leads' channel shows no headlines, so what it is told stands by itself. */
const leadsTold = (ref: string, words: string) =>
  hand.driver.waitFor(
    () =>
      hand.driver
        .as(who.lead)
        .messages(safehold.workbench.channels.leads)
        .find(({ text }) => text.includes(ref) && text.includes(words)),
    { timeoutMs: waitMs, what: `"${words}" on ${ref} to the leads` },
  )

/** Presses a button of that message. */
const pressDirect = async (person: string, ref: string, words: string, action: string): Promise<void> => {
  await closeAll(person)
  const { ts } = await direct(person, ref, words)
  const { world } = safehold.workbench
  expect((await hand.driver.as(person).press(directWith(world, person).id, ts, action)).ok).toBe(true)
}

const step = async (person: string, ref: string, command: string, answers: Answers = {}) => {
  await hand.openFromCase(person, ref, command)
  return hand.done(person, answers)
}

/** The case as somebody sees it on its first page. */
const caseOf = async (person: string, ref: string): Promise<string> => {
  await closeAll(person)
  await hand.driver.as(person).command(`case ${ref}`)
  await shows(person, 'OFFICIAL-SENSITIVE')
  const words = screenOf(person)
  await closeAll(person)
  return words
}

const noConcern = { concern: 'no', visit: 'no', reason: 'None seen', adviser: who.adviser }

describe('a question, over the real wire (R13, F16, ME ¶7, ¶8)', () => {
  it('is asked from the help, answered in the channel, read by whoever asked, and becomes a concern under the same message (R13)', async () => {
    const { raiser, spoc } = who
    await hand.driver.as(raiser).command('help')
    await shows(raiser, '/concern advice')
    await hand.driver.as(raiser).pressInView('do:ask_for_advice')
    await hand.waitForView(raiser, 'ask_for_advice')
    const question = { danger: 'no', text: 'She laughed at odd times', source: 'customer' }
    const after = await hand.done(raiser, question)
    expect(after).toContain('You get an answer by the end of the next working day')
    const ref = refIn(after)
    expect(await caseOf(raiser, ref)).toMatch(/NOT YET ANSWERED.*/)

    const asked = await hand.headline('spoc', ref, 'A question waits for an answer by')
    await hand.openForm(spoc, 'spoc', ref, 'give_advice')
    expect(screenOf(spoc)).toContain('She laughed at odd times')
    await hand.done(spoc, { advice: 'Ask how she sleeps', concern: 'no' })
    await pressDirect(raiser, ref, 'is answered', 'open_case')
    await shows(raiser, 'Ask how she sleeps')
    expect(screenOf(raiser)).toContain('This question is answered')

    await hand.driver.as(raiser).pressInView('do:add_concern')
    await hand.waitForView(raiser, 'add_concern')
    await hand.done(raiser, { text: 'She does not sleep at all', harmed: ['customer'] })
    const triage = await hand.headline('spoc', ref, 'Triage this concern')
    expect(triage.ts).toBe(asked.ts)
    const shown = await caseOf(spoc, ref)
    for (const words of ['She laughed at odd times', 'Ask how she sleeps', 'She does not sleep at all'])
      expect(shown).toContain(words)
  }, 60_000)

  it('with "Yes, now" shows 999 at once, and SPOC triages it as a concern (R7, F12)', async () => {
    const { otherRaiser } = who
    await hand.driver.as(otherRaiser).command('advice')
    await hand.waitForView(otherRaiser, 'ask_for_advice')
    await hand.driver.as(otherRaiser).choose('danger', 'yes')
    await shows(otherRaiser, 'Ring 999 now.')
    await shows(otherRaiser, 'We have told')
    const after = await hand.done(otherRaiser, { danger: 'yes', text: 'He has a knife' })
    expect(after).toContain('this is looked at as a concern at once')
    const ref = refIn(after)
    await hand.alert('spoc', ref, 'Immediate danger was declared')
    await hand.openForm(who.spoc, 'spoc', ref, 'record_triage_decision')
    expect(screenOf(who.spoc)).toContain('He has a knife')
    await hand.done(who.spoc, { concern: 'yes', visit: 'yes', reason: 'At once' })
  }, 60_000)
})

describe('the line manager, over the real wire (R4, R10, F14)', () => {
  it('learns the reference and who raised it, says that they know, and sees nothing more (R4, F14)', async () => {
    const manager = 'U0WBDEVPA1'
    const said = 'He shouts at her on the telephone'
    const ref = await hand.raise({ text: said, lineManager: manager })
    const { text } = await direct(manager, ref, 'Say that you know (ME ¶3)')
    expect(text).toBe(`${ref}: raised by <@${who.raiser}>. Say that you know (ME ¶3)`)

    await pressDirect(manager, ref, 'Say that you know', 'do:acknowledge_concern')
    await hand.waitForView(manager, 'acknowledge_concern')
    const after = await hand.done(manager)
    expect(after).toContain('Recorded: you know of this')
    const seen = await caseOf(manager, ref)
    expect(seen).toContain(`${ref}: raised by <@${who.raiser}>`)
    for (const words of [after, seen])
      for (const told of [said, 'Access to Work', 'SPOC', 'SUSPEND', 'How was'])
        expect(words).not.toContain(told)

    // Nor by a button that their screen does not have: the dates of a case tell of visits.
    const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
    const dates = wordsOf(await wire.pressed(manager, 'how_date', `${caseId}.0`))
    expect(dates).toContain('There is no case with that reference that you can open')
    wire.clearScreen(manager)

    // Whoever presses the same button again sees who already did.
    await pressDirect(manager, ref, 'Say that you know', 'do:acknowledge_concern')
    await shows(manager, 'has already said that they know of this')
    await closeAll(manager)
    await step(manager, ref, 'record_manager_discussion', { how: 'discussed', text: 'Ring her on Monday' })
    expect(await caseOf(manager, ref)).toContain('Ring her on Monday')
    expect(await caseOf(who.spoc, ref)).toContain('Ring her on Monday')
  }, 60_000)

  it('who is not to be told hears nothing and opens nothing: the duty contact is told (F14)', async () => {
    const manager = 'U0WBDEVPA1'
    const kept = { lineManager: manager, doNotTell: ['yes'], whyNotTell: 'It is about him' }
    const ref = await hand.raise(kept)
    const alert = await leadsTold(ref, 'Say that you know (ME ¶3)')
    const messages = () => hand.driver.as(manager).direct()
    expect(messages().filter(({ text }) => text.includes(ref))).toEqual([])
    await closeAll(manager)
    await hand.driver.as(manager).command(`case ${ref}`)
    await shows(manager, 'There is no case with that reference that you can open')
    await closeAll(manager)

    const { leads } = safehold.workbench.channels
    await hand.driver.as(who.lead).press(leads, alert.ts, 'do:acknowledge_concern')
    await hand.waitForView(who.lead, 'acknowledge_concern')
    expect(await hand.done(who.lead)).toContain('Recorded: you know of this')
  }, 60_000)
})

describe('after triage, over the real wire (F13, F17)', () => {
  it('the e-mail is copied and ticked from the words after sending; a concern that remains goes to CEAST (F17, F13)', async () => {
    const { raiser, ceastOne } = who
    await hand.openRaise()
    const after = await hand.send(raiser, { danger: 'no', text: 'She is alone', harmed: ['customer'] })
    const ref = refIn(after)
    expect(after).toContain('My specific concerns:')
    await hand.driver.as(raiser).pressInView('do:confirm_email_sent')
    await hand.waitForView(raiser, 'confirm_email_sent')
    expect(screenOf(raiser)).toContain('She is alone')
    expect(await hand.done(raiser)).toContain('Recorded: you sent the e-mail')
    expect(await caseOf(who.spoc, ref)).toMatch(/From <@\w+>: sent, /)

    await step(who.spoc, ref, 'record_triage_decision', noConcern)
    await pressDirect(raiser, ref, 'no concern was found', 'do:say_still_concerned')
    await hand.waitForView(raiser, 'say_still_concerned')
    await hand.done(raiser, { text: 'She is still alone' })
    await hand.alert('ceast', ref, 'Somebody still has a concern')
    await hand.openForm(ceastOne, 'ceast', ref, 'answer_remaining_concern')
    expect(screenOf(ceastOne)).toContain('She is still alone')
    await hand.done(ceastOne, { concern: 'no', reason: 'Her sister moved in' })
    await direct(raiser, ref, 'CEAST looked at')
    // What CEAST was asked is answered, and its channel says how the case stands now.
    await hand.headline('ceast', ref, /^(?!.*do:answer_remaining_concern).*With the adviser/)
  }, 60_000)
})

describe('nobody answers', () => {
  it('a question becomes a concern after a working day, and an unacknowledged case is told again (F16, R4)', async () => {
    const question = await hand.askForAdvice(who.raiser, { text: 'Is this odd?' })
    const raised = await hand.raise({ lineManager: who.adviser })
    const { ts } = await hand.headline('spoc', question, 'A question waits')
    await record.store.advanceClock(8 * dayMs)
    await hand.alert('spoc', question, 'Nobody answered the question', waitMs)
    await direct(who.raiser, question, 'Nobody has answered your question')
    expect((await hand.headline('spoc', question, 'Triage this concern')).ts).toBe(ts)
    await leadsTold(raised, "a line manager's acknowledgement")
    await direct(who.adviser, raised, "a line manager's acknowledgement")
  }, 60_000)
})
