import { named } from '../settings/place-names.ts'
import type { District } from '../settings/settings.ts'

/** Every channel whose members are ACSSLs: the common one and those of the districts, each once. */
export const acsslChannelsOf = (common: string, districts: readonly District[]): string[] => [
  ...new Set([common, ...districts.flatMap(({ acsslChannel }) => acsslChannel ?? [])]),
]

/** The channel of a district's ACSSL; the common one where the district has none or is not known (R18, R47). */
export const channelOfDistrict = (common: string, districts: readonly District[], name: string): string =>
  named(districts, name)?.acsslChannel ?? common
