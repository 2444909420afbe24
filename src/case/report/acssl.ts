import type { TriedItem } from '../ceast-entries.ts'
import type { Count, Measure } from './figure.ts'
import { concernKinds } from './concerns.ts'
import { entriesOf, type ReportEntry } from './record.ts'

/** The order of the form, so that nothing is ranked. */
const triedItems = [
  'site_contacts',
  'line_manager',
  'business_area',
  'customer_contact',
  'supporters',
  'visit',
  'social_services',
  'health',
  'local_support',
  'other',
] as const satisfies readonly TriedItem[]

type Referral = Extract<ReportEntry, { kind: 'acssl_referral_made' }>

/** Referrals to an ACSSL by district, and how many were sent without CEAST as urgent (ME ¶12, VR ¶21, D12). */
export const acsslByDistrict: Measure = record => {
  const referrals = entriesOf(record, 'acssl_referral_made')
  const urgent = referrals.filter(referral => referral.breakGlass !== undefined).length
  return {
    of: referrals.length,
    figures: [
      ...districtsOf(referrals).map(
        ({ district, theirs }): Count => ({
          what: 'referrals',
          district,
          count: theirs.length,
        }),
      ),
      { what: 'without_ceast', count: urgent, of: referrals.length },
    ],
  }
}

/** Themes that come back (ME ¶12): the kinds of concern on the cases referred, by district and service line. */
export const acsslThemes: Measure = record => {
  const referrals = entriesOf(record, 'acssl_referral_made')
  return {
    of: referrals.length,
    figures: districtsOf(referrals).flatMap(({ district, theirs }) =>
      [...new Set(theirs.map(referral => referral.serviceLine))].sort().flatMap(line =>
        concernKinds.flatMap((kind): Count[] => {
          const onLine = theirs.filter(referral => referral.serviceLine === line)
          const count = onLine.filter(referral => referral.concernKinds?.includes(kind)).length
          return count === 0 ? [] : [{ what: kind, line, district, count, of: onLine.length }]
        }),
      ),
    ),
  }
}

/** Referrals by the site they come from: a site that comes back is one whose capability to build (ME ¶12, R18). */
export const acsslBySite: Measure = record => {
  const referrals = entriesOf(record, 'acssl_referral_made')
  return {
    of: referrals.length,
    figures: sitesOf(referrals).map(
      ({ place: site, theirs }): Count => ({ what: 'referrals', site, count: theirs.length }),
    ),
  }
}

/** What had been tried, by site, each thing as it was ticked (ME ¶12, R18). Of a site and never of a person. */
export const acsslTriedBySite: Measure = record => {
  const referrals = entriesOf(record, 'acssl_referral_made')
  return {
    of: referrals.length,
    figures: sitesOf(referrals).flatMap(({ place: site, theirs }) => {
      const counts = triedItems.flatMap((item): Count[] => {
        const count = theirs.filter(referral => referral.triedItems?.includes(item)).length
        return count === 0 ? [] : [{ what: item, site, count, of: theirs.length }]
      })
      const none = theirs.filter(referral => (referral.triedItems ?? []).length === 0).length
      return none === 0
        ? counts
        : [...counts, { what: 'nothing_ticked', site, count: none, of: theirs.length }]
    }),
  }
}

const districtsOf = (referrals: readonly Referral[]) =>
  byPlace(referrals, ({ district }) => district).map(({ place, theirs }) => ({ district: place, theirs }))

const sitesOf = (referrals: readonly Referral[]) => byPlace(referrals, ({ site = '' }) => site)

/** By place, in alphabetical order: typed with other capitals or spaces it is the same one. */
const byPlace = (
  referrals: readonly Referral[],
  placeOf: (referral: Referral) => string,
): { place: string; theirs: Referral[] }[] => {
  const found = new Map<string, { place: string; theirs: Referral[] }>()
  for (const referral of referrals) {
    const place = placeOf(referral).trim().replace(/\s+/g, ' ')
    const known = found.get(place.toLowerCase()) ?? { place, theirs: [] }
    known.theirs.push(referral)
    found.set(place.toLowerCase(), known)
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group)
}
