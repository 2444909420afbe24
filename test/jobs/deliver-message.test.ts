import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
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
  postedIn: null,
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
  isDigest: false,
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
  wantedSince: '2026-12-09T15:00:00.000Z',
  case: story.c,
  linked: [],
  now: story.now,
}

/** A pause and, by chance, up to a fifth less. */
const about = (ms: number) => expect.toSatisfy((given: number) => given <= ms && given >= ms * 0.8)

const slackSays = (error: string) => new WebAPIPlatformError({ ok: false, error })

/** Sends one message to a channel in which those with these marks are already there. */
const deliver = async (
  claimed: Claimed,
  {
    marks = [] as string[],
    refusal = undefined as unknown,
    trouble = undefined as Error | undefined,
    shut = [] as { id?: string; subject: string; code: string }[],
    keptOut = [] as string[],
    keptOutOf = '',
    foundMeanwhile = [] as { id: string; subject: string; code: string }[],
    lookMs = 0,
    readMs = 0,
  } = {},
) => {
  let now = 0
  const asked: unknown[][] = []
  const cured: unknown[][] = []
  const givenUp: unknown[][] = []
  const calls: string[] = []
  const results: DeliveryResult[] = []
  const held: number[] = []
  const lookedSince: number[] = []
  const told: unknown[][] = []
  const tells =
    (what: string) =>
    async (...of: unknown[]) =>
      void told.push([what, ...of])
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
      gatherDigests: async () => 0,
      claimDeliveries: async () => left.splice(0),
      settleDelivery: async (_claimed: Claimed, result: DeliveryResult) => void results.push(result),
      openTrouble: tells('trouble'),
      cureStuck: async (...of: unknown[]) => void givenUp.push(of),
      cureAfterPost: async (...of: unknown[]) => void cured.push(of),
      reroute: async (_claimed: Claimed, ...of: unknown[]) => void told.push(['told elsewhere', ...of]),
      rerouteUrgent: tells('urgent ones told elsewhere'),
      shutChannels: async () => shut,
      readCase: async ({ id }: { id: string }) => ({
        case: { ...story.c, keptOut: id === keptOutOf ? ['U1'] : keptOut },
        linked: [],
        now: story.now,
      }),
      holdBack: async (_destination: string, ms: number) => void held.push(ms),
    },
    client: {
      chat: { postMessage: say('post', { ts: '2.0' }), update: say('edit', {}) },
      conversations: {
        history: (query: { oldest: string }) => {
          lookedSince.push(Number(query.oldest))
          now += readMs
          return say('look', { messages })()
        },
      },
    },
    destinations: {
      channelOf: async () => 'C1',
      refusalToPost: async (...of: unknown[]) => {
        asked.push(of)
        shut.push(...foundMeanwhile)
        now += lookMs
        return refusal
      },
      placeOf: (name: string) => (name.startsWith('person:') ? { person: 'U1' } : { name }),
    },
  }
  // Only what sending uses of the store and of Slack.
  const sending = deliveries(
    deps as never,
    () => undefined,
    () => now,
  )
  await sending.begin()
  await sending.settled()
  return { calls, results, held, told, asked, cured, givenUp, lookedSince }
}

