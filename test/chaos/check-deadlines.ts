import { calendarFor } from '../../src/calendar/working-days.ts'
import type { Case } from '../../src/case/case.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { evolve } from '../../src/case/evolve.ts'
import { highestRungBy, nextRungOf } from '../../src/case/ladder.ts'
import type { Finding } from './check.ts'
import type { FinalState, Recorded } from './final-state.ts'

const staff = { everybody: calendarFor('england-and-wales') }

/** Every deadline, worked out again from the events alone, against what was told and what still waits. */
export const checkDeadlines = ({ recorded, quietFrom }: FinalState): Finding[] =>
  recorded.cases.flatMap(({ id, ref }) => {
    const events = recorded.events.get(id) ?? []
    const findings: Finding[] = []
    let c: Case | null = null
    for (const event of events) {
      if (event.kind === 'deadline_passed' && c) findings.push(...rightlyPassed(c, event))
      c = evolve(c, event)
    }
    return c
      ? [...findings, ...stillToPass(c, quietFrom), ...rowsAsWorkedOut(c, recorded)]
      : findings.concat({
          figure: 'lost',
          what: `${ref} has no events`,
        })
  })

/** Its rung had been reached by then, and had not been told before. */
const rightlyPassed = (c: Case, event: CaseEvent & { kind: 'deadline_passed' }): Finding[] => {
  const what = `${c.ref}: rung ${event.rung} of ${event.deadline} at ${event.at}`
  const live = deadlinesOf(c, staff).find(
    one => deadlineKey(one) === event.deadline && one.dueAt === event.dueAt,
  )
  if (!live) return [{ figure: 'early', what: `${what} of a deadline that was not open` }]
  const next = nextRungOf(c, live)
  if (next === undefined || event.rung < next.rung)
    return [{ figure: 'doubled', what: `${what} was told before` }]
  const highest = highestRungBy(c, live, event.at)
  if (highest === undefined || event.rung > highest)
    return [{ figure: 'early', what: `${what} comes at ${next.at}` }]
  return event.rung === highest
    ? []
    : [{ figure: 'missed', what: `${what}, when rung ${highest} was reached` }]
}

/** Whatever was due when the run began to wait for rest has been told. */
const stillToPass = (c: Case, quietFrom: string): Finding[] =>
  deadlinesOf(c, staff).flatMap((live): Finding[] => {
    const next = nextRungOf(c, live)
    return next === undefined || next.at > quietFrom
      ? []
      : [{ figure: 'missed', what: `${c.ref}: rung ${next.rung} of ${deadlineKey(live)}, due ${next.at}` }]
  })

/** What the clock waits for is what the events say. */
const rowsAsWorkedOut = (c: Case, { deadlines }: Recorded): Finding[] => {
  const mine = deadlines.filter(({ caseId }) => caseId === c.id)
  const wanted = deadlinesOf(c, staff).map(live => ({
    deadline: deadlineKey(live),
    nextAt: nextRungOf(c, live)?.at ?? null,
  }))
  const named = (one: { deadline: string; nextAt: string | null }): string =>
    `${one.deadline} at ${one.nextAt}`
  const there = mine.map(named)
  return [
    ...wanted
      .filter(one => !there.includes(named(one)))
      .map((one): Finding => ({ figure: 'missed', what: `${c.ref}: nobody waits for ${named(one)}` })),
    ...mine
      .filter(one => one.nextAt !== null && !wanted.some(other => named(other) === named(one)))
      .map((one): Finding => ({ figure: 'unexpected', what: `${c.ref}: the clock waits for ${named(one)}` })),
  ]
}
