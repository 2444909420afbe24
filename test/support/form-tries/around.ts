import { who } from '../people.ts'
import type { FormTries, Group } from './form-try.ts'

const same = ({ refOf }: Group) => refOf('restrict_case')

/** What may happen around any case: who reads it, and a death. */
export const aroundTries: FormTries = {
  restrict_case: {
    by: who.spoc,
    bring: ({ hand }) => hand.raise(),
    answers: { why: 'other', reason: 'The family works here.' },
  },
  lift_restriction: { by: who.ceastOne, bring: same, answers: { reason: 'They left.' } },
  place_legal_hold: {
    by: who.lead,
    bring: async ({ hand }) => {
      const ref = await hand.askForAdvice(who.otherRaiser)
      await hand.step(who.spoc, 'spoc', ref, 'give_advice', {
        concern: 'no',
        advice: 'Nothing more is needed.',
      })
      return ref
    },
    answers: { reason: 'An inquest is to be held.' },
  },
  lift_legal_hold: {
    by: who.lead,
    bring: ({ refOf }) => refOf('place_legal_hold'),
    answers: { reason: 'The inquest is over.' },
  },
  record_death: {
    by: who.spoc,
    bring: same,
    answers: { reportedBy: 'The sister, by phone.', confirmed: 'no' },
  },
  confirm_death_steps: {
    by: who.ceastOne,
    bring: same,
    answers: { steps: ['review', 'retention'], note: 'The records team, by e-mail.' },
  },
  withdraw_death: { by: who.ceastOne, bring: same, answers: { reason: 'It was the neighbour.' } },
}
