import { describe, expect, it } from 'vitest'
import { keepingPlaces } from '../../jobs/places.ts'
import { destinations } from '../../src/slack/destinations.ts'

const teams = { spoc: 'C1', visiting: 'C2', ceast: 'C3', acssl: 'C4', leads: 'C5' }
const district = { name: 'North', acsslChannel: 'C6' }

const kept = ({
  written = [] as string[],
  failures = 0,
  pages = [] as number[],
  others = [] as string[],
} = {}) => {
  const set: Record<string, string>[] = []
  const asked: (string | undefined)[] = []
  const limits: number[] = []
  const warned: object[] = []
  const troubles: object[] = []
  const logged: object[] = []
  const left = [...pages]
  let failing = failures
  const parts = {
    log: {
      info: (fields: object) => void logged.push(fields),
      warn: (fields: object) => void warned.push(fields),
      error: () => undefined,
    },
    // Of Slack nothing is asked.
    destinations: destinations({} as never, teams, {
      districts: [district, { name: 'South' }] as never,
      dutyContact: undefined,
      otherCeastChannels: [],
    } as never),
    store: {
      placesWrittenFor: async () => written,
      setPlaces: async (channels: ReadonlyMap<string, string>) => {
        if (failing-- > 0) throw new Error('The database is away')
        set.push(Object.fromEntries(channels))
      },
      placesOtherThan: async (channels: ReadonlyMap<string, string>) =>
        others.filter(place => channels.has(place)),
      openTrouble: async (found: object) => troubles.push(found) > 0,
      moveHeadlines: async (limit: number, after?: string) => {
        limits.push(limit)
        asked.push(after)
        const moved = left.shift()
        return moved === undefined ? undefined : { moved, last: `case ${left.length}` }
      },
    },
  }
  return { ...keepingPlaces(parts), of: { set, asked, limits, warned, logged, troubles, others } }
}

const ofTeams = {
  'team:spoc': 'C1',
  'team:visiting': 'C2',
  'team:ceast': 'C3',
  'team:acssl': 'C4',
  'team:leads': 'C5',
}

describe('the channels of all places', () => {
  it('are said once after a start, however often they are asked for', async () => {
    const { of, ...places } = kept()
    await Promise.all([places.set(), places.set()])
    await places.set()
    expect(of.set).toEqual([{ ...ofTeams, 'acssl:North': 'C6' }])
  })

  it('are the ACSSLs’ common one for a district that the settings name no longer (R18)', async () => {
    const { of, ...places } = kept({ written: ['acssl:West', 'team:spoc'] })
    await places.set()
    expect(of.set).toEqual([{ ...ofTeams, 'acssl:North': 'C6', 'acssl:West': 'C4' }])
  })

  it('are said again when the database was away', async () => {
    const { of, ...places } = kept({ failures: 1 })
    await expect(places.set()).rejects.toThrow('away')
    await places.set()
    expect(of.set).toHaveLength(1)
  })

  it('that a worker which started later names otherwise are warned of, and told to the leads when it is still so the next time', async () => {
    const { of, ...places } = kept({ others: ['acssl:North', 'team:ceast'] })
    await places.compare()
    expect(of.warned).toEqual([{ destination: 'acssl:North' }, { destination: 'team:ceast' }])
    expect(of.troubles).toEqual([])
    await places.compare()
    expect(of.warned).toHaveLength(4)
    // However many there are, it is told as one.
    expect(of.troubles).toEqual([{ kind: 'settings_differ', subject: 'settings', code: 'team:ceast' }])
    of.others.splice(1)
    await places.compare()
    expect(of.troubles.at(-1)).toMatchObject({ subject: 'settings', code: 'a_district' })
  })

  it('that are named otherwise for a moment, while a worker is being replaced, are told to nobody', async () => {
    const { of, ...places } = kept({ others: ['team:ceast'] })
    await places.compare()
    of.others.length = 0
    await places.compare()
    of.others.push('team:ceast')
    await places.compare()
    expect(of.troubles).toEqual([])
  })

  it('take ten headlines a minute at most, which leaves Slack’s answers about channels to all other messages', async () => {
    const { of, ...places } = kept({ pages: [10, 3] })
    expect([await places.move(), await places.move()]).toEqual([60_000, 18_000])
    expect(of.limits).toEqual([10, 10])
  })

  it('are said before headlines are moved, which goes through all cases and then ends', async () => {
    const { of, ...places } = kept({ pages: [2, 0, 1] })
    const pauses = []
    for (let i = 0; i < 4; i++) pauses.push(await places.move())
    expect(of.set).toHaveLength(1)
    expect(of.asked).toEqual([undefined, 'case 2', 'case 1', 'case 0'])
    expect(pauses).toEqual([12_000, 20, 6000, undefined])
    expect(of.logged).toEqual([{ count: 3 }])
  })
})
