import { WebAPIHTTPError, WebAPIRateLimitedError } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Store } from '../../src/store/store.ts'
import { done } from '../store/acting.ts'
import { inCeast, lead, leaversScene, many, slackSays } from './leavers-scene.ts'

const unavailable = () => new WebAPIHTTPError(503, 'Service Unavailable', {})
const inVain = 12

describe('people who may have left', { timeout: 60_000 }, () => {
  let scene: Awaited<ReturnType<typeof leaversScene>>
  let store: Store
  let slack: typeof scene.slack
  beforeEach(async () => {
    scene = await leaversScene()
    ;({ store, slack } = scene)
  })
  afterEach(() => scene.close())

  const sweeps = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await scene.sweep()
      await scene.later()
    }
  }
  const later = async () => {
    await scene.later()
    await scene.sweepAll()
  }
  const areLed = async (cases: Map<string, Case>, people: readonly string[]) =>
    expect(await leadsOf(cases, people)).toEqual(people)
  const areBack = async (cases: Map<string, Case>, people: readonly string[]) => {
    for (const person of people) {
      const before = cases.get(person)
      if (!before) throw new Error('There is no such case')
      const after = await scene.caseOf(before.id)
      expect(after.lead).toBeUndefined()
      expect(after.holds).toEqual(before.holds)
      const times = (await store.timelineOf(before.id)).filter(({ kind }) => kind === 'steps_returned')
      expect(times).toHaveLength(1)
    }
  }
  const leadsOf = (cases: Map<string, Case>, people: readonly string[]) =>
    Promise.all(people.map(async person => (await scene.caseOf(cases.get(person)?.id ?? '')).lead))

  describe('while Slack gives no answer (F16)', () => {
    it.each<[string, () => Error]>([
      ['is out of order', unavailable],
      ['limits the app', () => new WebAPIRateLimitedError(30)],
      ['fails by what it says itself', () => slackSays('internal_error')],
      ['does not let the app in', () => slackSays('token_revoked')],
    ])(
      'and %s, the leads are asked about nobody, told once after an hour, and told when it ends',
      async (_why, error) => {
        const cases = await scene.ledByEach(many.slice(0, 3))
        for (const person of cases.keys()) await scene.leaves(person)
        slack.down = error()
        await sweeps(inVain - 1)
        expect(await store.openTroubles()).toEqual([])
        await sweeps(4)
        expect(await scene.toLeads('could not be found out')).toEqual([])
        expect(await scene.toLeads('For over an hour Slack has not said')).toHaveLength(1)
        slack.down = undefined
        await sweeps(3)
        await scene.sweepUntil(async () => (await scene.toLeads()).length === 3)
        await areBack(cases, [...cases.keys()])
        expect(await scene.toLeads('Slack says again')).toHaveLength(1)
        expect(await store.openTroubles()).toEqual([])
      },
    )

    it('one of them is asked about, and the others later', async () => {
      await scene.ledByEach(many.slice(0, 3))
      slack.down = unavailable()
      for (let i = 0; i < 5; i++) await scene.sweep()
      expect(slack.profiles).toBe(1)
    })

    it('nothing counts towards the hour after which a lead is asked about a person', async () => {
      await scene.ledBy(lead)
      await store.askAfter(lead)
      slack.down = unavailable()
      await sweeps(inVain - 1)
      slack.down = undefined
      slack.strange.set(lead, slackSays('user_not_found'))
      await sweeps(inVain - 1)
      expect(await scene.asked()).toEqual([])
      await sweeps(1)
      expect(await scene.asked()).toEqual([
        { subject: `person:${lead}`, code: 'user_not_found', people: [lead] },
      ])
    })

    it('about one of them, the others wait for an hour, and no longer', async () => {
      const cases = await scene.ledByEach(['UM1', 'UM2'])
      slack.strange.set('UM2', unavailable())
      await store.askAfter('UM2')
      await scene.leaves('UM1')
      await sweeps(inVain - 1)
      expect(await leadsOf(cases, ['UM1', 'UM2'])).toEqual(['UM1', 'UM2'])
      await sweeps(2)
      await areBack(cases, ['UM1'])
      await areLed(cases, ['UM2'])
    })

    it('of a channel, a list that Slack refuses is asked about once for the team, and not for each person', async () => {
      const cases = await scene.ledByEach(['UM1', 'UM2'])
      for (const person of cases.keys()) await store.askAfter(person)
      slack.noLists = slackSays('fetch_members_failed')
      await sweeps(inVain + 1)
      expect((await scene.asked()).map(({ subject }) => subject)).toEqual(['team:ceast'])
    })

    it('many who left Safehold meanwhile are many, however long ago they were asked after', async () => {
      const cases = await scene.ledByEach(many)
      for (const person of many) await scene.leaves(person)
      slack.down = unavailable()
      await scene.sweepAll()
      await scene.nextDay()
      slack.down = undefined
      await later()
      await areLed(cases, many)
      expect(await scene.asked()).toEqual([{ subject: 'people', code: 'too_many', people: many }])
    })
  })

  it('many who left a channel while Slack gave no answer are many, however long that was', async () => {
    const cases = await scene.ledByEach(many)
    for (const person of many) await store.askAfter(person)
    slack.down = unavailable()
    await scene.sweepAll()
    slack.members.ceast = [lead, 'UCEAST2', 'UBOT']
    await store.rememberMembers('ceast', slack.members.ceast)
    await scene.nextDay()
    slack.down = undefined
    await later()
    await areLed(cases, many)
    expect((await scene.asked()).map(({ subject }) => subject)).toEqual(['team:ceast'])
  })

  describe('an answer of a lead counts for what was asked (F16)', () => {
    it('and for no other doubt about the same channel', async () => {
      const cases = await scene.ledByEach(['UM1'])
      slack.faults.ceast = [{ channel: 'C1', code: 'channel_is_archived' }]
      await store.askAfter('UM1')
      await scene.sweep()
      await scene.answer('they_left')
      delete slack.faults.ceast
      slack.members.ceast = []
      await later()
      await areLed(cases, ['UM1'])
      expect((await scene.asked()).map(({ code }) => code)).toEqual(['no_members'])
      await scene.answer('they_left')
      await later()
      await areBack(cases, ['UM1'])
    })

    it('and for nobody who left since: of one more a lead is asked again', async () => {
      const [seventh = '', ...six] = many.toReversed()
      const cases = await scene.ledByEach(many)
      for (const person of six) await scene.leaves(person)
      await scene.sweepAll()
      expect((await scene.asked())[0]?.people).toEqual(six.toSorted())
      await scene.leaves(seventh)
      await scene.answer('they_left')
      await later()
      await areBack(cases, six)
      await areLed(cases, [seventh])
      expect(await scene.asked()).toEqual([{ subject: 'people', code: 'too_many', people: [seventh] }])
      await scene.answer('they_left')
      await later()
      await areBack(cases, many)
    })

    it('and also for some of them: those who are back keep their steps, and nobody is asked again', async () => {
      const [left, back] = [many.slice(0, 5), many.slice(5)]
      const cases = await scene.ledByEach(many)
      for (const person of many) await scene.leaves(person)
      await scene.sweepAll()
      await scene.answer('they_left')
      for (const person of back) slack.gone.delete(person)
      await later()
      await areBack(cases, left)
      await areLed(cases, back)
      expect(await scene.asked()).toEqual([])
    })

    it('of one person, for that error, and until they are asked after anew', async () => {
      const { id } = await scene.ledBy(lead)
      slack.strange.set(lead, slackSays('user_not_found'))
      await store.askAfter(lead)
      await sweeps(inVain)
      await scene.answer('they_left')
      slack.strange.set(lead, slackSays('user_is_odd'))
      await sweeps(1)
      expect((await scene.asked()).map(({ code }) => code)).toEqual(['user_is_odd'])
      await scene.answer('they_left')
      await scene.sweepUntil(scene.isWithoutLead(id))
      await done(store, { caseId: id, actor: inCeast(lead), texts: {}, command: { kind: 'take_the_lead' } })
      await store.askAfter(lead)
      await sweeps(inVain)
      expect((await scene.caseOf(id)).lead).toBe(lead)
      expect((await scene.asked()).map(({ code }) => code)).toEqual(['user_is_odd'])
    })
  })

  describe('where too many are out at once (F16)', () => {
    it('of Safehold, they are held for days until a lead answers, and one thing stays open', async () => {
      const cases = await scene.ledByEach(many)
      for (const person of many) await scene.leaves(person)
      await scene.sweepAll()
      for (let day = 0; day < 3; day++) {
        await scene.nextDay()
        await later()
        await areLed(cases, many)
        expect(await scene.asked()).toEqual([{ subject: 'people', code: 'too_many', people: many }])
      }
      expect(await scene.toLeads('many people have left')).toHaveLength(1)
      await scene.answer('they_left')
      await later()
      await areBack(cases, many)
    })

    it('of a channel, they are held for days, also once the channel is known without them', async () => {
      const cases = await scene.ledByEach(many)
      slack.members.ceast = [lead, 'UCEAST2', 'UBOT']
      for (const person of many) await store.askAfter(person)
      await scene.sweepAll()
      await store.rememberMembers('ceast', slack.members.ceast)
      for (let day = 0; day < 3; day++) {
        await scene.nextDay()
        await later()
        await areLed(cases, many)
      }
      expect(await scene.asked()).toEqual([{ subject: 'team:ceast', code: 'too_many', people: many }])
      expect(await scene.toLeads('many people have left')).toHaveLength(1)
      await scene.answer('they_left')
      await later()
      await areBack(cases, many)
    })

    it('those whom Slack shows again are let go; the others are held, however few they are', async () => {
      const [few, back] = [many.slice(0, 2), many.slice(2)]
      const cases = await scene.ledByEach(many)
      for (const person of many) await scene.leaves(person)
      await scene.sweepAll()
      for (const person of back) slack.gone.delete(person)
      await later()
      await scene.nextDay()
      await later()
      await areLed(cases, many)
      // A lead says that it is put right, and Slack still says that those few are gone: they are asked about, alone.
      await scene.answer('put_right')
      await later()
      await areLed(cases, many)
      expect(await scene.asked()).toEqual([{ subject: 'people', code: 'too_many', people: few }])
    })

    it('of a channel, those who are in it again are let go; the others are held, however few they are', async () => {
      const [few, back] = [many.slice(0, 2), many.slice(2)]
      const cases = await scene.ledByEach(many)
      slack.members.ceast = [lead, 'UCEAST2', 'UBOT']
      for (const person of many) await store.askAfter(person)
      await scene.sweepAll()
      slack.members.ceast.push(...back)
      await later()
      await areLed(cases, many)
      expect(await store.heldLeavers('ceast')).toEqual(few)
      await scene.answer('they_left')
      await later()
      await areBack(cases, few)
      await areLed(cases, back)
    })

    it('and Slack shows all of them again, what was asked ends by itself', async () => {
      const cases = await scene.ledByEach(many)
      for (const person of many) await scene.leaves(person)
      await scene.sweepAll()
      slack.gone.clear()
      await later()
      await areLed(cases, many)
      expect(await scene.asked()).toEqual([])
      expect(await scene.toLeads('Ended: ')).toHaveLength(1)
    })
  })
})
