import { localDateOf, londonInstant } from '../../src/calendar/london.ts'
import { calendarFor, nextWorkingDay } from '../../src/calendar/working-days.ts'
import type { Store } from '../../src/store/store.ts'

const staff = calendarFor('england-and-wales')

/** Moves the database's clock forward to an instant. */
export const moveClockTo = async (store: Store, instant: string): Promise<void> => {
  const now = await store.clockNow()
  await store.advanceClock(Math.max(0, Date.parse(instant) - now.getTime()))
}

/** Moves the database's clock to this time in London on the next working day, and gives that day. */
export const nextMorning = async (store: Store, time: string): Promise<string> => {
  const day = nextWorkingDay(localDateOf((await store.clockNow()).toISOString()), staff)
  await moveClockTo(store, londonInstant(day, time))
  return day
}
