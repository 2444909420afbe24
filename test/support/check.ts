import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const tool = (name: string) => join('node_modules', '.bin', name)

const steps: readonly (readonly [title: string, command: string, ...args: string[]])[] = [
  ['Format', tool('biome'), 'format', '.'],
  ['Lint', tool('oxlint'), '--deny-warnings'],
  ['Types', tool('tsc'), '-p', '.'],
  ['Unused code', tool('knip')],
  ['Rules', process.execPath, 'run.mjs', 'rules'],
  ['Diagram', process.execPath, 'run.mjs', 'diagram'],
  ['Access', process.execPath, 'run.mjs', 'access'],
  ['Explore', process.execPath, 'run.mjs', 'explore'],
  ['Tests', process.execPath, 'run.mjs', 'test'],
  ['Chaos', process.execPath, 'run.mjs', 'chaos', '--fixed'],
]

/** Everything CI checks, one step after the other; stops at the first that fails. */
export async function main(): Promise<0 | 1> {
  for (const [title, command, ...args] of steps) {
    process.stdout.write(`\n== ${title}\n`)
    const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) {
      process.stdout.write(`\n${title}: failed${error === undefined ? '' : ` (${error.message})`}\n`)
      return 1
    }
  }
  return 0
}
