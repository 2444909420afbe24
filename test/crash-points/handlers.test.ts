import { describe, expect, it } from 'vitest'
import { forms } from '../../handlers/forms.ts'
import type { Transport } from '../support/safehold.ts'
import { asIfNothingDied, atRest, type Pressed, recordedOnce } from './checkers.ts'
import { type Found, look } from './look.ts'
import { type AnyPoint, type Place, pointOf } from './points.ts'
import { type Died, isWhole, note } from './report.ts'
import { openStage } from './stage.ts'
import { type GroupName, groupNames, placesOf, walk } from './walk.ts'

/** What every handler passes, or some of them. The rest of the points are for jobs, and calls to Slack for both. */
export const handlerPoints: readonly AnyPoint[] = [
  'before_read',
  'before_write',
  'committed',
  'before_add',
  'added',
  'before_view_log',
  'view_logged',
]

type Tried = { found: Found; passed: Map<string, Place[]>; died: Died[]; presses: readonly Pressed[] }

const tried = async (
  name: GroupName,
  transport: Transport,
  placeFor?: (handler: string) => Place | undefined,
): Promise<Tried> => {
  const from = performance.now()
  const stage = await openStage(transport)
  try {
    const { presses, passed, died } = await walk(stage, name, placeFor)
    await stage.rest()
    const found = await look(stage.record, stage.workbench)
    note({ part: `${name} over ${transport}`, kind: 'handler', died, ms: performance.now() - from })
    return { found, passed, died, presses }
  } finally {
    await stage.close()
  }
}

// Nobody is dead who could have sent a message: only a bot died, and bots send none.
const never = () => false

const died: Died[] = []
/** Over Socket Mode Slack waits its three seconds for an answer from the dead: so only where the press was recorded. */
const transportOf = (round: number): Transport => (round === 2 ? 'socket' : 'http')

const lookUps = /(users|conversations)\.\w+$/

/** Undisturbed first, and then once for each of the places that were passed. Gives what went wrong. */
const atEveryPlace = async (name: GroupName): Promise<string[]> => {
  const undisturbed = await tried(name, 'http')
  // Who somebody is is looked up once a minute, whatever is pressed then.
  const passed = new Map(
    [...undisturbed.passed].map(([handler, places]) => [
      handler,
      places.filter(place => !lookUps.test(place)),
    ]),
  )
  const wrong = [...recordedOnce(undisturbed.presses, undisturbed.found), ...atRest(undisturbed.found, never)]
  for (const [handler, places] of placesOf(name))
    for (const place of places)
      if (!passed.get(handler)?.includes(place)) wrong.push(`${handler} did not pass ${place}`)
  const rounds = Math.max(...[...passed.values()].map(places => places.length))
  for (let round = 0; round < rounds; round++) {
    const placeFor = (handler: string) => passed.get(handler)?.[round]
    const one = await tried(name, transportOf(round), placeFor)
    const faults = [
      ...recordedOnce(one.presses, one.found),
      ...atRest(one.found, never),
      ...asIfNothingDied(one.found, undisturbed.found),
    ]
    wrong.push(...faults.map(fault => `round ${round}: ${fault}`))
    died.push(...one.died)
  }
  for (const [handler, places] of passed)
    for (const place of places)
      if (!died.some(one => one.who === handler && one.place === place))
        wrong.push(`${handler} was not killed at ${place}`)
  return wrong
}

/** Each handler once, each at another of its places than the one before. Gives what went wrong. */
const atOnePlaceEach = async (name: GroupName): Promise<string[]> => {
  const places = placesOf(name)
  const turn = new Map([...places].map(([handler, all], index) => [handler, all[index % all.length]]))
  const transport = name === 'around' ? 'socket' : 'http'
  const one = await tried(name, transport, handler => turn.get(handler))
  died.push(...one.died)
  return [
    ...recordedOnce(one.presses, one.found),
    ...atRest(one.found, never),
    ...[...places.keys()]
      .filter(handler => !one.died.some(({ who }) => who === handler))
      .map(handler => `${handler} was not killed`),
  ]
}

describe('a bot that dies of a press, and the person presses again', () => {
  it.each(groupNames)(
    'has lost nothing, doubled nothing and told the person: %s (D22)',
    async name => {
      expect(await (isWhole ? atEveryPlace(name) : atOnePlaceEach(name))).toEqual([])
    },
    isWhole ? 3_600_000 : 300_000,
  )
})

it('every form was killed, and every point that handlers have', () => {
  const killed = new Set(died.map(({ who }) => who))
  expect(forms.map(({ command }) => command).filter(form => !killed.has(form))).toEqual([])
  const at = new Set(died.map(({ place }) => pointOf(place)))
  expect(handlerPoints.filter(point => !at.has(point))).toEqual([])
})
