import { until } from '../support/record-of.ts'
import { type Found, look, type Wanted } from './look.ts'
import type { Job } from './jobs.ts'
import type { Place } from './points.ts'
import type { Stage } from './stage.ts'

const diesWithinMs = 30_000
const doneWithinMs = 60_000

/** What came of a job: all there is, the messages that it led to in words that no round differs in, and where it passed. */
export type Round = { found: Found; led: string[]; passed: Place[] }

/** Lets a worker do the job once; with a place, the worker dies there and another one goes on. */
export const playRound = async (
  stage: Stage,
  job: Job,
  loseQueue: () => Promise<void>,
  place?: Place,
): Promise<Round> => {
  const { record, workbench } = stage
  const ref = (await job.bring?.(stage)) ?? ''
  await stage.rest()
  const before = new Set((await look(record, workbench)).wanted.map(({ postId }) => postId))
  const passed: Place[] = []
  if (job.fresh) {
    await stage.running('worker').end()
    await stage.start('worker')
  }

  if (job.atStart) {
    await stage.running('worker').end()
    await job.setOff(stage, ref)
    await loseQueue()
    await startAgain(stage, place)
  } else if (job.afterDeathAt !== undefined) {
    await dieOf(stage, job.afterDeathAt, () => job.setOff(stage, ref))
    await record.workersDied()
    await startAgain(stage, place)
  } else if (place === undefined) {
    await stage.running('worker').passed()
    await job.setOff(stage, ref)
  } else {
    await dieOf(stage, place, () => job.setOff(stage, ref))
  }
  if (place !== undefined) {
    await record.workersDied()
    await stage.start('worker')
  }
  if (job.isDone) await until(() => job.isDone?.(stage) ?? Promise.resolve(true), doneWithinMs, job.name)
  await stage.rest()
  if (place === undefined) passed.push(...(await stage.running('worker').passed()))
  const found = await look(record, workbench)
  return { found, led: ledTo(found.wanted.filter(({ postId }) => !before.has(postId))), passed }
}

/** Starts a worker, and where it is to die waits until it has. */
const startAgain = async (stage: Stage, place?: Place): Promise<void> => {
  const worker = await stage.start('worker', place)
  if (place !== undefined) await mustDie(worker.dead(diesWithinMs), place)
}

const dieOf = async (stage: Stage, place: Place, setOff: () => Promise<void>): Promise<void> => {
  const worker = stage.running('worker')
  await worker.dieAt(place)
  await setOff()
  await mustDie(worker.dead(diesWithinMs), place)
}

const mustDie = (dead: Promise<void>, place: Place): Promise<void> =>
  dead.catch((error: unknown) => {
    throw new Error(`The worker did not pass ${place}`, { cause: error })
  })

const ledTo = (wanted: readonly Wanted[]): string[] =>
  wanted
    // What a headline says depends on the day; the checkers compare it with the case.
    .map(({ kind, destination, words }) => `${kind} to ${destination}: ${kind === 'message' ? words : ''}`)
    .map(line => line.replaceAll(/ACS-\d{4}-\d{6}-[A-Z]/g, 'ACS-…').replaceAll(/\d+(:\d+)?[ap]m/g, '…'))
    .toSorted()
