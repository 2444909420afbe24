import type { LinkName, Settings } from '../settings/settings.ts'
import type { Passage } from './passage.ts'

/** Shown in place of anything that an office has not set: never a dead link (R12). */
export const notSet = 'Not set. Ask your team lead'

/** The pages that the guidance leads on to, by its own names, and where it names them. */
const linkWords: Record<LinkName, { label: string; named: string }> = {
  alternativeEnquiry: { label: 'Alternative Enquiry', named: 'ME ¶6' },
  disclosingForSafeguarding: { label: 'Disclosing personal data for safeguarding', named: 'VR ¶15' },
  acsslPage: { label: 'ACSSL page', named: 'VR ¶21' },
  operationalDeliveryTeam: { label: 'ACS Operational Delivery Team', named: 'ME ¶14' },
  escalationRoutes: { label: 'ACS Escalation Routes', named: 'ME ¶10' },
  coreVisits: { label: 'Overview of core visits', named: 'VR ¶1' },
  stoppingPayments: { label: 'Stopping Payments', named: 'ACS Hub, not in these documents' },
}

/** One page of the register: the way to it, or that it is not set. */
export const linkPassage = (links: Settings['links'], name: LinkName): Passage => {
  const { label, named } = linkWords[name]
  return linkOrNotSet(`${label} (${named})`, links[name])
}

/** The whole register. */
export const linkPassages = (links: Settings['links']): Passage[] =>
  // The keys of linkWords, whose type Object.keys forgets.
  (Object.keys(linkWords) as LinkName[]).map(name => linkPassage(links, name))

export const linkOrNotSet = (label: string, to: string | undefined): Passage =>
  to === undefined ? { say: `${label}: ${notSet}` } : { link: label, to }
