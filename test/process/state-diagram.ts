import type { Status } from '../../src/case/case.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { drawn, lineOf, nameOf } from './lines.ts'
import type { Step, Walk } from './walk.ts'

/** A deadline in more statuses than this says little about any of them, and is in the table only. */
const mostStatuses = 3

/** The diagram in Mermaid's language, which GitHub draws: one arrow between two statuses, with a line for each step. */
export const stateDiagram = (walked: Walk): string => {
  const arrows = new Map<string, Step[]>()
  for (const step of drawn(walked)) {
    const arrow = `${step.from ?? '[*]'} --> ${step.to}`
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), step])
  }
  return [
    'stateDiagram-v2',
    ...[...walked.statuses.keys()].flatMap(status => boxOf(walked, status)),
    ...[...arrows].map(([arrow, steps]) => `    ${arrow}: ${linesOf(walked, steps).join('<br/>')}`),
  ].join('\n')
}

const boxOf = ({ statuses }: Walk, status: Status): string[] => {
  const { owners, deadlines } = statuses.get(status) ?? { owners: [], deadlines: new Set<DeadlineKind>() }
  const isOwn = (kind: DeadlineKind) =>
    [...statuses.values()].filter(seen => seen.deadlines.has(kind)).length <= mostStatuses
  const own = [...deadlines].filter(isOwn).map(nameOf).sort()
  const lines = [
    `with ${[...owners].join(' or ')}`,
    ...(own.length > 0 ? ['dates for', ...threeToALine(own)] : []),
  ]
  return [`    state "${nameOf(status)}" as ${status}`, ...lines.map(line => `    ${status}: ${line}`)]
}

const threeToALine = (names: readonly string[]): string[] =>
  names.flatMap((_name, i) => (i % 3 === 0 ? [names.slice(i, i + 3).join(', ')] : []))

const linesOf = (walked: Walk, steps: readonly Step[]): string[] =>
  [...new Set(steps.map(({ command }) => command))].map(kind =>
    lineOf(
      walked,
      steps.filter(({ command }) => command === kind),
    ),
  )
