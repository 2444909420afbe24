import { randomUUID } from 'node:crypto'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openStore, type PerformRequest, type Store } from '../../src/store/store.ts'
import { median, quantile, ratioOf, type Round } from './figures.ts'
import type { Part } from './part.ts'
import { openRecord } from './record.ts'

const few = 1000
const perRound = 40
/** Somebody who has the same number of cases of their own, however many others there are. */
const somebody = { id: 'U0RAISER01', cases: 20 }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** What is asked of the store, once. */
type Ask = (store: Store) => Promise<unknown>

const asked: Record<string, Ask> = {
  'raise a concern': store => store.perform(raise('U0RAISER02')),
  'sweep, nothing due': store => store.dueDeadlines(200),
  "a team's list, one page": store => store.dueFor(['team:spoc', `person:${somebody.id}`], 40),
  "a person's own cases": store => store.casesOf(somebody.id),
  'what is on hold, one page': store => store.openHolds(40),
}

/** What grows with the number of open cases: the same asked of few and of very many, by turns. */
export const growth: Part = async ({ rounds, closers, filled }) => {
  const { dataKey, count, copy, empty } = await filled()
  const [fewUrl, manyUrl] = [await empty(), await copy()]
  const record = await openRecord(fewUrl, dataKey)
  const openedTo = new Date()
  const openedFrom = new Date(openedTo.getTime() - 25 * 60_000)
  await record.add({ count: few, openedFrom, openedTo, urgent: true, acknowledged: true })
  await record.settle()
  await record.close()
  const staff = { everybody: calendarFor('england-and-wales') }
  const open = async (databaseUrl: string): Promise<Store> => {
    const store = await openStore({ databaseUrl, dataKey, staff, log: quiet })
    closers.push(() => store.close())
    for (let i = 0; i < somebody.cases; i++) await store.perform(raise(somebody.id))
    return store
  }
  const stores = { few: await open(fewUrl), many: await open(manyUrl) }
  for (const ask of Object.values(asked)) for (const store of Object.values(stores)) await timed(ask, store)

  const found = new Map(Object.keys(asked).map(name => [name, { few: [] as Round[], many: [] as Round[] }]))
  for (let round = 0; round < rounds; round++)
    for (const [name, pairs] of found)
      for (const which of ['few', 'many'] as const) {
        const ask = asked[name]
        if (ask !== undefined) pairs[which].push(await timed(ask, stores[which]))
      }
  const compared = [...found].map(([name, pairs]) => ({
    name,
    few: median(pairs.few.map(({ latencies }) => quantile(latencies, 0.5))),
    many: median(pairs.many.map(({ latencies }) => quantile(latencies, 0.5))),
    ratio: ratioOf(pairs.many, pairs.few, 0.5),
  }))
  const due = await stores.many.dueDeadlines(1)
  return {
    lines: [
      `p50 in milliseconds at ${few} and at ${count} open cases; medians of ${rounds} rounds in pairs`,
      `${''.padEnd(27)}${[String(few), String(count), 'ratio'].map(cell => cell.padStart(13)).join('')}`,
      ...compared.map(
        one =>
          `${one.name.padEnd(27)}${[one.few, one.many, one.ratio.median].map(cell => cell.toFixed(2).padStart(13)).join('')}`,
      ),
    ],
    figures: {
      few,
      many: count,
      asked: Object.fromEntries(compared.map(({ name, ...rest }) => [name, rest])),
    },
    problems: due.length === 0 ? [] : ['something was due: the sweep was not measured with nothing to do'],
  }
}

const timed = async (ask: Ask, store: Store): Promise<Round> => {
  const latencies: number[] = []
  for (let i = 0; i < perRound; i++) {
    const from = performance.now()
    await ask(store)
    latencies.push(performance.now() - from)
  }
  return { latencies, seconds: latencies.reduce((sum, ms) => sum + ms, 0) / 1000 }
}

const raise = (raiser: string): PerformRequest => {
  const text = randomUUID()
  return {
    nonce: randomUUID(),
    command: {
      kind: 'raise_concern',
      serviceLine: 'access_to_work',
      danger: 'no',
      text,
      harmed: ['customer'],
      kinds: ['not_sure'],
    },
    actor: { id: raiser, teams: [], mayConfirmRelease: false },
    texts: { [text]: { field: 'concern', plain: 'They said that nobody comes any more.' } },
  }
}
