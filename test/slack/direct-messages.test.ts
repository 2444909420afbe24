import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { classOfError } from '../../src/slack/error-classes.ts'
import { channelGuard } from '../../src/slack/channel-guard.ts'
import { libraryLogger, slackClient, type WebClient } from '../../src/slack/client.ts'
import { colleagues } from '../../src/slack/colleagues.ts'
import { destinations } from '../../src/slack/destinations.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { who } from '../support/people.ts'

const silent = { warn: () => undefined, error: () => undefined }
let workbench: Workbench
let client: WebClient
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'http' })
  client = slackClient(workbench.botToken, workbench.apiUrl, libraryLogger(silent))
})
afterAll(() => workbench.stop())
let now = 0
beforeEach(() => {
  workbench.world.faults.clear()
  now = 0
})

const open = () => {
  const guard = channelGuard(client, { channels: 5, allowedApps: [who.otherSpoc] }, () => now)
  const settings = {
    districts: [{ name: 'North', deputy: who.guest }],
    dutyContact: who.guest,
    otherCeastChannels: [],
  }
  const where = destinations(client, workbench.channels, settings as never, guard) // only what it reads
  const refusal = (destination: string, urgent = false) => where.refusalToPost(destination, 'D1', { urgent })
  return { guard, refusal }
}
const counting = () => {
  let calls = 0
  const team_id = 'T1'
  const info = async ({ user: id }: { user: string }) => ((calls += 1), { user: { id, team_id } })
  const auth = { test: async () => ({ user_id: 'U0SAFEHOLD', team_id }) }
  return { client: { auth, users: { info } }, calls: () => calls }
}
const refusal = (person: string) => open().refusal(`person:${person}`)

