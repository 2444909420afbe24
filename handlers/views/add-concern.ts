import { childWords } from '../../src/slack/child-words.ts'
import { checkboxes, longText, optionsOf } from '../../src/slack/form-view.ts'
import { sixPointPlan } from '../../src/slack/six-point-plan.ts'
import { whyStep } from '../../src/slack/why-button.ts'
import { concernKindWords, harmedWords } from '../../src/slack/words.ts'
import { areaField, areaLeftOut, keptArea } from '../customer-area.ts'
import { freeForm, present } from '../form.ts'

/** "At any stage of the process by any individual" (VR Note after ¶4): opened without a look-up, like raising. */
export const addConcern = freeForm({
  command: 'add_concern',
  title: 'Add a concern',
  submit: 'Send',
  done: 'Added to the case',
  intro: () => [
    { strong: 'If anyone is in immediate danger, ring 999 now.' },
    { say: 'This form does not call anyone.' },
  ],
  fields: () => ({
    text: longText({
      label: 'What makes you concerned?',
      hint: 'What you saw, heard or read. You do not need proof or the right words.',
      missing: 'Enter what makes you concerned',
    }),
    harmed: checkboxes({
      label: 'Who could be harmed?',
      missing: 'Select who could be harmed, or that you are not sure',
      options: optionsOf(harmedWords),
    }),
    kinds: checkboxes({
      label: 'What kind of concern?',
      optional: true,
      options: optionsOf(concernKindWords),
    }),
    area: areaField(),
  }),
  toCommand: ({ text, harmed, kinds, area }, seal) => ({
    kind: 'add_concern',
    text: seal('concern', text),
    harmed,
    kinds,
    ...present({ area: seal('area', keptArea(area)) }),
  }),
  result: ({ harmed, kinds, area }, { settings }) => ({
    done: 'Added to the case',
    passages: [
      ...(kinds.includes('suicide_or_self_harm') ? sixPointPlan(settings.sites) : []),
      ...(harmed.includes('child') ? [childWords] : []),
      ...areaLeftOut(area),
      {
        say: 'The team that has the case was told. They read it before they decide anything more.',
        button: whyStep('add_concern', 'Why?'),
      },
    ],
  }),
})
