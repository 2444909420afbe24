import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libraryLogger, slackClient, type WebClient } from '../../src/slack/client.ts'
import { destinations, teamOfDestination } from '../../src/slack/destinations.ts'
import { slackDirectory } from '../../src/slack/directory.ts'
import { channelPlaces } from '../../src/slack/channel-places.ts'
import { checkSlack, tellOfShut } from '../../src/slack/startup-checks.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { who } from '../support/people.ts'

const silent = { warn: () => undefined, error: () => undefined }
const lastVerified = '2026-09-01'

let workbench: Workbench
let client: WebClient
let north: string
let south: string
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'http' })
  client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(silent))
  const newChannel = (name: string, person: string) =>
    workbench.world.newChannel({ name, private: true, members: ['U0SAFEHOLD', person] }).id
  north = newChannel('acssl-north', who.otherRaiser)
  south = newChannel('acssl-south', who.acssl)
})
afterAll(() => workbench.stop())

const districts = () => [
  { name: 'North', group: 'Upper', acsslChannel: north, lastVerified },
  { name: 'South', group: 'Lower', acsslChannel: south, lastVerified },
  { name: 'West', group: 'Lower', lastVerified },
]

describe('where a message goes (R18, R47)', () => {
  it.each([
    ['acssl:North', () => north],
    ['acssl: north ', () => north],
    ['acssl:South', () => south],
    ['acssl:West', () => workbench.channels.acssl],
    ['acssl:District not listed', () => workbench.channels.acssl],
    ['team:acssl', () => workbench.channels.acssl],
    ['team:spoc', () => workbench.channels.spoc],
    [`person:${who.spoc}`, () => `D${who.spoc.slice(1)}`],
    ['duty:contact', () => `D${who.lead.slice(1)}`],
  ])('%s', async (destination, channel) => {
    const to = destinations(client, workbench.channels, {
      districts: districts(),
      otherCeastChannels: [],
      dutyContact: who.lead,
    })
    expect(await to.channelOf(destination)).toBe(channel())
    expect(await to.refusalToPost(destination, channel())).toBeUndefined()
  })

  it('the leads stand in for a duty contact who is not set (R4)', async () => {
    const to = destinations(client, workbench.channels, { districts: [], otherCeastChannels: [] })
    expect(await to.channelOf('duty:contact')).toBe(workbench.channels.leads)
  })

  it.each([
    ['acssl:North', { name: 'acssl:North' }],
    ['acssl:West', { name: 'team:acssl' }],
    ['team:spoc', { name: 'team:spoc' }],
    ['duty:contact', { name: 'team:leads' }],
    ['deputy:West', { name: 'team:acssl' }],
    ['other_ceast:C0NOTNAMED', { name: 'team:ceast' }],
    ['person:U0ONE', { person: 'U0ONE' }],
  ])('%s is by its own name whose place it really is', (destination, place) => {
    const to = destinations(client, workbench.channels, { districts: districts(), otherCeastChannels: [] })
    expect(to.placeOf(destination)).toEqual(place)
  })

  it('nothing is posted in a district’s channel, or in the leads’ for the duty contact, while it is public (F15)', async () => {
    const to = destinations(client, workbench.channels, { districts: districts(), otherCeastChannels: [] })
    for (const [destination, channel] of [
      ['acssl:North', north],
      ['duty:contact', workbench.channels.leads],
    ] as const) {
      await workbench.world.setChannel(channel, { private: false })
      expect(await to.refusalToPost(destination, channel)).toMatchObject({ error: 'channel_is_public' })
      await workbench.world.setChannel(channel, { private: true })
      expect(await to.refusalToPost(destination, channel)).toBeUndefined()
    }
  })

  it('a district’s channel is one of the ACSSLs’', () => {
    expect(['acssl:North', 'team:acssl', 'team:spoc'].map(teamOfDestination)).toEqual([
      'acssl',
      'acssl',
      'spoc',
    ])
  })
})

