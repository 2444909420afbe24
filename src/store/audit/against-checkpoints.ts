import type { CheckpointRow } from '../checkpoints.ts'
import type { ChainIndex } from './chain-index.ts'
import { type CheckpointIndex, headsOf, indexCheckpoints, type Indexed } from './checkpoint-index.ts'
import type { Finding } from './finding.ts'
import { lostHeads } from './lost-heads.ts'
import { applyTo, type Heads, rootOf } from './root.ts'

/** What the database knows of a checkpoint, and what somebody saw of one elsewhere: the beginning of its root. */
export type KnownCheckpoint = CheckpointRow
export type Witness = { n: number; root: string }

type Given = {
  folder: string
  index: ChainIndex
  /** The sizes of the files before the record was read: what was written later may know more than was read. */
  sizes: ReadonlyMap<string, number>
  known: readonly KnownCheckpoint[]
  /** The public key that signs them. */
  key: string
  witnesses: readonly Witness[]
}

const atLine = ({ file, line }: { file: string; line: number }) => `${file}, line ${line}`

/**
 * Verifies the files of checkpoints, and that everything that they saw is still in the record. Returns how many there are
 * and what is wrong.
 */
export const againstCheckpoints = async (
  given: Given,
): Promise<{ checkpoints: number; findings: Finding[] }> => {
  const { folder, sizes, known, witnesses } = given
  const read = await indexCheckpoints(folder)
  const findings: Finding[] = read.strange.map(one => faulty(atLine(one), 'it is not a checkpoint'))
  const good = read.found.filter(one => {
    const fault = faultOf(one, given.key)
    if (fault !== undefined) findings.push(faulty(placeOf(one), fault))
    return fault === undefined
  })
  // What was written since the audit began is younger than the moment at which the database is read.
  const isOfNow = (one: Indexed) => one.end > (sizes.get(one.file) ?? 0)
  const lastBefore = read.found.findLast(one => !isOfNow(one))?.checkpoint ?? 0
  findings.push(...linkFaults(good, read.found), ...unlikeKnown(read, good, known, lastBefore))

  const lost = lostHeads(given.index)
  const heads: Heads = new Map()
  const wanted = new Map(witnesses.map(({ n, root }) => [n, root]))
  let reaches = 0
  for (const [i, one] of good.entries()) {
    const changes = await headsOf(folder, one)
    if (one.end <= (sizes.get(one.file) ?? 0)) lost.compare(one, changes)
    applyTo(heads, changes)
    // Without those before it nobody can say what the others heads were.
    reaches = one.since === 0 || one.since <= reaches ? one.checkpoint : reaches
    const seen = wanted.get(one.checkpoint)
    if (seen !== undefined && !one.root.startsWith(seen))
      findings.push(faulty(placeOf(one), `its root does not begin with ${seen}, as it was seen elsewhere`))
    const isLast = i === good.length - 1
    if ((isLast || seen !== undefined) && reaches === one.checkpoint && (await rootOf(heads)) !== one.root)
      findings.push(
        faulty(placeOf(one), 'its root is not that of the heads which it and those before it list'),
      )
  }
  for (const { n } of witnesses)
    if (!good.some(({ checkpoint }) => checkpoint === n))
      findings.push(faulty(`checkpoint ${n}`, 'it was seen elsewhere, and is in no file'))
  const lastKnown = Math.max(0, ...known.map(({ n }) => n))
  return { checkpoints: read.found.length, findings: [...lost.findings(lastKnown), ...findings] }
}

const faulty = (where: string, what: string): Finding => ({ kind: 'checkpoint', where, what })
const placeOf = (one: Indexed): string => `checkpoint ${one.checkpoint} (${atLine(one)})`

const faultOf = ({ isSigned, key: signer }: Indexed, key: string): string | undefined => {
  if (!isSigned) return 'it is not as it was signed'
  return signer === key ? undefined : `it was signed with another key, ${signer}`
}

/** Each names the one before it. */
const linkFaults = (good: readonly Indexed[], all: readonly Indexed[]): Finding[] =>
  good.flatMap((one, i): Finding[] => {
    const before = good[i - 1] ?? { checkpoint: 0, hash: '' }
    if (one.checkpoint === before.checkpoint) return [faulty(placeOf(one), 'there is another of this number')]
    // What is there and is no good is told of that one.
    const isBad = all.some(({ checkpoint }) => checkpoint > before.checkpoint && checkpoint < one.checkpoint)
    if (isBad) return []
    if (one.checkpoint > before.checkpoint + 1)
      return [
        faulty(
          rangeOf(before.checkpoint + 1, one.checkpoint - 1),
          'there are later ones, and it is in no file',
        ),
      ]
    return one.before === before.hash ? [] : [faulty(placeOf(one), 'it does not follow the one before it')]
  })

const rangeOf = (from: number, to: number): string =>
  from === to ? `checkpoint ${from}` : `checkpoints ${from} to ${to}`

/** What the database knows of, and what is in the files. `lastBefore`: the last that was there when the audit began. */
const unlikeKnown = (
  { found }: CheckpointIndex,
  good: readonly Indexed[],
  known: readonly KnownCheckpoint[],
  lastBefore: number,
): Finding[] => {
  const rows = new Map(known.map(row => [row.n, row]))
  const inFiles = new Set(found.map(({ hash }) => hash))
  const lastKnown = Math.max(0, ...rows.keys())
  const lastFound = found.at(-1)?.checkpoint ?? 0
  // The last one may have been written by a process that died before it could make it known.
  const unknown = lastBefore > lastKnown + 1 ? [lastKnown + 1, lastBefore] : []
  const cutOff = lastKnown > lastFound ? [lastFound + 1, lastKnown] : []
  const others = good.filter(({ checkpoint, hash }) => {
    const expected = rows.get(checkpoint)?.hash
    return expected !== undefined && expected !== hash && !inFiles.has(expected)
  })
  const range = ([from, to]: number[], what: string): Finding[] =>
    from === undefined || to === undefined ? [] : [faulty(rangeOf(from, to), what)]
  return [
    ...range(cutOff, 'known to the database, and in no file'),
    ...range(unknown, 'in the files, and not known to the database'),
    ...others.map(one => faulty(placeOf(one), 'the database knows another of this number')),
    ...good.flatMap(one => {
      const row = rows.get(one.checkpoint)
      return row?.hash === one.hash ? rowFaults(row, one) : []
    }),
  ]
}

/** What the database says of a checkpoint beside its hash: by `at` it knows when the next one is wanted. */
const rowFaults = ({ at, root, file }: KnownCheckpoint, one: Indexed): Finding[] =>
  [
    ...(at === one.at
      ? []
      : [`its row in checkpoint says that it was written at ${at}, and was at ${one.at}`]),
    ...(root === one.root ? [] : ['its row in checkpoint has another root']),
    ...(file === one.file ? [] : [`its row in checkpoint says that it is in ${file}`]),
  ].map(what => faulty(placeOf(one), what))
