import { Redis } from 'ioredis'
import { Client } from 'pg'

/** Every row of every table of these schemas as text; bytes are in hexadecimal. */
export const dumpOf = async (databaseUrl: string, schemas: readonly string[]): Promise<string> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) order by 1`,
      [schemas],
    )
    const dumps: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
      dumps.push(`== ${name}`, ...rows.map(({ row }) => row))
    }
    return dumps.join('\n')
  } finally {
    await client.end()
  }
}

/** Listens to everything that is sent to a Redis database, from now on. */
export const listenToRedis = async (url: string) => {
  const client = new Redis(url)
  const monitor = await client.monitor()
  const database = new URL(url).pathname.slice(1) || '0'
  const heard: string[] = []
  monitor.on('monitor', (_time: string, args: string[], _source: string, on: string) => {
    if (on === database) heard.push(args.join(' '))
  })
  return {
    heard: () => heard.join('\n'),
    /** Every key with its value, whatever its kind. */
    dump: async (): Promise<string> => {
      const found: string[] = []
      for (const key of await client.keys('*')) {
        const values = await valuesOf(client, key)
        found.push(`== ${key}`, JSON.stringify(values))
      }
      return found.join('\n')
    },
    /** Writes words in clear, to show that they are found. */
    plant: async (words: string): Promise<void> => {
      await client.set('planted', words)
    },
    stop: () => {
      monitor.disconnect()
      client.disconnect()
    },
  }
}

const valuesOf = async (client: Redis, key: string): Promise<unknown> => {
  const kind = await client.type(key)
  switch (kind) {
    case 'string':
      return client.get(key)
    case 'hash':
      return client.hgetall(key)
    case 'list':
      return client.lrange(key, 0, -1)
    case 'set':
      return client.smembers(key)
    case 'zset':
      return client.zrange(key, '0', '-1')
    case 'stream':
      return client.xrange(key, '-', '+')
    case 'none':
      return 'gone since it was listed'
    default:
      throw new Error(`Redis has a key of a kind that is not looked into: ${kind}`)
  }
}
