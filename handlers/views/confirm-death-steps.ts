import { confirmDeathSteps } from '../../src/case/commands/death.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { checkboxes, longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

const steps = [
  { value: 'review', label: 'An internal review was asked for' },
  { value: 'retention', label: 'The records are to be kept: a retention lock was asked for' },
] as const

/** The internal review and the retention lock were asked for (F10). Safehold asks for neither by itself. */
export const confirmStepsAfterDeath = caseForm({
  command: 'confirm_death_steps',
  title: 'Steps after a death',
  submit: 'Confirm',
  done: 'Steps after the death confirmed',
  notNow: ({ case: c }) => {
    // Whether they can be confirmed does not depend on the note.
    const decided = confirmDeathSteps({ kind: 'confirm_death_steps', note: '' }, c)
    return isRefusal(decided) ? decided : undefined
  },
  intro: () => [
    { say: 'Safehold asks nobody for these. Ask, then confirm it here.' },
    { note: "Safehold's own rule, not DWP guidance" },
  ],
  fields: () => ({
    steps: checkboxes({
      label: 'What was asked for?',
      missing: 'Select both steps once they are done',
      options: steps,
    }),
    note: longText({
      label: 'Who was asked, and when?',
      missing: 'Enter who was asked, and when',
    }),
  }),
  toCommand: ({ steps: asked, note }, _o, seal) =>
    asked.length < steps.length
      ? { errors: { steps: 'Select both steps once they are done' } }
      : { kind: 'confirm_death_steps', note: seal('steps after death', note) },
})
