import { setTimeout as delay } from 'node:timers/promises'
import type { Pressed } from './checkers.ts'
import { aboutOf, type AnyPoint, type Place, pointOf } from './points.ts'
import type { Died } from './report.ts'
import type { Stage } from './stage.ts'

/** What was pressed, the places that were passed where the bot lived, and where it died where it did not. */
export type Walked = { presses: Pressed[]; passed: Map<string, Place[]>; died: Died[] }

/** Where the bot is to die of this press. Where this says nothing, it lives. */
export type PlaceFor = (handler: string) => Place | undefined

const diesWithinMs = 30_000
const restsWithinMs = 20_000
const quietMs = 300

/**
 * Lets the bot die of a press, starts it again, and has it pressed `again`. Without `placeFor` the bot never dies, and what it
 * passes is noted.
 */
export const presser = (stage: Stage, placeFor?: PlaceFor) => {
  const walked: Walked = { presses: [], passed: new Map(), died: [] }
  const press = async <T>(
    handler: string,
    act: () => Promise<T>,
    again: (first: T) => Promise<void>,
  ): Promise<void> => {
    const place = placeFor?.(handler)
    const bot = stage.running('bot')
    // What an earlier press still adds must not be taken for this one's.
    if (!placeFor || (place && fromTheQueue.includes(pointOf(place)))) await placesUntilQuiet(stage)
    if (place === undefined) {
      await act()
      if (!placeFor) walked.passed.set(handler, await placesUntilQuiet(stage))
      return
    }
    await bot.dieAt(place)
    const first = await act()
    await bot.dead(diesWithinMs).catch((error: unknown) => {
      throw new Error(`${handler} did not pass ${place}`, { cause: error })
    })
    walked.died.push({ who: handler, place })
    await stage.start('bot')
    await again(first)
  }
  return { walked, press }
}

/** What the bot has passed when it passes nothing more, and has ended whatever it began. */
const placesUntilQuiet = async (stage: Stage): Promise<Place[]> => {
  const bot = stage.running('bot')
  const all = new Set<Place>()
  const giveUpAt = Date.now() + restsWithinMs
  let quietSince = Date.now()
  while (Date.now() - quietSince < quietMs) {
    const more = await bot.passed()
    for (const place of more) all.add(place)
    if (more.length > 0 || openAdditions(all).length > 0) quietSince = Date.now()
    if (Date.now() > giveUpAt) throw new Error(`The bot did not come to rest: ${[...all].join(', ')}`)
    await delay(50)
  }
  return [...all]
}

const fromTheQueue: readonly AnyPoint[] = ['before_add', 'added']

const openAdditions = (all: ReadonlySet<Place>): Place[] =>
  [...all].filter(place => pointOf(place) === 'before_add' && !all.has(`added ${aboutOf(place)}`))
