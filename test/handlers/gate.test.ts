import { describe, expect, it } from 'vitest'
import { anybody, EntryRefusedError, GateClosedError, openGate } from '../../handlers/gate.ts'
import type { Membership } from '../../src/case/people.ts'
import type { Profile } from '../../src/slack/directory.ts'

const hour = 3_600_000
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const staffMember: Profile = {
  deleted: false,
  isGuest: false,
  isStranger: false,
  isBot: false,
  workspaces: ['T1'],
}

const world = () => ({
  members: { spoc: ['U1'], visiting: [], ceast: ['U2'], acssl: [], leads: [], other_ceast: ['U5'] } as Record<
    Membership,
    string[]
  >,
  faults: {} as Partial<Record<Membership, { channel: string; code: string }[]>>,
  profile: staffMember,
  /** Of many channels: what was kept of them. */
  old: { people: ['U4'] } as { team?: Membership; people: string[] },
  inTeamMs: { ceast: Infinity, leads: Infinity } as Partial<Record<Membership, number>>,
  phones: { spoc: '020 7946 0100' },
  releaseConfirmers: 'ceast' as 'ceast' | 'ceast_and_leads',
  otherCeastChannels: [] as string[],
  now: 0,
  asked: 0,
  remembered: [] as string[],
  slack: () => Promise.resolve(),
})

const gateOf = (w: ReturnType<typeof world>) =>
  openGate({
    log,
    workspace: { teamId: 'T1' },
    now: () => w.now,
    settings: { ...w, dutyContact: 'U9' },
    store: {
      rememberMembers: async team => void w.remembered.push(team),
      inTeamFor: async team => w.inTeamMs[team] ?? 0,
    },
    directory: {
      membersOf: async (team, sure) => {
        w.asked += 1
        await w.slack()
        if (team === w.old.team)
          return { people: sure === undefined ? w.old.people : w.members[team], faults: [], mayBeOld: true }
        return { people: w.members[team], faults: w.faults[team] ?? [] }
      },
      profileOf: async () => w.profile,
    },
  })

