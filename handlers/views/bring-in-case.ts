import { currentNumberOf, type VisitOutcome } from '../../src/case/case.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import type { EarlierVisit } from '../../src/case/intake-commands.ts'
import { refusalToBringIn } from '../../src/case/bring-in-role.ts'
import { serviceLines } from '../../src/case/service-lines.ts'
import { holdPassage } from '../../src/slack/case-words.ts'
import {
  checkboxes,
  date,
  longText,
  numberField,
  optionsOf,
  radio,
  select,
  text,
  yesOrNo,
} from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import {
  benefitOptions,
  concernKindWords,
  harmedWords,
  nationWords,
  safeToLeaveWords,
  visitOutcomeWords,
  visitReasonWords,
} from '../../src/slack/words.ts'
import { type FieldErrors } from '../form-values.ts'
import { areaFault, areaField, keptArea } from '../customer-area.ts'
import { freeForm, present, type Saved } from '../form.ts'

const systems = [...new Set(serviceLines.flatMap(line => line.systems))]

/** A case that began before Safehold, with its true dates and where they were found (F11). SPOC and CEAST. */
export const bringInCase = freeForm({
  command: 'bring_in_case',
  title: 'Bring in a case',
  submit: 'Bring in',
  done: 'Brought in',
  refuses: refusalToBringIn,
  intro: () => [
    {
      say: 'For a case that began before Safehold. Enter the true dates: nothing is too long ago. For a new concern type `/concern` instead.',
    },
    {
      say: 'Two ineffective visits, or an area deemed unsafe, hold the award at once (VR ¶6, ¶10, ¶11).',
    },
  ],
  fields: () => ({
    serviceLine: select({
      label: 'Which benefit?',
      hint: 'SPOC brings in cases of its own benefit, CEAST of any.',
      missing: 'Choose the benefit, or that you are not sure',
      options: benefitOptions,
      initial: 'access_to_work',
    }),
    source: longText({
      label: 'Where do the entries come from?',
      hint: 'For example, the notes on DISC, the SPOC mailbox or the CEAST work log.',
      missing: 'Enter where the entries come from',
    }),
    text: longText({
      label: 'What made somebody concerned?',
      hint: 'As it was recorded then, and what has been done since.',
      missing: 'Enter what made somebody concerned',
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
    name: text({ label: "Customer's name", optional: true }),
    number: numberField({
      label: 'National Insurance number',
      hint: 'For example, QQ 12 34 56 C. Without it no check finds the case.',
      optional: true,
    }),
    area: areaField(),
    safeToLeave: radio({
      label: 'Is it safe to leave a letter, text or call?',
      optional: true,
      options: optionsOf(safeToLeaveWords),
    }),
    firstVisitOn: date({ label: 'Date of the first visit', optional: true }),
    firstOutcome: select({
      label: 'What happened at the first visit?',
      optional: true,
      options: optionsOf(visitOutcomeWords),
    }),
    firstLetter: radio({
      label: 'Was a letter left at the first visit?',
      optional: true,
      options: yesOrNo,
    }),
    firstContactBy: date({ label: 'Contact date printed on the letter', optional: true }),
    secondVisitOn: date({
      label: 'Date of the second visit',
      hint: 'If you do not know the date of the first, enter the second all the same.',
      optional: true,
    }),
    secondOutcome: select({
      label: 'What happened at the second visit?',
      optional: true,
      options: optionsOf(visitOutcomeWords),
    }),
    address: longText({
      label: 'Address visited',
      hint: 'If there was a visit. Write "not known" if the record does not say.',
      optional: true,
    }),
    nation: radio({
      label: 'Where is the address?',
      hint: 'If there was a visit. Bank holidays there decide the date for the contact.',
      optional: true,
      options: optionsOf(nationWords),
    }),
    visitReason: radio({
      label: 'Why was a visit needed?',
      hint: 'If there was a visit.',
      optional: true,
      options: optionsOf(visitReasonWords),
    }),
    noteAlreadyOn: checkboxes({
      label: 'Where is the note not to take any further action already?',
      hint: 'If it is on a system, CEAST has the case for consideration, and the award is held.',
      optional: true,
      options: systems.map(system => ({ value: system, label: system })),
    }),
    conferenceOn: date({ label: 'Date of an earlier case conference', optional: true }),
    conferenceDecisions: longText({ label: 'What did that conference decide?', optional: true }),
  }),
  toCommand: (values, seal) => {
    const errors = { ...errorsIn(values), ...areaFault(values.area) }
    if (Object.keys(errors).length > 0) return { errors }
    const { conferenceOn: on, conferenceDecisions: decisions, address, number } = values
    return {
      kind: 'bring_in_case',
      serviceLine: values.serviceLine,
      source: seal('source', values.source),
      text: seal('concern', values.text),
      harmed: values.harmed,
      kinds: values.kinds,
      visits: visitsIn(values),
      noteAlreadyOn: values.noteAlreadyOn,
      ...present({
        name: seal('name', values.name),
        number: number === undefined ? undefined : seal.number(number),
        area: seal('area', keptArea(values.area)),
        address: seal('address', address),
        nation: values.nation,
        visitReason: values.visitReason,
        safeToLeave: values.safeToLeave,
        conference:
          on === undefined || decisions === undefined
            ? undefined
            : { on, decisions: seal('conference decisions', decisions) },
      }),
    }
  },
  result: (_values, saved) => ({
    done: openHoldsOf(saved.case).length > 0 ? 'Brought in. Do not suspend or stop the award' : 'Brought in',
    passages: resultWords(saved),
  }),
})

type Answers = Partial<
  Record<
    | 'firstVisitOn'
    | 'firstContactBy'
    | 'secondVisitOn'
    | 'address'
    | 'nation'
    | 'visitReason'
    | 'conferenceOn'
    | 'conferenceDecisions',
    string | undefined
  >
> & {
  firstOutcome?: VisitOutcome | undefined
  secondOutcome?: VisitOutcome | undefined
  firstLetter?: 'yes' | 'no' | undefined
}

/** What hangs together is answered together: a visit without its day would never count. */
const errorsIn = (a: Answers): FieldErrors => {
  const visited = a.firstVisitOn !== undefined || a.secondVisitOn !== undefined
  const rules: [field: string, wrong: boolean, words: string][] = [
    ['firstVisitOn', !a.firstVisitOn && hasFirst(a), 'Enter the date of the first visit'],
    ['firstOutcome', !!a.firstVisitOn && !a.firstOutcome, 'Choose what happened at the first visit'],
    ['firstLetter', !!a.firstContactBy && !a.firstLetter, 'Select yes if a letter was left'],
    ['secondVisitOn', !a.secondVisitOn && !!a.secondOutcome, 'Enter the date of the second visit'],
    ['secondOutcome', !!a.secondVisitOn && !a.secondOutcome, 'Choose what happened at the second visit'],
    ['address', visited && !a.address, 'Enter the address visited, or that it is not known'],
    ['nation', visited && !a.nation, 'Select where the address is, or not known'],
    ['visitReason', visited && !a.visitReason, 'Select why a visit was needed'],
    ['conferenceOn', !a.conferenceOn && !!a.conferenceDecisions, 'Enter the date of the conference'],
    ['conferenceDecisions', !!a.conferenceOn && !a.conferenceDecisions, 'Enter what the conference decided'],
  ]
  return Object.fromEntries(rules.filter(([, wrong]) => wrong).map(([field, , words]) => [field, words]))
}

const hasFirst = ({ firstOutcome, firstLetter, firstContactBy }: Answers): boolean =>
  [firstOutcome, firstLetter, firstContactBy].some(answer => answer !== undefined)

const visitsIn = (a: Answers): EarlierVisit[] => {
  const visits: EarlierVisit[] = []
  if (a.firstVisitOn !== undefined && a.firstOutcome !== undefined)
    visits.push({
      on: a.firstVisitOn,
      outcome: a.firstOutcome,
      ...present({
        letterLeft: a.firstLetter === undefined ? undefined : a.firstLetter === 'yes',
        contactBy: a.firstContactBy,
      }),
    })
  if (a.secondVisitOn !== undefined && a.secondOutcome !== undefined)
    visits.push({
      on: a.secondVisitOn,
      outcome: a.secondOutcome,
      ...(visits.length === 0 && { firstMissing: true as const }),
    })
  return visits
}

const resultWords = ({ case: c, linked }: Saved): Passage[] => [
  ...openHoldsOf(c).map(hold => holdPassage(c, hold)),
  ...(linked.length > 0
    ? [{ say: `The same customer has ${linked.map(other => other.ref).join(', ')}. Open them as well.` }]
    : []),
  ...(currentNumberOf(c)
    ? []
    : [
        {
          strong:
            'No National Insurance number is recorded: no check finds this case until you enter the number.',
        },
      ]),
  { say: 'Open the case to see what is due, and with whom.' },
]
