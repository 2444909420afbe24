import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { readConfig, variables } from '../src/config.ts'
import { socketUrl } from '../src/store/embedded/server-process.ts'

const key = randomBytes(32).toString('base64')

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

const faultsOf = (env: NodeJS.ProcessEnv, nodeArguments: readonly string[] = []): string => {
  try {
    readConfig(env, nodeArguments)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}

describe('the configuration', () => {
  it('needs nothing for the workbench', () => {
    expect(readConfig({})).toMatchObject({
      slack: undefined,
      process: 'all',
      port: 3000,
      workbenchPort: 3001,
    })
  })

  it('takes a whole set-up for a real workspace', () => {
    expect(readConfig(real).slack).toMatchObject({ transport: 'socket', channels: { spoc: 'C000000001' } })
  })

  it('names the settings file, and needs none', () => {
    expect(readConfig({ SAFEHOLD_CONFIG: 'office.json' }).settingsFile).toBe('office.json')
    expect(readConfig({ SAFEHOLD_CONFIG: '' }).settingsFile).toBeUndefined()
  })

  it('reads GOV.UK’s bank holidays with a real Slack, and calls nobody with a workbench (B9)', () => {
    const urlOf = (env: NodeJS.ProcessEnv) => readConfig(env).bankHolidaysUrl
    expect(urlOf(real)).toBe('https://www.gov.uk/bank-holidays.json')
    expect(urlOf({})).toBeUndefined()
    expect(urlOf({ ...real, SLACK_API_URL: 'http://127.0.0.1:4000/api/' })).toBeUndefined()
    expect(urlOf({ ...real, BANK_HOLIDAYS_URL: 'off' })).toBeUndefined()
    const [mirror, here] = ['https://mirror.example/list.json', 'http://127.0.0.1:4000/list.json']
    expect([urlOf({ BANK_HOLIDAYS_URL: mirror }), urlOf({ BANK_HOLIDAYS_URL: here })]).toEqual([mirror, here])
  })

  it.each([
    'http://mirror.example/list.json',
    'https://me:secret@mirror.example/',
    'gov.uk',
    'on',
    'file:///list.json',
  ])('reads no bank holidays from %s', url => {
    expect(faultsOf({ BANK_HOLIDAYS_URL: url })).toContain(
      'BANK_HOLIDAYS_URL: must be off, or an https address',
    )
  })

  it('names every bad variable in one error, and never a value', () => {
    const message = faultsOf({
      ...real,
      DATA_KEY: 'secret-but-short',
      SPOC_CHANNEL: 'general',
      SLACK_API_URL: 'nowhere',
      PORT: 'many',
      LOG_LEVEL: 'loud',
    })
    for (const name of ['DATA_KEY', 'SPOC_CHANNEL', 'SLACK_API_URL', 'PORT', 'LOG_LEVEL'])
      expect(message).toContain(`${name}: must be`)
    for (const value of ['secret-but-short', 'general', 'nowhere', 'many', 'loud'])
      expect(message).not.toContain(value)
  })

  it.each(['DATA_KEY', 'SPOC_CHANNEL', 'CEAST_CHANNEL', 'SLACK_APP_TOKEN'])('a real token needs %s', name => {
    expect(faultsOf({ ...real, [name]: '' })).toContain(`${name}: must be set`)
  })

  it('refuses an app-level token without a bot token, so that nobody raises concerns in the workbench by mistake', () => {
    expect(faultsOf({ SLACK_APP_TOKEN: 'xapp-made-up' })).toContain(
      'SLACK_BOT_TOKEN: must be set because SLACK_APP_TOKEN is set',
    )
  })

  it('refuses a real token while this version is unfinished', () => {
    expect(faultsOf({ ...real, SAFEHOLD_UNFINISHED: '' })).toContain('not for real cases yet')
  })

  it('refuses fine logs with a real token, because they could hold personal data', () => {
    expect(faultsOf({ ...real, LOG_LEVEL: 'debug' })).toContain('LOG_LEVEL')
  })

  it.each(['DEBUG', 'NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'NODE_REDIRECT_WARNINGS', 'NODE_V8_COVERAGE'])(
    'refuses %s with a real token, because it makes Node or a library tell what it handles',
    name => {
      expect(faultsOf({ ...real, [name]: 'http' })).toContain(`${name}: must not be set`)
      expect(faultsOf({ [name]: 'http' })).toBe('')
    },
  )

  it.each([
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--inspect_wait',
    '--heapsnapshot-signal=SIGUSR2',
    '--heapsnapshot-near-heap-limit=2',
    '--report-on-signal',
    '--report-uncaught-exception',
    '--cpu-prof',
    '--heap-prof',
    '--abort-on-uncaught-exception',
    '--trace-uncaught',
    '--tls-keylog=/tmp/keys',
    '--tls-min-v1.0',
    '--tls-cipher-list=ALL',
    '"--inspect"',
  ])('refuses %s with a real token, wherever Node is given it', option => {
    expect(faultsOf({ ...real, NODE_OPTIONS: `--max-old-space-size=512 ${option}` })).toContain(
      'NODE_OPTIONS: must not hold --',
    )
    expect(faultsOf(real, [option])).toContain("Node's command line: must not hold --")
    expect(faultsOf({ NODE_OPTIONS: option }, [option])).toBe('')
  })

  it('refuses to believe any certificate with a real token', () => {
    const name = 'NODE_TLS_REJECT_UNAUTHORIZED'
    expect(faultsOf({ ...real, [name]: '0' })).toContain(`${name}: must not be 0`)
    expect(faultsOf({ ...real, [name]: '1' }) + faultsOf({ [name]: '0' })).toBe('')
  })

  it('takes options of Node that tell nothing', () => {
    const NODE_OPTIONS =
      '--max-old-space-size=512 --use-openssl-ca --import ./made-up.mjs --enable-source-maps'
    expect(faultsOf({ ...real, NODE_OPTIONS }, ['--no-warnings'])).toBe('')
  })

  it('refuses plain http to anywhere but this computer', () => {
    expect(faultsOf({ ...real, SLACK_API_URL: 'http://slack.example/api/' })).toContain('SLACK_API_URL')
    expect(faultsOf({ ...real, SLACK_API_URL: 'http://127.0.0.1:9/api/' })).toBe('')
  })

  it.each([
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold'],
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?sslmode=prefer'],
    ['DATABASE_URL', 'postgres://safehold@10.0.0.7/safehold?sslmode=disable'],
    ['DATABASE_URL', 'postgres://safehold@localhost/safehold?host=db.example'],
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?sslmode=require'],
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?sslmode=no-verify'],
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?sslmode=verify-full&sslmode=disable'],
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?uselibpqcompat=true&sslmode=verify-full'],
    ['REDIS_URL', 'redis://redis.example:6379'],
  ])('refuses to send passwords and data to another computer in clear: %s=%s', (name, address) => {
    expect(faultsOf({ ...real, [name]: address })).toContain(`${name}: must`)
  })

  describe('where the record is', () => {
    const whole = 'postgres://safehold:secret@db.example:5432/safehold?sslmode=verify-full'
    it.each([
      ['PGHOST', 'postgres:///safehold'],
      ['PGPORT', 'postgres://safehold:secret@127.0.0.1/safehold'],
      ['PGUSER', 'postgres://127.0.0.1:5432/safehold'],
      ['PGPASSWORD', 'postgres://safehold@127.0.0.1:5432/safehold'],
      ['PGDATABASE', 'postgres://safehold:secret@127.0.0.1:5432'],
      ['PGSSLMODE', 'postgres://safehold:secret@127.0.0.1:5432/safehold'],
      ['PGSSLNEGOTIATION', whole],
      ['PGOPTIONS', whole],
      ['PGREPLICATION', whole],
    ])('is said by DATABASE_URL alone: %s completes no %s', (name, address) => {
      for (const more of [{}, real]) {
        const words = faultsOf({ ...more, DATABASE_URL: address, [name]: 'evil.example' })
        expect(words).toContain(`${name}: must not be set, because DATABASE_URL has no`)
        expect(words).not.toContain('evil.example')
        expect(faultsOf({ ...more, DATABASE_URL: address, [name]: '' })).not.toContain(name)
      }
    })

    it('is said by DATABASE_URL alone: what it says itself no variable changes, so it may be set', () => {
      const others = ['PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'PGSSLMODE']
      const env = Object.fromEntries(others.map(name => [name, 'evil.example']))
      expect(faultsOf({ ...env, DATABASE_URL: whole })).toBe('')
      const socket = 'postgres://x/safehold?host=/run/postgresql&user=u&password=p&port=5432&sslmode=disable'
      expect(faultsOf({ ...env, DATABASE_URL: socket })).toBe('')
      expect(faultsOf(env)).toBe('')
    })

    it('brings no options, which would take the place of the role of the program', () => {
      const address = `${whole}&options=-c%20role%3Dpostgres`
      expect(faultsOf({ DATABASE_URL: address })).toContain('DATABASE_URL: must not hold options')
    })

    it('is read by PostgreSQL’s client as these tests take it to be', () => {
      const read = (address: string, name: string): unknown => {
        vi.stubEnv(name, 'evil')
        const client = new Client({ connectionString: address })
        vi.unstubAllEnvs()
        return [client.host, client.user, client.database, client.password, client.port].includes('evil')
      }
      expect(read('postgres:///safehold', 'PGHOST')).toBe(true)
      expect(read('postgres://127.0.0.1:5432/safehold', 'PGUSER')).toBe(true)
      expect(read('postgres://safehold@127.0.0.1:5432/safehold', 'PGPASSWORD')).toBe(true)
      expect(read('postgres://safehold:secret@127.0.0.1:5432', 'PGDATABASE')).toBe(true)
      for (const name of ['PGHOST', 'PGUSER', 'PGPASSWORD', 'PGDATABASE'])
        expect(read(whole, name)).toBe(false)
      expect(read(socketUrl('/tmp/a', 'safehold'), 'PGHOST')).toBe(false)
    })
  })

  it.each([
    ['DATABASE_URL', 'postgres://safehold@db.example/safehold?sslmode=verify-full'],
    ['DATABASE_URL', 'postgres://safehold@127.0.0.1/safehold'],
    ['DATABASE_URL', 'postgres://safehold@localhost/safehold?host=%2Frun%2Fpostgresql'],
    ['REDIS_URL', 'rediss://redis.example:6379'],
    ['REDIS_URL', 'redis://127.0.0.1:6379'],
  ])('takes %s=%s', (name, address) => {
    expect(faultsOf({ ...real, [name]: address })).toBe('')
  })

  it('refuses two teams in one channel, since the channel is the role', () => {
    expect(faultsOf({ ...real, LEADS_CHANNEL: 'C000000001' })).toContain('two are the same')
  })

  it('a bot or a worker alone needs a database that others can reach', () => {
    expect(faultsOf({ ...real, SAFEHOLD_PROCESS: 'worker' })).toContain('DATABASE_URL')
  })

  it('.env.example names exactly the variables that are read', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(match => match[1])
    expect(new Set(named)).toEqual(new Set(variables))
  })
})
