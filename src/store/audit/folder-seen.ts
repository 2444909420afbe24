import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { checkpointFiles } from './checkpoint-folder.ts'

/** How a folder of checkpoints stood: how long each file was, and what was in the last one that was written. */
export type FolderSeen = { sizes: ReadonlyMap<string, number>; last: { file: string; digest: string } }

/** Looks at a folder, and reads the file that was written last. Throws when that is not there. */
export const lookAtFolder = async (folder: string, file: string): Promise<FolderSeen> => {
  const sizes = new Map((await checkpointFiles(folder)).map(one => [one.file, one.size]))
  const size = sizes.get(file)
  if (size === undefined) throw new Error(`The file ${file} was written and is not there`)
  return { sizes, last: { file, digest: await digestOf(folder, file, size) } }
}

/** How many files are gone, shorter than they were, or, for the last one, not what they were. Whoever adds changes nothing. */
export const setBackSince = async (folder: string, { sizes, last }: FolderSeen): Promise<number> => {
  const now = new Map((await checkpointFiles(folder)).map(one => [one.file, one.size]))
  const changed: string[] = []
  for (const [file, size] of sizes) {
    const isShorter = (now.get(file) ?? -1) < size
    if (isShorter || (file === last.file && (await digestOf(folder, file, size)) !== last.digest))
      changed.push(file)
  }
  return changed.length
}

const digestOf = async (folder: string, file: string, size: number): Promise<string> => {
  const hash = createHash('sha256')
  if (size > 0)
    for await (const chunk of createReadStream(join(folder, file), { end: size - 1 })) hash.update(chunk)
  return hash.digest('hex')
}
