import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { channelGuard } from '../../src/slack/channel-guard.ts'
import { libraryLogger, slackClient, type WebClient } from '../../src/slack/client.ts'
import { destinations } from '../../src/slack/destinations.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { who } from '../support/people.ts'

const silent = { warn: () => undefined, error: () => undefined }
const own = 'U0SAFEHOLD'
const minuteMs = 60_000

let workbench: Workbench
let client: WebClient
let ceast: string
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'http' })
  client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(silent))
})
afterAll(() => workbench.stop())
beforeEach(() => {
  workbench.world.faults.clear()
  ceast = newChannel([who.ceastOne, who.ceastTwo])
})

const newChannel = (members: readonly string[]): string =>
  workbench.world.newChannel({ name: 'made-up', private: true, members: [own, ...members] }).id
let now = 0
const open = (allowedApps: string[] = []) => channelGuard(client, { channels: 5, allowedApps }, () => now)

/** Makes an account something else for as long as the test runs. */
const during = async (person: string, flags: object, back: object, run: () => Promise<void>) => {
  await workbench.world.setPerson(person, flags)
  await run()
  await workbench.world.setPerson(person, back)
}

describe('whether anything is posted in a channel', () => {
  it('yes, while everybody in it is a colleague with a full account', async () => {
    expect(await open().look(ceast)).toEqual({ faults: [], switchedOff: [] })
    expect(await open().faultOf(ceast)).toBeUndefined()
  })

  it('no, while a guest, somebody of another organisation or another app is in it; each is named (F15)', async () => {
    await workbench.world.join(ceast, who.guest)
    await workbench.world.join(ceast, who.raiser)
    await workbench.world.join(ceast, who.adviser)
    await during(who.raiser, { stranger: true }, { stranger: false }, () =>
      during(who.adviser, { app: true }, { app: false }, async () =>
        expect((await open().look(ceast)).faults).toEqual([
          `other_organisation_in_channel:${who.raiser}`,
          `other_app_in_channel:${who.adviser}`,
          `guest_in_channel:${who.guest}`,
        ]),
      ),
    )
  })

  it('an app that the settings allow may be there, by its own id or its account’s', () =>
    during(who.adviser, { app: true }, { app: false }, async () => {
      await workbench.world.join(ceast, who.adviser)
      for (const id of [who.adviser, `A${who.adviser.slice(1)}`])
        expect(await open([id]).faultOf(ceast)).toBeUndefined()
      expect(await open(['A0WBOTHER1']).faultOf(ceast)).toBe(`other_app_in_channel:${who.adviser}`)
    }))

  it('an account that is switched off reads nothing: it keeps no message back, and is named', async () => {
    const channel = newChannel([who.ceastOne, 'U0WBOLGAR1'])
    expect(await open().look(channel)).toEqual({ faults: [], switchedOff: ['U0WBOLGAR1'] })
  })

  it('no, for an account that Slack does not show, and for a list of members without Safehold itself', async () => {
    const hidden = newChannel([who.ceastOne, 'U0NOBODY99'])
    expect(await open().faultOf(hidden)).toBe('unknown_member_in_channel:U0NOBODY99')
    const guard = open()
    const { members } = client.conversations
    client.conversations.members = async () => ({ ok: true, members: [] })
    expect(await guard.faultOf(ceast)).toBe('not_in_channel')
    client.conversations.members = members
  })

  it.each([
    ['extShared', 'channel_is_shared'],
    ['pendingExtShared', 'channel_is_shared'],
    ['orgShared', 'channel_is_shared'],
    ['archived', 'channel_is_archived'],
  ])('no, while it is %s', async (flag, code) => {
    await workbench.world.setChannel(ceast, { [flag]: true })
    expect(await open().faultOf(ceast)).toBe(code)
  })

  it.each(['conversations.info', 'conversations.members', 'users.info'])(
    'not while %s has no answer: the message waits, whatever the error says',
    async method => {
      const where = destinations(
        client,
        { ...workbench.channels, ceast },
        { districts: [], otherCeastChannels: [] },
      )
      for (const error of ['internal_error', 'invalid_arguments', 'user_disabled']) {
        workbench.world.faults.next(method, { error })
        expect(await where.refusalToPost('team:ceast', ceast)).toMatchObject({ kind: 'retry' })
      }
      expect(await where.refusalToPost('team:ceast', ceast)).toBeUndefined()
    },
  )
})

