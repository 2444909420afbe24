// @ts-check
// Times as people in the office read them: London, 24 hours, whole words.

const ZONE = 'Europe/London'

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, ...options })
  return (/** @type {Date} */ date) => formatter.format(date)
}

export const clockTime = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export const clockTimeWithSeconds = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const weekday = format({ weekday: 'long' })

/** @param {Date} date */
export function longDay(date) {
  return `${weekday(date)} ${plainDay(date)}`
}

const numericDay = format({ year: 'numeric', month: '2-digit', day: '2-digit' })
const shortDay = format({ day: 'numeric', month: 'short', year: 'numeric' })
const plainDay = format({ day: 'numeric', month: 'long', year: 'numeric' })

/** A Slack timestamp such as "1765449742.000100" as a date. @param {string} ts */
export function dateOfTs(ts) {
  return new Date(Number.parseFloat(ts) * 1000)
}

/** The server's clock, as ISO text, seconds or milliseconds. @param {string | number} value */
export function dateOf(value) {
  const number = Number(value)
  if (Number.isNaN(number)) return new Date(value)
  return new Date(number < 1e11 ? number * 1000 : number)
}

/** @type {Record<string, (date: Date) => string>} */
const TOKENS = {
  date_num: numericDay,
  date: plainDay,
  date_short: shortDay,
  date_long: longDay,
  date_pretty: plainDay,
  date_short_pretty: shortDay,
  date_long_pretty: longDay,
  time: clockTime,
  time_secs: clockTimeWithSeconds,
}

/**
 * Slack's `<!date^…>` formatting. Returns undefined for a format it does not know, so that the fallback shows.
 * @param {string} seconds since 1970
 * @param {string} pattern such as "{date_short} at {time}"
 */
export function slackDate(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return undefined
  let known = true
  const text = pattern.replace(/\{(\w+)\}/g, (_, name) => {
    const token = TOKENS[name]
    if (!token) known = false
    return token ? token(date) : ''
  })
  return known ? text : undefined
}

/** London wall time of a moment. @param {Date} date */
function wall(date) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(date)
  const read = (/** @type {string} */ type) => Number(parts.find(part => part.type === type)?.value)
  return {
    y: read('year'),
    m: read('month') - 1,
    d: read('day'),
    h: read('hour'),
    min: read('minute'),
    s: read('second'),
  }
}

/**
 * Milliseconds from `now` until a London wall time some weekdays ahead. Bank holidays are not counted here.
 * @param {Date} now
 * @param {number} weekdays how many Mondays to Fridays to move on
 * @param {number} [hour] at this hour exactly; without it, the same time of day
 */
export function untilWeekday(now, weekdays, hour) {
  const from = wall(now)
  const day = new Date(Date.UTC(from.y, from.m, from.d))
  for (let left = weekdays; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1
  }
  const at = hour === undefined ? [from.h, from.min, from.s] : [hour, 0, 0]
  const target = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), at[0], at[1], at[2])
  return fromWall(target) - Math.floor(now.getTime() / 1000) * 1000
}

/** The moment at which London's clock shows this wall time (given as if it were UTC). @param {number} wallMs */
function fromWall(wallMs) {
  const shown = wall(new Date(wallMs))
  return wallMs - (Date.UTC(shown.y, shown.m, shown.d, shown.h, shown.min, shown.s) - wallMs)
}
