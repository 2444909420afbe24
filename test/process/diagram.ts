import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { pageOf } from './page.ts'
import { walk } from './walk.ts'

const page = 'docs/process.md'

/**
 * Walks cases through the process by the real core and compares what was seen with the page about it. Fails when the page
 * is out of date; `--write` makes it anew.
 */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run diagram" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  const walked = await walk()
  const wanted = pageOf(walked)
  const moves = walked.steps.filter(({ from, to }) => from !== to).length
  process.stdout.write(
    `${walked.statuses.size} statuses, ${walked.steps.length} steps seen, ${moves} of them moves\n`,
  )
  if (args.includes('--write')) writeFileSync(page, wanted)
  else if (!existsSync(page) || readFileSync(page, 'utf8') !== wanted) {
    process.stdout.write(`${page} is out of date. Make it anew: npm run diagram -- --write\n`)
    return 1
  }
  return 0
}
