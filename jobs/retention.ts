import { localDateOf } from '../src/calendar/london.ts'
import { isListTime, isMorningListDue } from '../src/case/morning-list.ts'
import { retentionMessage } from '../src/case/retention-words.ts'
import { type StaffDays, staffDaysWith } from '../src/case/staff-days.ts'
import type { Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<
    Store,
    'clockNow' | 'confirmedHolidays' | 'isRetentionTold' | 'casesPastRetention' | 'tellRetention'
  >
  staff: StaffDays
}

/**
 * Tells the leads once a month, on a working morning of theirs, which cases are due to be erased. Called by every sweep of
 * every worker: the database says who has done it. It only tells: a person erases.
 */
export const tellingOfRetention = ({ store, staff }: Parts): (() => Promise<void>) => {
  let toldFor: string | undefined
  return async () => {
    const now = (await store.clockNow()).toISOString()
    const month = `${localDateOf(now).slice(0, 7)}-01`
    if (month === toldFor || !isListTime(now)) return
    if (!isMorningListDue('leads', now, staffDaysWith(await store.confirmedHolidays(), staff))) return
    if (!(await store.isRetentionTold(month)))
      await store.tellRetention(month, retentionMessage(await store.casesPastRetention()))
    toldFor = month
  }
}
