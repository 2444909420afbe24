import { type Case, raisersOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { emailsToSend } from '../left.ts'
import { alreadyDone, notAllowed, notYet } from '../refusal.ts'
import { reopening } from '../reopening.ts'

const withCeast: readonly Case['status'][] = ['ceast_review', 'concern_confirmed', 'returning']

/** "I still have a concern": whoever raised it does not have to accept the triage decision (ME ¶8; F13). */
export const sayStillConcerned = (command: CommandOf<'say_still_concerned'>, c: Case): Decision => {
  if (c.remaining) return alreadyDone('CEAST is already asked to look at this', 'F13', 'Add a concern')
  if (withCeast.includes(c.status))
    return alreadyDone('CEAST has this case', 'F13', 'Choose Add a concern to say more')
  if (!c.triage) return notYet('Triage is not decided yet', 'F13', 'Choose Add a concern to say more')
  return [{ kind: 'still_concerned', text: command.text }]
}

/** CEAST looks at it: not the person whose decision it is about. A concern takes the case to CEAST (F13). */
export const answerRemainingConcern = (
  command: CommandOf<'answer_remaining_concern'>,
  c: Case,
  context: Pick<Context, 'actor'>,
): Decision => {
  if (!c.remaining)
    return notYet('Nobody waits for an answer on this case', 'F13', 'Choose Add a concern to say more')
  if (c.triage?.by === context.actor.id || raisersOf(c).includes(context.actor.id))
    return notAllowed(
      'A different person looks at this: you raised it or made the triage decision',
      'F13, D20',
      'Ask another member of CEAST',
    )
  const { concern, reason } = command
  const answered = { kind: 'remaining_concern_answered' as const, concern, reason }
  if (!concern) return [answered]
  // In the words and under the name of whoever still has it, not of whoever answers.
  const { text, by: from } = c.remaining
  const added = { kind: 'concern_added' as const, text, harmed: [], kinds: [], from }
  // A visit that is decided on or under way goes on: the concern is then an open step beside it (F4).
  const visiting =
    c.status === 'visit_due' ||
    c.status === 'awaiting_contact' ||
    (c.status === 'triage' && c.triage?.visit === true)
  if (visiting) return [answered, added]
  return withCeast.includes(c.status)
    ? [answered, added, ...reopening(c)]
    : [answered, added, { kind: 'case_moved', to: 'ceast_review' }]
}

/** The e-mail of VR ¶4 and ¶5 was sent, by the person who had to, or for one who has left or is kept out (F15, F17). */
export const confirmEmailSent = (c: Case, { actor, linked }: Pick<Context, 'actor' | 'linked'>): Decision => {
  const waiting = emailsToSend(c, actor, linked)
  const own = waiting.filter(({ by }) => by === actor.id)
  if (waiting.length === 0) return alreadyDone('No e-mail from you is waiting on this case', 'F17')
  return own.length === waiting.length
    ? [{ kind: 'email_confirmed' }]
    : [{ kind: 'email_confirmed', for: waiting.map(({ seq }) => seq) }]
}
