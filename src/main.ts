import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openGate } from '../handlers/gate.ts'
import { startHttpServer } from '../handlers/http-server.ts'
import { registerHandlers } from '../handlers/index.ts'
import { openReception, type Reception } from '../handlers/reception.ts'
import { startJobs, wakeAfterCommit } from '../jobs/index.ts'
import { openQueues } from '../jobs/queues.ts'
import { type CommandLine, readCommandLine, refuseOutsideWorkbench } from './command-line.ts'
import { type Config, readConfig } from './config.ts'
import { createLog } from './log.ts'
import { chosenScenario, embeddedFolder, help, keyFile, openWorkbench } from './open-workbench.ts'
import { libraryLogger, slackClient } from './slack/client.ts'
import { readSettings } from './settings/read-settings.ts'
import { staffDaysOf } from './settings/staff-calendars.ts'
import { destinations } from './slack/destinations.ts'
import { slackDirectory } from './slack/directory.ts'
import { type SlackHealth, slackHealth } from './slack/health.ts'
import { checkSlack, StartError } from './slack/startup-checks.ts'
import { startEmbeddedPostgres } from './store/embedded/postgres.ts'
import { openStore, type Store } from './store/store.ts'

const drainMs = 8000
const leaveWithinMs = 200

/** Starts Safehold and resolves with the exit code when a signal has ended it. Prints for people on standard output. */
export const main = async (args: readonly string[] = []): Promise<number> => {
  const closers: (() => Promise<void>)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse())
      await close().catch((error: unknown) => complain('A part of Safehold did not end in order', error))
  }
  const ended = end()
  try {
    const commandLine = readCommandLine(args)
    if (commandLine.help) {
      say(await help())
      return leaveSoon(0)
    }
    await start(readConfig(process.env), commandLine, closers)
    say('Safehold is ready')
    const exitCode = await ended
    await closeAll()
    return leaveSoon(exitCode)
  } catch (error) {
    await closeAll()
    if (!hasExitCode(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
}

/** Each part in the order it is needed; `closers` undo them in reverse. */
const start = async (
  config: Config,
  commandLine: CommandLine,
  closers: (() => Promise<void>)[],
): Promise<void> => {
  refuseOutsideWorkbench(commandLine, config)
  const settings = readSettings(config.settingsFile)
  const staff = staffDaysOf(settings)
  const log = createLog(config.logLevel, process.stderr)
  const scenario = await chosenScenario(commandLine, config, line => log.info({}, line))
  const databaseUrl = config.databaseUrl ?? (await embedded(config, log, closers))
  const dataKey = config.dataKey ?? (await keptDataKey(config.dataDir))
  const store = await openStore({
    databaseUrl,
    dataKey,
    ...(config.dataKeyOld === undefined ? {} : { dataKeyOld: config.dataKeyOld }),
    staff,
    log,
    districts: new Set(settings.districts.filter(one => one.acsslChannel).map(one => one.name)),
    leadsAreOnDuty: settings.dutyContact === undefined,
    otherCeast: settings.otherCeastChannels,
    emailAgreedOff: settings.emailAgreedOff.map(one => one.serviceLine),
  })
  closers.push(() => store.close())
  const workbench = config.slack ? undefined : await openWorkbench(config, store, closers)
  const slack = config.slack ?? workbench?.slack
  if (!slack) throw new Error('There is neither a Slack nor a workbench to talk to')
  if (config.slack && (await store.clockOffset()) !== 0)
    throw new StartError(
      "This database's clock was moved by the workbench. Use a database of its own for real cases",
    )

  const libraryLog = libraryLogger(log)
  const client = slackClient(slack.botToken, slack.apiUrl, libraryLog)
  await checkSlack(client, slack.channels, settings)

  const queues = openQueues({ databaseUrl, redisUrl: config.redisUrl, log })
  let offsetMs = await store.clockOffset()
  store.onCommitted(wakeAfterCommit(queues, () => Date.now() + offsetMs, log))
  const jobs =
    config.process === 'bot'
      ? undefined
      : startJobs({
          store,
          queues,
          client,
          destinations: destinations(client, slack.channels, settings),
          staff,
          log,
        })
  closers.push(() => jobs?.stop() ?? queues.close())
  workbench?.onClockMoved(async () => {
    offsetMs = await store.clockOffset()
    await jobs?.sweepNow()
  })

  const reception = config.process === 'worker' ? undefined : await openReception(slack, libraryLog, log)
  if (reception) {
    const gate = openGate({
      store,
      directory: slackDirectory(client, slack.channels, settings),
      settings,
      log,
    })
    registerHandlers(reception.app, { store, gate, log, staff, settings })
  }
  const health = slackHealth(client)
  const http = await startHttpServer({
    port: config.port,
    slack: reception?.listener,
    readiness: () => readinessOf(store, config, { health, reception }),
  })
  closers.push(() => http.close())
  workbench?.listenAt(http.port)
  if (reception) {
    await reception.start()
    // While people are still answered nothing new is sent: together they must be done before a supervisor's patience is.
    closers.push(async () => {
      await Promise.all([reception.stop(drainMs), jobs?.stop()])
    })
  }
  if (workbench && scenario) {
    say(`Playing ${scenario.name}, a few days in some seconds: ${scenario.about}`)
    await workbench.play(scenario)
  }
  if (workbench) say(`Open the workbench at ${workbench.url}`)
  if (config.slack && config.databaseUrl === undefined)
    log.warn({}, 'DATABASE_URL is not set: the embedded database is for trying out, not for real cases')
}

const embedded = async (config: Config, log: Logger, closers: (() => Promise<void>)[]): Promise<string> => {
  const postgres = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, embeddedFolder),
    log: line => log.info({}, line),
  })
  closers.push(() => postgres.stop())
  return postgres.url
}