const all = (shut: readonly string[]) => shut.map(subject => ({ subject, code: 'is_archived' }))

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

  it('a headline is looked for since it waits, however long ago its case was opened', async () => {
    const { lookedSince } = await deliver({ ...headline, ambiguous: true }, { marks: ['headline-1'] })
    expect(lookedSince).toEqual([Date.parse('2026-12-09T14:00:00.000Z') / 1000])
  })

  it('a headline that is there is edited in its place', async () => {
    expect((await deliver({ ...headline, slackTs: '1.0' })).calls).toEqual(['edit'])
  })

  it('nothing goes to a channel that may not be used; what waits for it waits as well (F15)', async () => {
    const refusal = {
      kind: 'retry',
      afterMs: 10_000,
      error: 'channel_is_public',
      limited: true,
      shut: 'channel',
    }
    const { calls, results, held, told } = await deliver(alert, { refusal })
    expect(calls).toEqual([])
    expect(results).toEqual([{ ...refusal, afterMs: about(10_000) }])
    expect(held).toEqual([about(10_000), about(10_000)])
    expect(told).toEqual([
      ['trouble', { kind: 'channel_shut', subject: 'team:spoc', code: 'channel_is_public' }],
      ['urgent ones told elsewhere', 'team:spoc', 'team:leads', 'channel_is_public'],
    ])
  })

  it('a headline in a channel that is not its place any more is posted nowhere before it is moved', async () => {
    const elsewhere = { ...headline, postedIn: 'COLD' }
    for (const claimed of [elsewhere, { ...elsewhere, slackTs: '1.0' }, { ...elsewhere, ambiguous: true }]) {
      const { calls, results, told } = await deliver(claimed)
      expect([calls, results, told]).toEqual([[], [{ kind: 'moves', from: 'COLD' }], []])
    }
    expect((await deliver({ ...headline, postedIn: 'C1' })).calls).toEqual(['post'])
  })

  it('a headline stays where it is while its new channel may not be posted in', async () => {
    const refusal = { kind: 'retry', afterMs: 1, error: 'is_archived', limited: true, shut: 'channel' }
    const { calls, results } = await deliver({ ...headline, postedIn: 'COLD' }, { refusal })
    expect([calls, results]).toMatchObject([[], [{ kind: 'retry', error: 'is_archived' }]])
  })

  it.each([
    ['team:spoc', ['team:spoc'], 'team:leads'],
    ['team:leads', ['team:leads'], 'team:ceast'],
    ['team:leads', ['team:ceast', 'team:leads'], 'team:spoc'],
    ['team:ceast', ['team:ceast', 'team:leads'], 'team:spoc'],
    ['team:spoc', ['team:ceast', 'team:leads', 'team:spoc'], 'team:visiting'],
    ['acssl:North', ['acssl:North', 'team:leads'], 'team:ceast'],
  ])('for %s goes to a place that is open while %j are shut: %s', async (destination, shut, to) => {
    const trouble = slackSays('is_archived')
    const { told } = await deliver({ ...alert, destination }, { trouble, shut: all(shut) })
    expect(told[1]).toEqual(['urgent ones told elsewhere', destination, to, 'is_archived'])
  })

  it('waits where it is while no place is open', async () => {
    const shut = ['leads', 'ceast', 'spoc', 'visiting', 'acssl'].map(team => `team:${team}`)
    const { told, results } = await deliver(alert, { trouble: slackSays('is_archived'), shut: all(shut) })
    expect(told.map(([what]) => what)).toEqual(['trouble'])
    expect(results).toMatchObject([{ kind: 'retry' }])
  })

  it('for somebody who was kept out of its case since then is told to the team, and to them not (F15)', async () => {
    const about = { ...alert, destination: 'person:U1', caseId: story.c.id }
    expect((await deliver(about)).calls).toEqual(['post'])
    const { calls, results, told } = await deliver(about, { keptOut: ['U1'] })
    expect(calls).toEqual([])
    expect(results).toEqual([{ kind: 'failed', error: 'person_kept_out' }])
    expect(told).toEqual([['told elsewhere', 'team:ceast', 'person_kept_out', expect.any(String)]])
    // So is a message that was written for one case and is about another.
    const data = { ...alert.data, about: 'another' }
    const beside = await deliver({ ...about, caseId: 'first', data } as typeof about, {
      keptOutOf: 'another',
    })
    expect(beside.results).toEqual([{ kind: 'failed', error: 'person_kept_out' }])
  })

  it('that nobody can be told where it belongs is told in a place that is open', async () => {
    const shut = ['team:leads', 'team:ceast']
    const forVisiting = { ...alert, destination: 'team:visiting' }
    const refused = await deliver(forVisiting, { trouble: slackSays('msg_too_long'), shut: all(shut) })
    expect(refused.told[1]?.slice(0, 2)).toEqual(['told elsewhere', 'team:spoc'])
    const about = { ...alert, destination: 'person:U1', caseId: story.c.id }
    const gone = await deliver(about, { trouble: slackSays('user_disabled'), shut: all(shut) })
    expect(gone.told[1]?.slice(0, 2)).toEqual(['told elsewhere', 'team:spoc'])
  })

  it('its channel is looked at anew where the record says that somebody found it shut, and not otherwise', async () => {
    const code = 'guest_in_channel:U0GUEST'
    const found = await deliver(alert, { shut: [{ subject: 'team:spoc', code }] })
    expect(found.asked).toEqual([['team:spoc', 'C1', { known: code, urgent: false }]])
    const other = await deliver(alert, { shut: [{ subject: 'team:ceast', code }] })
    expect(other.asked).toEqual([['team:spoc', 'C1', { known: undefined, urgent: false }]])
  })

  it('that is urgent says so where it is looked up who it is for', async () => {
    const { asked } = await deliver({ ...alert, destination: 'person:U1', urgent: true })
    expect(asked).toEqual([['person:U1', 'C1', { known: undefined, urgent: true }]])
  })

  it('that goes through ends the trouble that was read before its channel was looked at, and none found since', async () => {
    const code = 'guest_in_channel:U0GUEST'
    const one = (id: string) => ({ id, subject: 'team:spoc', code })
    const cured = async (known: string[], foundMeanwhile: string[]) =>
      (await deliver(alert, { shut: known.map(one), foundMeanwhile: foundMeanwhile.map(one) })).cured
    const its = { destination: alert.destination, message: alert.id }
    expect(await cured(['before'], [])).toEqual([['team:spoc', { known: one('before'), ...its }]])
    expect(await cured([], ['meanwhile'])).toEqual([['team:spoc', { known: undefined, ...its }]])
  })

  it('what is urgent is told in the next channel that is open, where the leads’ is shut as well', async () => {
    const refusal = { kind: 'retry', afterMs: 1, error: 'channel_is_shared', limited: true, shut: 'channel' }
    const shut = ['team:spoc', 'team:leads', 'team:ceast'].map(subject => ({ subject, code: 'is_archived' }))
    expect((await deliver(alert, { refusal, shut })).told.at(-1)).toEqual([
      'urgent ones told elsewhere',
      'team:spoc',
      'team:visiting',
      'channel_is_shared',
    ])
  })

  it('that may be there stays in doubt while its channel may not even be read', async () => {
    const refusal = { kind: 'retry', afterMs: 5000, error: 'service_unavailable', limited: false }
    const { results } = await deliver({ ...alert, ambiguous: true }, { refusal })
    expect(results).toMatchObject([{ kind: 'retry', inDoubt: true }])
    expect((await deliver(alert, { refusal })).results[0]).not.toHaveProperty('inDoubt')
  })

  it('is not posted after a look that took so long that another worker may soon have it', async () => {
    expect((await deliver(alert, { lookMs: 20_000 })).calls).toEqual(['post'])
    const error = { kind: 'retry', afterMs: 0, error: 'look_took_long', limited: false }
    for (const claimed of [alert, headline, { ...headline, slackTs: '1.0' }, { ...alert, attempt: 9 }]) {
      const { calls, results, held, told } = await deliver(claimed, { lookMs: 20_001 })
      expect([calls, results, held, told]).toEqual([[], [error], [], []])
    }
    const slowToRead = { ...alert, ambiguous: true }
    const read = await deliver(slowToRead, { readMs: 20_001 })
    const searched = { ...error, error: 'search_took_long', inDoubt: true }
    expect([read.calls, read.results]).toEqual([['look'], [{ ...searched, afterMs: expect.any(Number) }]])
    expect(read.results).not.toMatchObject([{ afterMs: 0 }])
    const { calls, results } = await deliver({ ...alert, ambiguous: true }, { lookMs: 20_001 })
    expect([calls, results]).toEqual([[], [{ ...error, inDoubt: true }]])
  })

  it('that is searched for too long each time is posted all the same in the end: told twice is better than not told', async () => {
    const urgent = { ...alert, urgent: true, ambiguous: true }
    const fourth = await deliver({ ...urgent, attempt: 4 }, { readMs: 20_001 })
    expect([fourth.calls, fourth.told, fourth.held]).toEqual([['look'], [], []])
    const fifth = await deliver({ ...urgent, attempt: 5 }, { readMs: 20_001 })
    expect(fifth.calls).toEqual(['look', 'post'])
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
    expect(held).toEqual(expected.map(about))
  })

  it('that Slack never takes, urgent as it is, leaves the others their turn every tenth time', async () => {
    const trouble = new WebAPIHTTPError(500, '', {})
    const heldAt = async (attempt: number) =>
      (await deliver({ ...alert, urgent: true, attempt }, { trouble })).held
    const long = about(30_000)
    expect(await Promise.all([9, 10, 11].map(heldAt))).toEqual([[long, long], [], [long, long]])
  })

  it('of a person who cannot be reached any more fails, and of a team whose channel is shut waits', async () => {
    const trouble = slackSays('channel_not_found')
    const toPerson = await deliver({ ...alert, destination: 'person:U1' }, { trouble })
    expect(toPerson.results).toEqual([{ kind: 'failed', error: 'channel_not_found' }])
    expect(toPerson.told).toEqual([
      ['trouble', { kind: 'person_unreachable', subject: 'person:U1', code: 'channel_not_found' }],
      ['told elsewhere', 'team:leads', 'channel_not_found', 'Due now'],
    ])
    const toTeam = await deliver(alert, { trouble })
    expect(toTeam.results).toMatchObject([{ kind: 'retry', error: 'channel_not_found' }])
  })

  it('of a person who cannot be reached is told to the team that has the case; a line manager’s to the leads (F14)', async () => {
    const trouble = slackSays('user_disabled')
    const about = { ...alert, destination: 'person:U1', caseId: story.c.id }
    expect((await deliver(about, { trouble })).told[1]).toEqual([
      'told elsewhere',
      'team:ceast',
      'user_disabled',
      'Due now',
    ])
    const data = { text: 'Due now', actions: ['acknowledge_concern'] as const, ref: story.c.ref }
    expect((await deliver({ ...about, data }, { trouble })).told[1]?.[1]).toBe('team:leads')
  })

  it.each([
    ['team:spoc', 'team:leads'],
    ['team:leads', 'team:ceast'],
    ['acssl:North', 'team:leads'],
  ])(
    'that Slack refuses for good for %s is told elsewhere, and somebody is told of it',
    async (destination, to) => {
      const { results, told } = await deliver(
        { ...alert, destination },
        { trouble: slackSays('msg_too_long') },
      )
      expect(results).toEqual([{ kind: 'failed', error: 'msg_too_long' }])
      expect(told).toEqual([
        ['trouble', { kind: 'message_refused', subject: destination, code: 'msg_too_long' }],
        ['told elsewhere', to, 'msg_too_long', 'Due now'],
      ])
    },
  )

  it('that Slack refuses for good is stuck no more, and one that waits may be', async () => {
    const refused = await deliver(alert, { trouble: slackSays('msg_too_long') })
    const given = { destination: alert.destination, message: alert.id }
    expect(refused.givenUp).toEqual([['team:spoc', given]])
    expect((await deliver(alert, { trouble: slackSays('is_archived') })).givenUp).toEqual([])
  })

  it('that is a headline is told elsewhere in its own words', async () => {
    const { told } = await deliver(headline, { trouble: slackSays('invalid_blocks') })
    expect(told[1]?.[3]).toContain('DO NOT SUSPEND OR STOP')
    expect(told[1]?.[3]).toContain(story.c.ref)
  })

  it.each<[string, number, Error, boolean]>([
    ['an undocumented error, the fifth time', 5, slackSays('code_of_next_year'), true],
    ['an undocumented error, before a minute is over', 4, slackSays('code_of_next_year'), false],
    ['an error inside Slack about this message', 5, slackSays('internal_error'), true],
    ['an outage of Slack as a whole', 9, new WebAPIHTTPError(503, '', {}), false],
    ['a limit, which Slack says when to try after', 9, new WebAPIRateLimitedError(30), false],
  ])('that is stuck is told of after a minute: %s', async (_what, attempt, trouble, isTold) => {
    const { told, results } = await deliver({ ...alert, attempt }, { trouble })
    expect(told.map(([, what]) => what)).toMatchObject(isTold ? [{ kind: 'message_stuck' }] : [])
    expect(results[0]?.kind).not.toBe('failed')
  })

  it('that Slack does not let in is told of as Slack’s, not the channel’s', async () => {
    const { told } = await deliver(alert, { trouble: slackSays('token_revoked') })
    expect(told).toEqual([['trouble', { kind: 'slack_shut', subject: 'slack', code: 'token_revoked' }]])
  })
})
