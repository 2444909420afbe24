import { readersOf } from '../../src/slack/beside-words.ts'
import { dangerQuestion } from '../../src/slack/danger-question.ts'
import { ring999 } from '../../src/slack/danger-words.ts'
import { longText, optionsOf, radio, select } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { concernSourceWords } from '../../src/slack/record-words.ts'
import { emailOf, emailPassages } from '../../src/slack/spoc-email.ts'
import { whyKind } from '../../src/slack/why-button.ts'
import { benefitOptions } from '../../src/slack/words.ts'
import { areaField, areaLeftOut, authoritiesFor, keptArea } from '../customer-area.ts'
import { freeForm, present } from '../form.ts'

/** "Get advice": for whoever only wants to understand the next step (ME ¶7, ¶8). Danger is asked first, here too (ME ¶3). */
export const askForAdvice = freeForm({
  command: 'ask_for_advice',
  title: 'Get advice',
  submit: 'Send',
  done: 'Sent',
  intro: () => [
    {
      say: 'Trust your instincts: it does not have to be clear what is wrong (ME ¶8). You can also talk to a colleague, your line manager or your Vulnerable Customer Champion.',
    },
    { say: 'If you have a concern, type `/concern` to raise it. You do not need proof.' },
  ],
  fields: () => ({
    danger: dangerQuestion(),
    text: longText({
      label: 'What do you need advice on?',
      hint: 'What you saw, heard or read, and what you are unsure of.',
      missing: 'Enter what you need advice on',
    }),
    serviceLine: select({
      label: 'Which benefit?',
      optional: true,
      options: benefitOptions,
      initial: 'access_to_work',
    }),
    area: areaField(),
    source: radio({
      label: 'How did it come up?',
      optional: true,
      options: optionsOf(concernSourceWords),
    }),
  }),
  toCommand: ({ danger, text, serviceLine = 'not_sure', area, source }, seal) => ({
    kind: 'ask_for_advice',
    serviceLine,
    danger,
    text: seal('question', text),
    ...present({ source, area: seal('area', keptArea(area)) }),
  }),
  result: ({ danger, text, area }, saved) => {
    const { case: c, ref, settings } = saved
    const readers = readersOf(c)
    return {
      done: `Sent to ${readers}`,
      passages: [
        ...(danger === 'yes'
          ? [...ring999(settings.sites), ...authoritiesFor(keptArea(area), settings, c)]
          : []),
        ...areaLeftOut(area),
        { strong: 'What happens next' },
        c.concerns.length > 0
          ? { say: asConcern(danger), button: whyKind('triage', 'triage decision') }
          : { say: asQuestion, button: whyKind('advice', 'answer') },
        { strong: 'If something changes' },
        { say: `Type \`/concern case ${ref}\` to read the answer, or to add a concern.` },
        ...emailPassages(saved, c.raiser, emailOf(c, { text, harmed: [], kinds: [] })),
      ] satisfies Passage[],
    }
  },
})

const asQuestion =
  'You get an answer by the end of the next working day, and a message when it is there. If nobody answers by then, it is looked at as a concern (Safehold default).'

const asConcern = (danger: 'yes' | 'no' | 'not_sure'): string =>
  danger === 'yes'
    ? 'Because somebody is in danger, this is looked at as a concern at once, and answered as well.'
    : 'Because somebody may be in danger, this is looked at as a concern, and answered as well.'
