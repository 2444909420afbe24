import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'

type Esbuild = { buildSync(options: object): unknown }

// Below node_modules, from where the packages are found; it is in nobody's way there.
const folder = join('node_modules', '.one-file')
const built = new Map<string, string>()

/**
 * A program of ours in one file of plain JavaScript, made once for this process: where it is started hundreds of times, most
 * of a start is reading hundreds of files of TypeScript. The packages stay what they are. esbuild comes with tsx.
 */
export const oneFile = (entry: string): string => {
  const known = built.get(entry)
  if (known !== undefined) return known
  const ofTsx = createRequire(createRequire(import.meta.url).resolve('tsx'))
  // Of all that it can do only this is used.
  const esbuild = ofTsx('esbuild') as Esbuild
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${basename(entry, '.ts')}-${process.pid}.mjs`)
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'silent' }
  esbuild.buildSync({ ...options, entryPoints: [entry], outfile })
  process.once('exit', () => rmSync(outfile, { force: true }))
  built.set(entry, outfile)
  return outfile
}
