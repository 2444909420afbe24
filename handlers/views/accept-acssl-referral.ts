import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { alreadyDone, notYet } from '../../src/case/refusal.ts'
import { acsslLine } from '../../src/slack/ceast-words.ts'
import { optionsOrTheOne, select } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import { quoteText, referralOption } from '../quotes.ts'

const waiting = ({ acssl }: Case) =>
  acssl.filter(referral => referral.acceptedBy === undefined && referral.closedSeq === undefined)

/** An ACSSL takes a referral on and supports CEAST, which keeps the case (VR ¶21). */
export const acceptAcsslReferral = caseForm({
  command: 'accept_acssl_referral',
  title: 'Accept referral',
  submit: 'Accept',
  done: 'Referral accepted',
  notNow: ({ case: c }) => {
    if (c.acssl.length === 0) return notYet('There is no referral to an ACSSL on this case', 'VR ¶21')
    return waiting(c).length === 0
      ? alreadyDone('Every referral to an ACSSL on this case is accepted', 'VR ¶21')
      : undefined
  },
  reads: c => waiting(c).map(referral => referral.need),
  intro: ({ case: c, now, texts }) => [
    { say: 'You support CEAST with liaison. CEAST keeps the case (VR ¶21). CEAST is told.' },
    ...waiting(c).flatMap(referral => quoteText(acsslLine(referral, localDateOf(now)), referral.need, texts)),
  ],
  fields: ({ case: c }) => ({
    n: select({
      label: 'Which referral do you accept?',
      missing: 'Choose the referral that you accept',
      changing: true,
      ...optionsOrTheOne(waiting(c).map(referralOption)),
    }),
  }),
  toCommand: ({ n }) => ({ kind: 'accept_acssl_referral', n: Number(n) }),
})
