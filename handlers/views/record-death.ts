import { isHeld } from '../../src/case/hold.ts'
import { alreadyDone } from '../../src/case/refusal.ts'
import { refsOf, withoutOwnReport } from '../../src/case/reported-death.ts'
import { longText, radio } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { caseForm } from '../form.ts'
import type { Opened } from '../opened.ts'

/** The customer is reported to have died: what reaches out to the customer stops, and the hold stays (F10). */
export const recordDeath = caseForm({
  command: 'record_death',
  title: 'Record a death',
  submit: 'Record',
  done: 'Recorded. Do not visit, write to or ring the customer',
  notNow: ({ case: c }) =>
    c.death?.confirmed
      ? alreadyDone(
          'The death is already recorded as confirmed',
          'F10',
          'If it was a mistake, ask CEAST to withdraw the record of the death',
        )
      : undefined,
  intro: ({ case: c, linked }): Passage[] => [
    ...(c.death ? [{ say: 'A death is recorded and not confirmed. Say here when it is.' }] : []),
    { strong: 'At once this stops visits, letters, texts and calls to the customer.' },
    {
      say: isHeld(c)
        ? 'The hold stays: do not suspend or stop the award.'
        : 'No hold ends by it. Check with CEAST before any decision on the award.',
    },
    {
      say: 'SPOC, DWP Visiting, CEAST and the ACSSL are told. CEAST asks for an internal review and for the records to be kept.',
    },
    ...linkedWords(linked),
    { say: 'If it turns out to be a mistake, CEAST withdraws it and everything goes on.' },
    { note: "Safehold's own rule, not DWP guidance" },
  ],
  fields: () => ({
    reportedBy: longText({
      label: 'Who reported the death?',
      hint: 'Who they are, when they told us, and how they know.',
      missing: 'Enter who reported the death',
    }),
    confirmed: radio({
      label: 'Is the death confirmed?',
      hint: 'For example, by a death certificate or an official record.',
      missing: 'Select yes if the death is confirmed',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No, or I’m not sure' },
      ],
    }),
  }),
  toCommand: ({ reportedBy, confirmed }, _o, seal) => ({
    kind: 'record_death',
    reportedBy: seal('death reported by', reportedBy),
    confirmed: confirmed === 'yes',
  }),
})

/** A death is recorded case by case; nobody is chased to reach out on the others meanwhile. */
const linkedWords = (linked: Opened['linked']): Passage[] => {
  const others = withoutOwnReport(linked)
  return others.length === 0
    ? []
    : [
        {
          say: `The same customer has ${refsOf(others)}. Nobody is chased to visit or ring there either, and CEAST is told. Record the death there too.`,
        },
      ]
}
