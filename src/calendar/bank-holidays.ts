import type { LocalDate } from './dates.ts'

export type Nation = 'england-and-wales' | 'scotland' | 'northern-ireland'

/** Whether the bank-holiday table covers a day. When it does not, a count is by weekdays only, and says so. */
export type Knowledge = { known: true } | { known: false; knownFrom: LocalDate; knownTo: LocalDate }

const NATION_NAMES: Record<Nation, string> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
}

const EVERYWHERE: readonly Nation[] = ['england-and-wales', 'scotland', 'northern-ireland']
const SCOTLAND: readonly Nation[] = ['scotland']
const NORTHERN_IRELAND: readonly Nation[] = ['northern-ireland']
const NOT_SCOTLAND: readonly Nation[] = ['england-and-wales', 'northern-ireland']

type Column = { title: string; nations: readonly Nation[]; fixedOn?: string }

// One column of DAYS each, in order. A holiday with a date of its own is a substitute day on any other.
const COLUMNS: readonly Column[] = [
  { title: 'New Year’s Day', nations: NOT_SCOTLAND, fixedOn: '01-01' },
  { title: 'New Year’s Day', nations: SCOTLAND, fixedOn: '01-01' },
  { title: '2nd January', nations: SCOTLAND, fixedOn: '01-02' },
  { title: 'St Patrick’s Day', nations: NORTHERN_IRELAND, fixedOn: '03-17' },
  { title: 'Good Friday', nations: EVERYWHERE },
  { title: 'Easter Monday', nations: NOT_SCOTLAND },
  { title: 'Early May bank holiday', nations: EVERYWHERE },
  { title: 'Spring bank holiday', nations: EVERYWHERE },
  { title: 'Battle of the Boyne (Orangemen’s Day)', nations: NORTHERN_IRELAND, fixedOn: '07-12' },
  { title: 'Summer bank holiday', nations: SCOTLAND },
  { title: 'Summer bank holiday', nations: NOT_SCOTLAND },
  { title: 'St Andrew’s Day', nations: SCOTLAND, fixedOn: '11-30' },
  { title: 'Christmas Day', nations: EVERYWHERE, fixedOn: '12-25' },
  { title: 'Boxing Day', nations: EVERYWHERE, fixedOn: '12-26' },
]

// www.gov.uk/bank-holidays, a row a year. To add a year: add its row, its one-off days, and move KNOWN_TO.
const DAYS: Readonly<Record<number, string>> = {
  2012: '01-02 01-03 01-02 03-19 04-06 04-09 05-07 06-04 07-12 08-06 08-27 11-30 12-25 12-26',
  2013: '01-01 01-01 01-02 03-18 03-29 04-01 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26',
  2014: '01-01 01-01 01-02 03-17 04-18 04-21 05-05 05-26 07-14 08-04 08-25 12-01 12-25 12-26',
  2015: '01-01 01-01 01-02 03-17 04-03 04-06 05-04 05-25 07-13 08-03 08-31 11-30 12-25 12-28',
  2016: '01-01 01-01 01-04 03-17 03-25 03-28 05-02 05-30 07-12 08-01 08-29 11-30 12-27 12-26',
  2017: '01-02 01-03 01-02 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26',
  2018: '01-01 01-01 01-02 03-19 03-30 04-02 05-07 05-28 07-12 08-06 08-27 11-30 12-25 12-26',
  2019: '01-01 01-01 01-02 03-18 04-19 04-22 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26',
  2020: '01-01 01-01 01-02 03-17 04-10 04-13 05-08 05-25 07-13 08-03 08-31 11-30 12-25 12-28',
  2021: '01-01 01-01 01-04 03-17 04-02 04-05 05-03 05-31 07-12 08-02 08-30 11-30 12-27 12-28',
  2022: '01-03 01-03 01-04 03-17 04-15 04-18 05-02 06-02 07-12 08-01 08-29 11-30 12-27 12-26',
  2023: '01-02 01-02 01-03 03-17 04-07 04-10 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26',
  2024: '01-01 01-01 01-02 03-18 03-29 04-01 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26',
  2025: '01-01 01-01 01-02 03-17 04-18 04-21 05-05 05-26 07-14 08-04 08-25 12-01 12-25 12-26',
  2026: '01-01 01-01 01-02 03-17 04-03 04-06 05-04 05-25 07-13 08-03 08-31 11-30 12-25 12-28',
  2027: '01-01 01-01 01-04 03-17 03-26 03-29 05-03 05-31 07-12 08-02 08-30 11-30 12-27 12-28',
  2028: '01-03 01-03 01-04 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26',
}

