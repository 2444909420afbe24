import { formatDate } from '../src/calendar/dates.ts'
import type { Case, TextId } from '../src/case/case.ts'
import type { AcsslReferral } from '../src/case/ceast-entries.ts'
import { linkedHoldersOf, openHoldsOf } from '../src/case/hold.ts'
import { childCouldBeHarmed } from '../src/case/restricted.ts'
import { concernWords, holdLine, holdPassage } from '../src/slack/case-words.ts'
import { childWords } from '../src/slack/child-words.ts'
import type { Option } from '../src/slack/form-view.ts'
import type { Passage } from '../src/slack/passage.ts'
import { personWords } from '../src/slack/person-words.ts'
import type { FormCase } from './form.ts'
import type { Opened } from './opened.ts'
import { unreadableText } from '../src/slack/unreadable-words.ts'

/** The sealed texts of the concerns, for forms that decide on them. */
export const concernIds = (c: Case): TextId[] => [
  ...new Set([...c.concerns.map(concern => concern.text), ...(c.advice ? [c.advice.text] : [])]),
]

/** What people said, on top of a form that decides on it, newest first. */
export const quoteConcerns = ({ case: c, texts }: FormCase): Passage[] => [
  ...(childCouldBeHarmed(c) ? [childWords] : []),
  ...[...c.concerns].reverse().flatMap((concern): Passage[] => {
    const said = texts[concern.text]
    return [
      said === undefined
        ? { strong: `Concern: ${unreadableText}` }
        : { label: `Concern, from ${personWords(concern.by)}`, quote: said },
      { note: concernWords(concern) },
    ]
  }),
  ...(c.advice && c.concerns.every(({ text }) => text !== c.advice?.text)
    ? quoteText(`Question, from ${personWords(c.advice.by)}`, c.advice.text, texts)
    : []),
]

/** A sealed text under its label; one that did not open is not passed over in silence. */
export const quoteText = (label: string, id: TextId, texts: FormCase['texts']): Passage[] => {
  const text = texts[id]
  return text === undefined ? [{ strong: label }, { say: unreadableText }] : [{ label, quote: text }]
}

/** A referral to an ACSSL in a list to choose from: by its number and date, with nothing of what it says. */
export const referralOption = ({ n, reviewOn }: AcsslReferral): Option => ({
  value: String(n),
  label: `Referral ${n}, review on ${formatDate(reviewOn)}`,
})

/** Holds of the same award on linked cases: a release here leaves them (F5). */
export const linkedHoldWords = ({ case: c, linked }: Pick<Opened, 'case' | 'linked'>): Passage[] => {
  const holders = linkedHoldersOf(c, linked)
  if (holders.length === 0) return []
  return [
    { strong: 'Linked cases keep the award on hold, whatever is released here' },
    ...holders.flatMap(other =>
      openHoldsOf(other).map(hold => holdPassage(other, hold, `${other.ref}: ${holdLine(other, hold)}`)),
    ),
  ]
}
