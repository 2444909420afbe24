import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../src/config.ts'

const aKey = (): string => randomBytes(32).toString('base64')
const key = aKey()

const real = {
  SLACK_BOT_TOKEN: 'xoxb-made-up',
  SLACK_APP_TOKEN: 'xapp-made-up',
  SPOC_CHANNEL: 'C000000001',
  VISITING_CHANNEL: 'C000000002',
  CEAST_CHANNEL: 'C000000003',
  ACSSL_CHANNEL: 'C000000004',
  LEADS_CHANNEL: 'C000000005',
  DATA_KEY: key,
  SAFEHOLD_UNFINISHED: '1',
}

const faultsOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}

describe('secrets', () => {
  const secrets = {
    SLACK_BOT_TOKEN: 'xoxb-1029384756-ZmluZGFibGU',
    SLACK_APP_TOKEN: 'xapp-1-A0-5647382910-findable',
    SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5',
    DATABASE_URL: 'postgres://safehold_user:Tr0ub4dor@db.internal/safehold?sslmode=verify-full',
    REDIS_URL: 'rediss://:h0rseb4ttery@redis.internal',
    DATA_KEY: key,
    DATA_KEY_NEXT: aKey(),
    DATA_KEY_OLD: aKey(),
  }

  it.each(['socket', 'http'])('show in no print of the configuration, over %s', transport => {
    const config = readConfig({ ...real, ...secrets, SLACK_TRANSPORT: transport })
    const all = { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null } as const
    const printed = [
      inspect(config, all),
      inspect(config, { ...all, customInspect: false }),
      JSON.stringify(config),
      String(config.dataKey),
      [config.databaseUrl, config.slack?.botToken].join(' '),
      inspect(Object.entries(config), all),
      inspect(new Error('failed', { cause: config }), all),
    ].join('\n')
    expect(printed).toContain('[secret]')
    const bytes = (base64: string) => Buffer.from(base64, 'base64')
    const keys = [secrets.DATA_KEY, secrets.DATA_KEY_NEXT, secrets.DATA_KEY_OLD]
    const shapes = [
      ...Object.values(secrets),
      ...keys.flatMap(one => [
        bytes(one).toString('hex'),
        [...bytes(one)].join(','),
        [...bytes(one)].join(', '),
      ]),
      ...keys.map(one => bytes(one).toString('hex').slice(0, 16).replace(/(..)/g, '$1 ').trim()),
      'Tr0ub4dor',
      'h0rseb4ttery',
    ]
    for (const shape of shapes) expect(printed).not.toContain(shape)
    expect(config.dataKey?.reveal().toString('base64')).toBe(secrets.DATA_KEY)
  })

  it('are read from files, which may be the only place that has them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const inFile = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const { DATA_KEY: _key, SLACK_BOT_TOKEN: token, ...rest } = { ...real, ...secrets }
    const given = {
      ...rest,
      DATA_KEY_FILE: inFile('key', `${secrets.DATA_KEY}\n`),
      SLACK_BOT_TOKEN_FILE: inFile('token', token),
    }
    const config = readConfig(given)
    expect(config.dataKey?.reveal().toString('base64')).toBe(secrets.DATA_KEY)
    expect(config.slack?.botToken.reveal()).toBe(token)
    expect(faultsOf({ ...given, DATA_KEY: key })).toContain(
      'DATA_KEY: must be set itself or by DATA_KEY_FILE',
    )
    expect(faultsOf({ ...given, DATA_KEY_FILE: join(folder, 'none') })).toMatch(
      /DATA_KEY_FILE: must be .*ENOENT/,
    )
    expect(faultsOf({ ...given, DATA_KEY_FILE: inFile('empty', '\n') })).toContain('a file that is not empty')
    const short = faultsOf({ ...given, DATA_KEY_FILE: inFile('short', 'not a key at all') })
    expect(short).toContain('DATA_KEY: must be base64 of 32 bytes')
    expect(short).not.toContain('not a key at all')
  })

  it.each([
    ['all zeros', Buffer.alloc(32)],
    ['one byte over and over', Buffer.alloc(32, 7)],
    ['two bytes by turns', Buffer.alloc(32, 'ab')],
    ['a row that is counted up', Buffer.from(Array.from({ length: 32 }, (_, i) => i))],
    ['a row that is counted down', Buffer.from(Array.from({ length: 32 }, (_, i) => 200 - 3 * i))],
    ['words', Buffer.from('changeme-changeme-changeme-chang')],
    ['digits and letters that somebody typed', Buffer.from('0123456789abcdefghijklmnopqrstuv')],
  ])('a data key that is %s is refused, with what to do', (_what, bytes) => {
    for (const name of ['DATA_KEY', 'DATA_KEY_NEXT', 'DATA_KEY_OLD'])
      expect(faultsOf({ ...real, [name]: bytes.toString('base64') })).toMatch(
        new RegExp(`${name}: must be a key of its own.*openssl rand -base64 32`),
      )
  })

  it('no data key made at random is refused', () => {
    for (let i = 0; i < 2000; i++) expect(faultsOf({ ...real, DATA_KEY: aKey() })).toBe('')
  })

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxb-…'],
    ['SLACK_BOT_TOKEN', 'xoxb-your-token'],
    ['SLACK_BOT_TOKEN', 'xoxb-changeme'],
    ['SLACK_BOT_TOKEN', 'xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx'],
    ['SLACK_BOT_TOKEN', 'xoxb-0000000000'],
    ['SLACK_APP_TOKEN', 'xapp-1-example'],
    ['SLACK_SIGNING_SECRET', '<the signing secret>'],
    ['SLACK_SIGNING_SECRET', '00000000000000000000000000000000'],
    ['SLACK_SIGNING_SECRET', 'change-me-change-me-change-me'],
  ])('%s is refused when it is %s, with where to get it', (name, value) => {
    const faults = faultsOf({ ...real, [name]: value })
    expect(faults).toMatch(
      new RegExp(`${name}: must be the real one, and this is a placeholder; copy it from`),
    )
    expect(faults).not.toContain(value)
  })

  it.each(['changeme', 'password', 'postgres', 'safehold', '%3Cpassword%3E', 'Example'])(
    'a database with a real token is not opened by the password %s',
    password => {
      for (const [name, scheme] of [
        ['DATABASE_URL', 'postgres'],
        ['REDIS_URL', 'rediss'],
      ] as const)
        expect(
          faultsOf({ ...real, [name]: `${scheme}://safehold:${password}@db.internal/safehold` }),
        ).toContain(`${name}: must have a password of its own, and this one is a placeholder`)
    },
  )

  it('a data key stands in one place only, and none without the one in use', () => {
    expect(faultsOf({ ...real, DATA_KEY_OLD: key })).toContain('DATA_KEY_OLD: must be another key')
    expect(faultsOf({ ...real, DATA_KEY_NEXT: key })).toContain('DATA_KEY_NEXT: must be another key')
    const other = aKey()
    expect(faultsOf({ ...real, DATA_KEY_NEXT: other, DATA_KEY_OLD: other })).toContain(
      'DATA_KEY_OLD: must be',
    )
    expect(faultsOf({ DATA_KEY_OLD: other })).toContain('DATA_KEY: must be set because DATA_KEY_OLD is set')
  })
})
