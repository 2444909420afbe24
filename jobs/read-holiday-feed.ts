import { z } from 'zod'
import { isRealDate } from '../src/calendar/dates.ts'
import { type FeedCopy, feedNations } from '../src/calendar/holiday-feed.ts'

/**
 * What came of reading the feed. `refused`: it answered, and what it said cannot be used. `away`: it did not answer, which may
 * pass by itself. `why` is a sentence for people, without anything that the feed said.
 */
export type FeedRead = { kind: 'read'; copy: FeedCopy } | { kind: 'refused' | 'away'; why: string }

const answerWithinMs = 10_000
/** The feed is some 60 kB long. */
const mostBytes = 1_000_000
const mostRedirects = 3

const holiday = z.looseObject({
  title: z.string().min(1).max(200),
  date: z.string().refine(isRealDate),
  notes: z.string().max(500).optional(),
})
const division = z.looseObject({ division: z.string(), events: z.array(holiday).max(5000) })
const feed = z.looseObject({
  'england-and-wales': division,
  scotland: division,
  'northern-ireland': division,
})

/** Reads the feed at this address: no credentials, within ten seconds, and never from another host. */
export const readHolidayFeed = async (url: string, stopped: AbortSignal): Promise<FeedRead> => {
  try {
    const text = await inTime(stopped, signal => fetchText(url, signal))
    return typeof text === 'string' ? parseFeed(text) : text
  } catch (error) {
    // A time-out stands in the name, and a refused connection in the cause's code.
    const name = error instanceof Error ? error.name : 'unknown'
    const slow = name === 'TimeoutError'
    return {
      kind: 'away',
      why: slow ? 'It did not answer within 10 seconds.' : `It could not be reached (${codeOf(error)}).`,
    }
  }
}

// Node 20 may collect the signals of AbortSignal.timeout and AbortSignal.any before they fire, and the reading would then
// wait for minutes. A timer of our own is kept.
const inTime = async <T>(stopped: AbortSignal, read: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const ending = new AbortController()
  const stop = (): void => ending.abort(stopped.reason)
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason), { once: true })
  })
  const tooLong = setTimeout(
    () => ending.abort(new DOMException('It took too long', 'TimeoutError')),
    answerWithinMs,
  )
  stopped.addEventListener('abort', stop, { once: true })
  if (stopped.aborted) stop()
  try {
    return await Promise.race([read(ending.signal), ended])
  } finally {
    clearTimeout(tooLong)
    stopped.removeEventListener('abort', stop)
  }
}

const fetchText = async (address: string, signal: AbortSignal): Promise<string | FeedRead> => {
  let url = new URL(address)
  for (let left = mostRedirects; ; left--) {
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      credentials: 'omit',
      headers: { accept: 'application/json' },
    })
    const next = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel()
      const to = new URL(next, url)
      if (to.host !== url.host || to.protocol !== url.protocol)
        return {
          kind: 'refused',
          why: 'It sends on to another host, which is not followed. Correct BANK_HOLIDAYS_URL.',
        }
      if (left === 0) return { kind: 'refused', why: 'It sends on again and again.' }
      url = to
      continue
    }
    if (response.status !== 200) {
      await response.body?.cancel()
      return {
        kind: response.status >= 500 || response.status === 429 ? 'away' : 'refused',
        why: `It answered with status ${response.status}.`,
      }
    }
    return bodyOf(response)
  }
}

const bodyOf = async (response: Response): Promise<string | FeedRead> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > mostBytes)
      return { kind: 'refused', why: 'It is longer than 1 MB, so it is not the list of bank holidays.' }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The copy in a text, or why there is none. */
const parseFeed = (text: string): FeedRead => {
  if (text.trim() === '') return { kind: 'refused', why: 'It is empty.' }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // What it is instead is no business of a log.
    return { kind: 'refused', why: 'It is not JSON.' }
  }
  const parsed = feed.safeParse(json)
  if (!parsed.success)
    return {
      kind: 'refused',
      why: `It is not in the known form at ${parsed.error.issues[0]?.path.join('.') || 'the top'}.`,
    }
  const listed: [string, Record<string, string>][] = []
  for (const nation of feedNations) {
    const { division: name, events } = parsed.data[nation]
    if (name !== nation) return { kind: 'refused', why: `Its list of ${nation} says that it is another one.` }
    const days: Record<string, string> = {}
    for (const { date, title, notes } of events) {
      if (date in days) return { kind: 'refused', why: `It lists ${date} twice for ${nation}.` }
      days[date] = titleOf(title, notes)
    }
    listed.push([nation, days])
  }
  return { kind: 'read', copy: Object.fromEntries(listed) as FeedCopy } // every nation, from the loop
}

/** Shown in messages, so nothing in it may be read as a mention or a format. */
const titleOf = (title: string, notes: string | undefined): string => {
  const words = title
    .replace(/[^\p{L}\p{N}’'.,()/:–-]+/gu, ' ')
    .trim()
    .slice(0, 80)
  const substitute = notes?.trim().toLowerCase() === 'substitute day'
  return `${words === '' ? 'Bank holiday' : words}${substitute ? ' (substitute day)' : ''}`
}

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : 'no answer'
}
