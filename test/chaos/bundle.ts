import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const entry = `import { main } from './src/main.ts'
const exitCode = await main(process.argv.slice(2))
if (exitCode !== undefined) process.exitCode = exitCode
`

/**
 * Safehold's own code in one file, inside the project so that its packages are found; returns its path. A process then
 * starts with a third of the work, and a run starts and restarts many.
 */
export const bundleSafehold = (): string => {
  const folder = join('.data', 'chaos')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `safehold-${process.pid}.mjs`)
  // tsx, which `npm start` runs on, brings esbuild along.
  const tsx = createRequire(createRequire(import.meta.url).resolve('tsx'))
  const program = join(dirname(tsx.resolve('esbuild/package.json')), 'bin', 'esbuild')
  const options = ['--bundle', '--platform=node', '--format=esm', '--packages=external', '--log-level=error']
  execFileSync(program, [...options, '--loader=ts', `--outfile=${file}`], {
    input: entry,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  return file
}
