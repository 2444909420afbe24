import { localDateOf } from '../../src/calendar/london.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { who } from './people.ts'

type ChannelName = 'spoc' | 'visiting' | 'ceast' | 'acssl' | 'leads'

const waitMs = 12_000

/** Today in London, as a datepicker gives it. */
export const today = (): string => localDateOf(new Date().toISOString())

/** All the words of a view or message, as a person reads them. */
export const wordsOf = (thing: unknown): string => JSON.stringify(thing) ?? ''

/** From the buttons in the channel, or from the case itself, which waits for no message. */
type From = 'channel' | 'case'

/** Case work as people do it in Slack: commands, buttons and forms over the real wire. */
export const byHand = (workbench: Workbench, from: From = 'channel') => {
  const { driver } = workbench
  const channelId = (name: ChannelName) => workbench.channels[name]

  const waitForView = (person: string, callbackId: string) =>
    driver.waitFor(() => driver.as(person).view()?.callback_id === callbackId && driver.as(person).view(), {
      timeoutMs: waitMs,
      what: `the form ${callbackId} on the screen of ${person}`,
    })

  /** The case's own message in a channel, once its words match. */
  const headline = (channel: ChannelName, ref: string, words: RegExp | string = '') =>
    driver.waitFor(
      () =>
        driver
          .as(who.lead)
          .messages(channelId(channel))
          .find(
            message =>
              !message.broadcast && wordsOf(message).includes(ref) && matches(wordsOf(message), words),
          ),
      { timeoutMs: waitMs, what: `a headline of ${ref} in ${channel} with ${String(words)}` },
    )

  /** An alert about the case in a channel. */
  const alert = (channel: ChannelName, ref: string, words: RegExp | string, timeoutMs = waitMs) =>
    driver.waitFor(
      () =>
        driver
          .as(who.lead)
          .messages(channelId(channel))
          .find(
            message =>
              message.broadcast && wordsOf(message).includes(ref) && matches(wordsOf(message), words),
          ),
      { timeoutMs, what: `an alert of ${ref} in ${channel} with ${String(words)}` },
    )

  const openForm = async (person: string, channel: ChannelName, ref: string, command: string) => {
    const message = await headline(channel, ref, `do:${command}`)
    ok(await driver.as(person).press(channelId(channel), message.ts, `do:${command}`))
    return waitForView(person, command)
  }

  /** Sends the form on screen and gives the words of what came instead. */
  const send = async (person: string, answers: Answers = {}): Promise<string> => {
    ok(await driver.as(person).submit(answers))
    return wordsOf(driver.as(person).view())
  }

  const closeAll = async (person: string): Promise<void> => {
    while (driver.as(person).view()) ok(await driver.as(person).close())
  }

  const done = async (person: string, answers: Answers = {}): Promise<string> => {
    const words = await send(person, answers)
    await closeAll(person)
    return words
  }

  /** Opens the form of a step that has no button in the channel, from the case itself. */
  const openFromCase = async (person: string, ref: string, command: string) => {
    await closeAll(person)
    ok(await driver.as(person).command(`case ${ref}`))
    await driver.waitFor(() => wordsOf(driver.as(person).view()).includes(`do:${command}`), {
      timeoutMs: waitMs,
      what: `the case ${ref} with ${command} on the screen of ${person}`,
    })
    ok(await driver.as(person).pressInView(`do:${command}`))
    return waitForView(person, command)
  }

  const openRaise = async (person: string = who.raiser) => {
    await closeAll(person)
    ok(await driver.as(person).command(''))
    return waitForView(person, 'raise_concern')
  }

  /** Every message in a channel that names the case: its headlines, or its alerts with these words. */
  const headlinesOf = (channel: ChannelName, ref: string) =>
    driver
      .as(who.lead)
      .messages(channelId(channel))
      // A headline may name linked cases too, but opens only its own.
      .filter(message => !message.broadcast && wordsOf(message).includes(`"Open ${ref}"`))
  const alertsOf = (channel: ChannelName, ref: string, words: RegExp | string = '') =>
    driver
      .as(who.lead)
      .messages(channelId(channel))
      .filter(
        message => message.broadcast && wordsOf(message).includes(ref) && matches(wordsOf(message), words),
      )

  const raise = async (answers: Answers = {}, person: string = who.raiser): Promise<string> => {
    await openRaise(person)
    const words = await done(person, {
      danger: 'no',
      text: 'Made-up concern',
      harmed: ['customer'],
      ...answers,
    })
    return refIn(words)
  }

  /** Asks for advice and gives the reference of the question. */
  const askForAdvice = async (person: string, answers: Answers = {}): Promise<string> => {
    await closeAll(person)
    ok(await driver.as(person).command('advice'))
    await waitForView(person, 'ask_for_advice')
    return refIn(await done(person, { danger: 'no', text: 'Made-up question', ...answers }))
  }

  /** Brings in a case from before Safehold and gives the words of the result. */
  const bringIn = async (person: string, answers: Answers = {}): Promise<string> => {
    await closeAll(person)
    ok(await driver.as(person).command('bring-in'))
    await waitForView(person, 'bring_in_case')
    return done(person, {
      source: 'Made-up notes',
      text: 'Made-up concern',
      harmed: ['customer'],
      ...answers,
    })
  }

  const step = async (
    person: string,
    channel: ChannelName,
    ref: string,
    command: string,
    answers: Answers = {},
  ) => {
    await (from === 'case' ? openFromCase(person, ref, command) : openForm(person, channel, ref, command))
    return done(person, answers)
  }

  const triage = (ref: string) =>
    step(who.spoc, 'spoc', ref, 'record_triage_decision', {
      concern: 'yes',
      visit: 'yes',
      reason: 'A visit may help',
    })

  const refer = (ref: string, answers: Answers = {}) =>
    step(who.spoc, 'spoc', ref, 'complete_visiting_referral', {
      reason: 'vulnerability',
      address: '1 Made Up Street',
      nation: 'england-and-wales',
      safeToLeave: 'yes',
      number: 'QQ 12 34 56 C',
      ...answers,
    })

  const visit = (ref: string, answers: Answers = {}) =>
    step(who.officer, 'visiting', ref, 'record_visit_outcome', {
      outcome: 'no_answer',
      on: today(),
      which: 'first',
      letterLeft: 'yes',
      ...answers,
    })

  const review = (ref: string) =>
    step(who.ceastOne, 'ceast', ref, 'record_evidence_review', {
      ...Object.fromEntries(
        ['circumstances', 'interactions', 'documents', 'thirdParties'].flatMap(part => [
          [part, 'reviewed'],
          [`${part}Note`, 'Looked at the records'],
        ]),
      ),
      furtherInformation: 'no',
    })

  /** Types a number into "Check an award" and gives the answer's words. */
  const check = async (number: string, person: string = who.adviser): Promise<string> => {
    ok(await driver.as(person).command('check'))
    await driver.waitFor(() => driver.as(person).view()?.callback_id === 'check_award', { timeoutMs: waitMs })
    return done(person, { number })
  }

  /** The adviser reads CEAST's advice, which has to come before the decision (VR ¶23). */
  const openAdvice = async (person: string, ref: string): Promise<void> => {
    const shows = (words: string) => () => wordsOf(driver.as(person).view()).includes(words)
    await closeAll(person)
    ok(await driver.as(person).command(`case ${ref}`))
    await driver.waitFor(shows('do:open_advice'), { timeoutMs: waitMs, what: 'the case with its advice' })
    ok(await driver.as(person).pressInView('do:open_advice'))
    await driver.waitFor(shows('Asked for by <@'), { timeoutMs: waitMs, what: "CEAST's advice" })
    await closeAll(person)
  }

  return {
    driver,
    headline,
    alert,
    openForm,
    openFromCase,
    openRaise,
    headlinesOf,
    alertsOf,
    waitForView,
    send,
    done,
    raise,
    askForAdvice,
    bringIn,
    step,
    triage,
    refer,
    visit,
    review,
    openAdvice,
    check,
    channelId,
  }
}

/** The case reference in words that were shown. */
export const refIn = (words: unknown): string => {
  const ref = /ACS-\d{4}-\d{6}-[A-Z]/.exec(typeof words === 'string' ? words : wordsOf(words))?.[0]
  if (ref === undefined) throw new Error(`No reference in what was shown: ${wordsOf(words)}`)
  return ref
}

const matches = (text: string, words: RegExp | string): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text)

const ok = (outcome: { ok: boolean; error?: string }): void => {
  if (!outcome.ok) throw new Error(`Slack would have shown: ${outcome.error ?? 'an error'}`)
}
