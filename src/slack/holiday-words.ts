import { formatShortDate } from '../calendar/dates.ts'
import type { HolidayDifferences } from '../calendar/holiday-changes.ts'
import { holidayChangeWords } from '../case/bank-holidays.ts'
import type { RestsOn } from '../case/rests-on.ts'

/** The button that opens a change of bank holidays. */
export const holidaysAction = 'bank_holidays'

const restsOn: RestsOn = { deadlines: [], rules: [{ rule: 'D4', what: 'Bank holidays do not count' }] }

type Moves = { dates: readonly unknown[]; cases: number; all: boolean }

/** What the leads are asked about a change that GOV.UK lists. */
export const holidayQuestion = (change: HolidayDifferences, moves: Moves) => ({
  text: `GOV.UK's list of bank holidays has changed: ${holidayChangeWords(change)}. ${moveWords(moves)}. Nothing moves until a lead confirms it`,
  lines: [],
  restsOn,
})

/** The same, asked again. */
export const holidayReminder = (change: HolidayDifferences, seenOn: string) => ({
  text: `A change of bank holidays still waits for a lead, since ${formatShortDate(seenOn)}: ${holidayChangeWords(change)}. Until somebody confirms it or sets it aside, dates are counted without it`,
  lines: [],
  restsOn,
})

/** What the leads are told once every open case has been looked at. */
export const holidaysApplied = (
  change: HolidayDifferences,
  { cases, dates }: { cases: number; dates: number },
) => ({
  text: `Applied: ${holidayChangeWords(change)}. ${dates === 0 ? 'No open date moved' : `${counted(dates, 'open date')} on ${counted(cases, 'case')} moved, and their owners are told`}`,
  lines: [],
  restsOn,
})

/** What the leads are told of a list that cannot be used. Once, until it can be used again. */
export const feedFaultMessage = (why: string) => ({
  text: `GOV.UK's list of bank holidays cannot be used. ${why} The bank holidays known so far stay in use. Compare them with www.gov.uk/bank-holidays, and tell whoever runs Safehold`,
  lines: [],
  restsOn,
})

/** '3 open dates on 2 cases would move'. */
export const moveWords = ({ dates, cases, all }: Moves): string => {
  if (!all) return `At least ${counted(dates.length, 'open date')} on ${counted(cases, 'case')} would move`
  return dates.length === 0
    ? 'No open date would move'
    : `${counted(dates.length, 'open date')} on ${counted(cases, 'case')} would move`
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
