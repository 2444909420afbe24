import type { Case } from '../case/case.ts'
import type { Sight } from '../case/readable-texts.ts'
import { type Standing, standingWords } from './case-words.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'

/** How the case stands, as far as this person may know it (F14, F15). */
export const standingFor = (sight: Sight, standing: Standing): Passage[] =>
  sight === 'reference'
    ? referenceWords(standing.case)
    : sight === 'release'
      ? standingWords(standing).map(withoutReminder)
      : standingWords(standing)

/** Whoever only confirms a release has no dates of the case to be reminded of (F3). */
const withoutReminder = (passage: Passage): Passage =>
  'buttons' in passage
    ? { ...passage, buttons: passage.buttons.filter(({ action }) => action !== 'do:ask_for_reminder') }
    : passage

/** All that a line manager is told: the reference, who raised it, and whether somebody has said that they know (F14). */
export const referenceWords = (c: Case): Passage[] => [
  { strong: `${c.ref}: raised by ${personWords(c.managerNotice?.by ?? c.raiser)}` },
  { say: acknowledgementWords(c) },
]

/** Whether the line manager, or somebody in their place, has said that they know (ME ¶3). */
export const acknowledgementWords = ({ managerNotice, lineManager, doNotTell }: Case): string => {
  const by = managerNotice?.acknowledgedBy
  if (by !== undefined) return `${personWords(by)} has said that they know of this (ME ¶3)`
  if (managerNotice === undefined) return 'No line manager was asked to say that they know of this'
  return lineManager === undefined || doNotTell !== undefined
    ? 'The duty contact has NOT YET said that they know of this (ME ¶3)'
    : 'The line manager has NOT YET said that they know of this (ME ¶3)'
}
