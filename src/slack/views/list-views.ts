import type { ModalView } from '@slack/types'
import { formatInstant, type Instant } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import { deadlinesOf } from '../../case/deadlines.ts'
import { headlineOf } from '../../case/headline.ts'
import { openHoldsOf, systemsWithoutNote } from '../../case/hold.ts'
import { holdRestsOn } from '../../case/hold-words.ts'
import { isDeadlineKind } from '../../case/notices/deadline.ts'
import { serviceLine } from '../../case/service-lines.ts'
import { unknownDateWords } from '../../case/unknown-date.ts'
import { holdLine } from '../case-words.ts'
import { caseValue, openButton } from '../headline-message.ts'
import { showView } from '../modal.ts'
import type { Passage, Press } from '../passage.ts'
import { whyDate, whyKind, whyMessage, whyRule } from '../why-button.ts'
import type { StaffDays } from '../../case/staff-days.ts'

/** How many cases a page of a list has: a view has a hundred blocks, and each row two. */
export const listLength = 40

/** The lists that come in pages. */
export type ListName = 'holds' | 'due' | 'mine'

/** Which page it is, from 0, and whether there are more after it. */
export type Turn = { page: number; more: boolean }

const onlyPage: Turn = { page: 0, more: false }

type Row = readonly Passage[]

const row = (c: Case, say: string, why: Press | undefined): Row => [
  { say },
  { buttons: [openButton(caseValue(c), c.ref), ...(why ? [why] : [])] },
]

const list = (
  { title, name, none }: { title: string; name: ListName; none: string },
  rows: readonly Row[],
  turn: Turn,
): ModalView =>
  showView({ title }, [
    { note: 'References and states only. Open a case to see more' },
    ...(rows.length === 0 ? [{ say: none }] : rows.flat()),
    ...turning(name, turn),
  ])

const turning = (name: ListName, { page, more }: Turn): Passage[] => {
  if (page === 0 && !more) return []
  const to = (label: string, way: string, n: number): Press => ({
    label,
    action: `list_page:${way}`,
    value: `${name}.${n}`,
  })
  return [
    { note: `Page ${page + 1}. ${more ? 'There are more on the next page' : 'This is the last page'}` },
    {
      buttons: [
        ...(page > 0 ? [to('Previous page', 'back', page - 1)] : []),
        ...(more ? [to('Next page', 'on', page + 1)] : []),
      ],
    },
  ]
}

/** Every award on hold, longest first. */
export const holdsView = (held: readonly { case: Case }[], turn = onlyPage): ModalView =>
  list(
    {
      title: 'Awards on hold',
      name: 'holds',
      none: 'No open hold is recorded. This is not permission to suspend or stop any award.',
    },
    held.map(({ case: c }) => {
      const missing = systemsWithoutNote(c)
      const say = [
        `DO NOT SUSPEND OR STOP · ${c.ref} · ${serviceLine(c.serviceLine).label}`,
        ...openHoldsOf(c).map(hold => holdLine(c, hold)),
        ...(missing.length > 0 ? [`NOT YET ON ${missing.join(', ')}`] : []),
      ].join('\n')
      return row(c, say, whyRule(holdRestsOn(c)))
    }),
    turn,
  )

type DueRow = { case: Case; linked: readonly Case[]; kind: string; dueAt: Instant }

/** What is due for the person and their teams, soonest first, each with its "Why?". */
export const dueView = (due: readonly DueRow[], now: Instant, staff: StaffDays, turn = onlyPage): ModalView =>
  list(
    { title: 'What is due', name: 'due', none: 'Nothing is due for you or your teams.' },
    due.map(({ case: c, linked, kind, dueAt }) => {
      const live = deadlinesOf(c, staff, linked).find(one => one.kind === kind && one.dueAt === dueAt)
      const step = live?.step ?? kind.replaceAll('_', ' ')
      const when = dueAt < now ? `Overdue since ${formatInstant(dueAt)}` : `By ${formatInstant(dueAt)}`
      const unknown = live && unknownDateWords(live)
      const say = [
        `${when}: ${step}`,
        `${c.ref} · ${live?.basis ?? 'Safehold default'}`,
        ...(unknown ? [unknown] : []),
      ].join('\n')
      // Worked out under an earlier calendar or version, the date itself is gone; what its kind rests on is not.
      const byKind = isDeadlineKind(kind) ? whyKind(kind, step) : undefined
      return row(c, say, live ? whyDate(live) : byKind)
    }),
    turn,
  )

/** The cases that the person raised, advises on or leads. */
export const mineView = (
  cases: readonly { case: Case; linked: readonly Case[] }[],
  now: Instant,
  staff: StaffDays,
  turn = onlyPage,
): ModalView =>
  list(
    {
      title: 'My cases',
      name: 'mine',
      none: 'No open case was raised by you, is assigned to you or is led by you.',
    },
    cases.map(({ case: c, linked }) => {
      // A hold on a linked case holds this award too, and is said first.
      const { first, restsOn } = headlineOf(c, linked, 'ceast', now, staff)
      const why = whyMessage({ ...restsOn, steps: [] }, `Why? ${c.ref}`)
      return row(c, `${first}\n${c.ref} · ${serviceLine(c.serviceLine).label}`, why)
    }),
    turn,
  )

type WithLinked = { case: Case; linked: readonly Case[] }

/** Those on hold before the others, also where the hold is on a linked case. */
export const heldFirst = <One extends WithLinked>(cases: readonly One[]): One[] => {
  const isHeld = (one: One): boolean => [one.case, ...one.linked].some(c => openHoldsOf(c).length > 0)
  return [...cases.filter(isHeld), ...cases.filter(one => !isHeld(one))]
}
