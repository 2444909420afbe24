import { confirmEmailSent as decideEmail } from '../../src/case/commands/remaining-concern.ts'
import { isCustomer } from '../../src/case/customer-is-colleague.ts'
import { emailsToSend, hasLeft } from '../../src/case/left.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { emailOf, emailsDueFrom } from '../../src/slack/spoc-email.ts'
import { caseForm } from '../form.ts'
import { unreadableText } from '../../src/slack/unreadable-words.ts'

/** The e-mail of VR ¶4 and ¶5 was sent by hand, by the person who had to (F17). Safehold sends no e-mail. */
export const confirmEmailSent = caseForm({
  command: 'confirm_email_sent',
  title: 'E-mail to the SPOC',
  submit: 'I have sent it',
  done: 'Recorded: you sent the e-mail',
  notNow: ({ case: c, actor, linked }) => {
    const decided = decideEmail(c, { actor, linked })
    return isRefusal(decided) ? decided : undefined
  },
  reads: c =>
    c.emails
      .filter(({ sentAt }) => sentAt === undefined)
      .flatMap(email => c.concerns.filter(({ seq }) => seq === email.seq).map(({ text }) => text)),
  intro: ({ case: c, actor, linked, texts }) => [
    {
      say: 'Safehold sends no e-mail. Copy this into one to the SPOC and send it, then press “I have sent it” (VR ¶4, ¶5).',
    },
    ...(c.emails.some(({ by, at }) => hasLeft(c, by, at))
      ? [{ say: 'Whoever was to send it has left.' }]
      : emailsToSend(c, actor, linked).some(({ by }) => isCustomer(c, linked, by))
        ? [{ say: 'Whoever was to send it cannot, so your team does.' }]
        : []),
    ...emailsDueFrom(c, actor, linked).map(({ email, text }): Passage => {
      const said = texts[text]
      const concern = c.concerns.find(({ seq }) => seq === email.seq)
      return said === undefined || !concern
        ? { strong: `The words of this e-mail: ${unreadableText}` }
        : { label: 'E-mail for the SPOC', copy: emailOf(c, { ...concern, text: said }) }
    }),
  ],
  fields: () => ({}),
  toCommand: () => ({ kind: 'confirm_email_sent' }),
})
