import type { Status } from '../../src/case/case.ts'
import { drawn, lineOf, nameOf, ownDeadlinesOf } from './lines.ts'
import type { Step, Walk } from './walk.ts'

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
    // The other way round they would lie on top of each other when drawn.
    ...[...arrows].reverse().map(([arrow, steps]) => `    ${arrow}: ${linesOf(walked, steps).join('<br/>')}`),
  ].join('\n')
}

const boxOf = (walked: Walk, status: Status): string[] => {
  const owners = [...(walked.statuses.get(status)?.owners ?? [])]
  const own = ownDeadlinesOf(walked, status).map(nameOf).sort()
  const lines = [
    `with ${owners.join(' or ')}`,
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
