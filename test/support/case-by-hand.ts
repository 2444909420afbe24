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

/** Case work as people do it in Slack: commands, buttons and forms over the real wire. */
export const byHand = (workbench: Workbench) => {
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

  const done = async (person: string, answers: Answers = {}): Promise<string> => {
    const words = await send(person, answers)
    while (driver.as(person).view()) ok(await driver.as(person).close())
    return words
  }

  const raise = async (answers: Answers = {}, person: string = who.raiser): Promise<string> => {
    ok(await driver.as(person).command(''))
    await waitForView(person, 'raise_concern')
    const words = await done(person, {
      danger: 'no',
      text: 'Made-up concern',
      harmed: ['customer'],
      ...answers,
    })
    const ref = /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0]
    if (ref === undefined) throw new Error(`No reference in what was shown: ${words}`)
    return ref
  }

  const step = async (
    person: string,
    channel: ChannelName,
    ref: string,
    command: string,
    answers: Answers = {},
  ) => {
    await openForm(person, channel, ref, command)
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

  return {
    driver,
    headline,
    alert,
    openForm,
    waitForView,
    send,
    done,
    raise,
    step,
    triage,
    refer,
    visit,
    review,
    check,
    channelId,
  }
}

const matches = (text: string, words: RegExp | string): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text)

const ok = (outcome: { ok: boolean; error?: string }): void => {
  if (!outcome.ok) throw new Error(`Slack would have shown: ${outcome.error ?? 'an error'}`)
}
