import { recordAwardDecision as decideAward } from '../../src/case/commands/adviser.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { longText, optionsOf, radio } from '../../src/slack/form-view.ts'
import { awardDecisionWords } from '../../src/slack/words.ts'
import { caseForm } from '../form.ts'

/** The adviser's informed decision (VR ¶23). Safehold never suggests one. */
export const recordAwardDecision = caseForm({
  command: 'record_award_decision',
  title: 'Record award decision',
  submit: 'Save decision',
  done: 'Award decision recorded',
  notNow: ({ case: c, actor, linked }) => {
    // Whether it is time to decide does not depend on what is decided.
    const decided = decideAward(
      { kind: 'record_award_decision', decision: 'no_change', reason: '', ourService: 'no' },
      c,
      { actor, linked },
    )
    return isRefusal(decided) ? decided : undefined
  },
  intro: () => [
    {
      say: 'You decide, taking into account the full circumstances (VR ¶23). Safehold never suggests a decision.',
    },
  ],
  fields: () => ({
    decision: radio({
      label: 'What have you decided?',
      missing: 'Select what you have decided',
      options: optionsOf(awardDecisionWords),
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the decision' }),
    ourService: radio({
      label: 'Did our service cause or add to this?',
      hint: 'ME ¶14: yes asks an ACSSL to record what can be learned. Nobody is blamed.',
      missing: 'Select whether our service caused or added to this, or that you are not sure',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'not_sure', label: "I'm not sure" },
      ],
    }),
  }),
  toCommand: ({ decision, reason, ourService }, _o, seal) => ({
    kind: 'record_award_decision',
    decision,
    reason: seal('award reason', reason),
    ourService,
  }),
})
