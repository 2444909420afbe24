import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { done } from '../store/acting.ts'
import { inCeast, lead, leaversScene, many, slackSays } from './leavers-scene.ts'

const adviser = 'UADVISER'

describe('the steps of people who left (F15, F16)', { timeout: 60_000 }, () => {
  let scene: Awaited<ReturnType<typeof leaversScene>>
  let store: Store
  let slack: typeof scene.slack
  beforeEach(async () => {
    scene = await leaversScene()
    ;({ store, slack } = scene)
  })
  afterEach(() => scene.close())

  it('go back as soon as Slack tells, and the leads are told once, with every case', async () => {
    const [first, second] = [await scene.ledBy(lead), await scene.ledBy(lead)]
    expect(await scene.leaves(lead)).toBe(true)
    await Promise.all([scene.sweep(), scene.sweep()])
    await scene.sweepUntil(async () => (await scene.toLeads()).length > 0)
    await scene.sweep()
    for (const { id, holds } of [first, second]) {
      const c = await scene.caseOf(id)
      expect(c.lead).toBeUndefined()
      expect(c.holds).toEqual(holds)
      expect((await store.timelineOf(id)).filter(({ kind }) => kind === 'steps_returned')).toHaveLength(1)
    }
    const told = await scene.toLeads()
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain(`<@${lead}> has an account that is switched off`)
    expect(told[0]?.text).toContain('2 open steps on 2 cases')
    expect(told[0]?.lines).toEqual([first.ref, second.ref].sort().map(ref => `${ref}: a named lead (CEAST)`))
    expect(await scene.messages('team:ceast', 'Back with you on')).toHaveLength(2)
  })

  it('of a guest go back as well', async () => {
    const { id } = await scene.ledBy(lead)
    slack.guests.add(lead)
    await store.askAfter(lead)
    await scene.sweepUntil(async () => (await scene.toLeads()).length > 0)
    expect((await scene.caseOf(id)).lead).toBeUndefined()
  })

  it('go back the day after where the news was lost, and nothing is asked twice a day', async () => {
    const { id } = await scene.ledBy(lead)
    await scene.sweepAll()
    const asked = slack.profiles
    slack.gone.add(lead)
    await scene.sweepAll()
    expect(slack.profiles).toBe(asked)
    expect((await scene.caseOf(id)).lead).toBe(lead)
    await scene.nextDay()
    await scene.sweepUntil(async () => (await scene.toLeads()).length > 0)
    expect((await scene.caseOf(id)).lead).toBeUndefined()
    expect(await scene.toLeads()).toHaveLength(1)
  })

  it('of somebody who only left the channel of CEAST: the lead, and nothing that is theirs by name', async () => {
    const led = await scene.ledBy(lead)
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
    await scene.sweepUntil(async () => (await scene.toLeads()).length > 0)
    const c = await scene.caseOf(led.id)
    expect(c.lead).toBeUndefined()
    expect(c.left).toBeUndefined()
    expect((await scene.toLeads())[0]?.text).toContain('is not in CEAST any more. 1 open step on 1 case')
  })

  it('of somebody who was named without ever being in the channel stay', async () => {
    const { id } = await scene.ledBy('UNEVER')
    await store.askAfter('UNEVER')
    await scene.sweep()
    expect((await scene.caseOf(id)).lead).toBe('UNEVER')
  })

  it('of others are looked for only where there are any: Slack tells of every account in the department', async () => {
    expect(await scene.leaves(adviser)).toBe(false)
    await scene.sweep()
    expect(slack.profiles).toBe(0)
  })

  it('stay while Slack cannot say, and after an hour a lead does', async () => {
    const { id } = await scene.ledBy(lead)
    slack.strange.set(lead, slackSays('user_not_found'))
    await store.askAfter(lead)
    for (let i = 0; i < 11; i++) {
      await scene.sweep()
      await scene.later()
    }
    expect(await scene.toLeads('still a colleague')).toEqual([])
    await scene.sweep()
    const [question] = await scene.toLeads('still a colleague')
    expect(question?.text).toContain(`<@${lead}>`)
    expect((await scene.caseOf(id)).lead).toBe(lead)
    await store.closeTrouble(question?.trouble ?? '', 'ULEAD', 'they_left')
    await scene.later()
    await scene.sweepUntil(scene.isWithoutLead(id))
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
    const { id } = await scene.ledBy('UM1')
    happens()
    await store.askAfter('UM1')
    await scene.sweep()
    await scene.later()
    await scene.sweep()
    expect((await scene.caseOf(id)).lead).toBe('UM1')
    const asked = await scene.toLeads('No step was given back')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.text).toContain(words)
    await store.closeTrouble(asked[0]?.trouble ?? '', 'ULEAD', 'they_left')
    await scene.later()
    await scene.sweepUntil(scene.isWithoutLead(id))
  })

  it('of five at once go back: so many may leave a team together', async () => {
    const five = many.slice(0, 5)
    const cases = []
    for (const person of five) cases.push((await scene.ledBy(person)).id)
    for (const person of five) await scene.leaves(person)
    for (const id of cases) await scene.sweepUntil(scene.isWithoutLead(id))
    expect(await scene.toLeads('No step was given back')).toEqual([])
  })

  it('of most of a department at once stay until a lead says so, also where Slack tells of one after the other', async () => {
    const cases = new Map<string, string>()
    for (const person of many) cases.set(person, (await scene.ledBy(person)).id)
    await scene.sweepAll()
    for (const person of many) await scene.leaves(person)
    await scene.sweepAll()
    for (const [person, id] of cases) expect((await scene.caseOf(id)).lead).toBe(person)
    const asked = await scene.toLeads('many people have left')
    expect(asked.length).toBeGreaterThan(0)
    // Slack was wrong: nothing goes back, whatever was found before.
    slack.gone.clear()
    for (const { trouble } of asked) await store.closeTrouble(trouble ?? '', 'ULEAD', 'put_right')
    await scene.later()
    await scene.sweepAll()
    for (const [person, id] of cases) expect((await scene.caseOf(id)).lead).toBe(person)
    expect(await scene.toLeads()).toEqual([])
    // And once they have really left, a lead says so.
    for (const person of many) await scene.leaves(person)
    await scene.sweepAll()
    for (const { trouble } of await scene.toLeads('many people have left'))
      await store.closeTrouble(trouble ?? '', 'ULEAD', 'they_left')
    await scene.later()
    await scene.sweepUntil(async () => (await scene.toLeads()).length === many.length)
    for (const id of cases.values()) expect((await scene.caseOf(id)).lead).toBeUndefined()
  })

  it('that could not all be given back are, later, and the leads hear of all of them', async () => {
    const [first, second] = [await scene.ledBy(lead), await scene.ledBy(lead)]
    let failing = true
    const failsOnce: Store = {
      ...store,
      perform: request =>
        failing && request.caseId === second.id ? Promise.reject(new Error('busy')) : store.perform(request),
    }
    await scene.leaves(lead)
    await scene.sweep(failsOnce)
    expect(await scene.toLeads()).toEqual([])
    failing = false
    await scene.sweepUntil(async () => (await scene.toLeads()).length > 0)
    for (const { id } of [first, second]) expect((await scene.caseOf(id)).lead).toBeUndefined()
    expect((await scene.toLeads()).map(({ lines }) => lines?.length)).toEqual([2])
  })

  it('of somebody who is out of a team and then of everything go back both times', async () => {
    const { id } = await scene.ledBy(lead)
    slack.members.ceast = slack.members.ceast.filter(one => one !== lead)
    await store.askAfter(lead)
    await scene.sweepUntil(async () => (await scene.toLeads()).length === 1)
    await done(store, { caseId: id, actor: inCeast(lead), texts: {}, command: { kind: 'take_the_lead' } })
    await scene.leaves(lead)
    await scene.sweepUntil(async () => (await scene.toLeads()).length === 2)
    expect((await scene.caseOf(id)).lead).toBeUndefined()
  })
})
