import type { ModalView } from '@slack/types'
import { formatDate } from '../../calendar/dates.ts'
import { explainWorkingDays } from '../../calendar/explanation.ts'
import { explanationText } from '../../calendar/explanation-text.ts'
import { formatInstant } from '../../calendar/london.ts'
import type { Calendar } from '../../calendar/working-days.ts'
import type { Case } from '../../case/case.ts'
import { contactByOf, customerCalendarOf, startOfWindow } from '../../case/contact-window.ts'
import { nextDeadlineOf } from '../../case/steps.ts'
import { standards } from '../../rules/standards.ts'
import { guidance } from '../../rules/version.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'

/** "How was this date worked out?": the next step's date and its basis, and the contact window day by day (VR ¶7). */
export const howDateView = (c: Case, staff: Calendar): ModalView => {
  const next = nextDeadlineOf(c, staff)
  return showView({ title: 'How was it worked out?' }, [
    ...(next
      ? [
          { strong: `Next: ${next.step}, by ${formatInstant(next.dueAt)}` },
          { say: `Known since ${formatInstant(next.knownAt)}. It rests on: ${next.basis}` },
        ]
      : [{ say: 'Nothing is due on this case.' }]),
    ...contactWindow(c),
  ])
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
    paragraph: 'VR ¶7',
    rulesOf: guidance.VR.lastModified,
    notes: printed,
  }).split('\n')
  return [{ rule: true }, ...lines.map((say): Passage => ({ say }))]
}
