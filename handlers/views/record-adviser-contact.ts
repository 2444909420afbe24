import { longText, radio } from '../../src/slack/form-view.ts'
import { emailOf, emailPassages } from '../../src/slack/spoc-email.ts'
import { caseForm } from '../form.ts'

/** The adviser contacted the customer; a concern goes back to SPOC with its details (VR ¶5). */
export const recordAdviserContact = caseForm({
  command: 'record_adviser_contact',
  title: 'Record contact',
  submit: 'Save contact',
  done: 'Contact recorded',
  fields: () => ({
    conversation: longText({
      label: 'What was said?',
      hint: 'If you have a concern, its specific details.',
      missing: 'Enter what was said',
    }),
    concern: radio({
      label: 'Do you have a concern?',
      hint: 'With a concern the case goes back to the SPOC (VR ¶5). Without one it closes.',
      missing: 'Select yes if you have a concern or are not sure',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'not_sure', label: "I'm not sure", description: 'Goes back to the SPOC' },
      ],
    }),
  }),
  toCommand: ({ conversation, concern }, _o, seal) => ({
    kind: 'record_adviser_contact',
    conversation: seal('conversation', conversation),
    concern: concern !== 'no',
  }),
  // Only with a concern is an e-mail due: nothing stands here otherwise (VR ¶5).
  result: ({ conversation }, saved, { actor }) =>
    emailPassages(saved, actor.id, emailOf(saved.case, { text: conversation, harmed: [], kinds: [] })),
})
