import type { Case } from '../case.ts'
import type { TakenBack } from '../ceast-entries.ts'
import type { CommandKind } from '../commands.ts'
import type { CaseEvent } from '../events.ts'
import { isHeld } from '../hold.ts'
import type { Team } from '../people.ts'
import { isNoteWaiting, takenBackWords } from '../taking-back.ts'
import { isOwnAction } from '../left.ts'
import { type Notice, ordinary, urgent } from './notice.ts'

const neverEnds = 'A correction never ends a hold'

const withCeast = new Set<Case['status']>(['ceast_review', 'concern_confirmed', 'returning'])

/** A correction is told to both teams; a step that is open again also to whoever has to do it, or waits for it (F9). */
export const correctionNotices = (
  c: Case,
  { takesBack }: CaseEvent & { kind: 'entry_corrected' },
  teams: readonly Team[],
): Notice[] => {
  if (!takesBack) return teams.map(to => ordinary(to, `An entry on ${c.ref} was corrected. ${neverEnds}`))
  const words = `An entry on ${c.ref} was corrected: ${takenBackWords(takesBack)}. ${neverEnds}`
  return [
    ...teams.map(to => ordinary(to, words, ...stepsAgain(c, takesBack))),
    ...ownerNotices(c, takesBack),
    ...adviserNotices(c),
  ]
}

const stepsAgain = (c: Case, takesBack: TakenBack): CommandKind[] => {
  if ('past' in takesBack) return []
  const isWithCeast = withCeast.has(c.status)
  switch (takesBack.what) {
    case 'note':
      return isNoteWaiting(c, takesBack.id) ? ['confirm_system_note'] : []
    case 'action':
      return ['complete_action']
    case 'attempt':
      return isWithCeast ? ['log_contact_attempt'] : []
    case 'conference':
      return ['record_conference']
    case 'marker':
      return isWithCeast ? ['record_marker_decision'] : []
    default:
      return takesBack satisfies never
  }
}

const ownerNotices = (c: Case, takesBack: TakenBack): Notice[] => {
  const action = takesBack.what === 'action' ? c.actions.find(one => one.n === takesBack.n) : undefined
  return action
    ? [
        ordinary(
          isOwnAction(c, action, action.owner) ? { person: action.owner } : 'ceast',
          `An agreed action on ${c.ref} is open again (VR ¶17)`,
          'complete_action',
        ),
      ]
    : []
}

/** An adviser who may be about to decide is told at once. A hold that starts again tells them itself. */
const adviserNotices = (c: Case): Notice[] =>
  c.adviser !== undefined && withCeast.has(c.status) && !isHeld(c)
    ? [
        urgent(
          { person: c.adviser },
          `${c.ref} is with CEAST again: a step that your decision rests on was not done. Make no decision on the award until it is returned to you`,
        ),
      ]
    : []
