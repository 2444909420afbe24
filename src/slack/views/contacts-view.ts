import type { ModalView } from '@slack/types'
import type { LocalDate } from '../../calendar/dates.ts'
import { holdsName } from '../../settings/place-names.ts'
import type { Settings } from '../../settings/settings.ts'
import { linkOrNotSet, notSet } from '../link-words.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { verifiedWords } from '../verified-words.ts'
import { cutList } from './cut-list.ts'

const most = 15
const wayToMore = 'Add an area or a site, as in `/concern contacts Access to Work`'

/**
 * Contacts by business area (ME ¶11), sites with their champion and plan (ME ¶8, ¶9), and partners (ME ¶13). `wanted` is an
 * area, a site or a District, or nothing; what matches nothing shows everything.
 */
export const contactsView = (settings: Settings, wanted: string, today: LocalDate): ModalView => {
  const filtered = {
    contacts: settings.contacts.filter(({ area, name }) => holdsName([area, name], wanted)),
    sites: settings.sites.filter(({ name }) => holdsName([name], wanted)),
    partners: settings.partners.filter(({ name, district, what }) =>
      holdsName([name, district, what], wanted),
    ),
  }
  const isMissed = Object.values(filtered).every(list => list.length === 0)
  const { contacts, sites, partners } = isMissed ? settings : filtered
  const isAll = isMissed || wanted === ''
  const part = (title: string, passages: Passage[]): Passage[] =>
    passages.length > 0
      ? [{ rule: true }, { strong: title }, ...passages]
      : isAll
        ? [{ rule: true }, { strong: title }, { say: notSet }]
        : []
  return showView({ title: 'Contacts', close: 'Close' }, [
    { strong: 'If anyone is in immediate danger, ring 999 now.' },
    ...(isMissed && wanted !== ''
      ? [{ say: 'Nothing is listed under what you typed. This is all there is.' }]
      : []),
    ...part('By business area (ME ¶11)', cutList(contacts, most, wayToMore, contactPassages)),
    ...part('Sites (ME ¶8, ¶9)', cutList(sites, most, wayToMore, sitePassages)),
    ...part(
      'Partner organisations, kept by the ACSSLs (ME ¶13)',
      cutList(partners, most, wayToMore, partner => [{ say: partnerWords(partner, today) }]),
    ),
  ])
}

const contactPassages = ({ area, name, phone, slackUser }: Settings['contacts'][number]): Passage[] => {
  const ways = [
    ...(phone === undefined ? [] : [phone]),
    ...(slackUser === undefined ? [] : [`<@${slackUser}>`]),
  ]
  return [{ say: `${area}: ${name}\n${ways.length > 0 ? ways.join(' · ') : `Number: ${notSet}`}` }]
}

const sitePassages = (site: Settings['sites'][number]): Passage[] => {
  const { name, sixPointPlan, vulnerableCustomerChampion: champion, phone } = site
  const lines = [
    name,
    `Vulnerable Customer Champion: ${champion === undefined ? notSet : `<@${champion}>`}`,
    ...(phone === undefined ? [] : [`Phone: ${phone}`]),
  ]
  return [{ say: lines.join('\n') }, linkOrNotSet(`Six Point Plan of ${name}`, sixPointPlan)]
}

const partnerWords = (partner: Settings['partners'][number], today: LocalDate): string =>
  [
    `${partner.name}, ${partner.district}`,
    partner.what,
    `Kept by <@${partner.owner}>. ${verifiedWords(partner.lastVerified, today)}`,
  ].join('\n')
