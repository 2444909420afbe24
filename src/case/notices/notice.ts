import type { Instant } from '../../calendar/london.ts'
import type { CommandKind } from '../commands.ts'
import type { DeadlineKind } from '../deadline.ts'
import type { Membership, PersonId } from '../people.ts'

/** A message that somebody must get. It names the case and the step, never the customer or what was said. */
export type Notice = {
  /** A team's channel, those of the other CEAST teams where there are any, a person, the ACSSLs of a district or their deputy, or whoever is on duty for a line manager (F14). */
  to: Membership | { person: PersonId } | { district: string } | { deputyOf: string } | 'duty'
  lane: 'urgent' | 'ordinary'
  text: string
  actions: readonly CommandKind[]
  /** The kinds of the dates that its words show. */
  deadlines?: readonly DeadlineKind[]
  /** The case that its buttons open, where that is not the one that changed. */
  about?: { id: string; ref: string }
  /** It waits until then: nobody is there to read it before. */
  notBefore?: Instant
}

type Write = (to: Notice['to'], text: string, ...actions: CommandKind[]) => Notice

/** Jumps every queue: danger, a hold, an overdue step. */
export const urgent: Write = (to, text, ...actions) => ({ to, lane: 'urgent', text, actions })

/** Takes its turn. */
export const ordinary: Write = (to, text, ...actions) => ({ to, lane: 'ordinary', text, actions })

/** The same with the kinds of the dates in it. */
export const dated = (notice: Notice, ...deadlines: DeadlineKind[]): Notice => ({ ...notice, deadlines })
