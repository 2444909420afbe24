import type { Case } from '../case/case.ts'
import type { Passage } from './passage.ts'

/** Above all but the hold once a death is reported: whoever opens the case is about to ring, write or go there (F10). */
export const deathWords = ({ death }: Pick<Case, 'death'>): Passage[] =>
  death
    ? [
        {
          strong: 'The customer is reported to have died. Do not visit, write to or ring the customer.',
        },
        { note: death.confirmed ? 'The death is confirmed.' : 'The death is not confirmed.' },
      ]
    : []
