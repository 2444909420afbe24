import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { deadlineRows } from '../../src/store/perform/derived.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { safeholdOn, startPostgres } from './contenders.ts'
import { modelCase } from './model-case.ts'
import { type Passed, passedOn, wrongIn } from './passed.ts'
import type { Part } from './part.ts'
import { postedIn } from './posted.ts'
import { ownRedisUrl, until } from './queue-contenders.ts'
import { openRecord, type Waiting } from './record.ts'

/** Each urgent case has one deadline overdue, each other two. */
const urgent = 40
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Long after that it is no longer late but missed. */
const committedWithinMs = 600_000
/** How long the channels are watched. */
const watchedMs = 60_000
const staff = { everybody: calendarFor('england-and-wales') }

/**
 * A tenth as many deadlines as cases lie beside elsewhere, ten thousand as a rule, fell due while no worker ran; then one starts: how long until all are passed, in which order,
 * and what comes to the channels.
 */
export const overdue: Part = async ({ cases, closers, say }) => {
  const others = Math.floor((cases / 10 - urgent) / 2)
  const databaseUrl = await startPostgres(closers, ['track_commit_timestamp = on'])
  const redisUrl = await ownRedisUrl(closers)
  const workbench = await startWorkbench({ port: 0, transport: 'http' })
  closers.push(() => workbench.stop())
  const dataKey = randomBytes(32)
  const record = await openRecord(databaseUrl, dataKey)
  const now = Date.now()
  const posted = postedIn(workbench)
  const severe = await record.add({
    count: urgent,
    openedFrom: new Date(now - 85 * minuteMs),
    openedTo: new Date(now - 65 * minuteMs),
    urgent: true,
    acknowledged: true,
    posted,
  })
  const openedFrom = lastDayOverdueBy(now)
  const openedTo = new Date(openedFrom.getTime() + 60 * minuteMs)
  const rest = await record.add({
    count: others,
    openedFrom,
    openedTo,
    urgent: false,
    acknowledged: false,
    posted,
  })
  await record.settle()
  await record.close()
  const due = [...severe, ...rest].filter(one => Date.parse(one.nextAt) <= now)
  const ids = [...new Set(due.map(one => one.caseId))]
  const database = new Client({ connectionString: databaseUrl, options: '-c search_path=safehold' })
  await database.connect()
  closers.push(() => database.end())
  // They were set when their cases were opened, and their moments passed while nobody was there.
  await database.query('update deadline set next_set_at = next_at')
  const before = messagesOf(workbench)

  say(`${due.length} deadlines are overdue; the worker starts`)
  await safeholdOn(workbench, { databaseUrl, redisUrl, dataKey, process: 'worker' }, closers)()
  const upAt = Date.now()
  await until(async () => (await countPassed(database)) >= due.length, committedWithinMs, 500)
  await until(() => Date.now() >= upAt + watchedMs, watchedMs)
  const passed = await passedOn(database, ids)
  const { problems } = wrongIn(due, passed)
  const posts = postsSince(workbench, before)
  const critical = await criticalPosts(database, [...new Set(severe.map(one => one.caseId))])
  const { rows } = await database.query<{ written: number; waiting: number }>(
    `select count(*)::integer as written, (count(*) filter (where status <> 'sent'))::integer as waiting from outbox`,
  )
  const commits = [...passed.values()].flat().map(one => one.at)
  const figures = {
    overdue: due.length,
    bySeverity: [0, 1, 2].map(severity => due.filter(one => one.severity === severity).length),
    allCommittedMs: Math.max(...commits) - upAt,
    perSecond: commits.length / ((Math.max(...commits) - Math.min(...commits)) / 1000),
    outOfOrder: outOfOrder(due, passed),
    alertsWritten: rows[0]?.written ?? 0,
    alertsWaitingAfterwards: rows[0]?.waiting ?? 0,
    watchedMs: Date.now() - upAt,
    posts,
    critical: {
      cases: urgent,
      posted: critical.length,
      lastPostedMs: critical.length === 0 ? null : Math.max(...critical.map(ts => Number(ts) * 1000)) - upAt,
    },
  }
  if (critical.length < urgent)
    problems.push(
      `${urgent - critical.length} of ${urgent} critical alerts were not posted in ${watchedMs / 1000} s`,
    )
  return {
    lines: [
      `${due.length} overdue (severity 0, 1, 2: ${figures.bySeverity.join(', ')}): all committed ${seconds(figures.allCommittedMs)} after the worker was ready, ${figures.perSecond.toFixed(0)} a second`,
      `Passed before a more severe one: ${figures.outOfOrder}`,
      `Alerts of critical cases: ${figures.critical.posted} of ${urgent} posted, the last after ${figures.critical.lastPostedMs === null ? '-' : seconds(figures.critical.lastPostedMs)}`,
      `${figures.alertsWritten} messages written; in ${seconds(figures.watchedMs)}:`,
      ...posts.map(
        one =>
          `  #${one.channel}: ${one.posts} posts, ${one.perSecond.toFixed(2)} a second, at most ${one.mostInASecond} within one`,
      ),
      `Messages that still wait: ${figures.alertsWaitingAfterwards}`,
    ],
    figures,
    problems,
  }
}

