import { acknowledgeConcern as decideAcknowledgement } from '../../src/case/commands/manager.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { caseValue, doButton } from '../../src/slack/headline-message.ts'
import { referenceWords } from '../../src/slack/reference-words.ts'
import { caseForm } from '../form.ts'
import { whyStep } from '../../src/slack/why-button.ts'

/** A line manager, or somebody in their place, says that they know: they see the reference and who raised it (ME ¶3, F14). */
export const acknowledgeConcern = caseForm({
  command: 'acknowledge_concern',
  title: 'I know of this',
  submit: 'I know of this',
  done: 'Recorded: you know of this',
  notNow: ({ case: c, actor }) => {
    const decided = decideAcknowledgement(c, { actor })
    return isRefusal(decided) ? decided : undefined
  },
  intro: ({ case: c }) => [
    ...referenceWords(c),
    {
      say: 'In most cases a concern is discussed with a line manager, and what to do is agreed (ME ¶5). Nothing waits for you: the team that has the case is looking at it.',
    },
  ],
  fields: () => ({}),
  toCommand: () => ({ kind: 'acknowledge_concern' }),
  result: (_values, { case: c }, { actor }) =>
    roleAllows('record_manager_discussion', c, actor)
      ? [
          { say: 'When you have talked about it, record what was agreed (ME ¶5).' },
          {
            buttons: [
              doButton('record_manager_discussion', caseValue(c), c.ref),
              whyStep('record_manager_discussion'),
            ],
          },
        ]
      : [{ say: 'Talk about it with the person who raised it: they record what was agreed (ME ¶5).' }],
})
