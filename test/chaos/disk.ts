import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A small disk in memory that can be filled to the last byte. */
export type Disk = {
  path: string
  fill(): void
  /** Makes room again; may be called more than once. */
  empty(): void
  unmount(): void
}

const sizeMb = 160
const blockOf = (bytes: number): Buffer => Buffer.alloc(bytes)

/** Mounting needs root, on Linux. */
export const canMount = (): boolean => process.platform === 'linux' && process.getuid?.() === 0

/** Mounts an empty disk at `path`. */
export const mountDisk = (path: string): Disk => {
  mkdirSync(path, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0711`, 'safehold-chaos', path])
  const filler = join(path, 'filler')
  return {
    path,
    fill: () => {
      const file = openSync(filler, 'a')
      try {
        for (const bytes of [1_000_000, 4096]) writeUntilFull(file, blockOf(bytes))
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(filler, { force: true }),
    unmount: () => void execFileSync('umount', ['--lazy', path]),
  }
}

const writeUntilFull = (file: number, block: Buffer): void => {
  try {
    for (;;) if (writeSync(file, block) < block.length) return
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
