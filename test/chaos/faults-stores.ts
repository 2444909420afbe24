import { Redis } from 'ioredis'
import type { Fault } from './fault.ts'
import type { System } from './system.ts'

const nothing = (): void => undefined

const ends = (system: System, which: string): Promise<object[]> =>
  system.rows(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = 'safehold' and pid <> pg_backend_pid() and backend_type = 'client backend' and ${which}`,
  )

/** One command to Redis itself, past the proxy. */
const toRedis = async ({ redis }: System, ...command: readonly string[]): Promise<void> => {
  if (redis === undefined) return
  const [name = '', ...args] = command
  const client = new Redis(redis.url, { maxRetriesPerRequest: 1, retryStrategy: () => null })
  client.on('error', () => undefined)
  try {
    await client.call(name, ...args)
  } finally {
    client.disconnect()
  }
}

export const storeFaults = {
  'kill-postgres': {
    about: 'kill -9 of PostgreSQL, which then recovers',
    begin: ({ postgres, proxies }) => {
      proxies.database.refuse()
      postgres.signal('SIGKILL', 'server')
      return () => proxies.database.pass()
    },
  },
  'stop-postgres': {
    about: 'SIGSTOP of PostgreSQL and all its processes',
    begin: ({ postgres }) => {
      postgres.signal('SIGSTOP', 'all')
      return () => postgres.signal('SIGCONT', 'all')
    },
  },
  'terminate-backends': {
    about: 'pg_terminate_backend of every connection',
    begin: async system => {
      await ends(system, 'true')
      return nothing
    },
  },
  'drop-listen': {
    about: 'the connections that LISTEN are ended',
    backend: 'postgres',
    begin: async system => {
      await ends(system, `query ilike 'listen%'`)
      return nothing
    },
  },
  'hold-postgres': {
    about: 'a black hole between Safehold and PostgreSQL: no FIN, no RST',
    begin: ({ proxies }) => {
      proxies.database.hold()
      return () => proxies.database.pass()
    },
  },
  'cut-postgres': {
    about: 'every connection to PostgreSQL is reset, and new ones refused',
    begin: ({ proxies }) => {
      proxies.database.refuse()
      return () => proxies.database.pass()
    },
  },
  'full-disk': {
    about: "PostgreSQL's disk is full",
    disk: true,
    begin: ({ disk }) => {
      disk?.fill()
      return () => disk?.empty()
    },
  },
  'kill-redis': {
    about: 'kill -9 of Redis',
    backend: 'redis',
    begin: ({ redis }) => {
      redis?.signal('SIGKILL')
      let again: Promise<void> | undefined
      return () => (again ??= redis?.restart() ?? Promise.resolve())
    },
  },
  'stop-redis': {
    about: 'SIGSTOP of Redis',
    backend: 'redis',
    begin: ({ redis }) => {
      redis?.signal('SIGSTOP')
      return () => redis?.signal('SIGCONT')
    },
  },
  flushall: {
    about: 'FLUSHALL',
    backend: 'redis',
    begin: async system => {
      await toRedis(system, 'FLUSHALL')
      return nothing
    },
  },
  'client-kill': {
    about: 'CLIENT KILL TYPE normal',
    backend: 'redis',
    begin: async system => {
      await toRedis(system, 'CLIENT', 'KILL', 'TYPE', 'normal')
      return nothing
    },
  },
  'hold-redis': {
    about: 'a black hole between Safehold and Redis',
    backend: 'redis',
    begin: ({ proxies }) => {
      proxies.redis?.hold()
      return () => proxies.redis?.pass()
    },
  },
} satisfies Record<string, Fault>
