import type { CaseEvent } from '../../src/case/events.ts'
import { emptyLedger, openHolds } from './ledger.ts'
import type { Step, Theorem } from './theorem.ts'
import { linkedTo, staff } from './world.ts'

type TakenBack = NonNullable<(CaseEvent & { kind: 'entry_corrected' })['takesBack']>

/** The step has a live deadline of its own again, or is what CEAST is offered next. */
const isOpenAgain = ({ to, after, index }: Step, takesBack: TakenBack): string | undefined => {
  const { deadlinesOf, holdOf, stepsOf } = after.core
  const live = deadlinesOf(to, staff, linkedTo(after, index))
  const ended = to.status === 'decision' || to.status === 'closed'
  switch (takesBack.what) {
    case 'conference':
    case 'action': {
      const kind = takesBack.what === 'conference' ? 'conference' : 'agreed_action'
      if (ended) return `${to.status} although it is open again`
      return live.some(one => one.kind === kind) ? undefined : 'nobody is chased for it'
    }
    case 'note': {
      const held = openHolds(after.ledgers[index] ?? emptyLedger).length > 0
      const isWanted = takesBack.note === 'contact' || (takesBack.note === 'hold') === held
      if (!isWanted) return undefined
      const protection = holdOf(to)
      if (takesBack.note === 'hold' && protection.level === 'hold')
        if (!protection.notYetOn.includes(takesBack.system)) return 'the banner says that it is on the system'
      return live.some(one => one.kind === 'system_note') ? undefined : 'nobody is chased for it'
    }
    case 'marker':
      if (to.status === 'decision' && !to.death?.confirmed) return 'decision although it is undecided'
      return to.status !== 'returning' ||
        to.death?.confirmed ||
        stepsOf(to).includes('record_marker_decision')
        ? undefined
        : 'nobody is asked for it'
    case 'attempt':
      return undefined
    default:
      return takesBack satisfies never
  }
}

/** VR ¶11: the advice of a release that rested on it was given before the further action was taken. */
const isHeldAgain = ({ before, after, index, command }: Step, takesBack: TakenBack): string | undefined => {
  const l = before.ledgers[index] ?? emptyLedger
  const of = command.kind === 'correct_entry' ? command.of : 0
  const turns: Partial<Record<TakenBack['what'], number | undefined>> = {
    conference: l.conferenceAt,
    action: takesBack.what === 'action' ? l.doneActions.find(({ n }) => n === takesBack.n)?.turn : undefined,
    attempt: l.attempts.find(({ seq }) => seq === of)?.turn,
  }
  const turn = turns[takesBack.what]
  if (turn === undefined) return undefined
  const later = l.released.filter(one => one.turn > turn)
  const isRestedOn = later.some(
    ({ ground, reason, turn: released }) =>
      ground === 'advice_given' &&
      (takesBack.what !== 'attempt' ||
        (reason === 'acs_concern' &&
          l.attempts.every(one => one.turn === turn || one.turn > released) &&
          later.every(one => one.turn >= released))) &&
      // What became of the same facts afterwards is said by the last release of them.
      later.every(one => one.reason !== reason || one.turn <= released),
  )
  return isRestedOn && openHolds(after.ledgers[index] ?? emptyLedger).length === 0
    ? 'a release rested on it and the award is not held'
    : undefined
}

const takenBack = (step: Step): string | undefined => {
  for (const event of step.events) {
    // What others have taken the place of opens nothing again.
    if (event.kind !== 'entry_corrected' || !event.takesBack || 'past' in event.takesBack) continue
    const finding = isOpenAgain(step, event.takesBack) ?? isHeldAgain(step, event.takesBack)
    if (finding !== undefined) return `${event.takesBack.what}: ${finding}`
  }
  return undefined
}

/** What a correction opens again. */
export const correctionTheorems: readonly Theorem[] = [
  {
    name: 'a step that is taken back is chased again, and holds what was released because of it (F9, R36, R41, R42)',
    step: takenBack,
  },
]
