import { localDateOf } from '../../src/calendar/london.ts'
import { notYet } from '../../src/case/refusal.ts'
import { conferenceWords } from '../../src/slack/conference-words.ts'
import { date, longText, people, person } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import type { FieldErrors } from '../form-values.ts'

/** Who met, what was decided and the first action that was agreed (VR ¶16, ¶17). At least one from each side. */
export const recordConference = caseForm({
  command: 'record_conference',
  title: 'Record case conference',
  submit: 'Save conference',
  done: 'Case conference recorded',
  notNow: ({ case: c }) =>
    c.conference && c.conference.heldSeq === undefined
      ? undefined
      : notYet('No case conference is waiting to be held', 'VR ¶16', 'Ask for a case conference'),
  intro: ({ case: c, now, staff }) => [
    ...(c.conference ? [{ say: conferenceWords(c.conference.requiredAt, now, staff) }] : []),
    { say: 'CEAST reaches no outcome until it has been held and what was agreed has been done (VR ¶17).' },
  ],
  fields: ({ now }) => ({
    on: date({
      label: 'Date of the conference',
      hint: 'The day it took place, even if you enter it later.',
      missing: 'Enter the date of the conference',
      initial: localDateOf(now),
    }),
    ceast: people({
      label: 'Who attended for CEAST?',
      missing: 'Choose who attended for CEAST',
    }),
    spoc: people({
      label: 'Who attended for SPOC?',
      hint: 'Nobody can attend for both CEAST and SPOC.',
      missing: 'Choose who attended for SPOC',
    }),
    decisions: longText({
      label: 'What was discussed and decided?',
      missing: 'Enter what was discussed and decided',
    }),
    action: longText({
      label: 'First agreed action',
      hint: 'What is to be done. Then say who does it and by when. For a second action choose Agree an action afterwards.',
      optional: true,
    }),
    actionOwner: person({ label: 'Who does it?', optional: true }),
    actionDueOn: date({ label: 'Date it is to be done by', optional: true }),
  }),
  toCommand: ({ on, ceast, spoc, decisions, action, actionOwner, actionDueOn }, _o, seal) => {
    const held = () =>
      ({
        kind: 'record_conference',
        on,
        ceast,
        spoc,
        decisions: seal('conference decisions', decisions),
      }) as const
    if (action === undefined && actionOwner === undefined && actionDueOn === undefined) return held()
    if (action === undefined || actionOwner === undefined || actionDueOn === undefined)
      return { errors: missingOfAction({ action, actionOwner, actionDueOn }) }
    return {
      ...held(),
      action: { text: seal('agreed action', action), owner: actionOwner, dueOn: actionDueOn },
    }
  },
})

const orNone = 'or leave all three fields of the action blank'

/** An action with no owner or no date would be chased by nobody: all three or none. */
const missingOfAction = (given: Record<keyof typeof actionWords, string | undefined>): FieldErrors =>
  Object.fromEntries(
    Object.entries(actionWords)
      .filter(([name]) => given[name as keyof typeof actionWords] === undefined) // Object.entries forgets the keys
      .map(([name, words]) => [name, `${words}, ${orNone}`]),
  )

const actionWords = {
  action: 'Enter what is to be done',
  actionOwner: 'Choose who does the action',
  actionDueOn: 'Enter the date the action is to be done by',
}
