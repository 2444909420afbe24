import { describeWorld, fingerprintOf } from './fingerprint.ts'
import type { Findings } from './findings.ts'
import type { Move } from './move.ts'
import { type Edges, reaching } from './reach.ts'
import type { States } from './states.ts'
import { attempt, stepOf } from './take.ts'
import type { World } from './world.ts'

export const endsHere = 'every open state can reach "closed"'

/** A search that has looked at so many states has met a dead end. Ways out that exist are a few steps long. */
const farthest = 1500

/**
 * From every state there is a way to the end. Most lie on one within the bounds; from the others it is searched for
 * without any bound, and with every move there is.
 */
export const everyStateEnds = (
  states: States,
  edges: Edges,
  moves: readonly Move[],
  findings: Findings,
  /** So many dead ends are enough to look at. */
  enough: number,
): void => {
  const end = reaching(edges, states.count)
  for (const [id, isEnd] of states.ended.entries()) if (isEnd) end.add(id)
  const solved = new Set<number>()
  const leadsOut = (world: World, key: number) => {
    const id = states.idOf(key)
    if (id !== undefined) return end.has(id)
    return solved.has(key) || world.cases.every(c => c?.status === 'closed')
  }
  const useful = moves.filter(move => move.every === undefined)
  let stuck = 0
  for (let id = 0; id < states.count && stuck < enough; id++) {
    const way = end.has(id) ? [] : wayOut(states.worldAt(id), useful, leadsOut)
    if (way) {
      if (!end.has(id)) end.add(id)
      for (const key of way) solved.add(key)
    } else stuck += 1
    findings.report(endsHere, way ? undefined : 'from here it cannot', () => states.pathTo(id))
  }
}

type Node = { world: World; key: number; from: Node | undefined }

/**
 * The states on a way to the end, or undefined when none is found. What uses fewest extras is looked at first, because
 * the way of the guidance leads to the end.
 */
const wayOut = (
  from: World,
  moves: readonly Move[],
  leadsOut: (world: World, key: number) => boolean,
): number[] | undefined => {
  const seen = new Set<number>()
  const after = (node: Node, isFree: boolean, found: (next: Node) => void) => {
    for (const [index, c] of node.world.cases.entries())
      for (const move of moves) {
        if (isFree !== (c ? move.cost(c) === 0 : true)) continue
        const tried = attempt(node.world, index, move)
        const world = tried && stepOf(node.world, tried)?.after
        if (!world) continue
        const key = fingerprintOf(describeWorld(world))
        if (seen.has(key)) continue
        seen.add(key)
        found({ world, key, from: node })
      }
  }
  let nodes: Node[] = [{ world: from, key: fingerprintOf(describeWorld(from)), from: undefined }]
  while (nodes.length > 0 && seen.size < farthest) {
    let end: Node | undefined
    for (const node of nodes) {
      after(node, true, next => {
        if (leadsOut(next.world, next.key)) end ??= next
        nodes.push(next)
      })
      if (end) return keysTo(end)
    }
    const further: Node[] = []
    for (const node of nodes) {
      after(node, false, next => {
        if (leadsOut(next.world, next.key)) end ??= next
        further.push(next)
      })
      if (end) return keysTo(end)
    }
    nodes = further
  }
  return undefined
}

const keysTo = (end: Node): number[] => {
  const keys: number[] = []
  for (let node: Node | undefined = end; node; node = node.from) keys.push(node.key)
  return keys
}
