import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openGate } from '../handlers/gate.ts'
import { startHttpServer } from '../handlers/http-server.ts'
import { registerHandlers } from '../handlers/index.ts'
import { openReception, type Reception } from '../handlers/reception.ts'
import { startJobs, wakeAfterCommit } from '../jobs/index.ts'
import { openQueues } from '../jobs/queues.ts'
import { checkRedis } from '../jobs/look-at-redis.ts'
import { tappedQueues } from '../jobs/tapped-queues.ts'
import { watchCheckpoints } from '../jobs/watch-checkpoints.ts'
import { watchHeartbeat } from '../jobs/watch-heartbeat.ts'
import { type CommandLine, readCommandLine, refuseOutsideWorkbench } from './command-line.ts'
import { openConditions } from './watch/conditions.ts'
import { type Config, readConfig } from './config.ts'
import { type Closers, hasExitCode, say, untilEnded } from './lifecycle.ts'
import { createLog } from './log.ts'
import { coreFilesHold } from './process-guard.ts'
import { countRefusal, type MetricSources, writeMetrics } from './watch/metrics.ts'
import { chosenScenario, help, openWorkbench } from './open-workbench.ts'
import { dataKeysOf, embeddedFolder } from './own-data.ts'
import { openReadiness } from './watch/readiness.ts'
import { namedInSettings } from './settings/named-in-settings.ts'
import { readSettings } from './settings/read-settings.ts'
import { staffDaysOf } from './settings/staff-calendars.ts'
import { slackAway } from './slack/away.ts'
import { libraryLogger, slackClient } from './slack/client.ts'
import { channelGuard } from './slack/channel-guard.ts'
import { channelPlaces } from './slack/channel-places.ts'
import { watchChannels } from './slack/channel-watch.ts'
import { destinations } from './slack/destinations.ts'
import { slackDirectory } from './slack/directory.ts'
import { slackHealth } from './slack/health.ts'
import { checkSlack, StartError, tellOfShut } from './slack/startup-checks.ts'
import { awayCode } from './store/away.ts'
import { startEmbeddedPostgres } from './store/embedded/postgres.ts'
import { type KeyEncryption, KeysAwayError, openStore, type StoreOptions } from './store/store.ts'
import type { Tap } from './tap.ts'
import { type Away, untilThere } from './watch/until-there.ts'
import { watchParts } from './watch/parts.ts'

const drainMs = 8000

/**
 * Starts Safehold and resolves with the exit code when a signal has ended it. Only tests hand in a `tap`. `keks`: keys that
 * are kept elsewhere than in the environment.
 */
export const main = (args: readonly string[] = [], tap?: Tap, keks?: KeyEncryption): Promise<number> =>
  untilEnded(async (closers, signal) => {
    const commandLine = readCommandLine(args)
    if (commandLine.help) {
      say(await help())
      return 'done'
    }
    await start(readConfig(process.env, process.execArgv), commandLine, closers, signal, tap, keks)
    return 'ready'
  })

/**
 * Each part in the order it is needed; `closers` undo them in reverse. What is wrong ends the start; what is merely not
 * there yet is waited for, while `/readyz` says what that is.
 */
