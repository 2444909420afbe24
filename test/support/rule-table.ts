import { rulesVersion } from '../../src/rules/version.ts'
import { labels } from '../../src/slack/labels.ts'
import { type AnyRule, type Coverage, namesOf, type Row } from './rule-coverage.ts'

const statusWords = { carried: 'carried', partly: 'PARTLY', 'not yet': 'NOT YET' } as const

/** The table for the terminal, what is missing, and the count last. */
export const textOf = (coverage: Coverage): string =>
  [
    ...coverage.sections.flatMap(({ title, rows }) => ['', title, ...rows.map(rowLine)]),
    ...block('Carried partly', missing(coverage, 'partly')),
    ...block('Not yet carried', missing(coverage, 'not yet')),
    ...block('Paragraphs that no rule carries so far', waiting(coverage)),
    ...block(
      'Paragraphs that need nothing',
      coverage.paragraphs.flatMap(({ id, needsNothing }) => (needsNothing ? [`${id}  ${needsNothing}`] : [])),
    ),
    ...block('In the code, and named by no rule', coverage.unnamed),
    ...block('WRONG', coverage.problems),
    '',
    `${countLine(coverage)} · ${coverage.problems.length} wrong`,
  ].join('\n')

const block = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${heading}: ${lines.length}`, ...lines.map(line => `  ${line}`)]

const rowLine = ({ rule, tests }: Row): string =>
  [
    `  ${rule.id.padEnd(5)}`,
    statusWords[rule.status].padEnd(8),
    rule.paragraphs.join(', ').padEnd(24),
    namesOf(rule.carriedBy).map(shortName).join(', ') || '-',
    `| ${testWords(tests) || 'no test'}`,
  ].join(' ')

const shortName = (name: string): string => name.split('/').at(-1) ?? name

const filesOf = (tests: Row['tests']): string[] => [...new Set(tests.map(test => test.file))]

const testWords = (tests: Row['tests']): string =>
  tests.length === 0 ? '' : `${tests.length} in ${filesOf(tests).map(shortName).join(', ')}`

const missing = (coverage: Coverage, status: AnyRule['status']): string[] =>
  rulesOf(coverage)
    .filter(rule => rule.status === status)
    .map(({ id, because }) => `${id.padEnd(5)} ${because}`)

const rulesOf = ({ sections }: Coverage): AnyRule[] =>
  sections.flatMap(section => section.rows.map(row => row.rule))

/** Named by rules of which none is built: loud, and no failure. */
const waiting = ({ paragraphs }: Coverage): string[] =>
  paragraphs
    .filter(({ rules }) => rules.length > 0 && rules.every(rule => rule.status === 'not yet'))
    .map(({ id, about, rules }) => `${id.padEnd(6)} ${about} (${rules.map(rule => rule.id).join(', ')})`)

const countLine = (coverage: Coverage): string => {
  const rules = rulesOf(coverage)
  const count = (status: AnyRule['status']) => rules.filter(rule => rule.status === status).length
  const carried = coverage.paragraphs.filter(({ rules: named }) =>
    named.some(rule => rule.status !== 'not yet'),
  )
  const nothing = coverage.paragraphs.filter(paragraph => paragraph.needsNothing)
  return [
    `${rules.length} rules: ${count('carried')} carried, ${count('partly')} partly, ${count('not yet')} not yet`,
    `${coverage.paragraphs.length} paragraphs: ${carried.length} carried at least partly, ${waiting(coverage).length} not yet, ${nothing.length} needing nothing`,
  ].join(' · ')
}

/** The same as a page of `docs`. Tests are named by file, so that the page changes only when they move. */
export const pageOf = (coverage: Coverage): string => `# Rule by rule

<!-- Made by \`npm run rules -- --write\` from src/rules, the code and the titles of the tests. Do not edit. -->

What the two documents ask for, what Safehold does about it, and what carries and checks it. R are rules of the guidance, D are readings where it leaves something open, F are decisions of Safehold's own. *Default* marks what goes beyond the guidance. Each case records the version it was opened under; this is ${rulesVersion}.

A rule is **carried** when all that it asks for is there and tested, **partly** when a part is missing, and **not yet** otherwise. \`npm run rules\` fails when a paragraph is without a rule, a carried rule without a test, or a name without code.

${countLine(coverage)}

${coverage.sections.map(({ title, rows }) => `## ${title}\n\n${tableOf(rows)}`).join('\n\n')}

## Paragraphs

${table(
  ['Paragraph', 'About', 'Rules'],
  coverage.paragraphs.map(({ id, about, rules, needsNothing }) => [
    id,
    about,
    needsNothing ??
      rules.map(rule => `${rule.id}${rule.status === 'carried' ? '' : ` (${rule.status})`}`).join(', '),
  ]),
)}
`

const tableOf = (rows: readonly Row[]): string =>
  table(
    ['Rule', 'Paragraphs', 'What it says', 'What Safehold does', 'Carried by', 'Tests'],
    rows.map(({ rule, tests }) => [
      `**${rule.id}**${rule.productDefault ? ' *default*' : ''}`,
      rule.paragraphs.join(', '),
      rule.says,
      rule.because === undefined
        ? rule.bot
        : `${rule.bot} **${rule.status === 'partly' ? 'Partly' : 'Not yet'}:** ${rule.because}`,
      carriers(rule),
      filesOf(tests).map(code).join(' '),
    ]),
  )

const carriers = ({
  carriedBy: { commands = [], deadlines = [], guards = [], views = [] },
}: AnyRule): string =>
  [
    ...commands.map(labelOf).map(label => `*${label}*`),
    ...deadlines.map(kind => `${kind.replaceAll('_', ' ')} deadline`),
    ...[...guards, ...views].map(code),
  ].join(', ')

/** A name that is no command stands as it is: that it does not exist is said among the problems. */
const labelOf = (command: string): string =>
  Object.entries(labels).find(([kind]) => kind === command)?.[1] ?? command

const code = (path: string): string => `\`${path}\``

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
