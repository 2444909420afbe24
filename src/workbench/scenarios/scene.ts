import { addDays, type LocalDate } from '../../calendar/dates.ts'
import { type Instant, localDateOf, londonInstant, millisecondsBetween } from '../../calendar/london.ts'
import type { BenchClock } from '../clock.ts'
import type { Driver } from '../driver.ts'
import type { FaultDesk } from '../faults/desk.ts'
import type { Answers, Hands } from '../hands.ts'
import type { Outcome } from '../outcome.ts'
import { personPlans } from '../people.ts'

/** What a scene is played on: the workspace, its clock, what can go wrong in it, and ways to wait for Safehold. */
export type Stage = {
  driver: Driver
  faults: FaultDesk
  clock: Pick<BenchClock, 'read' | 'advance'>
  /** Waits until nothing is due and nothing left to send. */
  settled(): Promise<void>
  /** Waits until nothing is due, whatever is left to send. */
  rung(): Promise<void>
}

/** One made-up person, by what they do in Safehold. */
export type Player = {
  /** Raises a concern and gives its reference. */
  raise(answers?: Answers): Promise<string>
  /** Asks for advice and gives the reference of the question. */
  askForAdvice(answers?: Answers): Promise<string>
  /** Opens this form from the case, fills it in and sends it. */
  send(form: string, ref: string, answers?: Answers): Promise<void>
}

export type Scene = {
  /** The day it is in London, as the clock has it now. */
  today(): Promise<LocalDate>
  /** Lets time pass until this time in London, by morning and evening, so that each day's reminders are sent on that day. */
  until(date: LocalDate, time: string): Promise<void>
  /** Slack is down until this time in London: nobody can do anything, and nothing is shown. */
  outageUntil(date: LocalDate, time: string): Promise<void>
  /** A person by their full name in the workbench. */
  as(name: string): Player
}

const waitMs = 30_000

/** The scene on this stage. Whatever Slack would have refused ends it with an error that says what and who. */
export const createScene = ({ driver, clock, faults, ...stage }: Stage): Scene => {
  const now = async (): Promise<Instant> => (await clock.read()).toISOString()
  const advanceTo = async (moment: Instant): Promise<void> => {
    const ms = millisecondsBetween(await now(), moment)
    if (ms < 0) throw new Error(`The clock moves only forward, and ${moment} has passed`)
    await clock.advance(ms)
  }
  const moveTo = async (moment: Instant): Promise<void> => {
    // What was done until now is told now, not later.
    await stage.settled()
    await advanceTo(moment)
    await stage.settled()
  }

  return {
    today: async () => localDateOf(await now()),
    until: async (date, time) => {
      for (const moment of momentsBetween(await now(), londonInstant(date, time))) await moveTo(moment)
      await moveTo(londonInstant(date, time))
    },
    outageUntil: async (date, time) => {
      await stage.settled()
      const outage = faults.start('outage')
      await advanceTo(londonInstant(date, time))
      await stage.rung()
      faults.end(outage.id)
    },
    as: name => createPlayer(driver, idOf(name)),
  }
}

/** The mornings and the evenings on the way, at which people would look. */
const momentsBetween = (from: Instant, to: Instant): Instant[] => {
  const moments: Instant[] = []
  for (let day = localDateOf(from); day <= localDateOf(to); day = addDays(day, 1))
    moments.push(...['09:00', '17:05'].map(time => londonInstant(day, time)))
  return moments.filter(moment => moment > from && moment < to)
}

const createPlayer = (driver: Driver, id: string): Player => {
  const hands = driver.as(id)
  const formOnScreen = (form: string) =>
    driver.waitFor(() => hands.view()?.callback_id === form, {
      timeoutMs: waitMs,
      what: `the form ${form} on the screen of ${hands.person.name}`,
    })
  const send = async (form: string, answers: Answers): Promise<string> => {
    await formOnScreen(form)
    taken(hands, form, await hands.submit(answers))
    const words = JSON.stringify(hands.view())
    await closeAll(hands)
    return words
  }
  return {
    raise: async (answers = {}) => {
      taken(hands, 'raise', await hands.command())
      return refIn(await send('raise_concern', { danger: 'no', harmed: ['customer'], ...answers }))
    },
    askForAdvice: async (answers = {}) => {
      taken(hands, 'advice', await hands.command('advice'))
      return refIn(await send('ask_for_advice', { danger: 'no', ...answers }))
    },
    send: async (form, ref, answers = {}) => {
      taken(hands, ref, await hands.command(`case ${ref}`))
      await driver.waitFor(() => JSON.stringify(hands.view())?.includes(`do:${form}`), {
        timeoutMs: waitMs,
        what: `${ref} with ${form} on the screen of ${hands.person.name}`,
      })
      taken(hands, form, await hands.pressInView(`do:${form}`))
      await send(form, answers)
    },
  }
}

const closeAll = async (hands: Hands): Promise<void> => {
  while (hands.view()) taken(hands, 'close', await hands.close())
}

const taken = (hands: Hands, what: string, outcome: Outcome): void => {
  if (outcome.ok) return
  const beside = Object.entries(outcome.errors ?? {}).map(([field, words]) => `${field}: ${words}`)
  throw new Error(`${hands.person.name}, ${what}: ${[outcome.error, ...beside].join(' / ')}`)
}

const refIn = (words: string): string => {
  const ref = /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0]
  if (ref === undefined) throw new Error(`No reference in what was shown: ${words}`)
  return ref
}

/** The id of the person of this name. Throws when nobody has it. */
export const idOf = (name: string): string => {
  const person = personPlans.find(one => one.name === name)
  if (person === undefined) throw new Error(`Nobody in the workbench is called ${name}`)
  return person.id
}