describe('who is an ACSSL (R18)', () => {
  it('everybody in the common channel or in that of a district, once', async () => {
    const { people, faults } = await slackDirectory(client, workbench.channels, {
      districts: districts(),
      otherCeastChannels: [],
    }).membersOf('acssl')
    expect(faults).toEqual([])
    expect(people.filter(person => person !== 'U0SAFEHOLD').sort()).toEqual(
      [who.otherRaiser, who.acssl].sort(),
    )
    expect(new Set(people).size).toBe(people.length)
  })

  it('nobody by a district’s channel that is public, and the others all the same (F15)', async () => {
    await workbench.world.setChannel(north, { private: false })
    const { people, faults } = await slackDirectory(client, workbench.channels, {
      districts: districts(),
      otherCeastChannels: [],
    }).membersOf('acssl')
    await workbench.world.setChannel(north, { private: true })
    expect(faults).toEqual([{ channel: north, code: 'channel_is_public' }])
    expect(people).toContain(who.acssl)
    expect(people).not.toContain(who.otherRaiser)
  })

  it('with many districts Slack is asked less often than it would refuse, and forgets in time', async () => {
    let now = 0
    const directory = slackDirectory(
      client,
      workbench.channels,
      { districts: districts(), otherCeastChannels: [] },
      () => now,
    )
    const isAcssl = async () => (await directory.membersOf('acssl')).people.includes(who.otherRaiser)
    expect(await isAcssl()).toBe(true)
    await workbench.world.leave(north, who.otherRaiser)
    now = 7999
    expect(await isAcssl()).toBe(true)
    now = 8000
    expect(await isAcssl()).toBe(false)
    await workbench.world.join(north, who.otherRaiser)
  })

  it('and by name only while Slack says so now, however long the others are kept (F15)', async () => {
    const directory = slackDirectory(
      client,
      workbench.channels,
      { districts: districts(), otherCeastChannels: [] },
      () => 0,
    )
    const kept = await directory.membersOf('acssl')
    expect(kept).toMatchObject({ mayBeOld: true, people: expect.arrayContaining([who.otherRaiser]) })
    await workbench.world.leave(north, who.otherRaiser)
    expect((await directory.membersOf('acssl')).people).toContain(who.otherRaiser)
    const sure = await directory.membersOf('acssl', who.otherRaiser)
    expect(sure.people).not.toContain(who.otherRaiser)
    expect(sure.people).toContain(who.acssl)
    await workbench.world.join(north, who.otherRaiser)
  })
})

describe('the other CEAST teams (F3)', () => {
  const settings = (otherCeastChannels: string[]) => ({ districts: districts(), otherCeastChannels })

  it('each hears of a release in its own channel; one that is no longer named does not, and CEAST does', async () => {
    const to = destinations(client, workbench.channels, settings([north]))
    expect(await to.channelOf(`other_ceast:${north}`)).toBe(north)
    expect(await to.channelOf(`other_ceast:${south}`)).toBe(workbench.channels.ceast)
    await workbench.world.setChannel(north, { private: false })
    expect(await to.refusalToPost(`other_ceast:${north}`, north)).toMatchObject({
      error: 'channel_is_public',
    })
    await workbench.world.setChannel(north, { private: true })
  })

  it('are whoever is in one of their channels, and nobody by one that is public (F15)', async () => {
    const members = () =>
      slackDirectory(client, workbench.channels, settings([north, south])).membersOf('other_ceast')
    const { people, faults } = await members()
    expect(faults).toEqual([])
    expect(people).toEqual(expect.arrayContaining([who.otherRaiser, who.acssl]))
    await workbench.world.setChannel(north, { private: false })
    const after = await members()
    await workbench.world.setChannel(north, { private: true })
    expect(after.faults).toEqual([{ channel: north, code: 'channel_is_public' }])
    expect(after.people).not.toContain(who.otherRaiser)
  })
})

