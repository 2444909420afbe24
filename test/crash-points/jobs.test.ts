import { describe, expect, it } from 'vitest'
import { truncateQueue } from '../support/lose-queue.ts'
import { ownRedis } from '../support/own-redis.ts'
import { redisTest } from '../support/services.ts'
import { atRest } from './checkers.ts'
import { type Job, jobs } from './jobs.ts'
import { type AnyPoint, type Place, pointOf, points } from './points.ts'
import { type Died, isWhole, note } from './report.ts'
import { playRound } from './rounds.ts'
import { openStage } from './stage.ts'

type Queue = 'PostgreSQL' | 'Redis'

const died: Died[] = []
const never = () => false

/** A job undisturbed, and then again with a worker that dies, at each place that `which` picks. Gives what went wrong. */
const wrongWith = async (
  queue: Queue,
  job: Job,
  which: (places: readonly Place[]) => readonly Place[],
): Promise<string[]> => {
  const from = performance.now()
  const redis = queue === 'Redis' ? await ownRedis() : undefined
  const stage = await openStage('socket', redis?.url)
  const loseQueue = () => (redis ? redis.flushAll() : truncateQueue(stage.record))
  const mine: Died[] = []
  try {
    await job.before?.(stage)
    const { found, led, passed } = await playRound(stage, job, loseQueue)
    const wrong = atRest(found, never)
    const places = passed.filter(place => job.own.test(place))
    if (places.length === 0) wrong.push(`none of its own places was passed, but ${passed.join(', ')}`)
    for (const place of which(places)) {
      const faults: string[] = []
      try {
        const round = await playRound(stage, job, loseQueue, place)
        mine.push({ who: job.name, place })
        faults.push(...atRest(round.found, job.mayBeTwice ?? never))
        if (JSON.stringify(round.led) !== JSON.stringify(led))
          faults.push(`it led to\n${round.led.join('\n')}\nand undisturbed to\n${led.join('\n')}`)
      } catch (error) {
        // The other places may find more.
        faults.push(error instanceof Error ? error.message : String(error))
      }
      wrong.push(...faults.map(fault => `dead at ${place}: ${fault}`))
    }
    return wrong
  } finally {
    died.push(...mine)
    note({ part: `${job.name}, on ${queue}`, kind: 'job', died: mine, ms: performance.now() - from })
    await stage.close()
    await redis?.stop()
  }
}

const all = (places: readonly Place[]): readonly Place[] => places

const cameUp = new Set<AnyPoint>()
/** Every point that has not come up before, and one place at the least. */
const some = (places: readonly Place[]): readonly Place[] => {
  const chosen = places.filter(place => {
    const isNew = !cameUp.has(pointOf(place))
    cameUp.add(pointOf(place))
    return isNew
  })
  return chosen.length > 0 ? chosen : places.slice(-1)
}

const which = isWhole ? all : some
const timeoutMs = isWhole ? 3_600_000 : 300_000

describe('a worker that dies of a job, and another one that starts', () => {
  it.each(jobs.map(job => [job.name, job] as const))(
    'lose nothing, double nothing and leave nothing, on PostgreSQL: %s (D22)',
    async (_name, job) => {
      expect(await wrongWith('PostgreSQL', job, which)).toEqual([])
    },
    timeoutMs,
  )

  const onRedis = isWhole ? jobs : jobs.filter(({ own }) => own.test('before_job deadlines'))
  redisTest.each(onRedis.map(job => [job.name, job] as const))(
    'lose nothing, double nothing and leave nothing, on Redis: %s (D22)',
    async (_name, job) => {
      expect(await wrongWith('Redis', job, which)).toEqual([])
    },
    timeoutMs,
  )
})

it('every point that jobs have was died at', () => {
  const at = new Set(died.map(({ place }) => pointOf(place)))
  const ofHandlers: readonly AnyPoint[] = ['before_view_log', 'view_logged']
  expect(points.filter(point => !at.has(point) && !ofHandlers.includes(point))).toEqual([])
})
