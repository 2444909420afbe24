import { expect, it } from 'vitest'
import { recounting } from '../../jobs/recount.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

it('a pass that the database interrupts goes on where it was, within seconds and not with the next pass', async () => {
  const asked: (string | undefined)[] = []
  let isAway = false
  const store = {
    recountDeadlines: async (_limit: number, after?: string) => {
      asked.push(after)
      if (isAway) throw new Error('PostgreSQL is away')
      return after === 'case-2' ? undefined : { last: after === undefined ? 'case-1' : 'case-2', counted: 1 }
    },
  }
  const next = recounting(store, log)
  await next()
  isAway = true
  const soon = await next()
  expect(soon).toBeGreaterThan(0)
  expect(soon).toBeLessThanOrEqual(5000)
  isAway = false
  await next()
  expect(await next()).toBeUndefined()
  expect(asked).toEqual([undefined, 'case-1', 'case-1', 'case-2'])
})
