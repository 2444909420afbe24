import { londonInstant, localDateOf } from '../src/calendar/london.ts'
import { isMorningListDue } from '../src/case/morning-list.ts'
import { type StaffDays, staffDaysWith } from '../src/case/staff-days.ts'
import { stillOpenWords, troubleRestsOn } from '../src/case/trouble.ts'
import type { Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<Store, 'clockNow' | 'confirmedHolidays' | 'troublesToldBefore' | 'askOfTroubles'>
  staff: StaffDays
}

const mostLines = 20

/** Asks the leads each working morning about what could not be done, for as long as nobody has closed it (F16). */
export const askOfTrouble = async ({ store, staff }: Parts): Promise<void> => {
  const now = (await store.clockNow()).toISOString()
  const midnight = londonInstant(localDateOf(now), '00:00')
  const open = await store.troublesToldBefore(midnight)
  if (open.length === 0) return
  if (!isMorningListDue('leads', now, staffDaysWith(await store.confirmedHolidays(), staff))) return
  const lines = open.slice(0, mostLines).map(stillOpenWords)
  const more = open.length - lines.length
  await store.askOfTroubles(
    open.map(({ id }) => id),
    midnight,
    {
      text: `Not done so far, and still open: ${open.length}`,
      lines: [
        ...lines,
        ...(more > 0 ? [`and ${more} more`] : []),
        'Close each, or see when it ends, with /concern trouble',
      ],
      restsOn: troubleRestsOn,
    },
  )
}
