import type { LeftFrom, ReturnedStep } from '../case/left.ts'
import { type PersonId, teamNames } from '../case/people.ts'
import type { RestsOn } from '../case/rests-on.ts'

const restsOn: RestsOn = { deadlines: [], rules: [{ rule: 'F16', what: 'Nothing is left with nobody' }] }
const mostLines = 20

type Returned = { ref: string; steps: readonly ReturnedStep[] }

/** What the leads are told of one person: once, with every case on which something went back. */
export const leaverMessage = (person: PersonId, from: readonly LeftFrom[], returned: readonly Returned[]) => {
  const steps = returned.reduce((sum, one) => sum + one.steps.length, 0)
  const cases = new Set(returned.map(({ ref }) => ref)).size
  const lines = returned.map(({ ref, steps: theirs }) => `${ref}: ${theirs.map(stepWords).join('; ')}`)
  const more = lines.length - mostLines
  return {
    text: `<@${person}> ${whyWords(from)}. ${counted(steps, 'open step')} on ${counted(cases, 'case')} went back to ${steps === 1 ? 'its team' : 'their teams'}. Nothing comes back to them by itself`,
    lines:
      more > 0
        ? [...lines.slice(0, mostLines), `and ${counted(more, 'more entry', 'more entries')} in the record`]
        : lines,
    restsOn,
  }
}

const stepWords = ({ step, to }: ReturnedStep): string => `${step} (${teamNames[to]})`

const whyWords = (from: readonly LeftFrom[]): string => {
  const teams = from.flatMap(one => (one === 'everywhere' ? [] : [teamNames[one]]))
  return teams.length < from.length
    ? "has an account that is switched off or a guest's"
    : `is not in ${teams.join(' and ')} any more`
}

const counted = (n: number, what: string, whats = `${what}s`): string => `${n} ${n === 1 ? what : whats}`
