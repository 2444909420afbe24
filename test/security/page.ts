import { readFileSync, writeFileSync } from 'node:fs'
import { readTitles } from '../support/test-titles.ts'
import type { Entry } from './asvs/entry.ts'
import { dataAndCode } from './asvs/data-and-code.ts'
import { inputAndLogic } from './asvs/input-and-logic.ts'
import { aimedAt, requirements, thirdLevelIn } from './asvs/list.ts'
import { people } from './asvs/people.ts'
import { secretsAndWires } from './asvs/secrets-and-wires.ts'
import { webAndFiles } from './asvs/web-and-files.ts'

export const asvsPage = 'docs/asvs.md'

/** Every answer, in the order of the standard. */
export const entries: readonly Entry[] = [
  ...inputAndLogic,
  ...webAndFiles,
  ...people,
  ...secretsAndWires,
  ...dataAndCode,
]

/** The requirements of those aimed at that an answer is for: one, or those of a whole section. */
export const coveredBy = ({ id }: Pick<Entry, 'id'>): string[] =>
  aimedAt.filter(one => one === id || one.startsWith(`${id}.`))

/** What is wrong with the table: a requirement without an answer or with two, a test or page that is not there. */
export const problems = (all: readonly Entry[] = entries): string[] => {
  const titles = new Set(readTitles('test').map(({ file, title }) => `${file} :: ${title}`))
  const counts = new Map<string, number>()
  for (const id of all.flatMap(coveredBy)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [
    ...aimedAt.filter(id => !counts.has(id)).map(id => `${id}: no answer`),
    ...[...counts].filter(([, count]) => count > 1).map(([id]) => `${id}: ${'more than one answer'}`),
    ...all.filter(entry => coveredBy(entry).length === 0).map(({ id }) => `${id}: not one of those aimed at`),
    ...all.flatMap(entry => faultsOf(entry, titles)),
  ]
}

const faultsOf = (entry: Entry, titles: ReadonlySet<string>): string[] => {
  if ('doesNotApply' in entry || 'notMet' in entry) {
    const reason = 'doesNotApply' in entry ? entry.doesNotApply : entry.notMet
    return /^[A-Z/].{15,}\.$/.test(reason) ? [] : [`${entry.id}: "${reason}" is no reason`]
  }
  const { tests, page } = entry.met
  return [
    ...tests
      .map(([file, title]) => `${file} :: ${title}`)
      .filter(test => !titles.has(test))
      .map(test => `${entry.id}: there is no test ${test}`),
    ...(tests.length === 0 && page === undefined ? [`${entry.id}: is met by nothing`] : []),
    ...(page !== undefined && !isThere(page) ? [`${entry.id}: there is no page ${page}`] : []),
  ]
}

const isThere = (page: string): boolean => {
  try {
    return readFileSync(page, 'utf8').length > 0
  } catch {
    return false
  }
}

/** `npm run asvs`: fails for what is wrong with the table and for a page that is out of date; `--write` makes it anew. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run asvs" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  const wrong = problems()
  for (const line of wrong) process.stdout.write(`${line}\n`)
  if (args.includes('--write')) writeFileSync(asvsPage, page())
  else if (page() !== readFileSync(asvsPage, 'utf8')) {
    process.stdout.write(`${asvsPage} is out of date. Make it anew: npm run asvs -- --write\n`)
    return 1
  }
  process.stdout.write(`${countLine()}\n`)
  return wrong.length === 0 ? 0 : 1
}

const kindOf = (entry: Entry): 'met' | 'does not apply' | 'NOT MET' =>
  'met' in entry ? 'met' : 'doesNotApply' in entry ? 'does not apply' : 'NOT MET'

/** How many of the requirements aimed at are met, do not apply, and are not met. */
export const countLine = (): string => {
  const count = (kind: ReturnType<typeof kindOf>) =>
    entries.filter(entry => kindOf(entry) === kind).flatMap(coveredBy).length
  return `${aimedAt.length} requirements: ${count('met')} met, ${count('does not apply')} do not apply, ${count('NOT MET')} not met`
}

/** The page, from the table alone. */
export const page = (): string =>
  `# OWASP ASVS 5.0.0, requirement by requirement

Made by \`npm run asvs -- --write\` from [\`test/security\`](../test/security); \`npm test\` fails when a requirement has no answer, when a test that is named here is not there, or when this page is out of date. Safehold holds itself to level 2, and to level 3 in ${[...thirdLevelIn].join(', ')}. What a requirement asks is in our own short words: read it in the standard.

${countLine()}.

| | asks | answer |
|---|---|---|
${entries.map(rowOf).join('\n')}
`

const rowOf = (entry: Entry): string => {
  const level = requirements.get(entry.id)
  const id = level === undefined ? `${entry.id}.*` : `v5.0.0-${entry.id.slice(1)} (L${level})`
  return `| ${id} | ${entry.asks} | ${answerOf(entry).replaceAll('|', '\\|')} |`
}

const answerOf = (entry: Entry): string => {
  if ('doesNotApply' in entry) return `Does not apply. ${entry.doesNotApply}`
  if ('notMet' in entry) return `**Not met.** ${entry.notMet}`
  const { tests, page: written, note } = entry.met
  return [
    ...(written === undefined ? [] : [`[\`${written}\`](${written.replace(/^docs\//, '')})`]),
    ...tests.map(([file, title]) => `\`${file}\`: ${title}`),
    ...(note === undefined ? [] : [note]),
  ].join('<br>')
}
