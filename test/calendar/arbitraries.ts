import fc from 'fast-check'
import type { Nation } from '../../src/calendar/bank-holidays.ts'
import type { Calendar } from '../../src/calendar/working-days.ts'

const nations: Nation[] = ['england-and-wales', 'scotland', 'northern-ireland']

/** Days within and just outside the years of the bank-holiday table; half of them crowded, so that they meet. */
export const anyDate = fc.oneof(
  dayBetween('2011-06-01', '2030-06-01'),
  dayBetween('2026-11-20', '2027-01-20'),
)

export const anyInstant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())

export const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  nations: fc.subarray(nations),
  closures: fc.array(anyDate, { maxLength: 40 }),
  openings: fc.array(anyDate, { maxLength: 40 }),
})

function dayBetween(min: string, max: string): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
}
