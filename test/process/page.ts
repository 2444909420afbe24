import { actionFor } from '../../src/case/notices/deadline.ts'
import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import type { Status } from '../../src/case/case.ts'
import { whoMay } from '../../src/case/permissions.ts'
import { rulesOfCommand } from '../../src/rules/basis.ts'
import { rulesVersion } from '../../src/rules/version.ts'
import { labels } from '../../src/slack/labels.ts'
import { basisOf, drawn, holdWords, nameOf } from './lines.ts'
import { stateDiagram } from './state-diagram.ts'
import type { Walk } from './walk.ts'

/** The page of `docs` about the process: the diagram, and tables of all that it leaves out. */
export const pageOf = (walked: Walk): string => `# How a case moves

<!-- Made by \`npm run diagram -- --write\` from the code, by walking cases through it. Do not edit. -->

Every line below was seen to happen: a program filled in each form that a case offers, with every kind of answer, and gave the commands to the real core. \`npm run diagram\` does it again and fails when this page no longer says the same. Rules version ${rulesVersion}.

The diagram shows the steps that a deadline of the status waits for, and from a status without such a step whatever leads on. **HOLD** marks a step that starts a hold, *may hold* one that does with some answers. What else moves a case is in a table below it.

\`\`\`mermaid
${stateDiagram(walked)}
\`\`\`

## Statuses

${table(
  ['Status', 'With', 'What may be due'],
  allFirst(
    [...walked.statuses].map(([status, { owners, deadlines }]) => ({
      status,
      cells: [[...owners].join(', or ')],
      names: [...deadlines].map(nameOf),
    })),
    ['-'],
  ),
)}

## What else moves a case

Facts and corrections that come in whatever the case waits for, and what they lead to.

${table(['Step', 'From', 'To'], besides(walked))}

## Steps that leave the status as it is

${table(
  ['Status', 'Steps'],
  allFirst(
    [...walked.statuses.keys()].map(status => ({ status, cells: [], names: stayingIn(walked, status) })),
    [],
  ),
)}

## Who may do what

The triage team is the SPOC of the benefit, or CEAST where it has none. *Meets* are the deadlines that wait for a step and were seen to end by it.

${table(
  ['Step', 'Who may', 'Paragraphs', 'Rules', 'Meets'],
  kinds.map(kind => [
    `**${labels[kind]}**`,
    whoMay(kind).names,
    basisOf(kind),
    rulesOfCommand(kind)
      .map(rule => rule.id)
      .join(', '),
    metBy(walked, kind).map(nameOf).join(', ') || '-',
  ]),
)}
`

// The keys of labels, whose type Object.keys forgets. What only the clock does is in no table.
const kinds = (Object.keys(labels) as CommandKind[]).filter(kind => whoMay(kind).names !== 'the clock')

const besides = (walked: Walk): string[][] => {
  const shown = new Set(drawn(walked))
  const rest = walked.steps.filter(step => step.from !== step.to && !shown.has(step))
  const rows = new Map<string, { label: string; from: Set<string>; to: string; holds: boolean[] }>()
  for (const { command, from, to, startsHold } of rest) {
    const key = `${command} ${to}`
    const row = rows.get(key) ?? { label: labels[command], from: new Set(), to: nameOf(to), holds: [] }
    if (from !== undefined) row.from.add(nameOf(from))
    row.holds.push(startsHold)
    rows.set(key, row)
  }
  return [...rows.values()]
    .sort((a, b) => (`${a.label} ${a.to}` < `${b.label} ${b.to}` ? -1 : 1))
    .map(({ label, from, to, holds }) => [
      `**${label}**`,
      [...from].sort().join(', '),
      `${to}${holdWords(holds)}`,
    ])
}

const stayingIn = ({ steps }: Walk, status: Status): string[] => {
  const staying = steps.filter(({ from, to }) => from === status && to === status)
  return [...new Set(staying.map(({ command }) => labels[command]))]
}

type Row = { status: Status; cells: readonly string[]; names: readonly string[] }

/** A row for each status, after one for all that is so in each of them but a closed case. */
const allFirst = (rows: readonly Row[], cells: readonly string[]): string[][] => {
  const open = rows.filter(({ status }) => status !== 'closed')
  const everywhere = new Set(open[0]?.names.filter(name => open.every(({ names }) => names.includes(name))))
  const own = ({ status, names }: Row) => names.filter(name => status === 'closed' || !everywhere.has(name))
  return [
    ['every open status', ...cells, listed([...everywhere])],
    ...rows.map(row => [nameOf(row.status), ...row.cells, listed(own(row))]),
  ]
}

const listed = (names: readonly string[]): string => [...names].sort().join(', ') || 'nothing else'

const metBy = ({ steps }: Walk, kind: CommandKind): DeadlineKind[] => {
  const met = new Set(steps.filter(({ command }) => command === kind).flatMap(step => [...step.met]))
  return [...met].filter(deadline => actionFor[deadline].includes(kind)).sort()
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