describe('at the start', () => {
  const look = (given = districts(), others: string[] = [], isFirstStart = true) => {
    const { general: _public, ...channels } = workbench.channels
    return checkSlack(client, channels, { districts: given, otherCeastChannels: others }, { isFirstStart })
  }
  const check = async (given = districts(), others: string[] = []) => (await look(given, others)).workspace

  it('the channels of the districts are looked at, and the common one may be a district’s too', async () => {
    const east = { name: 'East', group: 'Lower', acsslChannel: workbench.channels.acssl, lastVerified }
    await expect(check([...districts(), east])).resolves.toMatchObject({ teamId: expect.any(String) })
  })

  it('one that is public, unknown or another team’s is named, with how to put it right (R18, F15)', async () => {
    await workbench.world.setChannel(north, { private: false })
    const given = [
      ...districts(),
      { name: 'East', group: 'Lower', acsslChannel: 'C0NOTTHERE1', lastVerified },
      { name: 'Isles', group: 'Lower', acsslChannel: workbench.channels.spoc, lastVerified },
    ]
    await expect(check(given)).rejects.toThrow(
      [
        'Safehold cannot start. Correct these channels:',
        `  districts[0].acsslChannel ${north}: channel is public; make the channel private: membership of it is the role, and cases are posted there`,
        '  districts[3].acsslChannel C0NOTTHERE1: channel not found; check the id, and invite the bot to the channel',
        `  districts[4].acsslChannel ${workbench.channels.spoc}: channel of another team; give the ACSSLs of a district a channel of their own: membership of it is the role`,
      ].join('\n'),
    )
    await workbench.world.setChannel(north, { private: true })
  })

  it('one that is wrong keeps nobody out once there are cases: it is found shut, and the leads are told (F16)', async () => {
    const { channels } = workbench
    await workbench.world.setChannel(north, { archived: true })
    await workbench.world.setChannel(channels.spoc, { private: false })
    const found = await look(districts(), ['C0NOTTHERE1'], false)
    await workbench.world.setChannel(north, { archived: false })
    await workbench.world.setChannel(channels.spoc, { private: true })
    expect(found.shut.map(({ name, codes }) => [name, ...codes])).toEqual([
      ['team:spoc', 'channel_is_public'],
      ['acssl:North', 'channel_is_archived'],
      ['other_ceast:C0NOTTHERE1', 'channel_not_found'],
    ])
    const told: object[] = []
    const logged: object[] = []
    await tellOfShut(
      found,
      channelPlaces(channels, { districts: districts(), otherCeastChannels: ['C0NOTTHERE1'] }),
      { openTrouble: async trouble => told.push(trouble) },
      { warn: of => void logged.push(of) },
    )
    expect(told).toEqual([
      { kind: 'channel_shut', subject: 'team:spoc', code: 'channel_is_public', lookedAt: channels.spoc },
      { kind: 'channel_shut', subject: 'acssl:North', code: 'channel_is_archived', lookedAt: north },
      {
        kind: 'channel_shut',
        subject: 'other_ceast:C0NOTTHERE1',
        code: 'channel_not_found',
        lookedAt: 'C0NOTTHERE1',
      },
    ])
    expect(logged).toContainEqual({ destination: 'team:spoc', code: 'channel_is_public' })
  })

  it('with two roles is refused whatever was recorded, and so is a start with no team’s channel open (F15, F16)', async () => {
    const { general: _public, ...channels } = workbench.channels
    const isles = { name: 'Isles', group: 'Lower', acsslChannel: channels.spoc, lastVerified }
    await expect(look([isles], [], false)).rejects.toThrow('channel of another team')
    for (const channel of Object.values(channels))
      await workbench.world.setChannel(channel, { archived: true })
    await expect(look(districts(), [], false)).rejects.toThrow(
      `LEADS_CHANNEL ${channels.leads}: channel is archived`,
    )
    await workbench.world.setChannel(channels.visiting, { archived: false })
    expect((await look(districts(), [], false)).shut).toHaveLength(4)
    for (const channel of Object.values(channels))
      await workbench.world.setChannel(channel, { archived: false })
  })

  it('the channel of another CEAST team has no other role, and is private (F3, F15)', async () => {
    const { ceast } = workbench.channels
    const own = workbench.world.newChannel({ name: 'ceast-two', private: false, members: ['U0SAFEHOLD'] }).id
    await expect(check([], [own, ceast])).rejects.toThrow(
      [
        `  otherCeastChannels[0] ${own}: channel is public; make the channel private: membership of it is the role, and cases are posted there`,
        `  otherCeastChannels[1] ${ceast}: channel with a role; name the channel of another CEAST team: this one is used for another role already`,
      ].join('\n'),
    )
    await expect(check(districts(), [north])).rejects.toThrow(
      `otherCeastChannels[0] ${north}: channel with a role`,
    )
    await workbench.world.setChannel(own, { private: true })
    await expect(check(districts(), [own])).resolves.toMatchObject({ teamId: expect.any(String) })
  })

  it('more channels than Slack answers for in a minute are waited for', async () => {
    workbench.world.faults.next('conversations.info', { status: 429, retryAfter: 1, channel: south })
    const start = performance.now()
    await expect(check()).resolves.toMatchObject({ teamId: expect.any(String) })
    expect(performance.now() - start).toBeGreaterThanOrEqual(1000)
  })
})
