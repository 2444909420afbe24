import type { Instant } from '../../calendar/london.ts'
import type { Case, TextId } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import type { PersonId, Team } from '../people.ts'

/** A case with every entry of its record, oldest first. */
export type RecordedCase = { case: Case; events: readonly CaseEvent[] }

/** What Safehold told somebody about a case. The words are our own: nothing that a person typed is in them. */
export type ToldMessage = {
  /** `team:spoc`, `person:U…` and so on. */
  destination: string
  text: string
  writtenAt: Instant
  status: 'waiting' | 'sending' | 'unknown' | 'sent' | 'failed' | 'gathered'
  /** By Slack's own clock; null while it is not posted. */
  postedAt: Instant | null
}

/** Somebody looked at the case: who, at what, and when. */
export type LookedAt = { actor: PersonId; what: string; at: Instant }

/** Since when somebody was in a team; without `since`, from before the first look. */
export type InTeam = { person: PersonId; team: Team; since: Instant | null; until: Instant | null }

/** Everything that the chronology of a case is made of. */
export type PackRecord = RecordedCase & {
  /** The other cases of the same customer (F5). */
  linked: readonly RecordedCase[]
  messages: readonly ToldMessage[]
  views: readonly LookedAt[]
  inTeams: readonly InTeam[]
  /** How long each sealed text is, in bytes. One that is not here is gone. */
  sizes: Readonly<Record<TextId, number>>
  /** Whether the record is as it was written, and the end of its chain in hexadecimal. */
  chain: { ok: true; events: number; head: string } | { ok: false; seq: number; why: string }
}
