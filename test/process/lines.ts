import { actionFor } from '../../src/case/notices/deadline.ts'
import type { Status } from '../../src/case/case.ts'
import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { whoMay } from '../../src/case/permissions.ts'
import { rulesOfCommand } from '../../src/rules/basis.ts'
import { paragraphsOf } from '../../src/rules/citation.ts'
import { labels } from '../../src/slack/labels.ts'
import type { Step, Walk } from './walk.ts'

/** A status or a deadline as it is read. */
export const nameOf = (name: Status | DeadlineKind): string =>
  name.replaceAll('_', ' ').replace(/ceast|acssl/, team => team.toUpperCase())

/**
 * The paragraphs behind a step: those that say who may; where anybody may, those of the rules that are about fewest other
 * steps.
 */
export const basisOf = (kind: CommandKind): string => {
  const { rule } = whoMay(kind)
  if (rule !== undefined) return paragraphsOf(rule) ?? 'Safehold default'
  const rules = rulesOfCommand(kind).filter(({ id }) => id.startsWith('R'))
  const fewest = Math.min(...rules.map(({ carriedBy }) => carriedBy.commands?.length ?? 0))
  const closest = rules.filter(({ carriedBy }) => carriedBy.commands?.length === fewest)
  return [...new Set(closest.flatMap(({ paragraphs }) => paragraphs))].join(', ')
}

/** A deadline in more statuses than this says little about any of them. */
const mostStatuses = 4

/** The deadlines that belong to a status, and are not live nearly everywhere. */
export const ownDeadlinesOf = ({ statuses }: Walk, status: Status): DeadlineKind[] =>
  [...(statuses.get(status)?.deadlines ?? [])].filter(
    kind => [...statuses.values()].filter(seen => seen.deadlines.has(kind)).length <= mostStatuses,
  )

/** Whether a deadline of the status waits for this step. */
const isAwaited = (walked: Walk, { command, from }: Pick<Step, 'command' | 'from'>): boolean =>
  from === undefined || ownDeadlinesOf(walked, from).some(kind => actionFor[kind].includes(command))

/** The steps that take a case from one status to another and are drawn: the awaited ones, else whatever leads on. */
export const drawn = (walked: Walk): Step[] => {
  const moves = walked.steps.filter(({ from, to }) => from !== to)
  const leadOn = new Set(moves.filter(step => isAwaited(walked, step)).map(({ from }) => from))
  return moves.filter(step => !leadOn.has(step.from) || isAwaited(walked, step))
}

const notSaid = 'not said'
const mostTold = 3

/** A step as a line: what it is called, the answers that make it this way and no other, its paragraphs, and the hold. */
export const lineOf = (walked: Walk, steps: readonly Step[]): string => {
  const [first] = steps
  if (first === undefined) return ''
  const alike = walked.steps.filter(({ command, from }) => command === first.command && from === first.from)
  const telling = [...new Set(alike.flatMap(({ answers }) => [...answers.keys()]))]
    .map(name => ({ name, here: valuesOf(steps, name), anywhere: valuesOf(alike, name) }))
    .filter(({ here, anywhere }) => here.length < Math.min(anywhere.length, 4))
  const plainest = telling.filter(({ here }) => here.length === 1)
  const asked = telling.filter(({ anywhere }) => !anywhere.includes(notSaid))
  // More than a few only say how little was tried of a long form.
  const told = plainest.length > 0 ? plainest : asked
  const answered = (told.length > mostTold ? [] : told).map(({ name, here }) => {
    const question = labels[first.command].endsWith(name) ? '' : `${wordsOf(name)} `
    return `${question}${here.map(wordsOf).join(' or ')}`
  })
  const what = [labels[first.command], ...answered].join(', ')
  return `${what} (${basisOf(first.command)})${holdWords(steps.map(({ startsHold }) => startsHold))}`
}

const valuesOf = (steps: readonly Step[], name: string): string[] =>
  [...new Set(steps.flatMap(({ answers }) => [...(answers.get(name) ?? [notSaid])]))].sort()

const wordsOf = (name: string): string =>
  name
    .replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    .replaceAll('_', ' ')
    .replace(/\bacs\b/, 'ACS')

/** Whether a step starts a hold each time it was seen, sometimes, or never. */
export const holdWords = (holds: readonly boolean[]): string =>
  holds.every(Boolean) ? ', HOLD' : holds.some(Boolean) ? ', may hold' : ''
