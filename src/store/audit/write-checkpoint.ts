import type { LocalDate } from '../../calendar/dates.ts'
import type { CheckpointRow, CheckpointTurn, Checkpoints } from '../checkpoints.ts'
import type { ListMessage } from '../claim.ts'
import { type CheckpointFile, newCheckpointFile } from './checkpoint-folder.ts'
import { headsOf, indexCheckpoints } from './checkpoint-index.ts'
import { type FolderSeen, lookAtFolder, setBackSince } from './folder-seen.ts'
import { type Checkpoint, hashOf, type Head, writeLine } from './checkpoint-line.ts'
import { applyTo, type Heads, rootOf } from './root.ts'

type Store = Pick<
  Checkpoints,
  | 'chainHeads'
  | 'headsNotFound'
  | 'adoptCheckpoints'
  | 'recordCheckpoint'
  | 'checkpointKey'
  | 'signCheckpoint'
>

/**
 * What became of it. `lost`: links that an earlier checkpoint saw and that are not in their chains any more. `strange`: how
 * many lines and files of checkpoints are not as they were written.
 */
export type Written = { checkpoint: Checkpoint; bytes: number; lost: Head[]; strange: number }

export type CheckpointWriter = {
  /** Writes one to the folder and records it. `show`: the day and the message, if it is to be shown to the leads. */
  write(turn: CheckpointTurn, show: Show): Promise<Written>
}
type Show = (checkpoint: Checkpoint) => { day: LocalDate; message: ListMessage } | null

/** What the folder's own checkpoints say: what the next one is compared with. */
type Known = { heads: Heads; n: number; hash: string; strange: number }

const nothing = (): Known => ({ heads: new Map(), n: 0, hash: '', strange: 0 })

/** Writes checkpoints to a folder, each with what has changed since the last one there. One at a time. */
export const checkpointWriter = (store: Store, folder: string): CheckpointWriter => {
  let known: Known | undefined
  let file: CheckpointFile | undefined
  let seen: FolderSeen | undefined
  const writeOne = async ({ claim, now, last }: CheckpointTurn, show: Show): Promise<Written> => {
    // Also while we run somebody may set the folder back. What we know ourselves is compared with the record once more.
    const setBack = seen === undefined ? 0 : await setBackSince(folder, seen)
    const alsoLost = setBack > 0 && known ? await store.headsNotFound([...known.heads.values()]) : []
    if (setBack > 0) {
      known = undefined
      file = undefined
    }
    // Another process may have written since.
    if (known === undefined || known.n !== (last?.n ?? 0) || known.hash !== (last?.hash ?? ''))
      known = await fromFolder(store, folder, last)
    const { now: heads, lost, ...changes } = await changesSince(store, known.heads)
    const before = last !== null && last.n > known.n ? last : known
    const line = {
      checkpoint: before.n + 1,
      at: now,
      since: known.n,
      ...countsOf(heads),
      root: await rootOf(heads),
      before: before.hash,
      ...changes,
    }
    const text = writeLine(line, store)
    const checkpoint = { ...line, key: store.checkpointKey }
    file ??= newCheckpointFile(folder, new Date(now))
    // On disk first: what the database knows of is then there to be found.
    await file.append(text)
    const after = await lookAtFolder(folder, file.name)
    // Compared again by the next try, which finds what is gone.
    if (seen && setBack === 0 && (await setBackSince(folder, seen)) > 0)
      throw new Error('The folder of checkpoints was set back while one was written')
    const row: CheckpointRow = {
      n: line.checkpoint,
      at: now,
      root: line.root,
      hash: hashOf(text),
      file: file.name,
    }
    if (!(await store.recordCheckpoint(claim, row, show(checkpoint))))
      throw new Error('Writing a checkpoint took longer than a turn: look whether the folder is slow')
    const strange = known.strange + setBack
    seen = after
    known = { heads, n: row.n, hash: row.hash, strange: 0 }
    return { checkpoint, bytes: Buffer.byteLength(text) + 1, lost: [...lost, ...alsoLost], strange }
  }
  return {
    write: async (turn, show) => {
      try {
        return await writeOne(turn, show)
      } catch (error) {
        // The end of the file may be half a line: the next one goes into another.
        known = undefined
        file = undefined
        throw error
      }
    },
  }
}

/**
 * Reads what is there. Checkpoints that the database does not know of are made known to it: their writer died before it
 * could, or the database was set back, and the numbers go on from there.
 */
const fromFolder = async (store: Store, folder: string, last: CheckpointTurn['last']): Promise<Known> => {
  const { found, strange } = await indexCheckpoints(folder)
  const ours = found.filter(one => one.isSigned && one.key === store.checkpointKey)
  const unknown = ours.filter(one => one.checkpoint > (last?.n ?? 0))
  await store.adoptCheckpoints(
    unknown.map(({ checkpoint: n, at, root, hash, file }) => ({ n, at, root, hash, file })),
  )
  const known = nothing()
  for (const one of ours) {
    applyTo(known.heads, await headsOf(folder, one))
    known.n = one.checkpoint
    known.hash = one.hash
  }
  return { ...known, strange: strange.length + found.length - ours.length }
}

const changesSince = async (
  store: Store,
  before: Heads,
): Promise<{ now: Heads; heads: Head[]; gone: string[]; lost: Head[] }> => {
  const now: Heads = new Map()
  for await (const page of store.chainHeads()) for (const head of page) now.set(head.chain, head)
  const heads = [...now.values()].filter(head => before.get(head.chain)?.mac !== head.mac)
  const gone = [...before.values()].filter(head => !now.has(head.chain))
  const earlier = heads.flatMap(head => before.get(head.chain) ?? [])
  const lost = [...gone, ...(await store.headsNotFound(earlier))]
  return { now, heads, gone: gone.map(head => head.chain), lost }
}

const countsOf = (heads: Heads): Pick<Checkpoint, 'chains' | 'events' | 'views' | 'others'> => {
  const counts = { chains: heads.size, events: 0, views: 0, others: 0 }
  for (const { chain, seq } of heads.values()) counts[kindOf(chain)] += seq
  return counts
}

const kindOf = (chain: string): 'events' | 'views' | 'others' =>
  chain.startsWith('case:') ? 'events' : chain.startsWith('views:') ? 'views' : 'others'
