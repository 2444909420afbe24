import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { teamDaysAt } from '../../src/case/staff-days.ts'
import type { PersonId, Team } from '../../src/case/people.ts'
import { notYet } from '../../src/case/refusal.ts'
import { serviceLine } from '../../src/case/service-lines.ts'
import { conferenceWords } from '../../src/slack/conference-words.ts'
import { date, longText, type Need, people, person } from '../../src/slack/form-view.ts'
import { caseForm, type Finder } from '../form.ts'
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
    ...(c.conference
      ? [
          {
            say: conferenceWords(
              c.conference.requiredAt,
              now,
              teamDaysAt('ceast', c, c.conference.requiredAt, staff),
            ),
          },
        ]
      : []),
    { say: 'CEAST reaches no outcome until it has been held and what was agreed has been done (VR ¶17).' },
    {
      say: 'Any member of a team can stand in for another. If nobody can attend within 3 days, hold it as soon as somebody can. The ACSSL is told, and the decision waits.',
    },
  ],
  fields: ({ now, case: c }) => ({
    on: date({
      label: 'Date of the conference',
      hint: 'The day it took place, even if you enter it later.',
      ...need(c, 'Enter the date of the conference'),
      initial: localDateOf(now),
    }),
    ceast: people({
      label: 'Who attended for CEAST?',
      ...need(c, 'Choose who attended for CEAST'),
    }),
    spoc: people(
      hasSpoc(c)
        ? {
            label: 'Who attended for SPOC?',
            hint: 'Nobody can attend for both CEAST and SPOC. Name anybody else under what was discussed.',
            ...need(c, 'Choose who attended for SPOC'),
          }
        : {
            label: 'Who attended for the benefit?',
            hint: 'This benefit has no SPOC: choose whoever knows the award. Nobody can attend for both sides.',
            ...need(c, 'Choose who attended for the benefit'),
          },
    ),
    decisions: longText({
      label: 'What was discussed and decided?',
      ...need(c, 'Enter what was discussed and decided'),
    }),
    action: longText({
      label: 'First agreed action',
      hint: 'What is to be done. Then say who does it and by when. For a second action choose Agree an action afterwards.',
      optional: true,
    }),
    actionOwner: person({ label: 'Who does it?', optional: true }),
    actionDueOn: date({ label: 'Date it is to be done by', optional: true }),
    notHeld: longText({
      label: 'How did it end, now that the customer has died?',
      hint: 'Say why it is not held. If it was held, say when, who attended and what was decided.',
      optional: true,
    }),
  }),
  hides: ({ case: c }) =>
    c.death?.confirmed
      ? ['on', 'ceast', 'spoc', 'decisions', 'action', 'actionOwner', 'actionDueOn']
      : ['notHeld'],
  toCommand: async (
    { on, ceast, spoc, decisions, action, actionOwner, actionDueOn, notHeld },
    o,
    seal,
    find,
  ) => {
    if (o.case.death?.confirmed)
      return notHeld === undefined
        ? { errors: { notHeld: 'Enter how the conference ended' } }
        : { kind: 'record_conference', notHeld: seal('conference not held', notHeld) }
    if (on === undefined || ceast === undefined || spoc === undefined || decisions === undefined)
      throw new Error('The form asks for the conference of a customer who is not confirmed dead')
    const strangers = await strangersIn({ ceast, spoc }, o.case, find)
    if (strangers) return { errors: strangers }
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
  result: (_values, { case: c }) => (c.conference?.heldSeq === undefined ? [{ strong: stillToBeHeld }] : []),
})

const stillToBeHeld =
  'It was held before the case was with CEAST. It is on the record, and the case conference that is required is still to be held (VR ¶16)'

/** What a conference needs is not asked where it only ends, because the customer has died (F10). */
const need = (c: Case, missing: string): Need => (c.death?.confirmed ? { optional: true } : { missing })

const hasSpoc = (c: Case): boolean => serviceLine(c.serviceLine).hasSpoc

/** A conference is between the two teams (VR ¶16): each side's people are looked up in its channel when the form is sent. */
const strangersIn = async (
  { ceast, spoc }: { ceast: readonly PersonId[]; spoc: readonly PersonId[] },
  c: Case,
  find: Finder,
): Promise<FieldErrors | undefined> => {
  const among = async (people: readonly PersonId[], team: Team) =>
    (await Promise.all(people.map(person => find.teamsOf(person)))).every(teams => teams.includes(team))
  const [ours, theirs] = await Promise.all([among(ceast, 'ceast'), hasSpoc(c) ? among(spoc, 'spoc') : true])
  if (ours && theirs) return undefined
  return {
    ...(ours ? {} : { ceast: `Who attended for CEAST must be members of CEAST. ${nameOthers}` }),
    ...(theirs ? {} : { spoc: `Who attended for SPOC must be members of SPOC. ${nameOthers}` }),
  }
}

const nameOthers = 'Name anybody else under what was discussed'

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
