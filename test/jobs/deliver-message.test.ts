import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { deliveries } from '../../jobs/deliver-message.ts'
import type { Claimed, DeliveryResult } from '../../src/store/delivery.ts'
import { heldCase, staff } from '../case/story.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const claim = {
  destination: 'team:spoc',
  attempt: 1,
  ambiguous: false,
  channel: 'C1',
  urgent: false,
  claimedUntil: '2026-12-01T15:00:30.000Z',
}
const alert: Claimed = {
  ...claim,
  kind: 'alert',
  id: 'alert-1',
  caseId: null,
  data: { text: 'Due now', actions: [], ref: 'ACS-2026-000123-K' },
  threadTs: null,
  createdAt: '2026-12-01T15:00:00.000Z',
}
const story = heldCase()
const headline: Claimed = {
  ...claim,
  kind: 'headline',
  caseId: story.c.id,
  postId: 'headline-1',
  slackTs: null,
  wantedVersion: 7,
  case: story.c,
  linked: [],
  now: story.now,
}

const slackSays = (error: string) => new WebAPIPlatformError({ ok: false, error })

/** Sends one message to a channel in which those with these marks are already there. */
const deliver = async (
  claimed: Claimed,
  { marks = [] as string[], refusal = undefined as unknown, trouble = undefined as Error | undefined } = {},
) => {
  const calls: string[] = []
  const results: DeliveryResult[] = []
  const held: number[] = []
  const left = [claimed]
  const messages = marks.map(outbox_id => ({
    ts: '1.0',
    metadata: { event_type: 'safehold_post', event_payload: { outbox_id } },
  }))
  const say = (what: string, answer: object) => async () => {
    calls.push(what)
    if (trouble) throw trouble
    return { ok: true, ...answer }
  }
  const deps = {
    log,
    staff,
    store: {
      claimDeliveries: async () => left.splice(0),
      settleDelivery: async (_claimed: Claimed, result: DeliveryResult) => void results.push(result),
      holdBack: async (_destination: string, ms: number) => void held.push(ms),
    },
    client: {
      chat: { postMessage: say('post', { ts: '2.0' }), update: say('edit', {}) },
      conversations: { history: say('look', { messages }) },
    },
    destinations: { channelOf: async () => 'C1', refusalToPost: async () => refusal },
  }
  // Only what sending uses of the store and of Slack.
  const sending = deliveries(deps as never, () => undefined)
  await sending.begin()
  await sending.settled()
  return { calls, results, held }
}

describe('sending a message', () => {
  it('posts it, and records where it is', async () => {
    const { calls, results } = await deliver(alert)
    expect(calls).toEqual(['post'])
    expect(results).toEqual([{ kind: 'sent', channel: 'C1', ts: '2.0' }])
  })

  it.each([
    ['an alert', alert, 'alert-1'],
    ['a headline', headline, 'headline-1'],
  ])('%s that may be there is looked for, and not posted again', async (_what, claimed, mark) => {
    const { calls, results } = await deliver({ ...claimed, ambiguous: true }, { marks: [mark] })
    expect(calls).toEqual(['look'])
    expect(results).toMatchObject([{ kind: 'sent', ts: '1.0', found: true }])
  })

  it('a headline that is there is edited in its place', async () => {
    expect((await deliver({ ...headline, slackTs: '1.0' })).calls).toEqual(['edit'])
  })

  it('nothing goes to a channel that may not be used; what waits for it waits as well (F15)', async () => {
    const refusal = { kind: 'retry', afterMs: 10_000, error: 'channel_is_public', limited: true }
    const { calls, results, held } = await deliver(alert, { refusal })
    expect(calls).toEqual([])
    expect(results).toEqual([refusal])
    expect(held).toEqual([10_000, 10_000])
  })
  it.each<[string, boolean, Error, number[]]>([
    ['an urgent one that Slack is too ill to take', true, new WebAPIHTTPError(503, '', {}), [5000, 5000]],
    [
      'an urgent one that Slack does not answer',
      true,
      new WebAPIRequestError(new Error('timeout')),
      [5000, 5000],
    ],
    ['an urgent one that alone fails', true, slackSays('internal_error'), []],
    ['an ordinary one', false, new WebAPIHTTPError(503, '', {}), []],
    ['any one, when the token is refused', false, slackSays('token_revoked'), [10_000, 10_000]],
  ])('makes its channel wait, so that nothing overtakes it: %s', async (_what, urgent, trouble, expected) => {
    const { held } = await deliver({ ...alert, urgent }, { trouble })
    expect(held).toEqual(expected)
  })

  it('that Slack never takes, urgent as it is, leaves the others their turn every tenth time', async () => {
    const trouble = new WebAPIHTTPError(500, '', {})
    const heldAt = async (attempt: number) =>
      (await deliver({ ...alert, urgent: true, attempt }, { trouble })).held
    expect(await Promise.all([9, 10, 11].map(heldAt))).toEqual([[5000, 5000], [], [5000, 5000]])
  })

  it('of a person who cannot be reached any more fails, and of a team whose channel is shut waits', async () => {
    const trouble = slackSays('channel_not_found')
    const toPerson = await deliver({ ...alert, destination: 'person:U1' }, { trouble })
    expect(toPerson.results).toEqual([{ kind: 'failed', error: 'channel_not_found' }])
    const toTeam = await deliver(alert, { trouble })
    expect(toTeam.results).toMatchObject([{ kind: 'retry', error: 'channel_not_found' }])
  })
})
