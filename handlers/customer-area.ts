import { localDateOf } from '../src/calendar/london.ts'
import { type Case, nationOf } from '../src/case/case.ts'
import { areaLabel } from '../src/case/event-texts.ts'
import { readableTextsOf, sightOf } from '../src/case/readable-texts.ts'
import type { Settings } from '../src/settings/settings.ts'
import { customerAreaOf } from '../src/settings/customer-area.ts'
import { suggestedAuthorities } from '../src/slack/authority-words.ts'
import { text } from '../src/slack/form-view.ts'
import type { Passage } from '../src/slack/passage.ts'
import type { FieldErrors } from './form-values.ts'
import type { FormCase } from './form.ts'

const label = 'Local authority or postcode district'

/** Where the customer is (ME ¶3, R6). Left blank by whoever is not sure. */
export const areaField = () =>
  text({
    label,
    hint: 'Where the customer is, such as Leeds or LS1. Leave blank if you are not sure. Of a whole postcode only the first half is kept.',
    optional: true,
  })

/** As it is sealed: a whole postcode is cut to its district first, and what is no place is not kept. */
export const keptArea = (typed: string | undefined): string | undefined =>
  typed === undefined ? undefined : customerAreaOf(typed)

const isNoPlace = (typed: string | undefined): boolean =>
  typed !== undefined && customerAreaOf(typed) === undefined

/** Beside the field, in a form that can wait for another answer. */
export const areaFault = (typed: string | undefined): FieldErrors =>
  isNoPlace(typed)
    ? { area: `${label} must be the name of a place, or the first half of a postcode such as LS1` }
    : {}

/** A concern is never kept waiting for it: it is recorded without, and the person is told so. */
export const areaLeftOut = (typed: string | undefined): Passage[] =>
  isNoPlace(typed)
    ? [
        {
          strong: `Not kept: what you entered under “${label}”.`,
        },
        {
          say: 'It is neither the name of a place nor a postcode. Everything else is recorded. To give it, choose Add a concern.',
        },
      ]
    : []

/** Authorities for what whoever declared danger has just said, under 999: nothing stands before that call (ME ¶3). */
export const authoritiesFor = (
  area: string | undefined,
  settings: Settings,
  { lastChange }: Pick<Case, 'lastChange'>,
): Passage[] => suggestedAuthorities(settings, { area }, localDateOf(lastChange.at))

/** Authorities for where the customer is, in a form from which somebody may turn to one (ME ¶3). It needs the area's text. */
export const authoritiesHere = ({ case: c, actor, texts, settings, now }: FormCase): Passage[] => {
  const isTheirs = readableTextsOf(c, actor, []).some(({ text: id }) => id === c.area?.text)
  const area = c.area && isTheirs ? texts[c.area.text] : undefined
  const nation = sightOf(c, actor) === 'all' ? nationOf(c) : undefined
  return [
    ...(area === undefined ? [] : [{ label: areaLabel, quote: area }]),
    ...suggestedAuthorities(settings, { area, nation }, localDateOf(now)),
  ]
}
