import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { settingsSchema } from '../../src/settings/schema.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { staffDaysOf } from '../../src/settings/staff-calendars.ts'
import { settingsFile } from '../support/settings-file.ts'

const exampleFile = 'safehold.config.example.json'
const example = JSON.parse(readFileSync(exampleFile, 'utf8')) as object // its own test says what is in it

const fileWith = (content: unknown): string => settingsFile(content, onTestFinished)

const faultsOf = (content: unknown): string[] => {
  try {
    readSettings(fileWith(content))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.exitCode).toBe(2)
    const [head, ...faults] = error.message.split('\n')
    expect(head).toMatch(/^Safehold cannot start\. .*safehold\.config\.json/)
    return faults.length === 0 ? [head ?? ''] : faults.map(fault => fault.trim())
  }
  return []
}

describe('the settings file', () => {
  it('is not needed: then nothing is set, and nothing is made up (R12, R16)', () => {
    expect(readSettings(undefined)).toEqual(nothingSet)
    expect(nothingSet).toEqual({
      staffNation: 'england-and-wales',
      closures: [],
      teamCalendars: {},
      guidance: {},
      links: {},
      sites: [],
      contacts: [],
      authorities: [],
      partners: [],
      districts: [],
      releaseConfirmers: 'ceast',
      otherCeastChannels: [],
      allowedApps: [],
      emailAgreedOff: [],
      phones: {},
      retention: {},
    })
  })

  it('may say nothing, and may begin with a mark of its editor', () => {
    expect(readSettings(fileWith('\ufeff{}'))).toEqual(nothingSet)
  })

  it('the example is read as it stands, and has every entry there is', () => {
    expect(readSettings(exampleFile)).toEqual(example)
    expect(Object.keys(example)).toEqual(Object.keys(settingsSchema.shape))
    const { links, guidance, phones, teamCalendars } = readSettings(exampleFile)
    expect(Object.keys(links)).toEqual(Object.keys(settingsSchema.shape.links.unwrap().shape))
    expect(Object.keys(guidance)).toEqual(['ME', 'VR'])
    expect(Object.keys(teamCalendars)).toEqual(Object.keys(settingsSchema.shape.teamCalendars.unwrap().shape))
    expect(Object.keys(phones)).toEqual(['spoc', 'ceast'])
  })

  it('names every fault at once, with its place and how to put it right', () => {
    const faults = faultsOf({
      ...example,
      staffNation: 'wales',
      closures: ['2026-02-30'],
      teamCalendars: { ceast: { nation: 'wales' }, visiting: { closures: ['tomorrow'] }, spocs: {} },
      links: { acsslPage: 'http://intranet.example', acsslpage: 'https://intranet.example' },
      sites: [{ name: 'One' }, { name: ' one' }, { sixPointPlan: 'javascript:alert(1)' }],
      fourSteps: [{ title: 'Only one', text: 'Text', who: 'Somebody' }],
      districts: [{ name: 'North', group: 'G1', lastVerified: 'today', acsslChannel: '#north' }],
      partners: [{ name: 'P', what: 'Advice', district: 'South', owner: '@leo', lastVerified: '2026-09-01' }],
      dutyContact: 'maya',
      releaseConfirmers: 'anybody',
      otherCeastChannels: ['#ceast-two', 'C0NORTH01', 'C0NORTH01'],
      allowedApps: ['the poll app'],
      emailAgreedOff: [{ serviceLine: 'not_sure', agreedBy: 'A', agreedOn: '2026-09-01' }],
      phones: { spoc: 'ask Erin' },
      owner: 'me',
    })
    expect(faults.map(fault => fault.split(':')[0])).toEqual([
      'staffNation',
      'closures[0]',
      'teamCalendars.visiting.closures[0]',
      'teamCalendars.ceast.nation',
      'teamCalendars.spocs',
      'links.acsslPage',
      'links.acsslpage',
      'sites[2].name',
      'sites[2].sixPointPlan',
      'fourSteps',
      'partners[0].owner',
      'districts[0].group',
      'districts[0].acsslChannel',
      'districts[0].lastVerified',
      'dutyContact',
      'releaseConfirmers',
      'otherCeastChannels[0]',
      'allowedApps[0]',
      'emailAgreedOff[0].serviceLine',
      'phones.spoc',
      'owner',
      'sites[1].name',
      'otherCeastChannels[2]',
      'partners[0].district',
    ])
    expect(faults).toContain('links.acsslpage: is not known here. Check its spelling or leave it out')
    expect(faults).toContain('districts[0].lastVerified: must be a real date written as YYYY-MM-DD')
    expect(faults).toContain('sites[1].name: must differ from that of sites[0]')
    expect(faults).toContain('otherCeastChannels[2]: must differ from otherCeastChannels[1]')
    expect(faults.join()).not.toMatch(/Erin|javascript|#north|anybody|tomorrow|#ceast/)
  })

  it.each([
    'http://intranet.example/',
    'https://someone:secret@intranet.example/',
    'intranet.example',
    'javascript:alert(1)',
    '',
    7,
  ])('a link is https, and without a password in it: not %s', link => {
    const faults = faultsOf({ links: { coreVisits: link } })
    expect(faults).toEqual([expect.stringMatching(/^links\.coreVisits: must be an https address/)])
    expect(faults.join()).not.toContain('secret')
  })

  it('a team has the days of everybody, but for those it has of its own (D4, F8)', () => {
    const read = readSettings(
      fileWith({
        staffNation: 'scotland',
        closures: ['2026-12-24'],
        teamCalendars: {
          visiting: { nation: 'northern-ireland' },
          ceast: { closures: ['2026-12-31'] },
          leads: { closures: [] },
          acssl: {},
        },
      }),
    )
    const { everybody, teams } = staffDaysOf(read)
    expect(everybody).toEqual({ nations: ['scotland'], closures: ['2026-12-24'] })
    expect(teams).toEqual({
      visiting: { nations: ['northern-ireland'], closures: ['2026-12-24'] },
      ceast: { nations: ['scotland'], closures: ['2026-12-31'] },
      leads: { nations: ['scotland'] },
      acssl: everybody,
    })
    expect(staffDaysOf(nothingSet)).toEqual({ everybody: { nations: ['england-and-wales'] }, teams: {} })
  })

  it('a link is kept so that nothing in it ends a Slack link early', () => {
    const { links } = readSettings(fileWith({ links: { coreVisits: 'https://a.example/x|y<z>?a=1&b=2' } }))
    expect(links.coreVisits).toBe('https://a.example/x%7Cy%3Cz%3E?a=1&b=2')
  })

  it.each([3, 5])('there are four steps or none, not %i (R16)', n => {
    const step = { title: 'T', text: 'What', who: 'Who' }
    expect(faultsOf({ fourSteps: Array.from({ length: n }, () => step) })).toEqual([
      'fourSteps: must be a list of exactly four steps',
    ])
  })

  it('that is no JSON is refused without a word of it, where the parser says so with its line', () => {
    const [broken] = faultsOf('{\n  "phones": { "spoc": "020 7946 0018" },\n}')
    expect(broken).toMatch(/is not JSON\. Check the commas, brackets and quotation marks in line 3$/)
    expect(faultsOf('{"a": secret}').join()).not.toContain('secret')
  })

  it.each([[[]], ['"text"'], ['null'], ['3']])('%s in it is refused', content => {
    expect(faultsOf(content)).toEqual([expect.stringMatching(/^the file: must be an object/)])
  })

  it('that is not there is refused with its path and how to put it right', () => {
    expect(() => readSettings('no/such.json')).toThrow(
      /^Safehold cannot read .*no\/such\.json \(ENOENT\)\. Set SAFEHOLD_CONFIG to/,
    )
  })

  it('whatever is in it, it is taken or refused with words', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.record({ sites: fc.jsonValue(), districts: fc.jsonValue(), partners: fc.jsonValue() }),
    )
    fc.assert(
      fc.property(anything, content => {
        expect(Array.isArray(faultsOf(content))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
