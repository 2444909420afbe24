import { formatDate } from '../calendar/dates.ts'
import { type Case, isIneffective, standing, type Visit } from './case.ts'
import { openHoldsOf } from './hold.ts'
import { inOrder } from './in-order.ts'
import { serviceLine } from './service-lines.ts'

/** The words to copy onto DISC or ATWIS, and whether they are the guidance's own (VR ¶13) or Safehold's. */
export type NoteText = { text: string; ourWording: boolean }

const request = 'please do not take any further action whilst the case is with CEAST for consideration.'

/**
 * The note that CEAST asks SPOC to put on (VR ¶13). Its wording needs two visits with their dates; where the hold rests
 * on something else the words are ours and marked so, and a second date is never made up (D5, F17).
 */
export const holdNoteText = (c: Case, linked: readonly Case[] = []): NoteText => {
  const visits = visitsBehindHold(c, linked)
  const unsafe = visits.find(visit => visit.outcome === 'unsafe_area')
  const [first, second] = visits.filter(visit => visit.outcome !== 'unsafe_area')
  if (unsafe && first)
    return ours(
      `Following an ineffective visit on ${formatDate(first.on)} and the area being deemed unsafe on ${formatDate(unsafe.on)}, ${request}`,
    )
  if (unsafe) return ours(`Following the area being deemed unsafe on ${formatDate(unsafe.on)}, ${request}`)
  if (first && second) {
    const text = `Following two ineffective visits on ${formatDate(first.on)} and ${formatDate(second.on)}, ${request}`
    return { text, ourWording: !serviceLine(c.serviceLine).holdCitesGuidance }
  }
  if (first) {
    const which = first.firstMissing ? 'a second ineffective visit' : 'an ineffective visit'
    return ours(`Following ${which} on ${formatDate(first.on)}, ${request}`)
  }
  return ours(`P${request.slice(1)}`)
}

const ours = (text: string): NoteText => ({ text, ourWording: true })

/** The ineffective visits that the open holds rest on, oldest first; one may be recorded on a linked case (F5). */
const visitsBehindHold = (c: Case, linked: readonly Case[]): Visit[] => {
  // A note may still be waiting when the hold is released: its words stay the same.
  const open = openHoldsOf(c)
  const holds = (open.length > 0 ? open : c.holds).filter(
    hold => hold.reason === 'two_ineffective' || hold.reason === 'unsafe_area',
  )
  const because = new Set(holds.flatMap(hold => hold.because))
  const elsewhere = new Set(holds.flatMap(hold => hold.elsewhere ?? []))
  const own = standing(c.visits).filter(visit => because.has(visit.seq))
  const others = inOrder(linked).flatMap(other =>
    standing(other.visits).filter(visit => elsewhere.has(`${other.id}:${visit.seq}`)),
  )
  return [...own, ...others].filter(isIneffective).sort((a, b) => (a.on < b.on ? -1 : 1))
}
