import { formatDate } from '../../src/calendar/dates.ts'
import type { ConcernKind } from '../../src/case/case.ts'
import { serviceLine, type ServiceLineId } from '../../src/case/service-lines.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { childWords } from '../../src/slack/child-words.ts'
import { dangerQuestion } from '../../src/slack/danger-question.ts'
import { ring999 } from '../../src/slack/danger-words.ts'
import {
  checkboxes,
  longText,
  numberField,
  optionsOf,
  person,
  radio,
  select,
  text,
} from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { concernSourceWords } from '../../src/slack/record-words.ts'
import { sixPointPlan } from '../../src/slack/six-point-plan.ts'
import { emailOf, emailPassages } from '../../src/slack/spoc-email.ts'
import { whyStep } from '../../src/slack/why-button.ts'
import { benefitOptions, concernKindWords, harmedWords, safeToLeaveWords } from '../../src/slack/words.ts'
import { areaField, areaLeftOut, authoritiesFor, keptArea } from '../customer-area.ts'
import { freeForm, present } from '../form.ts'

/** Danger first, then exactly two more required answers; everything else may be left blank (ME ¶2, ¶3; VR ¶4; F12). */
export const raiseConcern = freeForm({
  command: 'raise_concern',
  title: 'Raise a concern',
  submit: 'Send',
  done: 'Sent',
  intro: prefill =>
    prefill === undefined
      ? []
      : [
          {
            say: 'The text of the message is copied into the form below. The original message stays in Slack, where others can read it: delete it, or ask its writer to, if it names the customer.',
          },
        ],
  fields: prefill => ({
    danger: dangerQuestion(),
    text: longText({
      label: 'What makes you concerned?',
      hint: 'What you saw, heard or read. You do not need proof or the right words.',
      missing: 'Enter what makes you concerned',
      ...(prefill !== undefined && { initial: prefill }),
    }),
    harmed: checkboxes({
      label: 'Who could be harmed?',
      missing: 'Select who could be harmed, or that you are not sure',
      options: optionsOf(harmedWords),
    }),
    serviceLine: select({
      label: 'Which benefit?',
      optional: true,
      options: benefitOptions,
      initial: 'access_to_work',
    }),
    kinds: checkboxes({
      label: 'What kind of concern?',
      optional: true,
      options: optionsOf(concernKindWords),
    }),
    name: text({ label: "Customer's name", optional: true }),
    number: numberField({
      label: 'National Insurance number',
      hint: 'For example, QQ 12 34 56 C. Leave blank if you do not have it to hand.',
      optional: true,
    }),
    area: areaField(),
    safeToLeave: radio({
      label: 'Is it safe to leave a letter, text or call?',
      optional: true,
      options: optionsOf(safeToLeaveWords),
    }),
    source: radio({
      label: 'How did it come up?',
      optional: true,
      options: optionsOf(concernSourceWords),
    }),
    lineManager: person({
      label: 'Your line manager',
      hint: 'They are told the reference and that you raised it, and asked to say that they know.',
      optional: true,
    }),
    doNotTell: checkboxes({
      label: 'If your line manager is not to know',
      hint: 'The duty contact is told in their place.',
      optional: true,
      options: [{ value: 'yes', label: 'Do not tell my line manager' }],
    }),
    whyNotTell: longText({
      label: 'Why is your line manager not to be told?',
      hint: 'Only if you ticked that. Your line manager does not read this.',
      optional: true,
    }),
  }),
  toCommand: (values, seal) => {
    const { danger, harmed, kinds, serviceLine = 'not_sure', safeToLeave, source, lineManager } = values
    if (values.doNotTell.length > 0 && values.whyNotTell === undefined)
      return { errors: { whyNotTell: 'Enter why your line manager is not to be told' } }
    return {
      kind: 'raise_concern',
      serviceLine,
      danger,
      text: seal('concern', values.text),
      harmed,
      kinds,
      ...present({
        name: seal('name', values.name),
        number: values.number === undefined ? undefined : seal.number(values.number),
        area: seal('area', keptArea(values.area)),
        safeToLeave,
        source,
        lineManager,
        // A reason without the tick says the same.
        doNotTell: seal('why the line manager is not told', values.whyNotTell),
      }),
    }
  },
  result: (values, saved) => {
    const { case: c, ref, settings } = saved
    const line = serviceLine(c.serviceLine)
    const agreed = agreedOff(settings, c.serviceLine)
    return {
      done: line.hasSpoc ? `Sent to the ${line.label} SPOC` : 'Sent to CEAST',
      passages: [
        ...urgentWords(values, settings.sites),
        ...(values.danger === 'yes' ? authoritiesFor(keptArea(values.area), settings, c) : []),
        ...areaLeftOut(values.area),
        ...(values.harmed.includes('child') ? [childWords] : []),
        { strong: 'What happens next' },
        {
          say: `${line.hasSpoc ? 'The SPOC' : 'CEAST'} decides whether a visit is needed. We will message you when they do.`,
          button: whyStep('record_triage_decision', 'Why?'),
        },
        { strong: 'If something changes' },
        { say: `Type \`/concern case ${ref}\` to see where it stands, or to add a concern.` },
        ...(agreed.length > 0 ? agreed : emailPassages(saved, c.raiser, emailOf(c, values))),
      ],
    }
  },
})

/** What cannot wait: 999, or the plan of the site where somebody may take their own life (ME ¶3, ¶9). */
const urgentWords = (
  { danger, kinds }: { danger: string; kinds: readonly ConcernKind[] },
  sites: Settings['sites'],
): Passage[] => {
  if (danger === 'yes') return ring999(sites)
  return kinds.includes('suicide_or_self_harm') ? sixPointPlan(sites) : []
}

/** The service line has agreed in writing to do without the e-mail of the written process (F17). */
const agreedOff = ({ emailAgreedOff }: Settings, line: ServiceLineId): Passage[] =>
  emailAgreedOff
    .filter(({ serviceLine: agreed }) => agreed === line)
    .map(({ agreedBy, agreedOn }) => ({
      note: `No e-mail to the SPOC is needed (VR ¶4): ${agreedBy} agreed to that in writing on ${formatDate(agreedOn)}`,
    }))
