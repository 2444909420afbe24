import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openStore } from '../../src/store/store.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { freshDataDir } from '../support/data-dir.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { ownRedis } from '../support/own-redis.ts'
import { redisTest } from '../support/services.ts'
import { refusedStart } from '../support/refused-start.ts'
import { environmentFor, launch } from '../support/safehold.ts'

const password = 'made-up-pass-phrase'
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const dataKey = randomBytes(32)
let workbench: Workbench
let database: FreshDatabase

beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'socket' })
  database = await freshDatabase()
})
afterAll(async () => {
  await workbench?.stop()
  await database?.drop()
})

/** The settings of an operator, with what is wrong in them; an empty one counts as not set. */
const settings = (wrong: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...environmentFor(workbench, database, dataKey, 'socket', 0),
  ...wrong,
})

/** The refusal's words, after checking what holds for all of them: exit code 2, no stack trace and no secret. */
const refusalOf = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const { code, output } = await refusedStart(env)
  expect(output).not.toMatch(/^\s+at /m)
  const secrets = [
    workbench.botToken,
    workbench.appToken,
    workbench.signingSecret,
    env['SLACK_BOT_TOKEN'],
    env['SLACK_APP_TOKEN'],
    dataKey.toString('base64'),
    env['DATA_KEY'],
    password,
  ]
  for (const secret of secrets) if (secret) expect(output).not.toContain(secret)
  // The log's lines are JSON; what is left is for people.
  const words = output.split('\n').filter(line => line !== '' && !line.startsWith('{'))
  expect({ code, words }).toEqual({ code: 2, words: expect.arrayContaining([expect.any(String)]) })
  return words.join('\n')
}

/** Runs statements on a database as its owner. */
const asOwner = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const ownDatabase = async (): Promise<FreshDatabase> => {
  const own = await freshDatabase()
  onTestFinished(() => own.drop())
  return own
}

describe('settings that cannot be are refused before anything is opened', () => {
  it('a real token needs a data key', async () => {
    expect(await refusalOf(settings({ DATA_KEY: '' }))).toBe(
      'Safehold cannot start. Correct these settings:\n  DATA_KEY: must be set because SLACK_BOT_TOKEN is set',
    )
  })

  it('every malformed setting is named at once, with what to set it to and never its value', async () => {
    const words = await refusalOf(
      settings({
        SLACK_BOT_TOKEN: 'xoxp-not-a-bot-token',
        SLACK_APP_TOKEN: 'not-an-app-token',
        SLACK_TRANSPORT: 'pigeon',
        SLACK_API_URL: 'http://slack.example/api/',
        SPOC_CHANNEL: '#spoc',
        DATABASE_URL: `mysql://safehold:${password}@db.example/safehold`,
        REDIS_URL: `http://:${password}@redis.example`,
        DATA_KEY: 'dG9vIHNob3J0',
        SAFEHOLD_PROCESS: 'some',
        PORT: 'eighty',
        LOG_LEVEL: 'chatty',
      }),
    )
    const named = words.split('\n').flatMap(line => /^ {2}([A-Z_]+): must be /.exec(line)?.[1] ?? [])
    expect(named).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_TRANSPORT',
      'SLACK_APP_TOKEN',
      'SLACK_API_URL',
      'SPOC_CHANNEL',
      'DATABASE_URL',
      'REDIS_URL',
      'DATA_KEY',
      'SAFEHOLD_PROCESS',
      'PORT',
      'LOG_LEVEL',
    ])
    for (const value of ['#spoc', 'pigeon', 'chatty', 'eighty', 'slack.example', 'db.example'])
      expect(words).not.toContain(value)
  })

  it('an unfinished version does not take a real token', async () => {
    expect(await refusalOf(settings({ SAFEHOLD_UNFINISHED: '' }))).toMatch(
      /SLACK_BOT_TOKEN: this version is not for real cases yet.*set SAFEHOLD_UNFINISHED=1/,
    )
  })

  it.each(['debug', 'trace'])('LOG_LEVEL=%s does not go with a real token', async level => {
    expect(await refusalOf(settings({ LOG_LEVEL: level }))).toMatch(/LOG_LEVEL: must be info or quieter/)
  })
})

