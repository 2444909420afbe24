import type { ModalView } from '@slack/types'
import { formatDate } from '../../calendar/dates.ts'
import { explainWorkingDays } from '../../calendar/explanation.ts'
import { dayByDay, explanationText } from '../../calendar/explanation-text.ts'
import { formatInstant, localDateOf } from '../../calendar/london.ts'
import { type Calendar, workingDaysBetween } from '../../calendar/working-days.ts'
import type { Case } from '../../case/case.ts'
import { contactByOf, customerCalendarOf, startOfWindow } from '../../case/contact-window.ts'
import type { Deadline, DeadlineKind } from '../../case/deadline.ts'
import { serviceLine } from '../../case/service-lines.ts'
import { nextDeadlineOf } from '../../case/steps.ts'
import { standards } from '../../rules/standards.ts'
import { guidance } from '../../rules/version.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'

/** "How was this date worked out?": the next step's date and its basis, and the contact window day by day (VR ¶7). */
export const howDateView = (c: Case, staff: Calendar, linked: readonly Case[] = []): ModalView => {
  const next = nextDeadlineOf(c, staff, linked)
  return showView({ title: 'How was it worked out?' }, [
    ...(next
      ? [
          { strong: `Next: ${next.step}, by ${formatInstant(next.dueAt)}` },
          { say: `Known since ${formatInstant(next.knownAt)}. It rests on: ${next.basis}` },
          ...(countedOtherwise.has(next.kind) ? [] : staffDays(next, staff)),
        ]
      : [{ say: 'Nothing is due on this case.' }]),
    ...contactWindow(c),
  ])
}

/** The contact window has its own count below, by the customer's nation; the conference counts every day (D3). */
const countedOtherwise = new Set<DeadlineKind>(['contact_window', 'conference'])

/** The teams' working days between the day something became known and the day it is due. */
const staffDays = ({ knownAt, dueOn }: Deadline, staff: Calendar): Passage[] => {
  const known = localDateOf(knownAt)
  if (dueOn <= known) return [{ say: 'It is due on the day it became known.' }]
  const n = workingDaysBetween(known, dueOn, staff)
  const days = explainWorkingDays(known, n, staff)
  return [
    { say: `It is due ${n === 1 ? '1 working day' : `${n} working days`} after the day it became known.` },
    { say: dayByDay(days, 'known') },
  ]
}

const contactWindow = (c: Case): Passage[] => {
  const visit = startOfWindow(c)
  if (!visit) return []
  const calendar = customerCalendarOf(c)
  const days = explainWorkingDays(visit.on, standards.contactWindowWorkingDays, calendar)
  const counted = days.at(-1)?.date
  const contactBy = contactByOf(c, visit)
  const printed =
    counted !== undefined && contactBy > counted
      ? [`The letter says ${formatDate(contactBy)}, which is later, so that date counts.`]
      : []
  const lines = explanationText(days, calendar, {
    what: 'Contact',
    after: 'visit',
    // Elsewhere the five days are a default of Safehold's.
    ...(serviceLine(c.serviceLine).holdCitesGuidance && {
      paragraph: 'VR ¶7',
      rulesOf: guidance.VR.lastModified,
    }),
    notes: printed,
  }).split('\n')
  return [{ rule: true }, ...lines.map((say): Passage => ({ say }))]
}
