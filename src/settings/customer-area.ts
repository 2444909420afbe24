import { isPlaceName } from './place-names.ts'
import { postcodeOf } from './postcodes.ts'

/**
 * What is kept of where a customer is: the postcode district, or the name of a place such as a local authority.
 * Undefined where it is neither: then nothing of it is kept. A whole postcode could lead to one door (R6).
 */
export const customerAreaOf = (typed: string): string | undefined => {
  const name = typed.trim().replace(/\s+/g, ' ')
  return postcodeOf(name)?.district ?? (isPlaceName(name) ? name : undefined)
}
