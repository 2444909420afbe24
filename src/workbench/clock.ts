import type { World } from './world.ts'

/** The database's clock, which the demonstration may move forward. */
export type Clock = { now(): Promise<Date>; advance(ms: number): Promise<Date> }

/** The clock as the page sees it; without a clock of the database, this computer's. */
export type BenchClock = {
  readonly movable: boolean
  /** Asks the database again, because others may have moved it too; without an answer, goes on from the last one. */
  read(): Promise<Date>
  /** Undefined when there is no clock to move. */
  advance(ms: number): Promise<Date | undefined>
}

/** Slack's own timestamps follow the database's clock, so that what is shown agrees with what is due. */
export function createBenchClock(world: World, clock: Clock | undefined): BenchClock {
  const follow = (now: Date) => {
    world.clockOffsetMs = now.getTime() - Date.now()
    return now
  }
  return {
    movable: clock !== undefined,
    async read() {
      if (clock === undefined) return world.now()
      try {
        return follow(await clock.now())
      } catch (error) {
        const note = error instanceof Error ? error.message : String(error)
        world.log.add({ direction: 'from Safehold', what: 'clock', status: 'no answer', ms: 0, note })
        return world.now()
      }
    },
    async advance(ms) {
      if (clock === undefined) return undefined
      // At once, because the app may post before it has answered, and that message belongs to the new time.
      world.clockOffsetMs += ms
      try {
        return follow(await clock.advance(ms))
      } catch (error) {
        world.clockOffsetMs -= ms
        throw error
      } finally {
        world.changed({ what: 'clock' })
      }
    },
  }
}
