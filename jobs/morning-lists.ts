import type { LocalDate } from '../src/calendar/dates.ts'
import { endOfDay, localDateOf } from '../src/calendar/london.ts'
import { isListTime, isMorningListDue, morningScopeOf, morningTeams } from '../src/case/morning-list.ts'
import { morningLines, morningMessage } from '../src/slack/morning-words.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { type StaffDays, staffDaysWith } from '../src/case/staff-days.ts'

type Parts = {
  store: Pick<
    Store,
    'clockNow' | 'confirmedHolidays' | 'morningListsOf' | 'morningFound' | 'closeMorningList'
  >
  staff: StaffDays
  log: Log
}

/**
 * Makes up each team's list of the day once it is due (R36). Called by every sweep of every worker: the database says who
 * has done it. One team's failure keeps back no other, and is tried again by the next sweep.
 */
export const morningLists = ({ store, staff, log }: Parts): (() => Promise<void>) => {
  let allMadeUpOn: LocalDate | undefined
  return async () => {
    const now = (await store.clockNow()).toISOString()
    const day = localDateOf(now)
    if (day === allMadeUpOn) return
    if (!isListTime(now)) return
    // A bank holiday counts once a lead has confirmed it: a list too many harms less than a day without one.
    const days = staffDaysWith(await store.confirmedHolidays(), staff)
    const due = morningTeams.filter(team => isMorningListDue(team, now, days))
    if (due.length === 0) return
    const madeUp = new Set(await store.morningListsOf(day))
    let failures = 0
    for (const team of due) {
      if (madeUp.has(team)) continue
      try {
        const found = await store.morningFound(morningScopeOf(team), endOfDay(day), morningLines)
        await store.closeMorningList(team, day, morningMessage(team, found, staff))
      } catch (error) {
        failures += 1
        log.error({ team, error }, 'A list of the morning could not be made up and will be tried again')
      }
    }
    if (failures === 0) allMadeUpOn = day
  }
}