/** The last day on which a case, raised in the morning, has by now all its deadlines overdue. */
const lastDayOverdueBy = (now: number): Date => {
  for (let days = 1; days < 15; days++) {
    const openedFrom = new Date(now - days * dayMs)
    openedFrom.setUTCHours(10, 0, 0, 0)
    const { after } = modelCase(openedFrom, { urgent: false, acknowledged: false }, staff)
    const last = deadlineRows(after, staff, []).map(row => Date.parse(row.due_at))
    if (Math.max(...last) < now - dayMs / 24) return openedFrom
  }
  throw new Error('No day of the last fortnight has passed its deadlines')
}

const countPassed = async (database: Client): Promise<number> => {
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::integer as n from event where kind = 'deadline_passed'`,
  )
  return rows[0]?.n ?? 0
}

/** How many were passed although a more severe one was still waiting. */
const outOfOrder = (due: readonly Waiting[], passed: ReadonlyMap<string, readonly Passed[]>): number => {
  const severities = due
    .map(({ caseId, deadline, severity }) => ({
      severity,
      at: passed.get(caseId)?.find(one => one.deadline === deadline)?.at ?? Number.POSITIVE_INFINITY,
    }))
    .toSorted((one, other) => one.at - other.at)
  let mostSevereLeft = Number.POSITIVE_INFINITY
  let count = 0
  for (const { severity } of severities.toReversed()) {
    if (severity > mostSevereLeft) count += 1
    mostSevereLeft = Math.min(mostSevereLeft, severity)
  }
  return count
}

/** When the alerts of these cases were posted, as Slack counts. */
const criticalPosts = async (database: Client, ids: readonly string[]): Promise<string[]> => {
  const { rows } = await database.query<{ ts: string }>(
    `select min(slack_ts) as ts from outbox where case_id = any($1::uuid[]) and status = 'sent' group by case_id`,
    [ids],
  )
  return rows.map(({ ts }) => ts)
}

const messagesOf = ({ world }: Workbench): Map<string, number> =>
  new Map([...world.channels].map(([id, { messages }]) => [id, messages.length]))

const postsSince = ({ world }: Workbench, before: ReadonlyMap<string, number>) =>
  [...world.channels].flatMap(([id, { name, messages }]) => {
    const times = messages.slice(before.get(id) ?? 0).map(({ ts }) => Number(ts) * 1000)
    if (times.length === 0) return []
    const lastedMs = Math.max(...times) - Math.min(...times)
    const within = times.map(from => times.filter(at => at >= from && at < from + 1000).length)
    return [
      {
        channel: name,
        posts: times.length,
        perSecond: times.length / Math.max(1, lastedMs / 1000),
        mostInASecond: Math.max(...within),
      },
    ]
  })

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
