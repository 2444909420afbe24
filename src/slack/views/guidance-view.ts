import type { ModalView } from '@slack/types'
import { daysBetween, formatDate, type LocalDate } from '../../calendar/dates.ts'
import { standards } from '../../rules/standards.ts'
import { guidance } from '../../rules/version.ts'
import type { Settings } from '../../settings/settings.ts'
import { linkOrNotSet, linkPassages, notSet } from '../link-words.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'

/** The two documents that Safehold follows, the pages they lead on to, and the four steps (ME head, VR head, ME ¶10). */
export const guidanceView = (settings: Settings, today: LocalDate): ModalView =>
  showView({ title: 'Guidance', close: 'Close' }, [
    { strong: 'These are not current law or policy' },
    {
      say: 'Safehold follows two documents as they were on the dates below. They change: make sure that you use the latest version.',
    },
    ...documentPassages('ME', settings, today),
    ...documentPassages('VR', settings, today),
    { rule: true },
    { strong: 'Pages they lead on to' },
    ...linkPassages(settings.links),
    { rule: true },
    { strong: 'The four steps of a response (ME ¶10)' },
    ...stepPassages(settings.fourSteps),
  ])

const documentPassages = (id: 'ME' | 'VR', settings: Settings, today: LocalDate): Passage[] => {
  const { title, lastModified } = guidance[id]
  const { link, reviewBy } = settings.guidance[id] ?? {}
  const dates = [`Last modified ${formatDate(lastModified)}.`, reviewWords(reviewBy, today)]
  const isOld = daysBetween(lastModified, today) > standards.guidanceOldAfterDays
  return [
    { rule: true },
    { strong: `${id}: ${title}` },
    { say: dates.join('\n') },
    ...(isOld
      ? [{ say: 'OLDER THAN 12 MONTHS (Safehold default, not DWP guidance): look for a newer version.' }]
      : []),
    linkOrNotSet(`Open ${id}`, link),
  ]
}

const reviewWords = (reviewBy: LocalDate | undefined, today: LocalDate): string => {
  if (reviewBy === undefined) return `Review date: ${notSet}`
  return reviewBy < today
    ? `To be reviewed by ${formatDate(reviewBy)}: THAT DAY HAS PASSED`
    : `To be reviewed by ${formatDate(reviewBy)}`
}

const stepPassages = (steps: Settings['fourSteps']): Passage[] =>
  steps === undefined
    ? [
        {
          say: `Not supplied. They are on the ACS Escalation Routes page, not in the documents that Safehold follows. ${notSet}`,
        },
      ]
    : steps.map(({ title, text, who }, i): Passage => ({ say: `${i + 1}. ${title}\n${text}\nWho: ${who}` }))
