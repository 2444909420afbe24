import { formatDate, type LocalDate } from '../calendar/dates.ts'
import type { Case } from '../case/case.ts'
import type { Authority, Disclosure, LearningItem } from '../case/disclosure-and-learning.ts'
import { listed } from './case-words.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'
import {
  authorityWords,
  consentWords,
  dataItemWords,
  disclosureChannelWords,
  learningSourceWords,
  learningThemeWords,
} from './record-words.ts'
import { whyKind } from './why-button.ts'

/** What was told to which authority, counted and then one by one (ME ¶6). Who there, and why, is sealed. */
export const disclosureWords = (c: Case): Passage[] => {
  if (c.disclosures.length === 0) return []
  return [
    ...listed('Disclosures to authorities', [
      `${c.disclosures.length} logged: ${countsOf(c.disclosures)}`,
      ...c.disclosures.map(disclosureLine),
    ]),
  ]
}

const countsOf = (disclosures: readonly Disclosure[]): string =>
  // The keys of the words, whose type Object.keys forgets.
  (Object.keys(authorityWords) as Authority[])
    .map(authority => ({ authority, count: disclosures.filter(one => one.authority === authority).length }))
    .filter(({ count }) => count > 0)
    .map(({ authority, count }) => `${authorityWords[authority]} ${count}`)
    .join(', ')

const disclosureLine = ({ n, on, authority, channel, items, consent, by }: Disclosure): string =>
  [
    `Disclosure ${n}, ${formatDate(on)}, ${authorityWords[authority].toLowerCase()}, ${disclosureChannelWords[channel].toLowerCase()} (${personWords(by)})`,
    `Told: ${items.map(item => dataItemWords[item]).join('; ')}`,
    consentWords[consent],
  ].join(' · ')

/** What our service can learn from the case, and who sees to it by when (ME ¶14). */
export const learningWords = (c: Case, today: LocalDate): Passage[] =>
  listed(
    'Learning',
    [
      ...(c.learningWanted
        ? ['Our service caused or added to this. NOT YET RECORDED what can be learned']
        : []),
      ...c.learning.map(item => learningLine(item, today)),
    ],
    whyKind('learning_item', 'learning'),
  )

/** A learning item by its theme, owner and date; its root cause and recommendation are sealed. */
export const learningLine = (item: LearningItem, today: LocalDate): string => {
  const { n, theme, source, owner, dueOn, doneSeq } = item
  const state = doneSeq === undefined ? (dueOn < today ? ': OVERDUE' : '') : ': complete'
  return `Item ${n}, ${learningThemeWords[theme].toLowerCase()} · Source: ${learningSourceWords[source]} · ${personWords(owner)}, by ${formatDate(dueOn)}${state}`
}
