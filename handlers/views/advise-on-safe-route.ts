import { noSafeRouteAsked } from '../../src/case/commands/visiting-asks.ts'
import { longText } from '../../src/slack/form-view.ts'
import { safeToLeaveWords } from '../../src/slack/words.ts'
import { caseForm } from '../form.ts'
import { concernIds, quoteConcerns, quoteText } from '../quotes.ts'

/** CEAST says how to reach a customer whose letters, texts or calls somebody else may see (D17). */
export const adviseOnSafeRoute = caseForm({
  command: 'advise_on_safe_route',
  title: 'Reach the customer',
  submit: 'Save advice',
  done: 'DWP Visiting is told that your advice is on the case',
  notNow: ({ case: c }) => noSafeRouteAsked(c),
  reads: c => [c.safeRoute?.advice, ...concernIds(c)],
  intro: o => {
    const { case: c, texts } = o
    const advice = c.safeRoute?.advice
    return [
      {
        strong: `Is it safe to leave a letter, text or call? ${c.safeToLeave === undefined ? 'Not recorded' : safeToLeaveWords[c.safeToLeave]}.`,
      },
      { say: 'A letter or message seen by an abuser raises the risk. If in doubt, nothing is left.' },
      ...(advice === undefined ? [] : quoteText('Your advice until now', advice, texts)),
      ...quoteConcerns(o),
    ]
  },
  fields: () => ({
    advice: longText({
      label: 'How can the customer be reached safely?',
      hint: 'Whether a letter may be left, whom to ring and when, and what not to do. DWP Visiting reads this.',
      missing: 'Enter how the customer can be reached safely',
    }),
  }),
  toCommand: ({ advice }, _o, seal) => ({
    kind: 'advise_on_safe_route',
    advice: seal('safe route', advice),
  }),
})
