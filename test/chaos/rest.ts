import { setTimeout as delay } from 'node:timers/promises'
import type { History } from './history.ts'
import type { System } from './system.ts'

const pollMs = 150
/** A worker's claim on a message lasts so long; the run does not wait for those of the dead. */
const claimMs = 30_000
/** After so long every call that a living worker had under way has ended, one way or the other. */
const lastCallMs = 10_000

type Counts = { due: number; waiting: number }
const counts = `
select (select count(*)::integer from safehold.deadline where done_at is null and next_at <= safehold.clock_now()) as due,
  (select count(*)::integer from safehold.outbox
    where status in ('waiting', 'sending', 'unknown') and (attempt > 0 or next_at <= safehold.clock_now()))
  + (select count(*)::integer from safehold.headline where posted_version < wanted_version and status <> 'failed') as waiting`

/** Whoever claimed before this moment is dead: they may be taken over now instead of when their claim ends. */
const expire = (table: string, column: string): string => `
update safehold.${table} set ${column} = clock_timestamp() - interval '1 second'
where ${column} > clock_timestamp() and ${column} - interval '${claimMs} milliseconds' < to_timestamp($1::float8 / 1000)`

/** The second between two messages of one channel, and what a channel was held back for by a fault that is healed. */
const noPause = `
update safehold.channel_gate set next_at = clock_timestamp() where next_at > clock_timestamp()`

/**
 * Waits until every process is ready and nothing is due and nothing is left to be sent. Resolves with what was not so
 * when the time was up, in words.
 */
export const waitForRest = async (
  system: System,
  history: History,
  withinMs: number,
): Promise<readonly string[]> => {
  const from = Date.now()
  for (;;) {
    const unrest = await look(system)
    if (unrest.length === 0) {
      history.note('rest', 'all is quiet', { ms: Date.now() - from })
      return []
    }
    if (Date.now() - from > withinMs) return unrest
    await hurry(system, from)
    await delay(pollMs)
  }
}

const look = async (system: System): Promise<string[]> => {
  const { members, rows } = system
  const unready = (
    await Promise.all(members.map(async member => ({ member, ready: await isReady(member.port) })))
  ).flatMap(({ member, ready }) => (ready === undefined ? [] : [`${member.name} is not ready: ${ready}`]))
  try {
    const [now] = await rows<Counts>(counts)
    const { due = 0, waiting = 0 } = now ?? {}
    return [
      ...unready,
      ...(due === 0 ? [] : [`${due} deadlines are due and not told`]),
      ...(waiting === 0 ? [] : [`${waiting} messages wait`]),
    ]
  } catch (error) {
    return [...unready, `the database does not answer: ${String(error)}`]
  }
}

/** Undefined when it is ready, otherwise what it says. */
const isReady = async (port: number): Promise<string | undefined> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
    return answer.status === 200 ? undefined : await answer.text()
  } catch (error) {
    return String(error)
  }
}

/** Lets pass at once what would pass by itself, so that a run is short: a claim of the dead, and Slack's pace. */
const hurry = async ({ members, rows, workbench }: System, restFrom: number): Promise<void> => {
  workbench.world.rates.mode = 'off'
  const workers = members.filter(({ role }) => role !== 'bot')
  const oldestAlive = Math.min(...workers.map(member => member.aliveSince() ?? Date.now()))
  const ended = Date.now() - restFrom > lastCallMs ? restFrom : 0
  const before = Math.max(oldestAlive, ended)
  try {
    await rows(expire('outbox', 'claimed_until'), [before])
    await rows(expire('headline', 'claimed_until'), [before])
    await rows(expire('channel_gate', 'busy_until'), [before])
    await rows(noPause)
  } catch {
    // PostgreSQL is still coming back; the next look says so.
  }
}

/** What /readyz of each process says of messages that Slack will not take: the most that any of them shows. */
export const failedShown = async ({ members }: System): Promise<number> => {
  const shown = await Promise.all(
    members.map(async ({ port }) => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) })
      const said: unknown = await answer.json()
      return typeof said === 'object' && said !== null && 'deliveriesFailed' in said
        ? Number(said.deliveriesFailed)
        : 0
    }),
  ).catch(() => [0])
  return Math.max(0, ...shown)
}
