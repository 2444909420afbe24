import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { returnStepsOfLeavers } from '../../jobs/leavers.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor, Membership } from '../../src/case/people.ts'
import type { Directory } from '../../src/slack/directory.ts'
import type { Store } from '../../src/store/store.ts'
import { done, held } from '../store/acting.ts'
import { openedStore } from '../store/opened-store.ts'

const colleague = { deleted: false, isGuest: false, isStranger: false, isBot: false, workspaces: ['T1'] }
const lead = 'UCEAST'
const adviser = 'UADVISER'
const many = ['UM1', 'UM2', 'UM3', 'UM4', 'UM5', 'UM6', 'UM7']

const inCeast = (id: string): Actor => ({ id, teams: ['ceast'], mayConfirmRelease: true })

/** What Slack says, and how often it was asked about somebody. */
const slackNow = () => ({
  members: {
    spoc: ['USPOC'],
    visiting: ['UOFFICER', 'UOFFICER2'],
    ceast: [lead, 'UCEAST2', 'UBOT', ...many],
    acssl: [],
    leads: ['ULEAD'],
    other_ceast: [],
  } as Record<Membership, string[]>,
  faults: {} as Partial<Record<Membership, { channel: string; code: string }[]>>,
  gone: new Set<string>(),
  guests: new Set<string>(),
  strange: new Set<string>(),
  profiles: 0,
})

