import { z } from 'zod'
import type { Team } from '../case/people.ts'
import type { Ending } from '../case/retention.ts'
import { serviceLines } from '../case/service-lines.ts'
import { isPlaceName } from './place-names.ts'
import { appId, channelId, day, entry, link, listOf, phone, slackUser, words } from './values.ts'

const optional = z.exactOptional

const nation = z.enum(
  ['england-and-wales', 'scotland', 'northern-ireland'],
  'england-and-wales, scotland or northern-ireland',
)

/** Days on which offices are closed besides weekends and bank holidays. */
const closures = listOf('dates', day, 100)

const placeName = 'a place name of at most 60 letters, without figures'
const place = z.string(placeName).trim().refine(isPlaceName, placeName)

/** The two documents (ME head, VR head): where they are, and when somebody looks at them again. */
const document = entry({ link: optional(link), reviewBy: optional(day) })

/** The pages that the guidance leads on to. */
const links = entry({
  alternativeEnquiry: optional(link),
  disclosingForSafeguarding: optional(link),
  acsslPage: optional(link),
  operationalDeliveryTeam: optional(link),
  escalationRoutes: optional(link),
  coreVisits: optional(link),
  stoppingPayments: optional(link),
})

const site = entry({
  name: words('the name of the site'),
  /** The local plan itself, never our copy of it (ME ¶9). */
  sixPointPlan: optional(link),
  vulnerableCustomerChampion: optional(slackUser),
  phone: optional(phone),
})

const step = entry({
  title: words('the title of the step'),
  text: words('what is done', 1000),
  who: words('who does it'),
})

const contact = entry({
  area: words('the business area'),
  name: words('a name or a role'),
  phone: optional(phone),
  slackUser: optional(slackUser),
})

const authority = entry({
  name: words('the name of the authority'),
  kind: z.enum(
    ['police', 'crisis_team', 'social_services', 'other'],
    'police, crisis_team, social_services or other',
  ),
  nation,
  areas: listOf('local authorities or postcode districts', words('a local authority or postcode district'))
    // Without an area nobody would find it.
    .min(1, 'a list of at least one local authority or postcode district'),
  phone: optional(phone),
  lastVerified: day,
})

const partner = entry({
  name: words('the name of the partner organisation'),
  what: words('what it does', 300),
  district: place,
  owner: slackUser,
  lastVerified: day,
})

const district = entry({
  name: place,
  group: place,
  acsslChannel: optional(channelId),
  deputy: optional(slackUser),
  lastVerified: day,
})

const serviceLineIds = serviceLines.map(({ id }) => id).filter(id => id !== 'not_sure')

/** A service line that has agreed in writing to do without the e-mail of VR ¶4 and ¶5 (F17). */
const agreement = entry({
  serviceLine: z.enum(serviceLineIds, `one of ${serviceLineIds.join(', ')}`),
  agreedBy: words('who agreed in writing'),
  agreedOn: day,
})

/** What a team has in place of the calendar of everybody (D4, F8). */
const teamCalendar = entry({ nation: optional(nation), closures: optional(closures) })

const months = z
  .number('a whole number of months from 1 to 1200')
  .int('a whole number of months from 1 to 1200')
  .min(1, 'a whole number of months from 1 to 1200')
  .max(1200, 'a whole number of months from 1 to 1200')

/** For how many months after closing a case is kept, by how it ended. What is left out is never erased. */
const retention = entry({
  noConcern: optional(months),
  concernConfirmed: optional(months),
  died: optional(months),
} satisfies Record<Ending, unknown>)

/** The file that SAFEHOLD_CONFIG names. Everything may be left out, and is then shown as not set. */
export const settingsSchema = entry({
  /** Whose bank holidays staff have, unless their team has its own (D4). */
  staffNation: nation.default('england-and-wales'),
  closures: closures.default([]),
  teamCalendars: entry({
    spoc: optional(teamCalendar),
    visiting: optional(teamCalendar),
    ceast: optional(teamCalendar),
    acssl: optional(teamCalendar),
    leads: optional(teamCalendar),
  } satisfies Record<Team, unknown>).default({}),
  guidance: entry({ ME: optional(document), VR: optional(document) }).default({}),
  links: links.default({}),
  sites: listOf('sites', site, 1000).default([]),
  fourSteps: optional(z.array(step, 'a list of the four steps').length(4, 'a list of exactly four steps')),
  contacts: listOf('contacts', contact).default([]),
  authorities: listOf('authorities', authority, 1000).default([]),
  partners: listOf('partners', partner).default([]),
  // A Slack list holds a hundred choices, and one is "Not in this list".
  districts: listOf('districts', district, 99).default([]),
  /** Told in place of a line manager who is not named or does not answer (R4, F14). */
  dutyContact: optional(slackUser),
  /** Whose settled members confirm a release (F3). */
  releaseConfirmers: z.enum(['ceast', 'ceast_and_leads'], 'ceast or ceast_and_leads').default('ceast'),
  /** Private channels of other CEAST teams whose settled members may confirm a release, and nothing else (F3). */
  otherCeastChannels: listOf('Slack channel ids', channelId, 20).default([]),
  /** Apps besides Safehold that may be in the teams' channels: their ids, or those of their accounts. */
  allowedApps: listOf('app ids', appId, 20).default([]),
  emailAgreedOff: listOf('agreements', agreement).default([]),
  phones: entry({ spoc: optional(phone), ceast: optional(phone) }).default({}),
  retention: retention.default({}),
})
