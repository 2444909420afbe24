import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { notYet } from '../../src/case/refusal.ts'
import { acsslLine } from '../../src/slack/ceast-words.ts'
import { date, longText, optionsOrTheOne, radio, select, yesOrNo } from '../../src/slack/form-view.ts'
import { caseForm, present } from '../form.ts'
import { quoteText, referralOption } from '../quotes.ts'

const open = ({ acssl }: Case) => acssl.filter(referral => referral.closedSeq === undefined)

/** A review of a referral sets what came of it, or the next review date (VR ¶21). */
export const recordAcsslReview = caseForm({
  command: 'record_acssl_review',
  title: 'Record ACSSL review',
  submit: 'Save review',
  done: 'ACSSL review recorded',
  notNow: ({ case: c }) =>
    open(c).length === 0
      ? notYet('No referral to an ACSSL on this case is open', 'VR ¶21', 'Refer to ACSSL')
      : undefined,
  reads: c => open(c).map(referral => referral.need),
  intro: ({ case: c, now, texts }) =>
    open(c).flatMap(referral => quoteText(acsslLine(referral, localDateOf(now)), referral.need, texts)),
  fields: ({ case: c }) => ({
    n: select({
      label: 'Which referral was reviewed?',
      missing: 'Choose the referral that was reviewed',
      changing: true,
      ...optionsOrTheOne(open(c).map(referralOption)),
    }),
    what: longText({
      label: 'What came of the review?',
      hint: 'What was done and by whom, and the next steps.',
      missing: 'Enter what came of the review',
    }),
    last: radio({
      label: 'Was this the last review?',
      hint: 'If it was, the referral is closed. If it was not, set the next review date.',
      missing: 'Select yes if this was the last review',
      options: yesOrNo,
    }),
    nextReviewOn: date({ label: 'Next review date', optional: true }),
  }),
  toCommand: ({ n, what, last, nextReviewOn }, _o, seal) => {
    // A date left out by mistake would end the chase of VR ¶21 in silence.
    if (last === 'no' && nextReviewOn === undefined)
      return { errors: { nextReviewOn: 'Enter the next review date' } }
    if (last === 'yes' && nextReviewOn !== undefined)
      return { errors: { last: 'Select no if there is a next review date, or clear that date' } }
    return {
      kind: 'record_acssl_review',
      n: Number(n),
      what: seal('ACSSL review', what),
      ...present({ nextReviewOn }),
    }
  },
})
