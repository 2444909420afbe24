import { describe, expect, it } from 'vitest'
import { openConditions } from '../../src/watch/conditions.ts'
import { openReadiness } from '../../src/watch/readiness.ts'

/** Conditions on a clock that the test moves, and what the log heard. */
const atWork = () => {
  const time = { ms: 0 }
  const said: string[] = []
  const hear = (_fields: object, words: string) => void said.push(words)
  const conditions = openConditions({ info: hear, warn: hear }, () => time.ms)
  return { time, said, conditions, state: openReadiness(conditions) }
}
const never = () => new Promise<undefined>(() => undefined)

describe('what is the matter', () => {
  it('is said once a minute while it lasts, and again when it is over', () => {
    const { time, said, conditions } = atWork()
    for (time.ms = 0; time.ms < 150_000; time.ms += 1000)
      conditions.note('database', { code: 'ECONNREFUSED', stops: true })
    expect(said).toHaveLength(3)
    conditions.note('database', undefined)
    conditions.note('database', undefined)
    expect(said.slice(3)).toEqual(['PostgreSQL is there again'])
  })

  it('keeps the time at which it began, whatever codes follow', () => {
    const { time, conditions } = atWork()
    time.ms = 1000
    conditions.note('database', { code: 'ECONNREFUSED', stops: true })
    time.ms = 9000
    conditions.note('database', { code: '57P03', stops: true })
    expect(conditions.all()).toEqual({
      database: { code: '57P03', stops: true, since: '1970-01-01T00:00:01.000Z' },
    })
  })
})

describe('readiness', () => {
  it('is not before the start is over, and names what is the matter and since when', async () => {
    const { time, conditions, state } = atWork()
    time.ms = 5000
    conditions.note('slack', { code: 'no_answer', stops: true })
    expect(await state.readiness()).toEqual({
      ready: false,
      detail: {
        starting: true,
        slack: 'no_answer',
        since: { slack: '1970-01-01T00:00:05.000Z' },
        warnings: [],
      },
    })
    conditions.note('slack', undefined)
    state.started()
    expect(await state.readiness()).toEqual({ ready: true, detail: { since: {}, warnings: [] } })
    state.stop()
  })

  it('is there without a part that others make up for, and names it all the same', async () => {
    const { state } = atWork()
    state.started()
    state.watch('queue', async () => ({ code: 'ECONNREFUSED', stops: false }))
    state.watch('database', async () => undefined)
    expect(await state.readiness()).toMatchObject({
      ready: true,
      detail: { queue: 'ECONNREFUSED', database: 'ok', since: { queue: expect.any(String) } },
    })
    state.stop()
  })

  it('ends with the process, which then misses nothing', async () => {
    const { said, state } = atWork()
    state.started()
    state.watch('database', async () => ({ code: 'ECONNREFUSED', stops: true }))
    state.stop()
    expect(await state.readiness()).toMatchObject({ ready: false })
    expect(said).toEqual([])
  })

  it('is answered within a second, whatever hangs', async () => {
    const { state } = atWork()
    state.started()
    state.watch('database', never)
    state.watch('queue', async () => undefined)
    state.show(never as () => Promise<never>)
    const since = performance.now()
    expect(await state.readiness()).toMatchObject({
      ready: false,
      detail: { database: 'no_answer', queue: 'ok' },
    })
    expect(performance.now() - since).toBeLessThan(1000)
    state.stop()
  })
})