describe('direct messages', () => {
  it('go to a colleague with a full account', async () => {
    expect(await refusal(who.adviser)).toBeUndefined()
  })

  it('none to a guest, somebody of another organisation, an app, an account that is switched off or unknown (F15)', async () => {
    await workbench.world.setPerson(who.raiser, { stranger: true })
    await workbench.world.setPerson(who.otherSpoc, { app: true })
    const found = await Promise.all(
      [who.guest, who.raiser, who.otherSpoc, 'U0SAFEHOLD', 'U0WBOLGAR1', 'U0NOBODY99'].map(refusal),
    )
    await workbench.world.setPerson(who.raiser, { stranger: false })
    await workbench.world.setPerson(who.otherSpoc, { app: false })
    expect(found).toEqual(
      [
        'person_is_guest',
        'person_of_other_organisation',
        'person_is_app',
        'person_is_app',
        'user_disabled',
        'user_not_found',
      ].map(error => ({ kind: 'failed', error })),
    )
    for (const one of found) expect(classOfError(one?.error ?? '')).toBe('person_gone')
  })

  it('none to a duty contact or a deputy of the settings who is a guest', async () => {
    const { refusal: of } = open()
    for (const destination of ['duty:contact', 'deputy:North'])
      expect(await of(destination)).toEqual({ kind: 'failed', error: 'person_is_guest' })
  })

  it('wait while Slack does not say who somebody is, whatever the error says', async () => {
    const { refusal: of } = open()
    for (const error of ['internal_error', 'invalid_arguments', 'user_disabled', 'missing_scope']) {
      workbench.world.faults.next('users.info', { error })
      expect(await of(`person:${who.adviser}`)).toMatchObject({ kind: 'retry' })
    }
    expect(await of(`person:${who.adviser}`)).toBeUndefined()
  })

  it('rest on an answer of the last minute, and on none that is older than what Slack told since', async () => {
    const { guard, refusal: of } = open()
    const toAdviser = () => of(`person:${who.adviser}`)
    expect(await toAdviser()).toBeUndefined()
    await workbench.world.setPerson(who.adviser, { guest: true })
    now += 59_999
    expect(await toAdviser()).toBeUndefined()
    now += 1
    expect(await toAdviser()).toMatchObject({ error: 'person_is_guest' })
    await workbench.world.setPerson(who.adviser, { guest: false })
    guard.forgetPerson(who.adviser)
    expect(await toAdviser()).toBeUndefined()
  })

  it('ask Slack about no more than twenty people a minute; the others wait for their turn', async () => {
    const { client: counted, calls } = counting()
    const people = colleagues(counted as never, [], () => now) // only what it asks
    const ask = () =>
      Promise.allSettled(Array.from({ length: 60 }, (_, i) => people.faultOf(`U0MANY${i}`, true)))
    const answered = async () => (await ask()).filter(({ status }) => status === 'fulfilled').length
    expect(await answered()).toBe(20)
    expect(calls()).toBe(20)
    now += 30_000
    expect(await answered()).toBe(30)
    expect(calls()).toBe(30)
  })

  it('that are urgent are not kept waiting by any number of others: five questions a minute are for them', async () => {
    const { client: counted, calls } = counting()
    const guard = channelGuard(counted as never, { channels: 1 }, () => now) // only what it asks
    const settings = { districts: [], otherCeastChannels: [] }
    const where = destinations(counted as never, workbench.channels, settings, guard)
    const to = (person: string, urgent: boolean) => where.refusalToPost(`person:${person}`, 'D1', { urgent })
    const many = (name: string, howMany: number, urgent: boolean) =>
      Promise.all(Array.from({ length: howMany }, (_, i) => to(`U0${name}${i}`, urgent)))
    // One and the same person is told both: neither what is asked nor what is refused is shared with what is urgent.
    const [ordinary, soon] = await Promise.all([many('MANY', 300, false), to('U0MANY299', true)])
    expect(soon).toBeUndefined()
    expect(calls()).toBe(16)
    const wait = { kind: 'retry', error: 'ratelimited', limited: false }
    const refused = ordinary.filter(one => one !== undefined)
    expect(refused).toHaveLength(285)
    for (const one of refused) {
      expect(one).toMatchObject(wait)
      // Not all of them several times a second, and not for longer than it takes.
      expect(one.kind === 'retry' && one.afterMs).toBeGreaterThanOrEqual(15_000)
      expect(one.kind === 'retry' && one.afterMs).toBeLessThanOrEqual(18_000)
    }
    const urgent = await many('URGENT', 6, true)
    expect(urgent.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined])
    expect(urgent.slice(4)).toEqual([
      { ...wait, afterMs: 3000 },
      { ...wait, afterMs: 3000 },
    ])
    now += 18_000
    expect((await many('LATER', 3, false)).filter(one => one === undefined)).toHaveLength(1)
  })

  it('that Slack itself limits keep back all else to the same person for as long as Slack says', async () => {
    workbench.world.faults.next('users.info', { status: 429, retryAfter: 7 })
    expect(await refusal(who.adviser)).toEqual({
      kind: 'retry',
      afterMs: 7000,
      error: 'ratelimited',
      limited: true,
    })
  })
})

it('what was being asked of somebody when Slack told of a change is not kept', async () => {
  const team_id = 'T1'
  let answer: (user: object) => void = () => undefined
  let calls = 0
  const slow = {
    auth: { test: async () => ({ user_id: 'U0SAFEHOLD', team_id }) },
    users: {
      info: () => {
        calls += 1
        return new Promise(resolve => (answer = user => resolve({ user })))
      },
    },
  }
  const people = colleagues(slow as never, [], () => now) // only what it asks
  const asked = () => expect.poll(() => calls)
  const first = people.othersAmong(['U1'])
  await asked().toBe(1)
  people.forget('U1')
  answer({ id: 'U1', team_id })
  expect(await first).toEqual([])
  const second = people.othersAmong(['U1'])
  await asked().toBe(2)
  answer({ id: 'U1', team_id, is_restricted: true })
  expect(await second).toEqual([{ person: 'U1', verdict: 'guest_in_channel' }])
})
