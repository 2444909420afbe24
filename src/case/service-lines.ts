/** A benefit, with what differs between benefits. The guidance held here is written for Access to Work alone. */
export type ServiceLine = {
  id: ServiceLineId
  label: string
  /** VR ¶3: Access to Work has a Single Point of Contact. Lines without one are triaged by CEAST. */
  hasSpoc: boolean
  /** Only Access to Work holds may cite VR; elsewhere the hold is a Safehold default (F1). */
  holdCitesGuidance: boolean
  /** The records a note is put on by hand: DISC and ATWIS for Access to Work (VR ¶13). */
  systems: readonly string[]
}

export type ServiceLineId =
  | 'access_to_work'
  | 'universal_credit'
  | 'personal_independence_payment'
  | 'employment_and_support_allowance'
  | 'other'
  | 'not_sure'

const withoutSpoc = (id: ServiceLineId, label: string): ServiceLine => ({
  id,
  label,
  hasSpoc: false,
  holdCitesGuidance: false,
  systems: ['the benefit system'],
})

const lines: Record<ServiceLineId, ServiceLine> = {
  access_to_work: {
    id: 'access_to_work',
    label: 'Access to Work',
    hasSpoc: true,
    holdCitesGuidance: true,
    systems: ['DISC', 'ATWIS'],
  },
  universal_credit: withoutSpoc('universal_credit', 'Universal Credit'),
  personal_independence_payment: withoutSpoc(
    'personal_independence_payment',
    'Personal Independence Payment',
  ),
  employment_and_support_allowance: withoutSpoc(
    'employment_and_support_allowance',
    'Employment and Support Allowance',
  ),
  other: withoutSpoc('other', 'Another benefit'),
  not_sure: withoutSpoc('not_sure', 'Benefit not known'),
}

/** The service line with this id. */
export const serviceLine = (id: ServiceLineId): ServiceLine => lines[id]

/** Every service line, in the order the raise form lists them. */
export const serviceLines: readonly ServiceLine[] = Object.values(lines)
