import type { Transport } from '../support/safehold.ts'
import { asIfNothingDied, atRest, recordedOnce } from './checkers.ts'
import { chooseDanger, placesOfDanger } from './danger.ts'
import { groupNames, placesOf } from './groups.ts'
import { type Found, look } from './look.ts'
import { lookAtEverything, placesOfLooks } from './looks.ts'
import type { Place } from './points.ts'
import type { PlaceFor, Walked } from './pressing.ts'
import { type Died, note } from './report.ts'
import { openStage, type Stage } from './stage.ts'
import { walk } from './walk.ts'

/** Handlers that are pressed one after the other, with the places that each passes at the least. */
export type Play = {
  name: string
  places: ReadonlyMap<string, readonly Place[]>
  play: (stage: Stage, placeFor?: PlaceFor) => Promise<Walked>
}

export const plays: readonly Play[] = [
  { name: 'danger', places: placesOfDanger, play: chooseDanger },
  ...groupNames.map(name => ({
    name,
    places: placesOf(name),
    play: (stage: Stage, placeFor?: PlaceFor) => walk(stage, name, placeFor),
  })),
  { name: 'looking', places: placesOfLooks, play: lookAtEverything },
]

/** Where handlers died, and what went wrong. */
export type Played = { died: Died[]; wrong: string[] }

/** Only a bot dies here, and bots send no message: none is there twice. */
const never = () => false
/** Who somebody is is looked up once a minute, whatever is pressed then. */
const lookUps = /(users|conversations)\.\w+$/
/** Over Socket Mode Slack waits its three seconds for an answer from the dead: so only where a press was recorded. */
const transportOf = (round: number): Transport => (round === 2 ? 'socket' : 'http')

/** Undisturbed first, and then each handler once at each of the places that it passed. */
export const atEveryPlace = async (one: Play): Promise<Played> => {
  const undisturbed = await played(one, 'http')
  const passed = new Map(
    [...undisturbed.passed].map(([handler, all]) => [handler, all.filter(place => !lookUps.test(place))]),
  )
  const wrong = [...undisturbed.wrong, ...notPassed(one, passed)]
  const died: Died[] = []
  const rounds = Math.max(...[...passed.values()].map(places => places.length))
  for (let round = 0; round < rounds; round++) {
    const placeFor = (handler: string) => passed.get(handler)?.[round]
    try {
      const now = await played(one, transportOf(round), placeFor)
      const faults = [...now.wrong, ...asIfNothingDied(now.found, undisturbed.found)]
      wrong.push(...faults.map(fault => `round ${round}: ${fault}`))
      died.push(...now.died)
    } catch (error) {
      // The other rounds may find more.
      wrong.push(`round ${round}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { died, wrong: [...wrong, ...notKilled(passed, died)] }
}

/** Each handler once, at another of its places than the one before. */
export const atOnePlaceEach = async (one: Play, transport: Transport): Promise<Played> => {
  const turn = new Map(
    [...one.places].map(([handler, all], index) => [handler, all.slice(index % all.length).slice(0, 1)]),
  )
  const { died, wrong } = await played(one, transport, handler => turn.get(handler)?.[0])
  return { died, wrong: [...wrong, ...notKilled(turn, died)] }
}

const played = async (
  { name, play }: Play,
  transport: Transport,
  placeFor?: PlaceFor,
): Promise<Played & Pick<Walked, 'passed'> & { found: Found }> => {
  const from = performance.now()
  const stage = await openStage(transport)
  try {
    const { presses, passed, died } = await play(stage, placeFor)
    await stage.rest()
    const found = await look(stage.record, stage.workbench)
    note({ part: `${name}, over ${transport}`, kind: 'handler', died, ms: performance.now() - from })
    return { found, passed, died, wrong: [...recordedOnce(presses, found), ...atRest(found, never)] }
  } finally {
    await stage.close()
  }
}

type Places = ReadonlyMap<string, readonly Place[]>

const notPassed = ({ places }: Play, passed: Places): string[] =>
  eachOf(places)
    .filter(({ who, place }) => !passed.get(who)?.includes(place))
    .map(({ who, place }) => `${who} did not pass ${place}`)

const notKilled = (places: Places, died: readonly Died[]): string[] =>
  eachOf(places)
    .filter(({ who, place }) => !died.some(one => one.who === who && one.place === place))
    .map(({ who, place }) => `${who} was not killed at ${place}`)

const eachOf = (places: Places): Died[] =>
  [...places].flatMap(([who, all]) => all.map(place => ({ who, place })))