const ONE_OFFS: readonly { date: LocalDate; title: string; nations: readonly Nation[] }[] = [
  { date: '2012-06-05', title: 'Queen’s Diamond Jubilee', nations: EVERYWHERE },
  { date: '2020-05-08', title: 'Early May bank holiday (VE day)', nations: EVERYWHERE },
  { date: '2022-06-03', title: 'Platinum Jubilee bank holiday', nations: EVERYWHERE },
  { date: '2022-09-19', title: 'State Funeral of Queen Elizabeth II', nations: EVERYWHERE },
  { date: '2023-05-08', title: 'Coronation of King Charles III', nations: EVERYWHERE },
  { date: '2026-06-15', title: 'World Cup bank holiday', nations: SCOTLAND },
]

const KNOWN_FROM: LocalDate = '2012-01-01'
// By nation, because GOV.UK does not publish a year for all of them at once.
const KNOWN_TO: Readonly<Record<Nation, LocalDate>> = {
  'england-and-wales': '2028-12-31',
  scotland: '2028-12-31',
  'northern-ireland': '2028-12-31',
}

const HOLIDAYS: Readonly<Record<Nation, ReadonlyMap<LocalDate, string>>> = {
  'england-and-wales': holidaysFor('england-and-wales'),
  scotland: holidaysFor('scotland'),
  'northern-ireland': holidaysFor('northern-ireland'),
}

/** The bank holidays of a nation: day to title, as GOV.UK lists them. */
export function bankHolidaysOf(nation: Nation): ReadonlyMap<LocalDate, string> {
  return HOLIDAYS[nation]
}

/** The last day up to which every bank holiday of the nation is in the table. */
export function lastKnownDate(nation: Nation): LocalDate {
  return KNOWN_TO[nation]
}

/**
 * Whether it can be told if `date` is a bank holiday in `nation`: the table covers it, or what was confirmed since, up to
 * `knownTo`. Outside it, "no holiday" is not an answer.
 */
export function workingDayKnowledge(
  date: LocalDate,
  nation: Nation,
  knownTo: LocalDate = KNOWN_TO[nation],
): Knowledge {
  return date >= KNOWN_FROM && date <= knownTo
    ? { known: true }
    : { known: false, knownFrom: KNOWN_FROM, knownTo }
}

/** 'England and Wales'. */
export function nationName(nation: Nation): string {
  return NATION_NAMES[nation]
}

function holidaysFor(nation: Nation): ReadonlyMap<LocalDate, string> {
  const titles = new Map<LocalDate, string>()
  for (const [year, row] of Object.entries(DAYS)) {
    const days = row.split(' ')
    if (days.length !== COLUMNS.length)
      throw new Error(`Bank holidays of ${year}: ${days.length} days, not ${COLUMNS.length}.`)
    COLUMNS.forEach((column, i) => {
      if (!column.nations.includes(nation)) return
      const substitute = column.fixedOn !== undefined && days[i] !== column.fixedOn
      titles.set(`${year}-${days[i]}`, substitute ? `${column.title} (substitute day)` : column.title)
    })
  }
  for (const oneOff of ONE_OFFS) if (oneOff.nations.includes(nation)) titles.set(oneOff.date, oneOff.title)
  return titles
}
