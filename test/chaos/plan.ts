import type { Role } from './member.ts'
import { type FaultName, faults } from './faults.ts'
import { randomFor } from './random.ts'
import { type Story, stories } from './stories.ts'

export type Backend = 'redis' | 'postgres'

/** One fault, drawn: when it begins, counted in forms that were sent; for how long; and at which of its targets. */
export type Strike = { atStep: number; fault: FaultName; forMs: number; aim: number }

/** What a run does. Drawn before it begins, and the same for the same seed. */
export type Plan = {
  seed: number
  backend: Backend
  transport: 'socket' | 'http'
  processes: readonly Role[]
  clients: readonly { name: string; story: Story; twice: readonly boolean[] }[]
  /** Time moves on: after how many forms, and by how much. */
  jumps: readonly { atStep: number; ms: number }[]
  strikes: readonly Strike[]
  /** PostgreSQL's files are on a small disk, which fills up. */
  disk: boolean
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const leaps = [31 * minuteMs, 5 * hourMs, 24 * hourMs, 3 * 24 * hourMs, 8 * 24 * hourMs]
const shapes: readonly (readonly Role[])[] = [
  ['all', 'all'],
  ['all', 'all'],
  ['bot', 'worker', 'worker'],
  ['bot', 'bot', 'worker', 'worker'],
]

export type Draw = {
  /** Every strike is of this fault. */
  only?: FaultName | undefined
  /** Some runs are on a small disk, which fills up. */
  disk: boolean
}

/** Draws the run of a seed. */
export const drawPlan = (seed: number, backend: Backend, { only, disk }: Draw): Plan => {
  const shape = randomFor(seed, 'shape')
  const wanted = only === undefined ? undefined : faults[only]
  const drawn = shape.pick(['socket', 'socket', 'http'] as const)
  const transport = wanted?.transport ?? drawn
  const processes = shape.pick(shapes)

  const work = randomFor(seed, 'clients')
  const clients = ['one', 'two', 'three'].map(name => {
    const story = work.pick(stories)
    return { name, story, twice: story.map(() => work.chance(0.4)) }
  })
  const steps = clients.reduce((sum, { story }) => sum + story.length, 0)

  const time = randomFor(seed, 'time')
  const jumps = Array.from({ length: time.int(1, 2) }, () => ({
    atStep: time.int(2, steps),
    ms: time.pick(leaps),
  })).toSorted((one, other) => one.atStep - other.atStep)

  const nemesis = randomFor(seed, 'nemesis')
  // Now and then longer than anybody's patience. From a source of its own, so that older seeds draw what they drew.
  const lengths = randomFor(seed, 'lengths')
  const possible = faultNames.filter(name => fits(name, backend, transport))
  const strikes = Array.from({ length: nemesis.int(2, 4) }, () => {
    const fault = nemesis.pick(possible)
    const atStep = nemesis.int(1, steps - 1)
    const short = nemesis.int(300, 2500)
    return {
      atStep,
      fault: only ?? fault,
      forMs: lengths.chance(0.06) ? lengths.int(9000, 11_000) : short,
      aim: nemesis.next(),
    }
  }).toSorted((one, other) => one.atStep - other.atStep)
  const small = randomFor(seed, 'disk')
  const onSmallDisk = only === 'full-disk' || (disk && only === undefined && small.chance(0.15))
  const filled: Strike[] =
    onSmallDisk && only === undefined
      ? [{ atStep: small.int(1, steps - 1), fault: 'full-disk', forMs: small.int(500, 2500), aim: 0 }]
      : []
  // So that something is told elsewhere, and something in one message, in every second run.
  const telling = randomFor(seed, 'telling')
  const apart: Strike[] =
    only === undefined && telling.chance(0.5)
      ? [
          {
            atStep: telling.int(1, steps - 1),
            fault: telling.pick(faultNames.filter(name => faults[name].apart === true)),
            forMs: telling.int(1500, 5000),
            aim: telling.next(),
          },
        ]
      : []
  return {
    seed,
    backend,
    transport,
    processes,
    clients,
    jumps,
    strikes: [...strikes, ...filled, ...apart].toSorted((one, other) => one.atStep - other.atStep),
    disk: onSmallDisk,
  }
}

// The keys of the table, whose type Object.keys forgets.
export const faultNames = Object.keys(faults) as FaultName[]

const fits = (name: FaultName, backend: Backend, transport: Plan['transport']): boolean => {
  const { backend: onlyOn, transport: onlyOver, disk, apart } = faults[name]
  return (
    disk !== true &&
    apart !== true &&
    (onlyOn ?? backend) === backend &&
    (onlyOver ?? transport) === transport
  )
}