/** The workbench's own key, made once. A real token needs DATA_KEY, so this one never protects real data. */
const keptDataKey = async (dataDir: string): Promise<Buffer> => {
  const file = join(dataDir, keyFile)
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return Buffer.from(await readFile(file, 'utf8'), 'base64')
}

type Line = { health: () => Promise<SlackHealth>; reception: Reception | undefined }

const readinessOf = async (store: Store, config: Config, { health, reception }: Line) => {
  const warnings = config.slack && config.databaseUrl === undefined ? ['DATABASE_URL is not set'] : []
  const { state, refused } = await health()
  const trouble = reception?.trouble()
  // No answer alone is not enough: over HTTP it would turn away what Slack still sends.
  const detail = { slack: refused ? state : (trouble ?? state), warnings }
  try {
    return {
      ready: !refused && trouble === undefined,
      detail: { ...(await store.pendingCounts()), ...detail },
    }
  } catch {
    return { ready: false, detail: { database: 'not answering', ...detail } }
  }
}

/** What a library may still be waiting for, such as a Redis that is gone, does not keep the process: ours is all closed. */
const leaveSoon = (exitCode: number): number => {
  setTimeout(() => process.exit(exitCode), leaveWithinMs).unref()
  return exitCode
}

/** The exit code, once it is time to end: 0 by a signal, 1 by a fault that nothing caught. */
const end = (): Promise<number> =>
  new Promise(resolve => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(0))
    // Ends in order, and the supervisor starts it again: going on after an unknown fault could be silent.
    process.on('unhandledRejection', reason => {
      complain('Safehold ends because of a fault that nothing caught', reason)
      resolve(1)
    })
  })

// The name and code only: a message or stack may hold what somebody typed.
const complain = (what: string, error: unknown): void => {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  process.stderr.write(`${what}: ${error instanceof Error ? error.name : 'unknown'}${code}\n`)
}

const hasExitCode = (error: unknown): error is Error & { exitCode: number } =>
  error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
