import type { ModalView } from '@slack/types'
import { clockTime, formatInstant } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import { datesSeen } from '../../case/dates-seen.ts'
import type { Deadline, DeadlineKind } from '../../case/deadline.ts'
import type { Sight } from '../../case/readable-texts.ts'
import { standards } from '../../rules/standards.ts'
import { ownerWords, remindButton } from '../case-words.ts'
import { contactWindowWords, dateWordsOf, knownWords } from '../date-words.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { whyDate } from '../why-button.ts'
import type { StaffDays } from '../../case/staff-days.ts'

/**
 * "How was this date worked out?": every date of the case, soonest first, and the contact window day by day (VR ¶7).
 * Whoever only raised the case sees the next date, as in the case itself (F15).
 */
export const howDateView = (
  c: Case,
  staff: StaffDays,
  sight: Sight,
  linked: readonly Case[] = [],
): ModalView => {
  const deadlines = datesSeen(c, staff, sight, linked)
  const window = deadlines.some(({ kind }) => kind === 'contact_window') ? [] : contactWindowWords(c)
  return showView({ title: 'How was it worked out?' }, [
    ...(deadlines.length === 0 ? [{ say: 'Nothing is due on this case.' }] : []),
    ...deadlines.map((deadline): Passage => dateOf(deadline, c)),
    ...(deadlines.length === 0 || sight === 'release' ? [] : [{ buttons: [remindButton(c)] }]),
    ...(window.length === 0 ? [] : [{ rule: true } as const]),
    ...window.map((say): Passage => ({ say })),
    ...(deadlines.length === 0 ? [] : [{ note: tellingWords }]),
  ])
}

/** When alerts come, whatever the date. */
const tellingWords = [
  `You are told between ${clockTime(standards.quietUntil)} and ${clockTime(standards.quietFrom)} on working days; what would come up at other times is told before the date or waits until ${clockTime(standards.alertTime)} on the next one.`,
  'Danger, other urgent steps and what somebody has just recorded are told at any time. These times are a Safehold default, not DWP guidance.',
].join(' ')

/** The dates of these kinds, each with how it was worked out, as far as somebody sees them (F15). */
export const datesOf = (
  c: Case,
  staff: StaffDays,
  sight: Sight,
  linked: readonly Case[],
  kinds: readonly DeadlineKind[],
): Passage[] =>
  datesSeen(c, staff, sight, linked)
    .filter(({ kind }) => kinds.includes(kind))
    .map(deadline => dateOf(deadline, c))

const dateOf = (deadline: Deadline, c: Case): Passage => {
  const { step, dueAt, owner } = deadline
  const lines = [
    `*${step.charAt(0).toUpperCase()}${step.slice(1)}*, with ${ownerWords(owner)}, by ${formatInstant(dueAt)}`,
    knownWords(deadline),
    ...dateWordsOf(deadline, c),
  ]
  return { say: lines.join('\n'), button: whyDate(deadline) }
}
