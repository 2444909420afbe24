import type { Authority, LearningItem } from '../disclosure-and-learning.ts'
import { countBy, type Measure } from './figure.ts'
import { entriesOf } from './record.ts'

const authorities = [
  'police',
  'ambulance',
  'crisis_team',
  'social_services',
  'health_professional',
  'other',
] as const satisfies readonly Authority[]

const themes = [
  'contact',
  'visits',
  'decision',
  'records',
  'waiting',
  'guidance',
  'system',
  'other',
] as const satisfies readonly LearningItem['theme'][]

/** What was told to authorities, by their kind (ME ¶3, ¶6; R11). */
export const disclosuresByAuthority: Measure = record => {
  const told = entriesOf(record, 'disclosure_logged')
  return {
    of: told.length,
    figures: authorities.map(authority =>
      countBy(
        authority,
        told.filter(entry => entry.authority === authority),
      ),
    ),
  }
}

/** Learning items by theme, how many were completed, and how many came to their date and are open (ME ¶14; R20). */
export const learningByTheme: Measure = record => {
  const recorded = entriesOf(record, 'learning_recorded')
  const completed = entriesOf(record, 'learning_completed')
  const due = record.deadlines.filter(({ kind }) => kind === 'learning_item')
  return {
    of: recorded.length + completed.length + due.length,
    figures: [
      ...themes.map(theme =>
        countBy(
          theme,
          recorded.filter(item => item.theme === theme),
        ),
      ),
      countBy('completed', completed),
      { what: 'open', count: due.filter(({ doneAt }) => doneAt === null).length, of: due.length },
    ],
  }
}
