import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lookAtRedis } from '../../jobs/look-at-redis.ts'
import { type Config, readConfig, type SlackConfig } from '../config.ts'
import { type Finding, ok, warn } from '../finding.ts'
import { hasExitCode, say } from '../lifecycle.ts'
import { guardProcess } from '../process-guard.ts'
import { createLog } from '../log.ts'
import { dataKeysOf, embeddedFolder, keyFile } from '../own-data.ts'
import { readSettings } from '../settings/read-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { libraryLogger, slackClient } from '../slack/client.ts'
import { lookAtAppToken, lookAtChannels, lookAtNamed, lookAtToken } from '../slack/look-at-slack.ts'
import { hasDatabase } from '../store/embedded/forget.ts'
import { startEmbeddedPostgres } from '../store/embedded/postgres.ts'
import { lookAtDatabase } from '../store/look-at-database.ts'

const usage = 'Use: npm run doctor, with the settings that Safehold is started with'

/**
 * `npm run doctor`: looks at everything that Safehold needs, changes nothing, and says in a line each what is right and
 * what is not, and how to fix it. Exit code 0: nothing is wrong; 1: something is; 2: wrong use or settings.
 */
export const main = async (args: readonly string[] = []): Promise<0 | 1 | 2> => {
  if (args.length > 0) return refuse(usage)
  guardProcess()
  try {
    const config = readConfig(process.env, process.execArgv)
    return await examine(config, readSettings(config.settingsFile))
  } catch (error) {
    if (hasExitCode(error)) return refuse(error.message)
    throw error
  }
}

const refuse = (words: string): 2 => {
  process.stderr.write(`${words}\n`)
  return 2
}

/** Says what each part is like as soon as it is known: a channel with many members takes minutes. */
const examine = async (config: Config, settings: Settings): Promise<0 | 1> => {
  let wrong = 0
  const tell = (found: readonly Finding[]): void => {
    for (const { state, what, fix } of found) {
      if (state === 'wrong') wrong += 1
      say(`${state.padEnd(5)}  ${what}${fix === undefined ? '' : `. ${capital(fix)}`}`)
    }
  }
  tell(await ofDatabase(config))
  tell(await ofQueue(config))
  if (config.slack === undefined)
    tell([
      ok(
        'SLACK_BOT_TOKEN is not set: the workbench stands in for Slack, so only its database and queue are looked at',
      ),
    ])
  else await ofSlack(config.slack, settings, tell)
  return wrong === 0 ? 0 : 1
}

const ofQueue = async ({ redisUrl }: Config): Promise<Finding[]> =>
  redisUrl === undefined
    ? [ok('REDIS_URL is not set: the queue is in the same PostgreSQL')]
    : lookAtRedis(redisUrl.reveal())

const ofSlack = async (
  slack: SlackConfig,
  settings: Settings,
  tell: (found: readonly Finding[]) => void,
): Promise<void> => {
  const log = libraryLogger(createLog('fatal', process.stderr))
  const client = slackClient(slack.botToken.reveal(), slack.apiUrl, log)
  const token = await lookAtToken(client)
  tell(token)
  if (slack.transport === 'socket')
    tell([await lookAtAppToken(slackClient(slack.appToken.reveal(), slack.apiUrl, log))])
  if (token[0]?.state === 'ok') {
    tell(await lookAtChannels(client, slack, settings))
    tell(await lookAtNamed(client, settings))
  } else tell([warn('The channels were not looked at', 'Put the bot token right first')])
}

const ofDatabase = async (config: Config): Promise<Finding[]> => {
  const { databaseUrl, dataDir, slack } = config
  const isReal = slack !== undefined
  if (databaseUrl !== undefined)
    return lookAtDatabase({ databaseUrl: databaseUrl.reveal(), keys: await keysOf(config), isReal })
  const advice = isReal
    ? [warn('DATABASE_URL is not set: the embedded database is for trying out', 'Set it for real cases')]
    : []
  const folder = join(dataDir, embeddedFolder)
  if (!hasDatabase(folder))
    return [...advice, ok(`There is no database in ${dataDir} yet: the first start makes it`)]
  return [...advice, ...(await ofEmbedded(config, folder, isReal))]
}

/** Started for as long as it is looked at, which a running Safehold does not allow. */
const ofEmbedded = async (config: Config, folder: string, isReal: boolean): Promise<Finding[]> => {
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined })
    try {
      return await lookAtDatabase({ databaseUrl: postgres.url, keys: await keysOf(config), isReal })
    } finally {
      await postgres.stop()
    }
  } catch (error) {
    if (!hasExitCode(error)) throw error
    return [warn('The embedded database was not looked at', error.message)]
  }
}

/** The workbench keeps one of its own. None is made here: nothing is changed by looking. */
const keysOf = async (config: Config) =>
  config.dataKey || existsSync(join(config.dataDir, keyFile)) ? dataKeysOf(config) : undefined

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
