import { currentNumberOf } from '../../src/case/case.ts'
import { secondReferralRefusal } from '../../src/case/referral-elsewhere.ts'
import { noVisitAfterDeath } from '../../src/case/reported-death.ts'
import { date, longText, numberField, optionsOf, person, radio } from '../../src/slack/form-view.ts'
import { nationWords, safeToLeaveWords, visitReasonWords } from '../../src/slack/words.ts'
import { safetyWords } from '../../src/slack/safety-words.ts'
import { areaFault, areaField, keptArea } from '../customer-area.ts'
import { caseForm, present } from '../form.ts'

/** Completed by SPOC only, and forwarded to a Visiting Officer (VR ¶1 to ¶4). */
export const completeVisitingReferral = caseForm({
  command: 'complete_visiting_referral',
  title: 'Visiting referral',
  submit: 'Send to Visiting',
  done: 'Visiting referral completed',
  intro: ({ case: c }) => safetyWords(c),
  notNow: ({ case: c, linked }) => noVisitAfterDeath(c, linked) ?? secondReferralRefusal(c, { linked }),
  fields: ({ case: c }) => ({
    reason: radio({
      label: 'Why is a visit needed?',
      missing: 'Select why a visit is needed',
      options: optionsOf(visitReasonWords),
    }),
    address: longText({ label: 'Address to visit', missing: 'Enter the address to visit' }),
    nation: radio({
      label: 'Where is the address?',
      hint: 'Bank holidays there decide the date by which the customer is to make contact.',
      missing: 'Select where the address is, or not known',
      options: optionsOf(nationWords),
    }),
    area: areaField(),
    safeToLeave: radio({
      label: 'Is it safe to leave a letter, text or call?',
      hint: 'A letter or message seen by an abuser raises the risk.',
      missing: 'Select whether it is safe, or that you are not sure',
      options: optionsOf(safeToLeaveWords),
      ...(c.safeToLeave !== undefined && { initial: c.safeToLeave }),
    }),
    number: numberField({
      label: 'National Insurance number',
      hint: 'If you cannot enter it, say why in the next field.',
      optional: true,
    }),
    whyNoNumber: longText({ label: 'Why can the number not be entered?', optional: true }),
    otherSupport: longText({
      label: 'What other support has been tried?',
      hint: 'VR ¶2: visits are for when other sources of support have been exhausted.',
      optional: true,
    }),
    riskToStaff: longText({ label: 'Is there a risk to the Visiting Officer?', optional: true }),
    officer: person({ label: 'Visiting Officer', optional: true }),
    plannedOn: date({ label: 'Planned date of visit', optional: true }),
  }),
  hides: ({ case: c }) => (currentNumberOf(c) ? ['number', 'whyNoNumber'] : []),
  toCommand: (values, _o, seal) => {
    const errors = areaFault(values.area)
    if (Object.keys(errors).length > 0) return { errors }
    return {
      kind: 'complete_visiting_referral',
      reason: values.reason,
      address: seal('address', values.address),
      nation: values.nation,
      safeToLeave: values.safeToLeave,
      ...present({
        number: values.number === undefined ? undefined : seal.number(values.number),
        area: seal('area', keptArea(values.area)),
        whyNoNumber: seal('why no number', values.whyNoNumber),
        otherSupport: seal('other support', values.otherSupport),
        riskToStaff: seal('risk to staff', values.riskToStaff),
        officer: values.officer,
        plannedOn: values.plannedOn,
      }),
    }
  },
  result: ({ otherSupport }) =>
    otherSupport === undefined
      ? [
          {
            strong: 'You left blank what other support has been tried.',
          },
          {
            say: 'The referral is sent all the same. Visits are for when all other sources of support have been exhausted (VR ¶2): make sure that they have.',
          },
        ]
      : [],
})
