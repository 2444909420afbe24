import { formatDate, isRealDate } from './dates.ts'
import type { LocalDate } from './dates.ts'

/** A moment: ISO UTC with milliseconds and Z, '2026-11-23T09:00:00.000Z'. Always this form, so it compares as a string. */
export type Instant = string

const MS_PER_MINUTE = 60_000
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE
const HALF_DAY = MS_PER_DAY / 2

// The zone is named here, so the answers do not depend on the zone of the process. Made once: it is slow to make.
const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The day in London at this moment. */
export function localDateOf(instant: Instant): LocalDate {
  return wallClockAt(epochMsOf(instant)).slice(0, 10)
}

/** The time in London at this moment, 'HH:MM'. */
export function localTimeOf(instant: Instant): string {
  return wallClockAt(epochMsOf(instant)).slice(11, 16)
}

/**
 * The moment when London clocks show `time` ('HH:MM' or 'HH:MM:SS.mmm') on `date`.
 * In spring a time that the clocks skip moves forward by an hour; in autumn a time that comes twice is the first.
 */
export function londonInstant(date: LocalDate, time: string): Instant {
  if (!isRealDate(date)) throw new RangeError(`"${date}" is not a real date. Write it as YYYY-MM-DD.`)
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d\.\d{3})?$/.test(time)) {
    throw new RangeError(`"${time}" is not a time. Write it as HH:MM or HH:MM:SS.mmm.`)
  }
  const wall = `${date}T${time.length === 5 ? `${time}:00.000` : time}Z`
  const wallMs = Date.parse(wall)
  // No two clock changes are within a day of each other, so one of these two offsets applies.
  const before = wallMs - offsetAt(wallMs - HALF_DAY)
  const after = wallMs - offsetAt(wallMs + HALF_DAY)
  const exact = [before, after].find(ms => wallClockAt(ms) === wall)
  return instantAt(exact ?? before)
}

/** The last millisecond of the day in London: a deadline that "ends on" a day ends here (D1). */
export function endOfDay(date: LocalDate): Instant {
  return londonInstant(date, '23:59:59.999')
}

/** The moment `n` elapsed minutes later (earlier, when negative). */
export function addMinutes(instant: Instant, n: number): Instant {
  return addMilliseconds(instant, Math.round(n * MS_PER_MINUTE))
}

/** The moment `ms` elapsed milliseconds later (earlier, when negative). Throws RangeError outside the years 0 to 9999. */
export function addMilliseconds(instant: Instant, ms: number): Instant {
  return instantAt(epochMsOf(instant) + ms)
}

/** Elapsed milliseconds from `from` to `to`; negative when `to` is the earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return epochMsOf(to) - epochMsOf(from)
}

/** '10:42am on 3 December 2026', in London time. */
export function formatInstant(instant: Instant): string {
  const time = formatTime(instant)
  // "Midnight on 3 December" may be read as either end of the day.
  const link = time === 'midnight' ? 'at the start of' : 'on'
  return `${time} ${link} ${formatDate(localDateOf(instant))}`
}

/** '5pm', '10:42am', 'midday' or 'midnight', in London time. */
export function formatTime(instant: Instant): string {
  return clockTime(localTimeOf(instant))
}

/** '5pm', '10:42am', 'midday' or 'midnight', of a time as 'HH:MM'. */
export function clockTime(clock: string): string {
  if (clock === '00:00') return 'midnight'
  if (clock === '12:00') return 'midday'
  const hour = Number(clock.slice(0, 2))
  const minutes = clock.endsWith(':00') ? '' : clock.slice(2)
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}

/** By day in UTC; null for a day on which the clocks change. To ask is slow, and every deadline asks many times. */
const knownOffsets = new Map<number, number | null>()
const MOST_KNOWN = 20_000

/** How far London's clocks are ahead of UTC, in milliseconds. */
function offsetAt(ms: number): number {
  const day = Math.floor(ms / MS_PER_DAY)
  let known = knownOffsets.get(day)
  if (known === undefined) {
    if (knownOffsets.size >= MOST_KNOWN) knownOffsets.clear()
    const start = askedOffsetAt(day * MS_PER_DAY)
    // No two clock changes are within a day of each other, so equal ends mean the same offset all day.
    known = start === askedOffsetAt((day + 1) * MS_PER_DAY) ? start : null
    knownOffsets.set(day, known)
  }
  return known ?? askedOffsetAt(ms)
}

/** What London clocks show, written as if it were UTC. */
function wallClockAt(ms: number): string {
  return new Date(ms + offsetAt(ms)).toISOString()
}

function askedOffsetAt(ms: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of londonClock.formatToParts(ms)) part[type] = value
  // The zone's offset is whole seconds, so the milliseconds are those of the moment itself.
  const fraction = String(((ms % 1000) + 1000) % 1000).padStart(3, '0')
  const wall = `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}.${fraction}Z`
  return Date.parse(wall) - ms
}

function epochMsOf(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== instant) {
    throw new RangeError(`"${instant}" is not a moment. Write it as 2026-11-23T09:00:00.000Z.`)
  }
  return ms
}

function instantAt(ms: number): Instant {
  const iso = new Date(ms).toISOString()
  // Years past 9999 are written with a sign and would no longer compare as strings.
  if (iso.length !== 24) throw new RangeError(`${iso} is outside the years 0 to 9999.`)
  return iso
}
