import { readFileSync } from 'node:fs'
import { z } from 'zod'

const lockedShape = z.object({
  version: z.string(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  license: z.string().optional(),
})

/** One package as package-lock.json has it. */
export type Locked = z.infer<typeof lockedShape>

/** Every package of package-lock.json by its path, without our own. Throws for a lockfile of another form. */
export const readLock = (): [path: string, entry: Locked][] => {
  const lock = z
    .object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => [path, lockedShape.parse(entry)])
}

/** The name of the package at a path: packages lie inside each other. */
export const nameAt = (path: string): string => path.replace(/^.*node_modules\//, '')

/** A program for one platform: another platform's is never installed here, and npm locks no hash of it before it is. */
export const isOfOnePlatform = (path: string, { optional }: Locked): boolean =>
  optional === true &&
  /(android|darwin|linux|freebsd|netbsd|openbsd|openharmony|sunos|win32|wasm32|wasi|aix)/.test(path)
