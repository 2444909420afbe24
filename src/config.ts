import { join } from 'node:path'
import { z } from 'zod'
import { type Secret, secret } from './secret.ts'
import {
  dataKey,
  fileVariables,
  fromFiles,
  fromSlack,
  hasPlaceholderPassword,
} from './settings/secret-values.ts'
import { checkpointFolder } from './own-data.ts'
import { telltaleSettings } from './telltale-settings.ts'
import { channelId, loopback } from './settings/values.ts'
import { addressFaults, isElsewhere, isPostgresInClear } from './settings/postgres-address.ts'

/** Wrong settings: every fault at once, what to set it to, and never the value that was given. */
export class ConfigError extends Error {
  readonly exitCode = 2
}

const port = z.coerce.number().int().min(0).max(65535, 'a port number, or 0 for any free one')

const slackApiUrl = z.url('an https address').refine(text => {
  // What is no address is refused above.
  if (!URL.canParse(text)) return true
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || loopback.has(hostname)
}, 'https; plain http is accepted for this computer only')

const isHolidaysUrl = (text: string): boolean => {
  if (text === 'off') return true
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username } = new URL(text)
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname)))
}
const govUkHolidays = 'https://www.gov.uk/bank-holidays.json'

const environment = z.object({
  SLACK_BOT_TOKEN: fromSlack("from Install App on the app's page")
    .startsWith('xoxb-', 'a bot token beginning xoxb-')
    .optional(),
  SLACK_TRANSPORT: z.enum(['socket', 'http']).default('socket'),
  SLACK_APP_TOKEN: fromSlack("from App-Level Tokens on the app's page")
    .startsWith('xapp-', 'an app-level token beginning xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: fromSlack("from App Credentials on the app's page")
    .min(16, "the app's signing secret")
    .optional(),
  SLACK_API_URL: slackApiUrl.default('https://slack.com/api/'),
  SPOC_CHANNEL: channelId.optional(),
  VISITING_CHANNEL: channelId.optional(),
  CEAST_CHANNEL: channelId.optional(),
  ACSSL_CHANNEL: channelId.optional(),
  LEADS_CHANNEL: channelId.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address beginning postgres://' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'an address beginning redis://' }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  CHECKPOINT_DIR: z.string().min(1).optional(),
  DATA_KEY: dataKey.optional(),
  DATA_KEY_NEXT: dataKey.optional(),
  DATA_KEY_OLD: dataKey.optional(),
  SAFEHOLD_PROCESS: z.enum(['all', 'bot', 'worker']).default('all'),
  SAFEHOLD_CONFIG: z.string().min(1).optional(),
  BANK_HOLIDAYS_URL: z
    .string()
    .refine(
      isHolidaysUrl,
      'off, or an https address without a password; plain http is accepted for this computer only',
    )
    .optional(),
  SAFEHOLD_UNFINISHED: z.literal('1', '1, or not set').optional(),
  PORT: port.default(3000),
  WORKBENCH_PORT: port.default(3001),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})

type Environment = z.infer<typeof environment>

export type Channels = { spoc: string; visiting: string; ceast: string; acssl: string; leads: string }

/** How Safehold reaches Slack. */
export type SlackConfig = {
  botToken: Secret<string>
  apiUrl: string
  channels: Channels
} & ({ transport: 'socket'; appToken: Secret<string> } | { transport: 'http'; signingSecret: Secret<string> })

export type Config = {
  /** Undefined: no Slack token is set, so the workbench stands in for Slack. */
  slack: SlackConfig | undefined
  transport: 'socket' | 'http'
  databaseUrl: Secret<string> | undefined
  redisUrl: Secret<string> | undefined
  dataDir: string
  /** Where checkpoints of the record are kept. */
  checkpointDir: string
  dataKey: Secret<Buffer> | undefined
  /** The key that is to come, which only opens. */
  dataKeyNext: Secret<Buffer> | undefined
  /** The key before, whose work is wrapped anew. */
  dataKeyOld: Secret<Buffer> | undefined
  process: 'all' | 'bot' | 'worker'
  /** Path of the file with everything that is set besides the environment. */
  settingsFile: string | undefined
  /** Where the list of bank holidays is read once a day. Undefined: nowhere. */
  bankHolidaysUrl: string | undefined
  port: number
  workbenchPort: number
  logLevel: Environment['LOG_LEVEL']
}

/** Every variable of the contract, in the order of `.env.example`. */
export const variables: readonly string[] = [...Object.keys(environment.shape), ...fileVariables]

/** Reads the configuration. Empty variables count as not set. Throws one ConfigError that names every fault. */
export const readConfig = (env: NodeJS.ProcessEnv, nodeArguments: readonly string[] = []): Config => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const { values, faults: ofFiles } = fromFiles(given)
  const parsed = environment.safeParse(values)
  if (!parsed.success)
    throw refuse([
      ...ofFiles,
      ...parsed.error.issues.map(issue => `${issue.path.join('.')}: must be ${issue.message}`),
    ])
  const faults = [
    ...ofFiles,
    ...keyFaults(parsed.data),
    ...crossChecks(parsed.data),
    ...(parsed.data.DATABASE_URL === undefined ? [] : addressFaults(env, new URL(parsed.data.DATABASE_URL))),
    ...(parsed.data.SLACK_BOT_TOKEN === undefined ? [] : telltaleSettings(env, nodeArguments)),
  ]
  if (faults.length > 0) throw refuse(faults)
  return toConfig(parsed.data)
}

