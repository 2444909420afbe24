import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CommandLine } from './command-line.ts'
import { type Config, ConfigError, type SlackConfig } from './config.ts'
import { checkpointFolder, embeddedFolder, keyFile } from './own-data.ts'
import { secret } from './secret.ts'
import { StartError } from './slack/startup-checks.ts'
import { forgetDatabase, hasDatabase } from './store/embedded/forget.ts'
import type { PendingCounts } from './store/delivery.ts'
import type { Store } from './store/store.ts'
import type { Scenario } from './workbench/scenarios/scenario.ts'

/** What is on the workbench's screens, in DATA_DIR. */
const stateFile = 'workbench.json'

const doneWithinMs = 60_000
const pollMs = 50

/** The stand-in for Slack, beside the process that talks to it. */
export type OpenWorkbench = {
  url: string
  slack: SlackConfig
  listenAt(port: number): void
  onClockMoved(listener: () => Promise<void>): void
  play(scenario: Scenario): Promise<void>
}

/** Starts the workbench on the store's clock. It is loaded only here, so that production never runs it. */
export const openWorkbench = async (
  config: Config,
  store: Store,
  closers: (() => Promise<void>)[],
): Promise<OpenWorkbench> => {
  const { startWorkbench } = await import('./workbench/workbench.ts')
  let moved = (): Promise<void> => Promise.resolve()
  const workbench = await startWorkbench({
    port: config.workbenchPort,
    transport: config.transport,
    stateFile: join(config.dataDir, stateFile),
    clock: {
      now: () => store.clockNow(),
      advance: async ms => {
        const now = await store.advanceClock(ms)
        await moved()
        return now
      },
    },
  })
  closers.push(() => workbench.stop())
  const { botToken, apiUrl, appToken, signingSecret } = workbench
  const { general: _public, ...channels } = workbench.channels
  const base = { botToken: secret(botToken), apiUrl, channels }
  return {
    url: workbench.url,
    slack:
      config.transport === 'http'
        ? { ...base, transport: 'http', signingSecret: secret(signingSecret) }
        : { ...base, transport: 'socket', appToken: secret(appToken) },
    listenAt: port => {
      if (config.transport === 'http') workbench.setEventsUrl(`http://127.0.0.1:${port}/slack/events`)
    },
    onClockMoved: listener => {
      moved = listener
    },
    play: async scenario => {
      const { play } = await import('./workbench/scenarios/play.ts')
      const { driver, clock, faults } = workbench
      const rung = waitUntil(store, ({ deadlinesDue }) => deadlinesDue === 0)
      const settled = waitUntil(
        store,
        ({ deadlinesDue, deliveriesWaiting }) => deadlinesDue + deliveriesWaiting === 0,
      )
      await play(scenario, { driver, clock, faults, rung, settled })
    },
  }
}

/** The scenario that is asked for, once the data folder is as empty as it needs. */
export const chosenScenario = async (
  { scenario, reset }: CommandLine,
  { dataDir }: Config,
  log: (line: string) => void,
): Promise<Scenario | undefined> => {
  const chosen = scenario === undefined ? undefined : await named(scenario)
  const databaseDir = join(dataDir, embeddedFolder)
  if (reset)
    await forgetDatabase(databaseDir, log, () => {
      for (const name of [keyFile, stateFile, checkpointFolder])
        rmSync(join(dataDir, name), { recursive: true, force: true })
    })
  if (chosen && hasDatabase(databaseDir))
    throw new ConfigError(
      `${dataDir} has a record already. Add --reset to delete it and play ${chosen.name}, or set DATA_DIR to another folder`,
    )
  return chosen
}

const named = async (name: string): Promise<Scenario> => {
  const { scenarioNamed } = await import('./workbench/scenarios/play.ts')
  return scenarioNamed(name)
}

/** Waits until so much is done. Throws when it takes too long. */
const waitUntil =
  (store: Store, isDone: (counts: PendingCounts) => boolean): (() => Promise<void>) =>
  async () => {
    const giveUpAt = Date.now() + doneWithinMs
    for (;;) {
      const counts = await store.pendingCounts()
      if (isDone(counts)) return
      const { deadlinesDue, deliveriesWaiting } = counts
      if (Date.now() > giveUpAt)
        throw new StartError(
          `The scenario could not be played: ${deadlinesDue} deadlines and ${deliveriesWaiting} messages were still waiting after ${doneWithinMs / 1000} seconds`,
        )
      await delay(pollMs)
    }
  }

/** What `npm start -- --help` prints. */
export const help = async (): Promise<string> => {
  const { scenarioLines } = await import('./workbench/scenarios/play.ts')
  return `Usage: npm start -- [--scenario NAME] [--reset] [--help]

Starts Safehold. Settings are environment variables: see .env.example.

Without a Slack token, with the workbench:
  --scenario NAME  opens with cases of made-up people
  --reset          deletes the record in DATA_DIR first

Scenarios:
${scenarioLines()}`
}
