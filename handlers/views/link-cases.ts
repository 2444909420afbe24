import { longText, text } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** Says that two cases concern the same customer. They stay two cases; visits and holds count together (F5). */
export const linkCases = caseForm({
  command: 'link_cases',
  title: 'Link cases',
  submit: 'Link',
  done: 'Cases linked',
  intro: () => [
    { say: 'For two cases of the same customer. They stay two cases; visits and holds count together.' },
  ],
  fields: () => ({
    other: text({
      label: 'Reference of the other case',
      hint: 'For example, ACS-2026-000123-K.',
      missing: 'Enter the reference of the other case',
    }),
    reason: longText({
      label: 'Why are they the same customer?',
      missing: 'Enter why they are the same customer',
    }),
  }),
  toCommand: async ({ other, reason }, _o, seal, find) => {
    const id = await find.caseIdOf(other)
    if (id === null)
      return { errors: { other: 'There is no case with that reference. Check it and enter it again' } }
    return { kind: 'link_cases', other: id, reason: seal('link reason', reason) }
  },
})