const start = async (
  config: Config,
  commandLine: CommandLine,
  closers: Closers,
  signal: AbortSignal,
  tap?: Tap,
  keks?: KeyEncryption,
): Promise<void> => {
  refuseOutsideWorkbench(commandLine, config)
  const settings = readSettings(config.settingsFile)
  const staff = staffDaysOf(settings)
  const log = createLog(config.logLevel, process.stderr)
  if (coreFilesHold()) log.warn({}, 'A crash would write a core file with the memory in it: set ulimit -c 0')
  const scenario = await chosenScenario(commandLine, config, line => log.info({}, line))
  const conditions = openConditions(log)
  const state = openReadiness(conditions)
  closers.push(async () => state.stop())
  let reception: Reception | undefined
  let figures: MetricSources = { store: undefined, live: () => undefined }
  const http = await startHttpServer({
    port: config.port,
    slack: listenerFor(config, () => reception?.listener),
    readiness: () => state.readiness(),
    metrics: () => writeMetrics(figures),
    onUnsigned: () => {
      countRefusal('unsigned')
      log.warn({ code: 'unsigned' }, 'A request that Slack did not sign was turned away')
    },
  })
  closers.push(() => http.close())

  const databaseUrl = config.databaseUrl?.reveal() ?? (await embedded(config, log, closers))
  const options: StoreOptions = {
    databaseUrl,
    ...(keks ? { keks } : await dataKeysOf(config)),
    staff,
    log,
    districts: new Set(settings.districts.filter(one => one.acsslChannel).map(one => one.name)),
    leadsAreOnDuty: settings.dutyContact === undefined,
    namedInSettings: namedInSettings(settings),
    otherCeast: settings.otherCeastChannels,
    emailAgreedOff: settings.emailAgreedOff.map(one => one.serviceLine),
    retention: settings.retention,
    ...(tap && { tap }),
  }
  const databaseAway = (error: unknown): Away | undefined => {
    if (error instanceof KeysAwayError) return { code: 'keys_away', part: 'keys' }
    const code = awayCode(error)
    return code === undefined ? undefined : { code }
  }
  const waitFor = { conditions, signal }
  const databaseThere = { ...waitFor, part: 'database', awayOf: databaseAway } as const
  const store = await untilThere(() => openStore(options), {
    ...databaseThere,
    undo: late => late.close(),
  })
  closers.push(() => store.close())
  const moved = await untilThere(() => store.clockOffset(), databaseThere)
  const workbench = config.slack ? undefined : await openWorkbench(config, store, closers)
  const slack = config.slack ?? workbench?.slack
  if (!slack) throw new Error('There is neither a Slack nor a workbench to talk to')
  if (config.slack && moved !== 0)
    throw new StartError(
      "This database's clock was moved by the workbench. Use a database of its own for real cases",
    )

  const libraryLog = libraryLogger(log)
  const client = slackClient(slack.botToken.reveal(), slack.apiUrl, libraryLog)
  for (const warning of config.redisUrl ? await checkRedis(config.redisUrl.reveal()) : []) {
    state.warn(warning)
    log.warn({}, warning)
  }
  const opened = openQueues({ databaseUrl, redisUrl: config.redisUrl?.reveal(), log })
  const queues = tap ? tappedQueues(opened, tap) : opened
  let offsetMs = moved
  store.onCommitted(wakeAfterCommit(queues, () => Date.now() + offsetMs, log))
  const places = channelPlaces(slack.channels, settings)
  const guard = channelGuard(client, { channels: places.length, allowedApps: settings.allowedApps })
  const channels = watchChannels({ guard, places, record: store, log })
  closers.push(async () => channels.stop())
  const directory = slackDirectory(client, slack.channels, settings)
  let jobs: ReturnType<typeof startJobs> | undefined
  closers.push(() => jobs?.stop() ?? queues.close())
  const work = (): void => {
    if (config.process === 'bot') return
    const where = destinations(client, slack.channels, settings, guard)
    const { bankHolidaysUrl, checkpointDir } = config
    const common = { store, queues, client, destinations: where, channels, directory, staff, log }
    jobs ??= startJobs({ ...common, bankHolidaysUrl, checkpointDir })
  }

  figures = { store, live: () => reception?.live() }
  const pulse = watchHeartbeat({
    store,
    leadsChannel: slack.channels.leads,
    renewQueue: () => queues.renew(),
    log,
  })
  // Not waited for: it may be asking a database that hangs.
  closers.push(async () => void pulse.stop())
  const checkpoints = watchCheckpoints({ store, log })
  closers.push(async () => void checkpoints.stop())
  watchParts(state, config, {
    store,
    databaseAway,
    queues,
    health: slackHealth(client),
    heartbeat: () => pulse.matter(),
    checkpoint: () => checkpoints.missing(),
    reception: () => reception,
  })

  // Deadlines pass whether Slack is there or not; what is to be told waits, and looks at each channel again by itself.
  const slackThere = { ...waitFor, part: 'slack', awayOf: slackAway, onAway: work } as const
  const isFirstStart = !(await untilThere(() => store.hasCases(), databaseThere))
  const found = await untilThere(
    () => checkSlack(client, slack.channels, settings, { isFirstStart }),
    slackThere,
  )
  const { workspace } = found
  await untilThere(() => tellOfShut(found, places, store, log), databaseThere)
  work()
  workbench?.onClockMoved(async () => {
    offsetMs = await store.clockOffset()
    await jobs?.sweepNow()
  })

  if (config.process !== 'worker') {
    const opened = await untilThere(() => openReception(slack, libraryLog, log), slackThere)
    const gate = openGate({ store, directory, settings, workspace, log })
    registerHandlers(opened.app, { store, gate, channels, log, staff, settings, workspace })
    reception = opened
    closers.push(() => http.close())
  }
  workbench?.listenAt(http.port)
  if (reception) {
    const opened = reception
    // While people are still answered nothing new is sent: together they must be done before a supervisor's patience is.
    closers.push(async () => {
      await Promise.all([opened.stop(drainMs), jobs?.stop()])
    })
    await untilThere(() => opened.start(), {
      ...waitFor,
      part: 'sockets',
      awayOf: error => (hasExitCode(error) ? undefined : (slackAway(error) ?? { code: 'no_answer' })),
    })
  }
  if (workbench && scenario) {
    say(`Playing ${scenario.name}, a few days in some seconds: ${scenario.about}`)
    await workbench.play(scenario)
  }
  if (workbench) say(`Open the workbench at ${workbench.url}`)
  if (config.slack && config.databaseUrl === undefined) {
    state.warn('DATABASE_URL is not set')
    log.warn({}, 'DATABASE_URL is not set: the embedded database is for trying out, not for real cases')
  }
  state.started()
  // First of all at the end: what is closed in order is not missing.
  closers.push(async () => state.stop())
}

const embedded = async (config: Config, log: Logger, closers: Closers): Promise<string> => {
  const postgres = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, embeddedFolder),
    log: line => log.info({}, line),
  })
  closers.push(() => postgres.stop())
  return postgres.url
}

/** Over HTTP: Slack is told to come again while nobody is there yet to handle what it sends. */
const listenerFor = (
  { process: role, transport }: Config,
  listener: () => RequestListener | undefined,
): RequestListener | undefined =>
  role === 'worker' || transport !== 'http'
    ? undefined
    : (request, response) => {
        const found = listener()
        if (found) found(request, response)
        else response.writeHead(503, { 'retry-after': '5' }).end()
      }
