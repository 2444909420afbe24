import { formatInstant } from '../../calendar/london.ts'
import type { ChainIndex } from './chain-index.ts'
import type { Indexed } from './checkpoint-index.ts'
import type { Checkpoint, Head } from './checkpoint-line.ts'
import type { Finding } from './finding.ts'
import { viewsOf } from './read-logs.ts'

type Numbered = Pick<Indexed, 'checkpoint' | 'at'>

/** A chain that is not as a checkpoint saw it. */
type Lost = {
  state: 'other' | 'short' | 'gone'
  head: Head
  /** The last checkpoint that saw it so, and the first one after it that did not any more. */
  seenBy: Numbered
  noMoreBy: Numbered | undefined
}

export type LostHeads = {
  /** The next checkpoint, in the order of their numbers. */
  compare(one: Numbered, changes: Pick<Checkpoint, 'heads' | 'gone'>): void
  /** What is not there any more; first of all, whether the whole database was set back. `known`: the last one that it knows of. */
  findings(known: number): Finding[]
}

/** Compares what checkpoints saw with what is in the record now. */
export const lostHeads = (index: ChainIndex): LostHeads => {
  const lost = new Map<string, Lost>()
  const lines: { one: Numbered; heads: number; bad: string[] }[] = []

  const note = (one: Numbered, head: Head, state: Lost['state']): void => {
    const before = lost.get(head.chain)
    // Of what was written anew the first is told, of what was cut off the last.
    const isWorse = before === undefined || (state === 'other') === head.seq < before.head.seq
    lost.set(head.chain, { state, head: isWorse ? head : before.head, seenBy: one, noMoreBy: undefined })
  }
  const noteIfBack = (one: Numbered, chain: string): void => {
    const before = lost.get(chain)
    if (before) before.noMoreBy ??= one
  }

  return {
    compare: (one, { heads, gone }) => {
      const bad: string[] = []
      for (const head of heads) {
        const state = index.find(head.chain, head.seq, head.mac)
        if (state === 'there') noteIfBack(one, head.chain)
        else {
          note(one, head, state)
          bad.push(head.chain)
        }
      }
      for (const chain of gone) noteIfBack(one, chain)
      lines.push({ one, heads: heads.length, bad })
    },
    findings: known => [...setBack(lines, known), ...[...lost.values()].map(one => findingOf(index, one))],
  }
}

const findingOf = (index: ChainIndex, { state, head, seenBy, noMoreBy }: Lost): Finding => {
  const { where, noun } = calledOf(index, head)
  const since = `seen by ${nameOf(seenBy)}${noMoreBy ? `, and not any more by ${nameOf(noMoreBy)}` : ''}`
  if (state === 'gone')
    return { kind: 'gone', where, what: `all ${head.seq} of its ${many[noun]} are not there any more`, since }
  if (state === 'short') {
    const what = `it ends at ${index.lengthOf(head.chain)}, and went to ${head.seq}`
    return { kind: 'cut_off', where, what, since }
  }
  return {
    kind: 'written_anew',
    where: `${where}, ${noun} ${head.seq}`,
    what: 'it, or one before it, was written anew',
    since,
  }
}

const many = { event: 'events', view: 'views', entry: 'entries' }

const calledOf = (index: ChainIndex, { chain, ref }: Head): { where: string; noun: keyof typeof many } => {
  const [kind, id = ''] = chain.split(':')
  if (kind === 'case') return { where: ref ?? `case ${id}`, noun: 'event' }
  if (kind === 'views') return { where: viewsOf(id, index.refOf(`case:${id}`)), noun: 'view' }
  return { where: 'the office log', noun: 'entry' }
}

/** 'checkpoint 12, 10:42am on 3 December 2026'. */
const nameOf = ({ checkpoint, at }: Numbered): string => `checkpoint ${checkpoint}, ${formatInstant(at)}`

/**
 * The whole database is as it was: of all that changed after a checkpoint nothing is there, in more than one chain. The
 * database itself may say which checkpoint that was: the last one that it knows of.
 */
const setBack = (
  lines: readonly { one: Numbered; heads: number; bad: string[] }[],
  known: number,
): Finding[] => {
  const firstBad = lines.findIndex(({ bad }) => bad.length > 0)
  const lastBad = lines.findLastIndex(({ bad }) => bad.length > 0)
  const affected = lines.slice(firstBad, lastBad + 1)
  const [first, ...later] = affected
  const chains = new Set(affected.flatMap(({ bad }) => bad))
  if (first === undefined || chains.size < 2) return []
  const isWhole = (line: (typeof lines)[number]) => line.bad.length === line.heads
  const unknown = lines.at(-1)?.one.checkpoint ?? 0
  const isForgotten = known < unknown && first.one.checkpoint > known
  if (!isForgotten && !(later.every(isWhole) && (later.length > 0 || isWhole(first)))) return []
  const before = lines[firstBad - 1]?.one
  const asItWas = before === undefined ? `before ${nameOf(first.one)}` : `at ${nameOf(before)}`
  const between =
    isWhole(first) || before === undefined ? asItWas : `between ${nameOf(before)} and ${nameOf(first.one)}`
  return [
    {
      kind: 'set_back',
      where: 'the whole database',
      what: `it is as it was ${between}: what was written in ${chains.size} chains after that is not there any more`,
      since: `last seen by ${nameOf(affected.at(-1)?.one ?? first.one)}`,
    },
  ]
}