describe('the steps of people who left (F15, F16)', { timeout: 60_000 }, () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let slack: ReturnType<typeof slackNow>
  beforeEach(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    slack = slackNow()
    for (const team of ['visiting', 'ceast'] as const) await store.rememberMembers(team, slack.members[team])
  })
  afterEach(() => opened.close())

  const directory: Directory = {
    membersOf: async team => {
      const faults = slack.faults[team] ?? []
      return { people: faults.length > 0 ? [] : slack.members[team], faults }
    },
    profileOf: async person => {
      slack.profiles += 1
      if (slack.strange.has(person)) throw new Error('user_not_found')
      return { ...colleague, deleted: slack.gone.has(person), isGuest: slack.guests.has(person) }
    },
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const sweep = (use: Store = store) =>
    returnStepsOfLeavers({ store: use, directory, log }, new AbortController().signal)()
  /** Until everybody who was asked after has been looked up: a few at a time. */
  const sweepAll = async () => {
    for (let i = 0; i < 4; i++) await sweep()
  }
  /** So long that whoever could not be looked up, or was held back, is looked up again. */
  const later = () => opened.parts.owner.query(`update leaver set next_at = now() where done_at is null`)
  /** What failed on a busy machine is tried again, as every few seconds in earnest. */
  const sweepUntil = async (isSo: () => Promise<boolean>) => {
    for (let i = 0; i < 6; i++) {
      await sweep()
      if (await isSo()) return
      await later()
    }
    throw new Error('It did not come to that')
  }
  const isWithoutLead = (id: string) => async () => (await caseOf(id)).lead === undefined
  const nextDay = () => store.advanceClock(25 * 3_600_000)
  const caseOf = async (id: string): Promise<Case> => {
    const read = await store.readCase({ id })
    if (!read) throw new Error('The case is not there')
    return read.case
  }
  const ledBy = async (id: string): Promise<Case> => {
    const c = await held(store)
    return done(store, { caseId: c.id, actor: inCeast(id), texts: {}, command: { kind: 'take_the_lead' } })
  }
  const messages = async (destination: string, part: string) =>
    (
      await opened.parts.owner.query<{ data: { text: string; lines?: string[]; trouble?: string } }>(
        'select data from outbox where destination = $1 and position($2 in data->>$3) > 0 order by created_at, id',
        [destination, part, 'text'],
      )
    ).rows.map(({ data }) => data)
  const toLeads = (part = 'went back') => messages('team:leads', part)
  const leaves = async (person: string) => {
    slack.gone.add(person)
    return store.askAfter(person)
  }

  it('go back as soon as Slack tells, and the leads are told once, with every case', async () => {
    const [first, second] = [await ledBy(lead), await ledBy(lead)]
    expect(await leaves(lead)).toBe(true)
    await Promise.all([sweep(), sweep()])
    await sweepUntil(async () => (await toLeads()).length > 0)
    await sweep()
    for (const { id, holds } of [first, second]) {
      const c = await caseOf(id)
      expect(c.lead).toBeUndefined()
      expect(c.holds).toEqual(holds)
      expect((await store.timelineOf(id)).filter(({ kind }) => kind === 'steps_returned')).toHaveLength(1)
    }
    const told = await toLeads()
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain(`<@${lead}> has an account that is switched off`)
    expect(told[0]?.text).toContain('2 open steps on 2 cases')
    expect(told[0]?.lines).toEqual([first.ref, second.ref].sort().map(ref => `${ref}: a named lead (CEAST)`))
    expect(await messages('team:ceast', 'Back with you on')).toHaveLength(2)
  })

  it('of a guest go back as well', async () => {
    const { id } = await ledBy(lead)
    slack.guests.add(lead)
    await store.askAfter(lead)
    await sweepUntil(async () => (await toLeads()).length > 0)
    expect((await caseOf(id)).lead).toBeUndefined()
  })

  it('go back the day after where the news was lost, and nothing is asked twice a day', async () => {
    const { id } = await ledBy(lead)
    await sweepAll()
    const asked = slack.profiles
    slack.gone.add(lead)
    await sweepAll()
    expect(slack.profiles).toBe(asked)
    expect((await caseOf(id)).lead).toBe(lead)
    await nextDay()
    await sweepUntil(async () => (await toLeads()).length > 0)
    expect((await caseOf(id)).lead).toBeUndefined()
    expect(await toLeads()).toHaveLength(1)
  })

  it('of somebody who only left the channel of CEAST: the lead, and nothing that is theirs by name', async () => {
    const led = await ledBy(lead)
    const action = {
      caseId: led.id,
      actor: inCeast('UCEAST2'),
      texts: { 'a0000000-0000-4000-8000-000000000001': { field: 'text', plain: 'Ring them' } },
      command: {
        kind: 'agree_action',
        text: 'a0000000-0000-4000-8000-000000000001',
        owner: lead,
        dueOn: (await store.clockNow()).toISOString().slice(0, 10),
      },
    } as const
    await done(store, action)
    slack.members.ceast = slack.members.ceast.filter(id => id !== lead)
    await store.askAfter(lead)
    await sweepUntil(async () => (await toLeads()).length > 0)
    const c = await caseOf(led.id)
    expect(c.lead).toBeUndefined()
    expect(c.left).toBeUndefined()
    expect((await toLeads())[0]?.text).toContain('is not in CEAST any more. 1 open step on 1 case')
  })

  it('of somebody who was named without ever being in the channel stay', async () => {
    const { id } = await ledBy('UNEVER')
    await store.askAfter('UNEVER')
    await sweep()
    expect((await caseOf(id)).lead).toBe('UNEVER')
  })

  it('of others are looked for only where there are any: Slack tells of every account in the department', async () => {
    expect(await leaves(adviser)).toBe(false)
    await sweep()
    expect(slack.profiles).toBe(0)
  })

  it('stay while Slack cannot say, and after an hour a lead does', async () => {
    const { id } = await ledBy(lead)
    slack.strange.add(lead)
    await store.askAfter(lead)
    for (let i = 0; i < 11; i++) {
      await sweep()
      await later()
    }
    expect(await toLeads('still a colleague')).toEqual([])
    await sweep()
    const [question] = await toLeads('still a colleague')
    expect(question?.text).toContain(`<@${lead}>`)
    expect((await caseOf(id)).lead).toBe(lead)
    await store.closeTrouble(question?.trouble ?? '', 'ULEAD', 'they_left')
    await later()
    await sweepUntil(isWithoutLead(id))
  })

  it.each([
    ['the list is empty', 'no_members', () => void (slack.members.ceast = [])],
    [
      'the channel is shut',
      'channel_is_archived',
      () => void (slack.faults.ceast = [{ channel: 'C1', code: 'channel_is_archived' }]),
    ],
    [
      'more than a third is out of it at once',
      'at once',
      () => void (slack.members.ceast = [lead, 'UCEAST2', 'UBOT', 'UM7']),
    ],
  ])('of a team stay when %s: the leads are asked, once', async (_why, words, happens) => {
    const { id } = await ledBy('UM1')
    happens()
    await store.askAfter('UM1')
    await sweep()
    await later()
    await sweep()
    expect((await caseOf(id)).lead).toBe('UM1')
    const asked = await toLeads('No step was given back')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.text).toContain(words)
    await store.closeTrouble(asked[0]?.trouble ?? '', 'ULEAD', 'they_left')
    await later()
    await sweepUntil(isWithoutLead(id))
  })

  it('of five at once go back: so many may leave a team together', async () => {
    const five = many.slice(0, 5)
    const cases = []
    for (const person of five) cases.push((await ledBy(person)).id)
    for (const person of five) await leaves(person)
    for (const id of cases) await sweepUntil(isWithoutLead(id))
    expect(await toLeads('No step was given back')).toEqual([])
  })

  it('of most of a department at once stay until a lead says so, also where Slack tells of one after the other', async () => {
    const cases = new Map<string, string>()
    for (const person of many) cases.set(person, (await ledBy(person)).id)
    await sweepAll()
    for (const person of many) await leaves(person)
    await sweepAll()
    for (const [person, id] of cases) expect((await caseOf(id)).lead).toBe(person)
    const asked = await toLeads('many people have left')
    expect(asked.length).toBeGreaterThan(0)
    // Slack was wrong: nothing goes back, whatever was found before.
    slack.gone.clear()
    for (const { trouble } of asked) await store.closeTrouble(trouble ?? '', 'ULEAD', 'put_right')
    await later()
    await sweepAll()
    for (const [person, id] of cases) expect((await caseOf(id)).lead).toBe(person)
    expect(await toLeads()).toEqual([])
    // And once they have really left, a lead says so.
    for (const person of many) await leaves(person)
    await sweepAll()
    for (const { trouble } of await toLeads('many people have left'))
      await store.closeTrouble(trouble ?? '', 'ULEAD', 'they_left')
    await later()
    await sweepUntil(async () => (await toLeads()).length === many.length)
    for (const id of cases.values()) expect((await caseOf(id)).lead).toBeUndefined()
  })

  it('that could not all be given back are, later, and the leads hear of all of them', async () => {
    const [first, second] = [await ledBy(lead), await ledBy(lead)]
    let failing = true
    const failsOnce: Store = {
      ...store,
      perform: request =>
        failing && request.caseId === second.id ? Promise.reject(new Error('busy')) : store.perform(request),
    }
    await leaves(lead)
    await sweep(failsOnce)
    expect(await toLeads()).toEqual([])
    failing = false
    await sweepUntil(async () => (await toLeads()).length > 0)
    for (const { id } of [first, second]) expect((await caseOf(id)).lead).toBeUndefined()
    expect((await toLeads()).map(({ lines }) => lines?.length)).toEqual([2])
  })

  it('of somebody who is out of a team and then of everything go back both times', async () => {
    const { id } = await ledBy(lead)
    slack.members.ceast = slack.members.ceast.filter(one => one !== lead)
    await store.askAfter(lead)
    await sweepUntil(async () => (await toLeads()).length === 1)
    await done(store, { caseId: id, actor: inCeast(lead), texts: {}, command: { kind: 'take_the_lead' } })
    await leaves(lead)
    await sweepUntil(async () => (await toLeads()).length === 2)
    expect((await caseOf(id)).lead).toBeUndefined()
  })
})
