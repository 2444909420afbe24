import type { Passage } from './passage.ts'

/** Shown at once and from memory when "Yes, now" is chosen: nothing of ours may stand before the call (ME ¶3, F12). */
export const ring999: readonly Passage[] = [
  { strong: 'Ring 999 now.' },
  { say: 'This form does not call anyone. Say where the person is and what is happening. (ME ¶3)' },
  {
    say: 'If someone may take their own life or harm themselves: follow your site’s Six Point Plan. Get a colleague or manager now. Do not search for the document. (ME ¶9)',
  },
]

/** What became of telling the teams. `teams` is who is told for this benefit: "the SPOC and CEAST", or CEAST alone. */
export const dangerTold = {
  telling: (teams: string) => `We are telling ${teams} now. You can finish this form later.`,
  told: (teams: string) => `We have told ${teams}. You can finish this form later.`,
  notTold: (teams: string) =>
    `We could not confirm that ${teams} were told. After 999, ring them: do not wait for Safehold.`,
} as const
