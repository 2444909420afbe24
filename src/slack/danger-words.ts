import type { Site } from '../settings/settings.ts'
import type { Passage } from './passage.ts'
import { sixPointPlan } from './six-point-plan.ts'

/** Shown at once and from memory when "Yes, now" is chosen: nothing of ours may stand before the call (ME ¶3, F12). */
export const ring999 = (sites: readonly Site[]): Passage[] => [
  { strong: 'Ring 999 now.' },
  { say: 'This form does not call anyone. Say where the person is and what is happening. (ME ¶3)' },
  ...sixPointPlan(sites),
]

/** What became of telling the teams. `teams` is who is told for this benefit: "the SPOC and CEAST", or CEAST alone. */
export const dangerTold = {
  telling: (teams: string) => `We are telling ${teams} now. You can finish this form later.`,
  told: (teams: string) => `We have told ${teams}. You can finish this form later.`,
  /** `whom` is the same teams with their numbers, where they are set. */
  notTold: (teams: string, whom: string) =>
    `We could not confirm that ${teams} were told. After 999, ring ${whom}: do not wait for Safehold.`,
} as const
