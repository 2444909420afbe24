import type { Actor } from './people.ts'
import { notAllowed, type Refusal } from './refusal.ts'

/** Whether this person may bring in a case of any benefit at all: the form is shown before there is a case (F11). */
export const refusalToBringIn = ({ teams }: Actor): Refusal | undefined =>
  teams.includes('spoc') || teams.includes('ceast')
    ? undefined
    : notAllowed(
        'Only SPOC or CEAST can bring in an existing case',
        'F11',
        'Raise a concern with /concern: anybody may',
        'Ask SPOC or CEAST to do it',
      )
