import type { Case, Harmed } from './case.ts'

/** Besides the customer and those around them: our colleagues and the public (ME ¶3, R5). It matters to whoever visits. */
export const othersAtRisk = (c: Pick<Case, 'concerns'>): Extract<Harmed, 'colleague' | 'public'>[] =>
  (['colleague', 'public'] as const).filter(who => c.concerns.some(concern => concern.harmed.includes(who)))
