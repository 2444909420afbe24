import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Mutation, mutated } from './mutation.ts'

/** A copy of the project that may be broken. The project itself is never touched. */
export type ProjectCopy = {
  /** Where the copy is. */
  readonly root: string
  /** For the temporary files of whatever runs in it. */
  readonly temporary: string
  /** Breaks one file, and returns what makes it whole again. */
  breakIt(mutation: Mutation): () => void
}

const leftOut = new Set(['node_modules', '.git', '.data', 'dist', 'coverage'])

/** Copies the project in `from` into `folder`; packages are linked. */
export const copyProject = (from: string, folder: string): ProjectCopy => {
  const [root, temporary] = [join(folder, 'project'), join(folder, 'tmp')]
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  for (const name of [folder, temporary]) mkdirSync(name, { recursive: true, mode: 0o711 })
  mkdirSync(root)
  for (const name of readdirSync(from)) {
    if (!leftOut.has(name)) cpSync(join(from, name), join(root, name), { recursive: true })
  }
  symlinkSync(realpathSync(join(from, 'node_modules')), join(root, 'node_modules'))
  return {
    root,
    temporary,
    breakIt: mutation => {
      const path = join(root, mutation.file)
      const whole = readFileSync(path, 'utf8')
      writeFileSync(path, mutated(whole, mutation))
      return () => writeFileSync(path, whole)
    },
  }
}
