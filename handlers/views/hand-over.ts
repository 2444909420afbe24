import { refusalToHandOver } from '../../src/case/commands/hand-over.ts'
import { teamNames, triageTeamOf } from '../../src/case/people.ts'
import { serviceLine, type ServiceLineId } from '../../src/case/service-lines.ts'
import { longText, select } from '../../src/slack/form-view.ts'
import { benefitOptions } from '../../src/slack/words.ts'
import { caseForm } from '../form.ts'

const teamOf = (id: ServiceLineId) => triageTeamOf(serviceLine(id))

/** A case that came to the wrong team is offered to the right one (F13). */
export const handOver = caseForm({
  command: 'hand_over',
  title: 'Hand over',
  submit: 'Hand over',
  done: 'Recorded',
  notNow: ({ case: c }) => refusalToHandOver(c),
  intro: ({ case: c }) => [
    {
      say: 'For a case that came to the wrong team. You have it until the other team accepts it.',
    },
    ...(c.handover
      ? [
          {
            strong: `It is offered to ${serviceLine(c.handover.to).label} already. Another offer takes its place.`,
          },
        ]
      : []),
  ],
  fields: ({ case: c }) => ({
    to: select({
      label: 'Which benefit is it about?',
      hint: 'The team that triages this benefit is asked to accept it.',
      missing: 'Choose the benefit that it is about',
      options: benefitOptions.filter(({ value }) => value !== c.serviceLine),
    }),
    reason: longText({
      label: 'Why does it belong there?',
      missing: 'Enter why it belongs there',
    }),
  }),
  toCommand: ({ to, reason }, _o, seal) => ({
    kind: 'hand_over',
    to,
    reason: seal('reason to hand over', reason),
  }),
  result: ({ to }, _saved, { case: c }) =>
    teamOf(to) === teamOf(c.serviceLine)
      ? []
      : [{ say: `${teamNames[teamOf(to)]} is asked to accept it. You have the case until then.` }],
})