describe('the access gate', () => {
  it('being in a team’s channel is the role', async () => {
    const gate = gateOf(world())
    expect(await gate.actorOf('U1')).toEqual({ id: 'U1', teams: ['spoc'], mayConfirmRelease: false })
    expect((await gate.actorOf('U7')).teams).toEqual([])
  })

  it('the duty contact is known as one whatever their team, and nobody else is (R4, F14)', async () => {
    const gate = gateOf(world())
    expect(await gate.actorOf('U9')).toMatchObject({ teams: [], onDuty: true })
    expect(await gate.actorOf('U1')).not.toHaveProperty('onDuty')
  })

  it('a day in CEAST makes somebody settled, and not a minute less (F3)', async () => {
    const w = world()
    const gate = gateOf(w)
    w.inTeamMs = { ceast: 24 * hour - 1 }
    expect((await gate.actorOf('U2')).mayConfirmRelease).toBe(false)
    w.inTeamMs = { ceast: 24 * hour }
    expect((await gate.actorOf('U2')).mayConfirmRelease).toBe(true)
  })

  it('leads confirm a release where they are named, after a day as well, and nobody else does (F3)', async () => {
    const w = world()
    w.members.leads = ['U3']
    w.inTeamMs = { leads: 24 * hour, spoc: Infinity }
    const mayConfirm = async (person: string) => (await gateOf(w).actorOf(person)).mayConfirmRelease
    expect(await mayConfirm('U3')).toBe(false)
    w.releaseConfirmers = 'ceast_and_leads'
    expect(await mayConfirm('U3')).toBe(true)
    expect(await mayConfirm('U1')).toBe(false)
    w.inTeamMs = { leads: 24 * hour - 1, spoc: Infinity }
    expect(await mayConfirm('U3')).toBe(false)
  })

  it('another CEAST team confirms a release where it is named, after a day as well, and has no other role (F3)', async () => {
    const w = world()
    const actorOf = (person: string) => gateOf(w).actorOf(person)
    w.inTeamMs = { ceast: Infinity, other_ceast: 24 * hour }
    expect(await actorOf('U5')).toEqual({ id: 'U5', teams: [], mayConfirmRelease: false })
    expect(w.remembered).not.toContain('other_ceast')
    w.otherCeastChannels = ['C0NORTH01']
    expect(await actorOf('U5')).toEqual({ id: 'U5', teams: [], mayConfirmRelease: true, otherCeast: true })
    expect(w.remembered).toContain('other_ceast')
    expect(await actorOf('U1')).toEqual({ id: 'U1', teams: ['spoc'], mayConfirmRelease: false })
    w.inTeamMs = { ceast: Infinity, other_ceast: 24 * hour - 1 }
    expect(await actorOf('U5')).toEqual({ id: 'U5', teams: [], mayConfirmRelease: false, otherCeast: true })
    w.members.other_ceast = []
    w.faults.other_ceast = [{ channel: 'C0NORTH01', code: 'channel_is_public' }]
    expect(await actorOf('U5')).toEqual({ id: 'U5', teams: [], mayConfirmRelease: false })
  })

  it('asks Slack once a minute, and then again', async () => {
    const w = world()
    const gate = gateOf(w)
    await gate.actorOf('U1')
    w.now = 59_999
    await gate.actorOf('U2')
    expect(w.asked).toBe(5)
    w.now = 60_000
    w.members.spoc = []
    expect((await gate.actorOf('U1')).teams).toEqual([])
    expect(w.remembered).toHaveLength(10)
  })

  it('a role by one of many channels ends within a minute, however long the others are kept (F15)', async () => {
    const w = world()
    const gate = gateOf(w)
    w.old.team = 'acssl'
    w.members.acssl = ['U4']
    expect((await gate.actorOf('U4')).teams).toEqual(['acssl'])
    w.members.acssl = []
    w.now = 59_999
    expect((await gate.actorOf('U4')).teams).toEqual(['acssl'])
    w.now = 60_000
    expect((await gate.actorOf('U4')).teams).toEqual([])
  })

  it('asks anew at once about whom and what Slack tells of (F15)', async () => {
    const w = world()
    const gate = gateOf(w)
    await gate.actorOf('U1')
    w.members.spoc = []
    expect((await gate.actorOf('U1')).teams).toEqual(['spoc'])
    gate.forgetTeams()
    expect((await gate.actorOf('U1')).teams).toEqual([])
    w.profile = { ...staffMember, deleted: true }
    expect((await gate.actorOf('U1')).teams).toEqual([])
    gate.forgetPerson('U1')
    await expect(gate.actorOf('U1')).rejects.toThrow(EntryRefusedError)
  })

  it('a channel at fault gives nobody its role, and nobody in it is taken for having left (F15)', async () => {
    const w = world()
    w.members.acssl = ['U4']
    w.faults.acssl = [{ channel: 'C0NORTH01', code: 'channel_is_public' }]
    expect((await gateOf(w).actorOf('U4')).teams).toEqual(['acssl'])
    expect(w.remembered).not.toContain('acssl')
    expect(w.remembered).toHaveLength(4)
  })

  it.each(['deleted', 'isGuest', 'isStranger', 'isBot'] as const)('%s is refused with words', async kind => {
    const w = world()
    w.profile = { ...staffMember, [kind]: true }
    await expect(gateOf(w).actorOf('U1')).rejects.toThrow(EntryRefusedError)
    await expect(gateOf(w).actorOf('U1')).rejects.toMatchObject({ refusal: { code: 'not_allowed' } })
  })

  it.each([[[]], [['T2']]])(
    'a member of the workspaces %j, and not of this one, is refused (F15)',
    async workspaces => {
      const w = world()
      w.profile = { ...staffMember, workspaces }
      await expect(gateOf(w).actorOf('U1')).rejects.toMatchObject({
        refusal: { what: 'Safehold is not open to people of another workspace' },
      })
      w.profile = { ...staffMember, workspaces: [...workspaces, 'T1'] }
      expect((await gateOf(w).actorOf('U1')).teams).toEqual(['spoc'])
    },
  )

  it('stays closed while Slack fails, and opens when it is back', async () => {
    const w = world()
    const gate = gateOf(w)
    w.slack = () => Promise.reject(new Error('ratelimited'))
    await expect(gate.actorOf('U1')).rejects.toThrow(GateClosedError)
    w.slack = () => Promise.resolve()
    expect((await gate.actorOf('U1')).teams).toEqual(['spoc'])
  })

  it('stays closed when Slack does not answer in 800 ms', async () => {
    const w = world()
    w.slack = () => new Promise(() => undefined)
    const start = performance.now()
    await expect(gateOf(w).actorOf('U1')).rejects.toThrow(GateClosedError)
    expect(performance.now() - start).toBeLessThan(1500)
  })

  it('raising a concern asks nobody who somebody is', () => {
    expect(anybody('U9')).toEqual({ id: 'U9', teams: [], mayConfirmRelease: false })
  })
})
