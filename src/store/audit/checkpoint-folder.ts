import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A line of a checkpoint file: `end` is how many bytes of the file it and those before it take. */
export type FileLine = { file: string; line: number; text: string; end: number }

const ending = '.checkpoints.jsonl'

/** The files of the folder, each with its size, in the order of their names. None when there is no such folder. */
export const checkpointFiles = async (folder: string): Promise<{ file: string; size: number }[]> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter(name => name.endsWith(ending)).sort()
  return Promise.all(files.map(async file => ({ file, size: (await stat(join(folder, file))).size })))
}

/** Every whole line of a file. A last line that does not end was being written when its writer died: nobody was told of it. */
export async function* linesOf(folder: string, file: string): AsyncGenerator<FileLine> {
  const path = join(folder, file)
  const { size } = await stat(path)
  if (size === 0) return
  const lines = createInterface({ input: createReadStream(path, { end: size - 1 }), crlfDelay: Infinity })
  let end = 0
  let line = 0
  for await (const text of lines) {
    end += Buffer.byteLength(text) + 1
    line += 1
    if (end <= size) yield { file, line, text, end }
  }
}

/** The one file that this process writes. */
export type CheckpointFile = {
  readonly name: string
  /** Puts a line at its end, and resolves when it is on disk. */
  append(line: string): Promise<void>
}

/**
 * A file that no other process writes, made with its first line. Between two lines it is read-only, so that nobody changes
 * it by mistake.
 */
export const newCheckpointFile = (folder: string, now: Date): CheckpointFile => {
  const name = `${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}${ending}`
  const path = join(folder, name)
  let isNew = true
  return {
    name,
    append: async line => {
      if (isNew) await mkdir(folder, { recursive: true, mode: 0o700 })
      else await chmod(path, 0o600)
      const file = await open(path, isNew ? 'ax' : 'a', 0o600)
      try {
        await file.appendFile(`${line}\n`)
        await file.sync()
        await file.chmod(0o400)
      } finally {
        await file.close()
      }
      if (isNew) await syncFolder(folder)
      isNew = false
    },
  }
}

/** Without it the new file's name may be lost with the power. Windows has no such thing. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
