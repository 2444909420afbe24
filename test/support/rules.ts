import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { catalogue } from '../../src/rules/catalogue.ts'
import { paragraphs } from '../../src/rules/paragraphs.ts'
import { labels } from '../../src/slack/labels.ts'
import { ladderPage } from '../process/ladder-page.ts'
import { coverageOf, type Sources } from './rule-coverage.ts'
import { pageOf, textOf } from './rule-table.ts'
import { readTitles } from './test-titles.ts'

const page = 'docs/rules.md'
const laddersPage = 'docs/deadlines.md'

/**
 * Joins the rule table with the code and the tests and prints it. Fails for a paragraph or a carried rule that nothing
 * carries or no test checks, and for a page that is out of date, which `--write` makes anew: the table, and who is told of each date. What is carried partly or not
 * yet is said, and is no failure.
 */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run rules" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  const coverage = coverageOf(sources())
  process.stdout.write(`${textOf(coverage)}\n`)
  const pages = { [page]: pageOf(coverage), [laddersPage]: ladderPage() }
  for (const [path, wanted] of Object.entries(pages)) {
    if (args.includes('--write')) writeFileSync(path, wanted)
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== wanted) {
      process.stdout.write(`${path} is out of date. Make it anew: npm run rules -- --write\n`)
      return 1
    }
  }
  return coverage.problems.length === 0 ? 0 : 1
}

/** The table, the code and the tests as they are. */
export const sources = (): Sources => ({
  sections: catalogue,
  paragraphs,
  code: { commands: Object.keys(labels), deadlines: Object.keys(actionFor), hasFile: existsSync },
  titles: readTitles('test'),
})
