import type {
  Authority,
  Consent,
  DataItem,
  LearningItem,
  LearningSource,
} from '../case/disclosure-and-learning.ts'
import type { TriedItem } from '../case/ceast-entries.ts'
import type { Disclosure } from '../case/disclosure-and-learning.ts'
import type { AwardStatus, ConcernSource, Restriction } from '../case/intake-entries.ts'

/** How the worry came up (ME ¶7). */
export const concernSourceWords: Record<ConcernSource, string> = {
  customer: 'In contact with the customer',
  third_party: 'From somebody else',
  record: 'Looking at a claim or record',
}

/** What is known of the award (F2). */
export const awardStatusWords: Record<AwardStatus['status'], string> = {
  applying: 'Applying',
  in_payment: 'In payment',
  stopped: 'Already suspended or stopped',
  not_known: 'Not known',
}

export const restrictionWords: Record<Restriction['why'], string> = {
  child: 'A child is involved',
  colleague: 'The customer is a colleague',
  other: 'Another reason',
}

/** What was tried before an ACSSL is asked (ME ¶12). */
export const triedItemWords: Record<TriedItem, string> = {
  site_contacts: 'The Vulnerable Customer Champion or others at the site',
  line_manager: 'A line manager',
  business_area: 'Support within the business area',
  customer_contact: 'Contact with the customer',
  supporters: 'Next of kin, appointee or others who support the customer',
  visit: 'A visit',
  social_services: 'Social Services or the Local Authority',
  health: 'A doctor, nurse or other health professional',
  local_support: 'Local support networks',
  other: 'Something else',
}

/** Whom a person may have told (ME ¶3; VR ¶20). */
export const authorityWords: Record<Authority, string> = {
  police: 'Police',
  ambulance: 'Ambulance',
  crisis_team: 'Local crisis support team',
  social_services: 'Social Services',
  health_professional: 'Health professional',
  other: 'Somebody else',
}

/** Ticked one by one: there is no "everything" (ME ¶6). */
export const dataItemWords: Record<DataItem, string> = {
  name: 'Name',
  address: 'Address, or where the person is',
  contact_details: 'Phone or e-mail',
  date_of_birth: 'Date of birth',
  number: 'National Insurance number',
  what_was_said: 'What was said, seen or read',
  health: 'Health',
  household: 'Family or household',
  benefit: 'Benefit and award',
  other: 'Something else',
}

export const disclosureChannelWords: Record<Disclosure['channel'], string> = {
  phone: 'Phone',
  email: 'E-mail',
  in_person: 'In person',
  letter: 'Letter',
  other: 'Another way',
}

/** Why there was no consent, where there was none. */
export const consentWords: Record<Consent, string> = {
  given: 'The person agreed',
  cannot_be_given: 'The person cannot agree',
  not_reasonable_to_ask: 'It was not reasonable to ask in the time',
  asking_would_raise_risk: 'Asking would raise the risk',
}

export const learningSourceWords: Record<LearningSource, string> = {
  staff: 'A colleague',
  ipr: 'Internal Process Review',
  pfd: 'Prevention of future deaths report',
  sab: 'Safeguarding Adults Board',
  ice: 'Independent Case Examiner',
  complaint: 'A complaint',
}

export const learningThemeWords: Record<LearningItem['theme'], string> = {
  contact: 'Contact with the customer',
  visits: 'Visits',
  decision: 'The decision on the award',
  records: 'Records and notes',
  waiting: 'Waiting',
  guidance: 'Guidance',
  system: 'A system',
  other: 'Something else',
}
