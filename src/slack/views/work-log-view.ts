import type { ModalView } from '@slack/types'
import { formatDate } from '../../calendar/dates.ts'
import { formatInstant, type Instant, localDateOf } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import type { Deadline } from '../../case/deadline.ts'
import type { CaseEvent } from '../../case/events.ts'
import { holdOf } from '../../case/hold.ts'
import { holdRestsOn, holdRuleOf } from '../../case/hold-words.ts'
import { asIfLeft } from '../../case/left.ts'
import { serviceLine } from '../../case/service-lines.ts'
import { nextDeadlineOf, ownerOf } from '../../case/steps.ts'
import { ownerWords } from '../case-words.ts'
import { caseValue, openButton } from '../headline-message.ts'
import { showView } from '../modal.ts'
import type { Passage, Press } from '../passage.ts'
import { personWords } from '../person-words.ts'
import { timelineLine } from '../timeline-words.ts'
import { whyMessage } from '../why-button.ts'
import type { StaffDays } from '../../case/staff-days.ts'

/** How many cases a page of the work log has. */
export const workLogPage = 20

export type WorkLogLine = { case: Case; linked: readonly Case[]; now: Instant; last: CaseEvent | null }

/** CEAST's work log (VR ¶14): each case with what is decided, what is next and CEAST's last entry. `page` counts from 0. */
export const workLogView = (
  { rows, total }: { rows: readonly WorkLogLine[]; total: number },
  page: number,
  staff: StaffDays,
): ModalView =>
  showView({ title: 'CEAST work log' }, [
    { note: 'OFFICIAL-SENSITIVE' },
    ...(rows.length === 0
      ? [{ say: 'CEAST has no case, and made no entry on any lately.' }]
      : [
          {
            note: `${total === 1 ? '1 case' : `${total} cases`}: with CEAST now, or with an entry by CEAST lately (VR ¶14). Those without an entry first, then the newest entries`,
          },
          ...rows.flatMap(row => [...rowOf(row, staff), { rule: true } as const]),
        ]),
    ...turning(page, Math.ceil(total / workLogPage)),
  ])

const rowOf = (row: WorkLogLine, staff: StaffDays): Passage[] => {
  const { case: c, linked } = row
  const next = nextDeadlineOf(c, staff, linked)
  const restsOn = {
    deadlines: next ? [next.kind] : [],
    rules: holdOf(c, linked).level === 'hold' ? [holdRestsOn(c)] : [],
  }
  const why = whyMessage({ ...restsOn, steps: [] }, `Why? ${c.ref}`)
  const say = [
    holdWords(row),
    whereWords(row),
    decidedWords(c),
    nextWords(next, row.now),
    lastWords(row),
  ].join('\n')
  return [{ say }, { buttons: [openButton(caseValue(c), c.ref), ...(why ? [why] : [])] }]
}

const holdWords = ({ case: c, linked }: WorkLogLine): string => {
  const protection = holdOf(c, linked)
  if (protection.level !== 'hold')
    return protection.level === 'released_not_returned'
      ? 'No hold now. NOT YET RETURNED: do not act'
      : 'No hold is recorded on this case'
  const missing = protection.notYetOn.length > 0 ? ` · NOT YET ON ${protection.notYetOn.join(', ')}` : ''
  return `DO NOT SUSPEND OR STOP: on hold since ${formatDate(protection.since)} (${holdRuleOf(c)})${missing}`
}

const whereWords = ({ case: found, linked, now }: WorkLogLine): string => {
  const c = asIfLeft(found, linked)
  const owner = ownerOf(c, now)
  const isCeasts = owner !== null && 'team' in owner && owner.team === 'ceast'
  const since = formatDate(localDateOf(c.ceastSince !== undefined && isCeasts ? c.ceastSince : c.since))
  const where = owner === null ? `closed since ${since}` : `with ${ownerWords(owner)} since ${since}`
  const lead = c.lead === undefined ? 'NO LEAD' : `lead ${personWords(c.lead)}`
  return [c.ref, serviceLine(c.serviceLine).label, where, ...(isCeasts || c.lead ? [lead] : [])].join(' · ')
}

const decidedWords = (c: Case): string => {
  const { marker, review, conference, outcome } = c
  const conferenceWords =
    conference === undefined
      ? 'none asked for'
      : conference.notHeld
        ? 'ended without being held'
        : conference.heldOn === undefined
          ? 'NOT YET HELD'
          : `held on ${formatDate(conference.heldOn)}`
  const outcomeWords =
    outcome === undefined ? 'not yet' : outcome.outcome === 'acs_concern' ? 'a concern' : 'no concern'
  return [
    `Marker: ${marker === undefined ? 'not yet' : marker.applied ? 'applied' : 'not applied'}`,
    `review: ${review === undefined ? 'not yet' : formatDate(localDateOf(review.at))}`,
    `conference: ${conferenceWords}`,
    `outcome: ${outcomeWords}`,
  ].join(' · ')
}

const nextWords = (next: Deadline | undefined, now: Instant): string => {
  if (!next) return 'Nothing is due'
  const when = next.dueAt < now ? 'OVERDUE since' : 'by'
  return `Next: ${next.step}, ${when} ${formatInstant(next.dueAt)}, with ${ownerWords(next.owner)}`
}

const lastWords = ({ case: c, last }: WorkLogLine): string =>
  last === null ? 'No entry by CEAST so far' : `Last entry: ${timelineLine(last, c)}`

const turning = (page: number, count: number): Passage[] => {
  if (count < 2) return []
  const to = (label: string, way: string, n: number): Press => ({
    label,
    action: `work_log_page:${way}`,
    value: String(n),
  })
  return [
    { note: `Page ${page + 1} of ${count}` },
    {
      buttons: [
        ...(page > 0 ? [to('Previous page', 'back', page - 1)] : []),
        ...(page < count - 1 ? [to('Next page', 'on', page + 1)] : []),
      ],
    },
  ]
}
