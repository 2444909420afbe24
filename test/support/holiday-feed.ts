import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bankHolidaysOf, type Nation } from '../../src/calendar/bank-holidays.ts'
import { feedNations } from '../../src/calendar/holiday-feed.ts'

type Listed = { title: string; date: string; notes: string; bunting: boolean }
export type FeedJson = Record<Nation, { division: string; events: Listed[] }>

/** The list as GOV.UK has it, from the table, with some days more and some less. */
export const feedJson = (
  more: readonly { nation: Nation; date: string; title?: string; notes?: string }[] = [],
  less: readonly { nation: Nation; date: string }[] = [],
): FeedJson =>
  Object.fromEntries(
    feedNations.map(nation => {
      const events = [
        ...[...bankHolidaysOf(nation)].map(([date, title]) => ({ nation, date, title, notes: '' })),
        ...more.filter(one => one.nation === nation),
      ]
        .filter(({ date }) => !less.some(gone => gone.nation === nation && gone.date === date))
        .map(({ date, title = 'A new day', notes = '' }) => ({ title, date, notes, bunting: true }))
        .sort((a, b) => (a.date < b.date ? -1 : 1))
      return [nation, { division: nation, events }]
    }),
  ) as FeedJson // every nation, from the list of them

type Answer = string | FeedJson | ((response: ServerResponse) => void)

/** A server in the place of GOV.UK. It says what it is told to say, and counts how often it was asked. */
export const holidayFeed = async (first: Answer = feedJson()) => {
  let answer = first
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    if (typeof answer === 'function') answer(response)
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port, so it has one
  return {
    url: `http://127.0.0.1:${port}/bank-holidays.json`,
    asked: () => asked,
    says: (next: Answer) => {
      answer = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type HolidayFeed = Awaited<ReturnType<typeof holidayFeed>>
