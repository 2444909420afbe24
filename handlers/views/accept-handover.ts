import { notOffered } from '../../src/case/commands/hand-over.ts'
import { serviceLine } from '../../src/case/service-lines.ts'
import { concernIds, quoteConcerns, quoteText } from '../quotes.ts'
import { caseForm } from '../form.ts'

/** The right team takes the case and triages it (F13). */
export const acceptHandover = caseForm({
  command: 'accept_handover',
  title: 'Accept the case',
  submit: 'Accept',
  done: 'The case is with your team',
  notNow: ({ case: c }) => notOffered(c),
  reads: c => [c.handover?.reason, c.advice?.text, ...concernIds(c)],
  intro: o => {
    const { case: c, texts } = o
    if (!c.handover) return []
    return [
      {
        say: `${serviceLine(c.serviceLine).label} hands it over to ${serviceLine(c.handover.to).label}. Your team has it from now on, and triages it.`,
      },
      ...quoteText('Why it was handed over', c.handover.reason, texts),
      ...(c.advice ? quoteText('Question', c.advice.text, texts) : []),
      ...quoteConcerns(o),
    ]
  },
  fields: () => ({}),
  toCommand: () => ({ kind: 'accept_handover' }),
})
