import type { ModalView } from '@slack/types'
import type { Nation } from '../../calendar/bank-holidays.ts'
import type { LocalDate } from '../../calendar/dates.ts'
import { holdsName, plainName } from '../../settings/place-names.ts'
import { postcodeOf } from '../../settings/postcodes.ts'
import type { Settings } from '../../settings/settings.ts'
import { authorityWords } from '../authority-words.ts'
import { notSet } from '../link-words.ts'
import { showView } from '../modal.ts'
import { nationWords } from '../words.ts'
import { cutList, matching } from './cut-list.ts'

const most = 40

/**
 * Authorities by place, for a person to choose from (ME ¶3): Safehold contacts none. `wanted` is a local authority or a
 * postcode district, or nothing. Of a whole postcode only the first half is used: the rest could lead to a customer.
 */
export const authoritiesView = (
  settings: Settings,
  wanted: string,
  today: LocalDate,
  nation?: Nation,
): ModalView => {
  const inNation = settings.authorities.filter(one => nation === undefined || one.nation === nation)
  // Rather too many than none.
  const all = inNation.length === 0 ? settings.authorities : inNation
  const postcode = postcodeOf(wanted)
  const { shown, isMissed } = matching(all, wanted, ({ name, areas }) =>
    postcode === undefined
      ? holdsName([name, ...areas], wanted)
      : areas.some(area => plainName(area) === plainName(postcode.district)),
  )
  return showView({ title: 'Authorities', close: 'Close' }, [
    { strong: 'If anyone is in immediate danger, ring 999 now (ME ¶3).' },
    {
      say: 'You choose, and you contact them: Safehold contacts nobody. Which authority fits depends on the place and on what is happening (ME ¶3).',
    },
    ...(postcode?.isWhole
      ? [
          {
            say: 'Only the first half of the postcode was used. What follows a command may be kept in Slack’s own records: leave the second half out.',
          },
        ]
      : []),
    { rule: true },
    ...(nation === undefined || settings.authorities.length === 0
      ? []
      : [
          {
            say:
              inNation.length === 0
                ? `Nothing is listed in ${nationWords[nation]}. This is all there is.`
                : `Those in ${nationWords[nation]}.`,
          },
        ]),
    ...(isMissed ? [{ say: 'Nothing is listed under that place. This is all there is.' }] : []),
    ...(shown.length === 0
      ? [{ say: `Authorities: ${notSet}` }]
      : cutList(
          shown,
          most,
          'Add a local authority or the first half of a postcode, as in `/concern authorities LS1`',
          authority => [{ say: authorityWords(authority, today) }],
        )),
  ])
}
