import type { ModalView } from '@slack/types'
import { formatInstant, type Instant } from '../../calendar/london.ts'
import type { Calendar } from '../../calendar/working-days.ts'
import type { Case } from '../../case/case.ts'
import { deadlinesOf } from '../../case/deadlines.ts'
import { headlineOf } from '../../case/headline.ts'
import { openHoldsOf, systemsWithoutNote } from '../../case/hold.ts'
import { serviceLine } from '../../case/service-lines.ts'
import { holdLine } from '../case-words.ts'
import { caseValue, openButton } from '../headline-message.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { whyDate } from '../why-button.ts'

/** How many cases a list shows at most: a view has a hundred blocks. */
export const listLength = 80

/** With more rows than this, each with a line of buttons of its own, a list would not fit into one view. */
const mostWithButtons = 40

type Row = readonly Passage[]

const row = (c: Case, say: string): Row => [{ say, button: openButton(caseValue(c), c.ref) }]

const list = (title: string, rows: readonly Row[], none: string): ModalView =>
  showView({ title }, [
    { note: 'References and states only. Open a case to see more' },
    ...(rows.length === 0 ? [{ say: none }] : rows.slice(0, listLength).flat()),
    ...(rows.length >= listLength
      ? [{ note: `The first ${listLength} are shown. There may be more: these are the most pressing` }]
      : []),
  ])

/** Every award on hold, longest first. */
export const holdsView = (held: readonly { case: Case }[]): ModalView =>
  list(
    'Awards on hold',
    held.map(({ case: c }) => {
      const missing = systemsWithoutNote(c)
      return row(
        c,
        [
          `DO NOT SUSPEND OR STOP · ${c.ref} · ${serviceLine(c.serviceLine).label}`,
          ...openHoldsOf(c).map(hold => holdLine(c, hold)),
          ...(missing.length > 0 ? [`NOT YET ON ${missing.join(', ')}`] : []),
        ].join('\n'),
      )
    }),
    'No open hold is recorded. This is not permission to suspend or stop any award.',
  )

type DueRow = { case: Case; kind: string; dueAt: Instant }

/** What is due for the person and their teams, soonest first. A long list answers "Why?" in the case only. */
export const dueView = (due: readonly DueRow[], now: Instant, staff: Calendar): ModalView =>
  list(
    'What is due',
    due.map(({ case: c, kind, dueAt }) => {
      const live = deadlinesOf(c, staff).find(one => one.kind === kind && one.dueAt === dueAt)
      const step = live?.step ?? kind.replaceAll('_', ' ')
      const when = dueAt < now ? `Overdue since ${formatInstant(dueAt)}` : `By ${formatInstant(dueAt)}`
      const say = `${when}: ${step}\n${c.ref} · ${live?.basis ?? 'Safehold default'}`
      return live === undefined || due.length > mostWithButtons
        ? row(c, say)
        : [{ say }, { buttons: [openButton(caseValue(c), c.ref), whyDate(live)] }]
    }),
    'Nothing is due for you or your teams.',
  )

/** The cases that the person raised, advises on or leads, those on hold first. */
export const mineView = (
  cases: readonly { case: Case; linked: readonly Case[] }[],
  now: Instant,
  staff: Calendar,
): ModalView =>
  list(
    'My cases',
    heldFirst(cases).map(({ case: c, linked }) => {
      // A hold on a linked case holds this award too, and is said first.
      const { first } = headlineOf(c, linked, 'ceast', now, staff)
      return row(c, `${first}\n${c.ref} · ${serviceLine(c.serviceLine).label}`)
    }),
    'No open case was raised by you, is assigned to you or is led by you.',
  )

type WithLinked = { case: Case; linked: readonly Case[] }

const heldFirst = <One extends WithLinked>(cases: readonly One[]): One[] => {
  const isHeld = (one: One): boolean => [one.case, ...one.linked].some(c => openHoldsOf(c).length > 0)
  return [...cases.filter(isHeld), ...cases.filter(one => !isHeld(one))]
}
