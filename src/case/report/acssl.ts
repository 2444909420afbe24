import type { Count, Measure } from './figure.ts'
import { concernKinds } from './concerns.ts'
import { entriesOf, type ReportEntry } from './record.ts'

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

/** By district, in alphabetical order: typed with other capitals or spaces it is the same one. */
const districtsOf = (referrals: readonly Referral[]): { district: string; theirs: Referral[] }[] => {
  const found = new Map<string, { district: string; theirs: Referral[] }>()
  for (const referral of referrals) {
    const district = referral.district.trim().replace(/\s+/g, ' ')
    const known = found.get(district.toLowerCase()) ?? { district, theirs: [] }
    known.theirs.push(referral)
    found.set(district.toLowerCase(), known)
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group)
}
