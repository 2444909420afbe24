import type { ModalView } from '@slack/types'
import type { LocalDate } from '../../calendar/dates.ts'
import { holdsName } from '../../settings/place-names.ts'
import type { District, Settings } from '../../settings/settings.ts'
import { linkPassage, notSet } from '../link-words.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { verifiedWords } from '../verified-words.ts'
import { cutList, matching } from './cut-list.ts'

const most = 40

/** The way to the ACSSL of each District (ME ¶12, VR ¶21). `wanted` is a District or Group, or nothing. */
export const acsslView = (settings: Settings, wanted: string, today: LocalDate): ModalView => {
  const { shown, isMissed } = matching(settings.districts, wanted, ({ name, group }) =>
    holdsName([name, group], wanted),
  )
  return showView({ title: 'ACSSLs by District', close: 'Close' }, [
    {
      say: 'CEAST sends a referral to an ACSSL (ME ¶15). If it is urgent and CEAST cannot be reached, open the case and choose Refer to ACSSL.',
    },
    linkPassage(settings.links, 'acsslPage'),
    { rule: true },
    ...(isMissed ? [{ say: 'No District or Group of that name is set.' }] : []),
    ...(shown.length === 0
      ? [{ say: `Districts: ${notSet}. Referrals go to the one ACSSL channel that all share.` }]
      : cutList(shown, most, 'Add a District or Group, as in `/concern acssl North`', district => [
          { say: districtWords(district, today) } satisfies Passage,
        ])),
  ])
}

const districtWords = (district: District, today: LocalDate): string => {
  const { name, group, acsslChannel, deputy, lastVerified } = district
  return [
    `${name}, in the Group ${group}`,
    `ACSSL channel: ${acsslChannel === undefined ? 'none of its own, the one that all share is used' : `<#${acsslChannel}>`}`,
    `Deputy: ${deputy === undefined ? notSet : `<@${deputy}>`}`,
    verifiedWords(lastVerified, today),
  ].join('\n')
}
