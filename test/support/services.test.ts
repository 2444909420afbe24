import { execFileSync } from 'node:child_process'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { query } from './data-dir.ts'
import { freshDatabase } from './database.ts'
import { freshRedisPrefix, redisUrl } from './redis.ts'
import { chromiumPath, chromiumTest, redisTest } from './services.ts'

it('each fresh database is apart from every other', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
  onTestFinished(() => Promise.all([one.drop(), other.drop()]).then(() => {}))
  await query(one.url, 'create table only_here (id int)')
  await expect(query(other.url, 'select * from only_here')).rejects.toThrow(/does not exist/)
})

it('a dropped database is gone', async () => {
  const { url, drop } = await freshDatabase()
  await drop()
  await expect(query(url, 'select 1')).rejects.toThrow(/does not exist/)
})

redisTest('Redis answers and never evicts', async () => {
  const client = new Redis(redisUrl(), { keyPrefix: `${freshRedisPrefix()}:` })
  onTestFinished(() => client.disconnect())
  await client.set('key', 'value')
  expect(await client.get('key')).toBe('value')
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
})

chromiumTest('Chromium can be run', () => {
  expect(execFileSync(chromiumPath(), ['--version']).toString()).toMatch(/Chrom/)
})
