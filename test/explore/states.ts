import { describeWorld, fingerprintOf } from './fingerprint.ts'
import { advance, type Taken } from './take.ts'
import type { World } from './world.ts'

/** The states that were found, each with the way that first led to it. */
export const statesFrom = (start: World) => {
  const ids = new Map<number, number>()
  const parents: number[] = []
  const by: Taken[] = []
  const spent: number[] = []
  const depths: number[] = []
  const ended: boolean[] = []

  const pathTo = (id: number): Taken[] => {
    const path: Taken[] = []
    for (let at = id; at > 0; at = parents[at] ?? 0) path.unshift(by[at] ?? 'wait')
    return path
  }

  return {
    ended,
    spentAt: (id: number): number => spent[id] ?? 0,
    get count() {
      return parents.length
    },
    get depth() {
      return depths.reduce((most, depth) => Math.max(most, depth), 0)
    },
    idOf: (fingerprint: number): number | undefined => ids.get(fingerprint),
    /** `cheaper`: known, though not with so much of the bound left. */
    enter: (world: World, parent: number, taken: Taken): { id: number; is: 'new' | 'cheaper' | 'known' } => {
      const key = fingerprintOf(describeWorld(world))
      const known = ids.get(key)
      if (known !== undefined) {
        if (world.spent >= (spent[known] ?? 0)) return { id: known, is: 'known' }
        spent[known] = world.spent
        return { id: known, is: 'cheaper' }
      }
      const id = parents.length
      ids.set(key, id)
      parents.push(parent)
      by.push(taken)
      spent.push(world.spent)
      depths.push((depths[parent] ?? -1) + 1)
      ended.push(world.cases.every(c => c?.status === 'closed'))
      return { id, is: 'new' }
    },
    pathTo,
    /** The world in which a state was first found, made again by its way. */
    worldAt: (id: number): World => {
      let world = start
      for (const taken of pathTo(id)) {
        const next = advance(world, taken)
        if (!next) throw new Error(`State ${id} cannot be reached again: a step on its way is refused now`)
        world = next
      }
      return world
    },
  }
}

export type States = ReturnType<typeof statesFrom>
