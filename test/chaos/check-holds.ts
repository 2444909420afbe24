import type { CaseEvent } from '../../src/case/events.ts'
import type { Finding } from './check.ts'
import type { FinalState } from './final-state.ts'

/**
 * The hold, worked out by this checker alone: it must be there from the entry that demands it, and end only by one
 * person's request that another confirms (VR ¶10, ¶11, ¶19; F3).
 */
export const checkHolds = ({ recorded, shown }: FinalState): Finding[] =>
  recorded.cases.flatMap(({ id, ref, status }) => {
    const gap = (what: string): Finding => ({ figure: 'hold gap', what: `${ref}: ${what}` })
    const { findings, open } = followed(recorded.events.get(id) ?? [], gap)
    const rows = recorded.openHolds.filter(({ caseId }) => caseId === id).map(({ openedSeq }) => openedSeq)
    if (sorted(rows) !== sorted(open))
      findings.push(gap(`holds ${sorted(open)} are open in the record, and ${sorted(rows)} in the table`))
    if (open.length === 0) return findings
    if (status === 'decision' || status === 'closed') findings.push(gap(`held and ${status}`))
    const unsaid = recorded.messages.filter(
      row =>
        row.kind === 'headline' &&
        row.caseId === id &&
        row.status === 'sent' &&
        !shown.some(
          ({ channel, ts, words }) =>
            channel === row.channel && ts === row.ts && words.includes('DO NOT SUSPEND OR STOP'),
        ),
    )
    return [...findings, ...unsaid.map(({ destination }) => gap(`${destination} is not told of the hold`))]
  })

const sorted = (list: readonly number[]): string => list.toSorted((a, b) => a - b).join()

const followed = (events: readonly CaseEvent[], gap: (what: string) => Finding) => {
  const findings: Finding[] = []
  const open = new Set<number>()
  let demanded: CaseEvent | undefined
  for (const [index, event] of events.entries()) {
    if (event.kind === 'hold_started') open.add(event.seq)
    if (event.kind === 'release_confirmed') {
      findings.push(...wronglyReleased(event, events, gap))
      for (const seq of event.holds) open.delete(seq)
    }
    if (demandsHold(event, events.slice(0, index))) demanded = event
    // What one form leads to is recorded at one moment.
    const endsCommit = events[index + 1]?.at !== event.at
    if (!endsCommit) continue
    if (demanded !== undefined && open.size === 0)
      findings.push(gap(`entry ${demanded.seq} (${demanded.kind}) demands a hold and there was none`))
    demanded = undefined
  }
  return { findings, open: [...open] }
}

const demandsHold = (event: CaseEvent, before: readonly CaseEvent[]): boolean => {
  if (event.kind === 'hold_requested') return true
  if (event.kind === 'ceast_outcome_recorded') return event.outcome === 'acs_concern'
  if (event.kind !== 'visit_recorded') return false
  if (event.outcome === 'unsafe_area') return true
  const corrected = new Set(before.flatMap(one => (one.kind === 'entry_corrected' ? [one.of] : [])))
  return (
    event.outcome !== 'effective' &&
    before.some(
      one =>
        one.kind === 'visit_recorded' &&
        one.outcome !== 'effective' &&
        one.referral === event.referral &&
        !corrected.has(one.seq),
    )
  )
}

const wronglyReleased = (
  event: CaseEvent & { kind: 'release_confirmed' },
  events: readonly CaseEvent[],
  gap: (what: string) => Finding,
): Finding[] => {
  const asked = events.find(one => one.seq === event.request && one.seq < event.seq)
  if (asked?.kind !== 'release_requested')
    return [gap(`entry ${event.seq} releases what nobody asked to release`)]
  return asked.actor === event.actor ? [gap(`${event.actor} asked for a release and confirmed it`)] : []
}
