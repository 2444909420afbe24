import { isAnybodyKeptOut } from '../../src/case/customer-is-colleague.ts'
import { notRestricted } from '../../src/case/commands/restriction.ts'
import { checkboxes, longText } from '../../src/slack/form-view.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { restrictionWords } from '../../src/slack/record-words.ts'
import { caseForm } from '../form.ts'

/** CEAST lifts what somebody restricted by hand (F15). A child who could be harmed keeps the case restricted (D19). */
export const liftRestriction = caseForm({
  command: 'lift_restriction',
  title: 'Lift the restriction',
  submit: 'Lift',
  done: 'Recorded',
  notNow: ({ case: c }) => notRestricted(c),
  intro: ({ case: c }) => [
    ...(c.restriction
      ? [{ say: `${restrictionWords[c.restriction.why]}. Restricted by ${personWords(c.restriction.by)}.` }]
      : []),
    ...(c.concerns.some(concern => concern.harmed.includes('child'))
      ? [{ say: 'A child could be harmed, so the case stays restricted all the same.' }]
      : []),
    ...(isAnybodyKeptOut(c)
      ? [
          {
            strong:
              'A customer who is a colleague never opens their own case, nor does whoever is kept out with them. Do not lift it for them.',
          },
        ]
      : []),
  ],
  fields: () => ({
    notTheCustomer: checkboxes({
      label: 'The colleagues who were named',
      optional: true,
      options: [
        {
          value: 'yes',
          label: 'None of them is the customer or has to be kept out: they were named by mistake',
        },
      ],
    }),
    reason: longText({
      label: 'Why is the restriction lifted?',
      missing: 'Enter why the restriction is lifted',
    }),
  }),
  hides: ({ case: c }) => (isAnybodyKeptOut(c) ? [] : ['notTheCustomer']),
  toCommand: ({ notTheCustomer, reason }, _o, seal) => ({
    kind: 'lift_restriction',
    reason: seal('why the restriction was lifted', reason),
    ...(notTheCustomer.includes('yes') && { notTheCustomer: true as const }),
  }),
})
