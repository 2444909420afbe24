import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  remove(): void
}

const left = new Set(['node_modules', '.git', '.data', 'dist', 'coverage'])

/** Copies the project in `from`; packages are linked. */
export const copyProject = (from: string): ProjectCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-sabotage-'))
  const [root, temporary] = [join(folder, 'project'), join(folder, 'tmp')]
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  for (const name of [folder, temporary]) mkdirSync(name, { recursive: true, mode: 0o711 })
  mkdirSync(root)
  for (const name of readdirSync(from)) {
    if (!left.has(name)) cpSync(join(from, name), join(root, name), { recursive: true })
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
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
