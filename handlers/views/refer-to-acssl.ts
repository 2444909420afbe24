import { formatDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { addWorkingDays } from '../../src/calendar/working-days.ts'
import { withHolidays } from '../../src/case/bank-holidays.ts'
import { notWithCeast } from '../../src/case/commands/ceast.ts'
import { daysOf } from '../../src/case/staff-days.ts'
import { standards } from '../../src/rules/standards.ts'
import {
  checkboxes,
  date,
  longText,
  type Option,
  optionsOf,
  select,
  text,
} from '../../src/slack/form-view.ts'
import { limits } from '../../src/slack/limits.ts'
import { triedItemWords } from '../../src/slack/record-words.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { isPlaceName, named } from '../../src/settings/place-names.ts'
import type { District, Site } from '../../src/settings/settings.ts'
import { caseForm, present } from '../form.ts'
import type { Opened } from '../opened.ts'

const isCeast = ({ actor }: Opened): boolean => actor.teams.includes('ceast')

/** A referral to the ACSSL of a district, with its review date (VR ¶21). CEAST sends it; others only when CEAST cannot be reached (D12). */
export const referToAcssl = caseForm({
  command: 'refer_to_acssl',
  title: 'Refer to ACSSL',
  submit: 'Send referral',
  done: 'Referred to the ACSSL',
  notNow: o => (isCeast(o) ? notWithCeast(o.case) : undefined),
  intro: o => (isCeast(o) ? forCeast : forOthers),
  fields: o => ({
    breakGlass: longText({
      label: 'Why could CEAST not be asked first?',
      hint: 'Why it is urgent, and how you tried to reach CEAST.',
      ...(isCeast(o) ? { optional: true as const } : { missing: 'Enter why CEAST could not be asked first' }),
    }),
    district: districtField(o.settings.districts),
    need: longText({
      label: 'What is needed from the ACSSL?',
      hint: 'For example, liaison with Social Services, the Local Authority, the police or local support networks.',
      missing: 'Enter what is needed from the ACSSL',
    }),
    site: siteField(o.settings.sites),
    triedItems: checkboxes({
      label: 'What has been tried?',
      hint: 'Counted by site, so that an ACSSL sees what a site could do more of. Never by person.',
      optional: true,
      options: optionsOf(triedItemWords),
    }),
    tried: longText({ label: 'What was tried, in words', optional: true }),
    reviewOn: date({
      label: 'Review date',
      hint: `You set the date. Five working days ahead is ${formatDate(suggestedReview(o))} (a Safehold suggestion, not DWP guidance).`,
      missing: 'Enter the review date',
    }),
  }),
  hides: o => (isCeast(o) ? ['breakGlass'] : []),
  toCommand: ({ district, site, need, triedItems, tried, reviewOn, breakGlass }, o, seal) => {
    if (!isPlaceName(district))
      return { errors: { district: 'Group or District must be its name only, in 60 letters or fewer' } }
    const known = siteOf(site, o.settings.sites)
    if (site !== undefined && known === undefined)
      return { errors: { site: 'Site must be its name only, in 60 letters or fewer' } }
    return {
      kind: 'refer_to_acssl',
      district,
      need: seal('ACSSL need', need),
      reviewOn,
      triedItems,
      ...present({
        site: known,
        tried: seal('tried so far', tried),
        breakGlass: seal('why not CEAST', breakGlass),
      }),
    }
  },
})

const suggestedReview = ({ now, staff, case: c }: Opened) =>
  addWorkingDays(
    localDateOf(now),
    standards.acsslReviewSuggestedWorkingDays,
    withHolidays(daysOf({ team: 'acssl' }, staff), c, now),
  )

/** The one answer that is not sealed. Typed, where no districts are set. */
const districtField = (districts: readonly District[]) =>
  districts.length === 0
    ? text({
        label: 'Group or District',
        hint: 'The name of the Group or District only. It is kept in the record as it is.',
        missing: 'Enter the Group or District',
      })
    : select({
        label: 'District',
        missing: 'Select the District, or that it is not in the list',
        // The settings may have changed since the form was opened, and a referral must not fail for that.
        changing: true,
        options: districtOptions(districts),
      })

/** The referral must be made whether or not somebody has set its district (VR ¶21). */
const districtOptions = (districts: readonly District[]): Option[] => [
  ...districts.map(({ name, group }) => ({ value: name, label: name, description: group })),
  {
    value: 'District not listed',
    label: 'Not in this list',
    description: 'Goes to the common ACSSL channel',
  },
]

/** More would not fit into one list of Slack's, which also says "Not in this list". */
const mostListed = limits.selectOptions - 1

/** The office, not who works there. Left blank by whoever does not know it. */
const siteField = (sites: readonly Site[]) =>
  sites.length === 0 || sites.length > mostListed
    ? text({
        label: 'Site',
        hint: 'The name of the office only. It is kept in the record as it is.',
        optional: true,
      })
    : select({
        label: 'Site',
        optional: true,
        // The settings may have changed since the form was opened, and a referral must not fail for that.
        changing: true,
        options: siteOptions(sites),
      })

const siteOptions = (sites: readonly Site[]): Option[] => [
  ...sites.map(({ name }) => ({ value: name, label: name })),
  { value: 'Site not listed', label: 'Not in this list' },
]

/** A site by the name that is set for it, or as it is where it could be the name of one. */
const siteOf = (typed: string | undefined, sites: readonly Site[]): string | undefined =>
  typed === undefined ? undefined : (named(sites, typed)?.name ?? (isPlaceName(typed) ? typed : undefined))

const maySayLess: Passage = {
  say: 'An ACSSL supports when all other avenues have been exhausted (ME ¶12). If you leave “What has been tried?” blank the referral still goes, and the ACSSL will ask you.',
}

const forCeast: Passage[] = [
  { say: 'Wherever further guidance or support is needed, a referral must be made (VR ¶21).' },
  maySayLess,
]

const forOthers: Passage[] = [
  {
    strong:
      'Ask CEAST first. Use this form only if it is urgent and CEAST cannot be reached (ME ¶15, VR ¶21).',
  },
  { say: 'CEAST is told at once that you referred without it. Your reason is kept in the record.' },
  maySayLess,
]