describe('what is kept of a look', () => {
  it('that nobody is wrong in it, for ten seconds and no longer; a fault never', async () => {
    const guard = open()
    expect(await guard.faultOf(ceast)).toBeUndefined()
    await workbench.world.join(ceast, who.guest)
    now += 9999
    expect(await guard.faultOf(ceast)).toBeUndefined()
    now += 1
    expect(await guard.faultOf(ceast)).toBe(`guest_in_channel:${who.guest}`)
    await workbench.world.leave(ceast, who.guest)
    expect(await guard.faultOf(ceast)).toBeUndefined()
  })

  it('not what the channel itself is like: that is asked before each message', async () => {
    const guard = open()
    expect(await guard.faultOf(ceast)).toBeUndefined()
    await workbench.world.setChannel(ceast, { private: false })
    expect(await guard.faultOf(ceast)).toBe('channel_is_public')
    await workbench.world.setChannel(ceast, { private: true, pendingExtShared: true })
    expect(await guard.faultOf(ceast)).toBe('channel_is_shared')
    await workbench.world.setChannel(ceast, { pendingExtShared: false })
    expect(await guard.faultOf(ceast)).toBeUndefined()
  })

  it('nothing where the record says that another process found a fault, of the channel and of the person it names', async () => {
    const settings = { districts: [], otherCeastChannels: [] }
    const where = destinations(client, { ...workbench.channels, ceast }, settings, open())
    const refusal = (known?: string) => where.refusalToPost('team:ceast', ceast, { known })
    expect(await refusal()).toBeUndefined()
    await during(who.ceastOne, { guest: true }, { guest: false }, async () => {
      expect(await refusal()).toBeUndefined()
      expect(await refusal(`guest_in_channel:${who.ceastOne}`)).toMatchObject({
        error: `guest_in_channel:${who.ceastOne}`,
        shut: 'channel',
      })
    })
  })

  it('nothing after somebody came in, or after their account changed', async () => {
    const guard = open()
    await guard.faultOf(ceast)
    await workbench.world.join(ceast, who.guest)
    guard.forget(ceast, who.guest)
    expect(await guard.faultOf(ceast)).toBe(`guest_in_channel:${who.guest}`)
    await workbench.world.leave(ceast, who.guest)
    expect(await guard.faultOf(ceast)).toBeUndefined()
    await during(who.ceastOne, { guest: true }, { guest: false }, async () => {
      guard.forgetPerson(who.ceastOne)
      expect(await guard.faultOf(ceast)).toBe(`guest_in_channel:${who.ceastOne}`)
    })
  })

  it('who somebody is, for less than a day: a look each day asks again', async () => {
    const guard = open()
    await guard.look(ceast)
    await during(who.ceastTwo, { guest: true }, { guest: false }, async () => {
      now += 20 * 60 * minuteMs - 1
      expect((await guard.look(ceast)).faults).toEqual([])
      now += 1
      expect((await guard.look(ceast)).faults).toEqual([`guest_in_channel:${who.ceastTwo}`])
    })
  })

  it('a channel of two hundred costs no more than half of what Slack answers in a minute, and then nothing', async () => {
    const people = Array.from({ length: 200 }, (_, i) => `U0MANY${String(i).padStart(4, '0')}`)
    const full = { id: '', team_id: workbench.world.identity.teamId }
    let calls = 0
    const many = {
      auth: client.auth,
      conversations: {
        info: async () => ({ channel: { is_private: true, is_member: true } }),
        members: async () => ({ members: [...people, own] }),
      },
      users: { info: async ({ user }: { user: string }) => ((calls += 1), { user: { ...full, id: user } }) },
    }
    // Only what the guard asks.
    const guard = channelGuard(many as never, { channels: 1 }, () => now)
    const isKnown = async () => {
      try {
        return (await guard.faultOf('C1')) === undefined
      } catch {
        return false
      }
    }
    let minutes = 0
    for (; !(await isKnown()); minutes += 1) {
      expect(calls).toBeLessThanOrEqual(50 + minutes * 50)
      now += minuteMs
    }
    expect(minutes).toBe(4)
    expect(calls).toBe(201)
    now += minuteMs
    expect(await isKnown()).toBe(true)
    expect(calls).toBe(201)
  })
})

it('a look that Slack limits says for how long to wait, and does not count as a channel that is shut', async () => {
  const where = destinations(
    client,
    { ...workbench.channels, ceast },
    { districts: [], otherCeastChannels: [] },
  )
  workbench.world.faults.next('conversations.members', { status: 429, retryAfter: 7 })
  expect(await where.refusalToPost('team:ceast', ceast)).toEqual({
    kind: 'retry',
    afterMs: 7000,
    error: 'ratelimited',
    limited: true,
  })
})
