import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'
import { nothingSet, type Settings } from '../../src/settings/settings.ts'
import { acsslView } from '../../src/slack/views/acssl-view.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import { contactsView } from '../../src/slack/views/contacts-view.ts'
import { guidanceView } from '../../src/slack/views/guidance-view.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { mrkdwnIn } from './hostile-text.ts'

const today = '2026-11-30'
const lastVerified = '2026-09-01'
const example = readSettings('safehold.config.example.json')
const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it

type View = (settings: Settings, wanted: string, today: string) => object
const views: Record<string, View> = {
  guidance: (settings, _wanted, day) => guidanceView(settings, day),
  contacts: contactsView,
  acssl: acsslView,
  authorities: authoritiesView,
}

/** The words of a view, after checking that Slack takes it. */
const wordsOf = (view: object): string => {
  expect(viewProblems(fields(view))).toEqual([])
  expect(isViewTooLarge(fields(view))).toBe(false)
  return mrkdwnIn(view).join('\n')
}

const long = (most: number) => 'Æ&<'.repeat(most).slice(0, most)
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))
const to = `https://a.example/?${'&'.repeat(380)}`
/** As much of everything as the settings take, and of the worst kind. */
const full: Settings = {
  ...example,
  fourSteps: many(4, () => ({ title: long(100), text: long(1000), who: long(100) })),
  contacts: many(500, i => ({ area: `${long(90)}${i}`, name: long(100), phone: '020 7946 0018' })),
  sites: many(1000, i => ({ name: `${long(90)}${i}`, sixPointPlan: to, phone: '020 7946 0018' })),
  partners: many(500, i => ({
    name: `${long(90)}${i}`,
    what: long(300),
    district: 'North',
    owner: 'U0WBLEOMA1',
    lastVerified,
  })),
  districts: many(99, i => ({
    name: `N${'o'.repeat(i % 55)}`,
    group: 'x'.repeat(60),
    acsslChannel: 'C0WBACSSL1',
    lastVerified,
  })),
  authorities: many(1000, i => ({
    name: `${long(90)}${i}`,
    kind: 'social_services' as const,
    nation: 'scotland' as const,
    areas: many(500, () => long(100)),
    lastVerified,
  })),
}

describe.each(Object.entries(views))('/concern %s', (_verb, view) => {
  it('is within the limits with nothing set, with the example and with all there can be', () => {
    for (const settings of [nothingSet, example, full])
      for (const wanted of ['', 'no such place', 'North'])
        expect(wordsOf(view(settings, wanted, today))).not.toBe('')
  })

  it('without settings says that it is not set and whom to ask, and links nothing (R12)', () => {
    const words = wordsOf(view(nothingSet, '', today))
    expect(words).toContain('Not set. Ask your team lead')
    expect(words).not.toContain('https://')
  })

  it('never repeats what was typed', () => {
    expect(wordsOf(view(example, 'Wren Marsh of ZZ9', today))).not.toContain('Wren')
  })
})

describe('/concern guidance (R1, R12, R16)', () => {
  it('shows both documents with their dates, and that they are not current law or policy', () => {
    const words = wordsOf(guidanceView(nothingSet, today))
    for (const part of [
      'These are not current law or policy',
      'ME: Managing and escalating an Advanced Customer Support concern',
      'Last modified 8 June 2023.',
      'VR: Visiting Referrals: DWP Visiting for Access to Work customers',
      'Last modified 20 October 2022.',
      'Review date: Not set. Ask your team lead',
      'Open ME: Not set. Ask your team lead',
    ])
      expect(words).toContain(part)
  })

  it.each([
    ['2023-10-20', 0],
    ['2023-10-21', 1],
    ['2024-06-07', 1],
    ['2024-06-08', 2],
  ])('on %s warns of %i documents older than 12 months, as a Safehold default', (day, warnings) => {
    const warned = wordsOf(guidanceView(nothingSet, day)).match(
      /OLDER THAN 12 MONTHS \(Safehold default, not DWP guidance\)/g,
    )
    expect(warned ?? []).toHaveLength(warnings)
  })

  it('links the documents and the register, and says when a review is due or late', () => {
    const words = wordsOf(guidanceView(example, today))
    expect(words).toContain('<https://intranet.example/acs/managing-and-escalating|Open ME>')
    expect(words).toContain('<https://intranet.example/alternative-enquiry|Alternative Enquiry (ME ¶6)>')
    expect(words).toContain('Stopping Payments (ACS Hub, not in these documents)')
    expect(words).toContain('To be reviewed by 8 June 2027')
    expect(words).not.toContain('THAT DAY HAS PASSED')
    expect(wordsOf(guidanceView(example, '2027-06-09'))).toContain('8 June 2027: THAT DAY HAS PASSED')
  })

  it('shows the four steps where they are set, and makes none up where they are not', () => {
    expect(wordsOf(guidanceView(example, today))).toContain(
      '4. Fourth made-up step\nCopy the fourth step from your Escalation Routes page.\nWho: Whoever',
    )
    const without = wordsOf(guidanceView(nothingSet, today))
    expect(without).toContain('Not supplied.')
    expect(without).not.toMatch(/^1\. /m)
  })
})

