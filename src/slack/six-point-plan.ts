import type { Site } from '../settings/settings.ts'
import type { Passage } from './passage.ts'

const mostShown = 5
const withoutThePlan =
  'Get a colleague or manager now. If life may be at risk ring 999. Do not search for the document.'

/**
 * What to do where somebody may take their own life or harm themselves (ME ¶9): the plans of the sites as far as they
 * are set, and what to do without one (F12).
 */
export const sixPointPlan = (sites: readonly Site[]): Passage[] => {
  const plans = sites.flatMap(({ name, sixPointPlan: to }) => (to === undefined ? [] : [{ name, to }]))
  if (plans.length === 0)
    return [
      {
        strong: 'If someone may take their own life or harm themselves, the Six Point Plan applies (ME ¶9)',
      },
      { say: withoutThePlan },
    ]
  const more = plans.length - mostShown
  return [
    { strong: 'If someone may take their own life or harm themselves, follow your site’s plan (ME ¶9)' },
    ...plans.slice(0, mostShown).map(({ name, to }): Passage => ({ link: `Six Point Plan of ${name}`, to })),
    ...(more > 0
      ? [
          {
            say: `${more === 1 ? 'The plan of 1 more site is' : `The plans of ${more} more sites are`} under \`/concern contacts\`.`,
          },
        ]
      : []),
    { say: `Without the plan of your site: ${withoutThePlan}` },
  ]
}
