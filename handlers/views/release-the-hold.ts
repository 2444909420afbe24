import { formatDate } from '../../src/calendar/dates.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import { notYet } from '../../src/case/refusal.ts'
import { missingForAdvice } from '../../src/case/release-grounds.ts'
import { withParagraph } from '../../src/rules/citation.ts'
import { listed } from '../../src/slack/case-words.ts'
import { checkboxes, longText, optionsOf, radio } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { holdReasonWords, releaseGroundWords } from '../../src/slack/words.ts'
import { caseForm, type FormCase } from '../form.ts'
import { linkedHoldWords } from '../quotes.ts'

/** CEAST asks to release a hold with written advice; a second person confirms (VR ¶11, ¶19; F3). */
export const releaseTheHold = caseForm({
  command: 'release_the_hold',
  title: 'Release the hold',
  submit: 'Ask for release',
  done: 'Release asked for. The hold stays until a second person confirms',
  notNow: ({ case: c }) =>
    openHoldsOf(c).length === 0 ? notYet('No hold on this case is open', 'VR ¶11') : undefined,
  intro: o => [
    { strong: 'This releases nothing by itself. A second person confirms, and until then the hold stays.' },
    ...missingWords(o),
    ...linkedHoldWords(o),
  ],
  fields: ({ case: c }) => ({
    holds: checkboxes({
      label: 'Which hold reasons does this end?',
      missing: 'Choose the hold reasons that this release ends',
      changing: true,
      options: openHoldsOf(c).map(hold => ({
        value: String(hold.id),
        label: `Since ${formatDate(hold.since)}: ${holdReasonWords[hold.reason]}`,
        ...(c.numbers.length > 1 &&
          hold.number !== c.numbers.find(entry => entry.current)?.n && {
            description: 'under a National Insurance number corrected since',
          }),
      })),
    }),
    ground: radio({
      label: 'On what ground?',
      missing: 'Select the ground for the release',
      // A death that is withdrawn since the form was opened is refused in words of its own.
      changing: true,
      options: optionsOf(releaseGroundWords).filter(
        ({ value }) => value !== 'customer_died' || c.death?.confirmed === true,
      ),
    }),
    advice: longText({
      label: 'Advice, or the evidence',
      hint: 'The adviser reads this before deciding (VR ¶11, ¶23). For an error, a wrong customer or a death: the evidence.',
      missing: 'Enter the advice, or the evidence',
    }),
  }),
  toCommand: ({ holds, ground, advice }, _o, seal) => ({
    kind: 'release_the_hold',
    ground,
    holds: holds.map(Number),
    advice: seal('advice', advice),
  }),
})

/** What each ground still needs, so that nobody writes advice for a release that is refused (F3). */
const missingWords = ({ case: c }: FormCase): Passage[] => {
  const missing = missingForAdvice(c, openHoldsOf(c))
  const death: Passage[] = c.death?.confirmed
    ? [
        {
          say: 'The death of the customer is confirmed: that is a ground of its own, and needs none of this.',
        },
      ]
    : []
  if (missing.length === 0) return [{ say: 'All that a release with advice needs is recorded.' }, ...death]
  return [
    ...listed(
      'Still missing for a release with advice',
      missing.map(({ what, rule }) => withParagraph(what, rule)),
    ),
    ...death,
  ]
}