describe('/concern contacts (R14, R15, R17, R19)', () => {
  it('has contacts by area, sites with champion and plan, and partners with their owner', () => {
    const words = wordsOf(contactsView(example, '', today))
    for (const part of [
      'Access to Work: Safeguarding support desk\n020 7946 0042 · <@U0WBERINS1>',
      'Made Up House\nVulnerable Customer Champion: <@U0WBAMIRA1>\nPhone: 020 7946 0018',
      '<https://intranet.example/sites/made-up-house/six-point-plan|Six Point Plan of Made Up House>',
      'Made Up Advice Centre, Made Up District\nDebt and housing advice on the same day\nKept by <@U0WBLEOMA1>. Last verified 1 September 2026',
    ])
      expect(words).toContain(part)
  })

  it('shows the area or site that is named, in any capitals, or everything if there is none', () => {
    const area = wordsOf(contactsView(example, 'universal CREDIT', today))
    expect(area).toContain('Complex needs adviser')
    expect(area).not.toMatch(/Safeguarding support desk|Made Up House|Not set/)
    const site = wordsOf(contactsView(example, 'nowhere', today))
    expect(site).toContain('Six Point Plan of Nowhere Street')
    expect(site).not.toContain('Made Up House')
    const none = wordsOf(contactsView(example, 'Atlantis', today))
    expect(none).toContain('Nothing is listed under what you typed. This is all there is.')
    expect(none).toContain('Made Up House')
  })

  it('a long list is cut with a count and the way to the rest', () => {
    expect(wordsOf(contactsView(full, '', today))).toContain('And 985 more. Add an area or a site')
  })
})

describe('/concern acssl (R18, ME ¶12)', () => {
  const words = (wanted = '', day = today) => wordsOf(acsslView(example, wanted, day))

  it('has the District, its Group, its channel, its deputy and when it was verified', () => {
    expect(words()).toContain(
      'Made Up District, in the Group Made Up Group\nACSSL channel: <#C0WBACSSL1>\nDeputy: <@U0WBMAYAF1>\nLast verified 1 September 2026',
    )
    expect(words()).toContain('ACSSL channel: none of its own, the one that all share is used')
    expect(words()).toContain('CEAST sends a referral to an ACSSL (ME ¶15).')
  })

  it('shows the District or Group that is named', () => {
    expect(words('nowhere')).not.toContain('Made Up District')
    expect(words('made up group')).toContain('Nowhere District')
    expect(words('Atlantis')).toContain('No District or Group of that name is set.')
  })

  it('warns after 90 days, as a Safehold default, and of a day still to come', () => {
    expect(words('', '2026-11-30')).not.toContain('MORE THAN 90 DAYS')
    expect(words('', '2026-12-01')).toContain('MORE THAN 90 DAYS AGO (Safehold default)')
    expect(words('', '2026-08-31')).toContain('THAT DAY IS STILL TO COME')
  })
})

describe('/concern authorities (R6, ME ¶3)', () => {
  const words = (wanted = '') => wordsOf(authoritiesView(example, wanted, today))

  it('leaves the choice and the contact to people, with 999 first', () => {
    const [first, second] = words().split('\n')
    expect(first).toBe('*If anyone is in immediate danger, ring 999 now (ME ¶3).*')
    expect(second).toContain('You choose, and you contact them: Safehold contacts nobody.')
    expect(words()).toContain(
      'Made Up Borough Council adult social care\nSocial Services · England or Wales · Made Up Borough, ZZ1, ZZ2\nPhone: 01632 960018\nLast verified 1 September 2026',
    )
  })

  it.each([
    ['made up borough', ['adult social care', 'Made Up Police'], ['Nowhere crisis team']],
    ['zz9', ['Nowhere crisis team'], ['adult social care', 'Made Up Police']],
    ['ZZ1', ['adult social care'], ['Made Up Police', 'Nowhere crisis team']],
    [
      'ZZ1 1ZZ',
      ['adult social care', 'Only the first half of the postcode was used'],
      ['Nowhere crisis team'],
    ],
    ['ZZ12', ['Nothing is listed under that place', 'Nowhere crisis team'], []],
  ])('for %s', (wanted, has, hasNot) => {
    for (const part of has) expect(words(wanted)).toContain(part)
    for (const part of hasNot) expect(words(wanted)).not.toContain(part)
  })
})
