import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

type Esbuild = { buildSync(options: object): unknown }

// Below node_modules, from where the packages are found; it is in nobody's way there.
const folder = join('node_modules', '.crash-points')

/**
 * The mortal Safehold in one file of plain JavaScript: hundreds of starts, and most of a start is reading hundreds of files
 * of TypeScript. The packages stay what they are. esbuild comes with tsx.
 */
export const oneFile = (): string => (built ??= build())

let built: string | undefined

const build = (): string => {
  const ofTsx = createRequire(createRequire(import.meta.url).resolve('tsx'))
  // Of all that it can do only this is used.
  const esbuild = ofTsx('esbuild') as Esbuild
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `mortal-${process.pid}.mjs`)
  esbuild.buildSync({
    entryPoints: ['test/crash-points/mortal.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'silent',
  })
  process.once('exit', () => rmSync(outfile, { force: true }))
  return outfile
}