describe('what Slack does not accept is refused', () => {
  it('a bot token', async () => {
    expect(await refusalOf(settings({ SLACK_BOT_TOKEN: 'xoxb-made-up-and-wrong' }))).toBe(
      "Slack does not accept SLACK_BOT_TOKEN (invalid_auth). Copy the bot token again from the app's page",
    )
  })

  it('an app-level token', async () => {
    expect(await refusalOf(settings({ SLACK_APP_TOKEN: 'xapp-1-made-up-and-wrong' }))).toMatch(
      /^Slack does not accept SLACK_APP_TOKEN \(invalid_auth\)\. /,
    )
  })

  it('what answers is not Slack', async () => {
    const server = createHttpServer((_request, response) => response.writeHead(404).end()).listen(0)
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const words = await refusalOf(settings({ SLACK_API_URL: `http://127.0.0.1:${port}/api/` }))
    expect(words).toMatch(/^What answers is not Slack \(HTTP 404\)\. .*SLACK_API_URL/)
    expect(words).not.toContain('SLACK_BOT_TOKEN')
  })

  it('at the first start every channel that is unknown, public or shared is named, with how to put it right', async () => {
    const { channels, world } = workbench
    await world.setChannel(channels.acssl, { extShared: true })
    await world.setChannel(channels.leads, { archived: true })
    onTestFinished(async () => {
      await world.setChannel(channels.acssl, { extShared: false })
      await world.setChannel(channels.leads, { archived: false })
    })
    expect(
      await refusalOf(settings({ SPOC_CHANNEL: channels.general, VISITING_CHANNEL: 'C0NOTTHERE1' })),
    ).toBe(
      [
        'Safehold cannot start. Correct these channels:',
        `  SPOC_CHANNEL ${channels.general}: channel is public; make the channel private: membership of it is the role, and cases are posted there`,
        '  VISITING_CHANNEL C0NOTTHERE1: channel not found; check the id, and invite the bot to the channel',
        `  ACSSL_CHANNEL ${channels.acssl}: channel is shared; use a channel that is not shared with another organisation`,
        `  LEADS_CHANNEL ${channels.leads}: channel is archived; unarchive the channel or name another one`,
      ].join('\n'),
    )
  })
})

describe('a database that cannot be used is refused', () => {
  it('one that is not there', async () => {
    const url = new URL(database.url)
    url.pathname = '/no_such_database'
    expect(await refusalOf(settings({ DATABASE_URL: url.href }))).toMatch(
      /^PostgreSQL does not let Safehold in \(3D000\)\. .*DATABASE_URL/,
    )
  })

  it('one made with another data key, so that nothing is written that nobody could read', async () => {
    const own = await ownDatabase()
    const store = await openStore({
      databaseUrl: own.url,
      dataKey: randomBytes(32),
      staff: { everybody: calendarFor('england-and-wales') },
      log: quiet,
    })
    await store.close()
    expect(await refusalOf(settings({ DATABASE_URL: own.url }))).toMatch(
      /^DATA_KEY is not the key of this database.*Set DATA_KEY to the key this database was made with/,
    )
  })

  it('one that a newer Safehold has migrated', async () => {
    const own = await ownDatabase()
    await asOwner(
      own.url,
      `insert into safehold.kysely_migration (name, timestamp) values ('0999-from-the-future', 'later')`,
    )
    expect(await refusalOf(settings({ DATABASE_URL: own.url }))).toMatch(
      /^This database was migrated by a newer Safehold \(0999-from-the-future\)/,
    )
  })

  it('one whose clock the workbench has moved, with a real token', async () => {
    const own = await ownDatabase()
    await asOwner(own.url, 'update safehold.clock set offset_ms = 1')
    expect(await refusalOf(settings({ DATABASE_URL: own.url }))).toMatch(
      /^This database's clock was moved by the workbench/,
    )
  })
})

describe('a Redis that throws jobs away is refused', () => {
  redisTest('with what to set instead', async () => {
    const own = await ownRedis()
    onTestFinished(() => own.stop())
    const client = new Redis(own.url)
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
    client.disconnect()
    expect(await refusalOf(settings({ REDIS_URL: own.url }))).toMatch(
      /^Redis runs with maxmemory-policy allkeys-lru, .*Set maxmemory-policy noeviction/,
    )
  })
})

describe('a place that is taken is refused', () => {
  it('a port in use', async () => {
    const server = createServer().listen(0)
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await refusalOf(settings({ PORT: String(port) }))).toBe(
      `Port ${port} is in use. Set PORT to a free one, or to 0 for any`,
    )
  })

  it('a data folder that a running Safehold has, which goes on running; so is the workbench’s port', async () => {
    const { PATH, HOME } = process.env
    const workbenchPort = await freePort()
    const env = {
      PATH,
      HOME,
      DATA_DIR: freshDataDir(),
      PORT: '0',
      WORKBENCH_PORT: String(workbenchPort),
    }
    const first = await launch(env, () => undefined)
    onTestFinished(async () => {
      const ended = once(first, 'close')
      first.kill('SIGTERM')
      await ended
    })
    expect(await refusalOf(env)).toMatch(new RegExp(`is in use by process ${first.pid} .*set DATA_DIR`))
    expect(await refusalOf({ ...env, DATA_DIR: freshDataDir() })).toBe(
      `Port ${workbenchPort} is in use. Set WORKBENCH_PORT to a free one, or to 0 for any`,
    )
    const page = await fetch(`http://127.0.0.1:${workbenchPort}/`)
    expect(page.status).toBe(200)
  }, 60_000)
})
