import { keptOutOf } from '../../src/case/customer-is-colleague.ts'
import { sightOf } from '../../src/case/readable-texts.ts'
import { isRestricted } from '../../src/case/restricted.ts'
import { longText, optionsOf, people, person, radio } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { restrictionWords } from '../../src/slack/record-words.ts'
import { caseForm, present } from '../form.ts'
import type { Opened } from '../opened.ts'

/** Fewer people read the case; nobody loses sight of the hold (F15, D19). */
export const restrictCase = caseForm({
  command: 'restrict_case',
  title: 'Restrict the case',
  submit: 'Restrict',
  done: 'The case is restricted',
  intro: ({ case: c, actor }) => [
    ...(isRestricted(c) ? [{ strong: 'This case is restricted already.' }] : []),
    {
      say: 'The team that triages it, CEAST, an ACSSL it was referred to and the named adviser go on reading it. DWP Visiting sees what a visit needs. Everybody else sees the hold and where the case stands.',
    },
    ...keptOutWords({ case: c, actor }),
  ],
  fields: () => ({
    why: radio({
      label: 'Why is it restricted?',
      missing: 'Select why the case is restricted',
      options: optionsOf(restrictionWords),
    }),
    colleague: person({
      label: 'The colleague who is the customer',
      hint: 'Only if the customer is a colleague. They cannot open the case, whatever their role, and lose any part in it.',
      optional: true,
      // Also somebody who is switched off or a guest is kept out.
      anybody: true,
    }),
    others: people({
      label: 'Other colleagues to keep out',
      hint: 'Such as somebody who lives with the customer. They are refused in the same way, on every case of the customer.',
      optional: true,
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the restriction' }),
  }),
  toCommand: ({ why, colleague, others, reason }, _o, seal) => ({
    kind: 'restrict_case',
    why,
    reason: seal('restriction reason', reason),
    ...present({ colleague }),
    ...(others.length > 0 && { others }),
  }),
})

/** Whoever is named now is added to these. A lead who never reads why it is restricted does not read their names either (F15). */
const keptOutWords = ({ case: c, actor }: Pick<Opened, 'case' | 'actor'>): Passage[] => {
  const all = keptOutOf(c, [])
  if (all.length === 0) return []
  return sightOf(c, actor) === 'all'
    ? [
        {
          say: `Kept out already: ${all.map(personWords).join(', ')}. They stay out until the restriction is lifted.`,
        },
      ]
    : [{ say: 'Somebody is kept out already, and stays out until the restriction is lifted.' }]
}
