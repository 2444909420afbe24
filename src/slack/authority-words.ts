import type { Nation } from '../calendar/bank-holidays.ts'
import type { LocalDate } from '../calendar/dates.ts'
import { plainName, sharesName } from '../settings/place-names.ts'
import { postcodeOf } from '../settings/postcodes.ts'
import type { Authority, Settings } from '../settings/settings.ts'
import { notSet } from './link-words.ts'
import type { Passage, Press } from './passage.ts'
import { clip } from './text.ts'
import { verifiedWords } from './verified-words.ts'
import { cutList } from './views/cut-list.ts'
import { authorityKindWords, nationWords } from './words.ts'

/** Where a customer is, as far as it is known to whoever looks. */
export type Place = { area?: string | undefined; nation?: Nation | undefined }

export const authoritiesAction = 'authorities'

/** What the button carries where the nation is not known. Never the area: a button's value is no place for it. */
export const anyNation = 'any'

const most = 5

/** One authority: what it is, for where, its phone number and when somebody last made sure of it. */
export const authorityWords = (authority: Authority, today: LocalDate): string =>
  [
    authority.name,
    `${authorityKindWords[authority.kind]} · ${nationWords[authority.nation]} · ${clip(authority.areas.join(', '), 300)}`,
    `Phone: ${authority.phone ?? notSet}`,
    verifiedWords(authority.lastVerified, today),
  ].join('\n')

/**
 * The authorities that are listed for where a customer is, for a person to choose from, with the way to the whole list
 * (ME ¶3, R6). Safehold contacts none of them.
 */
export const suggestedAuthorities = (
  { authorities }: Pick<Settings, 'authorities'>,
  { area, nation }: Place,
  today: LocalDate,
): Passage[] => {
  if (authorities.length === 0) return [{ say: `Authorities where the customer is: ${notSet}` }]
  const button = wholeList(nation)
  if (area === undefined)
    return [
      { say: 'It is not known here where the customer is, so no authority is suggested (ME ¶3).', button },
    ]
  const found = authorities.filter(
    one => (nation === undefined || one.nation === nation) && isListedFor(one, area),
  )
  if (found.length === 0)
    return [
      {
        say: `No authority is listed for where the customer is${nation === undefined ? '' : `, in ${nationWords[nation]}`}. Choose one from the whole list (ME ¶3).`,
        button,
      },
    ]
  return [
    { strong: 'Authorities where the customer is (ME ¶3)' },
    { say: 'You choose, and you contact them: Safehold contacts nobody.', button },
    ...cutList(found, most, 'Open the whole list', authority => [{ say: authorityWords(authority, today) }]),
  ]
}

const wholeList = (nation: Nation | undefined): Press => ({
  label: 'All authorities',
  action: authoritiesAction,
  value: nation ?? anyNation,
  says: nation === undefined ? 'All authorities' : `All authorities in ${nationWords[nation]}`,
})

/** A district is that district and no other; a name may be written with more or fewer words. */
const isListedFor = ({ name, areas }: Authority, area: string): boolean => {
  const postcode = postcodeOf(area)
  return postcode === undefined
    ? [name, ...areas].some(one => sharesName(one, area))
    : areas.some(one => plainName(one) === plainName(postcode.district))
}