const refuse = (faults: readonly string[]): ConfigError =>
  new ConfigError(
    `Safehold cannot start. Correct these settings:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
  )

const channelVariables = [
  'SPOC_CHANNEL',
  'VISITING_CHANNEL',
  'CEAST_CHANNEL',
  'ACSSL_CHANNEL',
  'LEADS_CHANNEL',
] as const

/** A key in two places would be re-wrapped for ever, or taken away while it is in use. */
const keyFaults = (e: Environment): string[] => {
  const others = [
    ['DATA_KEY_NEXT', e.DATA_KEY_NEXT, e.DATA_KEY],
    ['DATA_KEY_OLD', e.DATA_KEY_OLD, e.DATA_KEY],
    ['DATA_KEY_OLD', e.DATA_KEY_OLD, e.DATA_KEY_NEXT],
  ] as const
  return others.flatMap(([name, key, other]) => {
    if (key === undefined) return []
    if (e.DATA_KEY === undefined) return [`DATA_KEY: must be set because ${name} is set`]
    return other?.equals(key) ? [`${name}: must be another key than the other DATA_KEYs`] : []
  })
}

const crossChecks = (e: Environment): string[] => {
  const faults: string[] = []
  const needs = (when: boolean, name: keyof Environment, why: string) => {
    if (when && e[name] === undefined) faults.push(`${name}: must be set ${why}`)
  }
  needs(e.SAFEHOLD_PROCESS !== 'all', 'DATABASE_URL', `because SAFEHOLD_PROCESS is ${e.SAFEHOLD_PROCESS}`)
  const real = e.SLACK_BOT_TOKEN !== undefined
  if (!real) {
    if (e.SAFEHOLD_PROCESS !== 'all')
      faults.push('SLACK_BOT_TOKEN: must be set because the workbench runs with SAFEHOLD_PROCESS=all only')
    // Somebody means a real workspace: what is raised in the workbench instead would reach nobody.
    if (e.SLACK_APP_TOKEN !== undefined)
      faults.push('SLACK_BOT_TOKEN: must be set because SLACK_APP_TOKEN is set; the workbench needs neither')
    return faults
  }
  const withToken = 'because SLACK_BOT_TOKEN is set'
  needs(real, 'DATA_KEY', withToken)
  for (const name of channelVariables) needs(real, name, withToken)
  needs(e.SLACK_TRANSPORT === 'socket', 'SLACK_APP_TOKEN', 'because SLACK_TRANSPORT is socket')
  needs(e.SLACK_TRANSPORT === 'http', 'SLACK_SIGNING_SECRET', 'because SLACK_TRANSPORT is http')
  for (const name of ['DATABASE_URL', 'REDIS_URL'] as const)
    if (hasPlaceholderPassword(e[name]))
      faults.push(`${name}: must have a password of its own, and this one is a placeholder`)
  if (e.SAFEHOLD_UNFINISHED !== '1')
    faults.push(
      'SLACK_BOT_TOKEN: this version is not for real cases yet. To try it in a test workspace with made-up people, set SAFEHOLD_UNFINISHED=1',
    )
  if (e.LOG_LEVEL === 'debug' || e.LOG_LEVEL === 'trace')
    faults.push(
      'LOG_LEVEL: must be info or quieter with a Slack token, because finer logs could hold personal data',
    )
  faults.push(...inClear(e))
  const used = channelVariables.map(name => e[name]).filter(id => id !== undefined)
  if (new Set(used).size < used.length)
    faults.push('*_CHANNEL: each team needs a channel of its own, two are the same')
  return faults
}

/** Addresses on another computer to which passwords and data would go where anybody on the way could read them. */
const inClear = ({ DATABASE_URL, REDIS_URL }: Environment): string[] => [
  ...(DATABASE_URL !== undefined && isPostgresInClear(new URL(DATABASE_URL))
    ? [
        'DATABASE_URL: must say sslmode=verify-full, and no uselibpqcompat, because PostgreSQL is on another computer',
      ]
    : []),
  ...(REDIS_URL !== undefined && isElsewhere(new URL(REDIS_URL)) && !REDIS_URL.startsWith('rediss:')
    ? ['REDIS_URL: must begin rediss://, because Redis is on another computer']
    : []),
]

const toConfig = (e: Environment): Config => ({
  slack: slackOf(e),
  transport: e.SLACK_TRANSPORT,
  databaseUrl: hidden(e.DATABASE_URL),
  redisUrl: hidden(e.REDIS_URL),
  dataDir: e.DATA_DIR,
  checkpointDir: e.CHECKPOINT_DIR ?? join(e.DATA_DIR, checkpointFolder),
  dataKey: hidden(e.DATA_KEY),
  dataKeyNext: hidden(e.DATA_KEY_NEXT),
  dataKeyOld: hidden(e.DATA_KEY_OLD),
  process: e.SAFEHOLD_PROCESS,
  settingsFile: e.SAFEHOLD_CONFIG,
  bankHolidaysUrl: holidaysUrlOf(e),
  port: e.PORT,
  workbenchPort: e.WORKBENCH_PORT,
  logLevel: e.LOG_LEVEL,
})

const hidden = <T>(value: T | undefined): Secret<T> | undefined =>
  value === undefined ? undefined : secret(value)

/** GOV.UK's own with a real Slack; with a workbench nothing is called unless it is set. */
const holidaysUrlOf = (e: Environment): string | undefined => {
  const real = e.SLACK_BOT_TOKEN !== undefined && !loopback.has(new URL(e.SLACK_API_URL).hostname)
  const url = e.BANK_HOLIDAYS_URL ?? (real ? govUkHolidays : 'off')
  return url === 'off' ? undefined : url
}

const slackOf = (e: Environment): SlackConfig | undefined => {
  if (e.SLACK_BOT_TOKEN === undefined) return undefined
  const base = {
    botToken: secret(e.SLACK_BOT_TOKEN),
    apiUrl: e.SLACK_API_URL,
    channels: {
      spoc: e.SPOC_CHANNEL ?? '',
      visiting: e.VISITING_CHANNEL ?? '',
      ceast: e.CEAST_CHANNEL ?? '',
      acssl: e.ACSSL_CHANNEL ?? '',
      leads: e.LEADS_CHANNEL ?? '',
    },
  }
  return e.SLACK_TRANSPORT === 'http'
    ? { ...base, transport: 'http', signingSecret: secret(e.SLACK_SIGNING_SECRET ?? '') }
    : { ...base, transport: 'socket', appToken: secret(e.SLACK_APP_TOKEN ?? '') }
}
