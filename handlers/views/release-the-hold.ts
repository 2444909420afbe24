import { formatDate } from '../../src/calendar/dates.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import { notYet } from '../../src/case/refusal.ts'
import { checkboxes, longText, optionsOf, radio } from '../../src/slack/form-view.ts'
import { holdReasonWords, releaseGroundWords } from '../../src/slack/words.ts'
import { caseForm } from '../form.ts'
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
      options: optionsOf(releaseGroundWords),
    }),
    advice: longText({
      label: 'Advice, or the evidence of the error',
      hint: 'The adviser reads this before deciding (VR ¶11, ¶23).',
      missing: 'Enter the advice, or the evidence of the error',
    }),
  }),
  toCommand: ({ holds, ground, advice }, _o, seal) => ({
    kind: 'release_the_hold',
    ground,
    holds: holds.map(Number),
    advice: seal('advice', advice),
  }),
})
