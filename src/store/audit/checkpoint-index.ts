import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointFiles, linesOf } from './checkpoint-folder.ts'
import { type Checkpoint, type ReadLine, readLine } from './checkpoint-line.ts'

/** A checkpoint in a file, without its heads: they may be many, and are read again when it is its turn. */
export type Indexed = Omit<ReadLine, 'checkpoint'> &
  Omit<Checkpoint, 'heads' | 'gone'> & { file: string; line: number; start: number; end: number }

export type CheckpointIndex = {
  /** By number; of one number, by file. */
  found: Indexed[]
  /** Lines that are no checkpoints. */
  strange: { file: string; line: number }[]
}

/** What there is in the folder. */
export const indexCheckpoints = async (folder: string): Promise<CheckpointIndex> => {
  const found: Indexed[] = []
  const strange: CheckpointIndex['strange'] = []
  for (const { file } of await checkpointFiles(folder)) {
    let start = 0
    for await (const { line, text, end } of linesOf(folder, file)) {
      const read = readLine(text)
      if (read === undefined) strange.push({ file, line })
      else {
        const { heads: _heads, gone: _gone, ...rest } = read.checkpoint
        found.push({ ...rest, hash: read.hash, isSigned: read.isSigned, file, line, start, end })
      }
      start = end
    }
  }
  found.sort((a, b) => a.checkpoint - b.checkpoint)
  return { found, strange }
}

/** The heads of one of them. Throws when the file has changed since it was indexed. */
export const headsOf = async (
  folder: string,
  { file, line, start, end, hash }: Indexed,
): Promise<Pick<Checkpoint, 'heads' | 'gone'>> => {
  const handle = await open(join(folder, file), 'r')
  try {
    const bytes = Buffer.alloc(end - start - 1)
    await handle.read(bytes, 0, bytes.length, start)
    const read = readLine(bytes.toString('utf8'))
    if (read?.hash !== hash)
      throw new Error(`Line ${line} of ${join(folder, file)} changed while it was read: run this again`)
    return read.checkpoint
  } finally {
    await handle.close()
  }
}
