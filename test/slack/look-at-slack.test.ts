import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libraryLogger, slackClient, type WebClient } from '../../src/slack/client.ts'
import {
  lookAtAppToken,
  lookAtChannels,
  lookAtNamed,
  lookAtToken,
  scopeFindings,
} from '../../src/slack/look-at-slack.ts'
import { botScopes } from '../../src/slack/manifest.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { who } from '../support/people.ts'

const quiet = libraryLogger({ warn: () => undefined, error: () => undefined })
const nothing = { districts: [], otherCeastChannels: [], allowedApps: [] }

let workbench: Workbench
let client: WebClient
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'socket' })
  client = slackClient(workbench.botToken, workbench.apiUrl, quiet)
})
afterAll(() => workbench.stop())

const channelLines = async (settings: Parameters<typeof lookAtChannels>[2] = nothing) => {
  const { general: _public, ...channels } = workbench.channels
  const found = await lookAtChannels(client, { channels }, settings)
  return found.map(({ state, what, fix }) => `${state} ${what}${fix === undefined ? '' : `: ${fix}`}`)
}

describe('a look at the tokens', () => {
  it('is content with one that has the scopes of the manifest, no fewer and no more', async () => {
    expect((await lookAtToken(client)).map(({ state }) => state)).toEqual(['ok', 'ok'])
    expect((await lookAtAppToken(slackClient(workbench.appToken, workbench.apiUrl, quiet))).state).toBe('ok')
  })

  it('names each scope that is missing, and each that is too many', async () => {
    const { scopes } = workbench.world.app
    scopes.delete('groups:history')
    scopes.add('files:read')
    const found = await lookAtToken(client)
    scopes.add('groups:history')
    scopes.delete('files:read')
    expect(found.map(({ state }) => state)).toEqual(['ok', 'wrong', 'wrong'])
    expect(found.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('lacks the scopes groups:history'),
        expect.stringContaining('does not need: files:read'),
      ]),
    )
    expect(scopeFindings(Object.keys(botScopes)).map(({ state }) => state)).toEqual(['ok'])
    expect(scopeFindings(undefined).map(({ state }) => state)).toEqual(['warn'])
  })

  it('says by which code Slack refuses one, that Slack is away, or that it is not Slack', async () => {
    const refused = slackClient('xoxb-another', workbench.apiUrl, quiet)
    expect((await lookAtToken(refused))[0]?.what).toBe('Slack does not accept SLACK_BOT_TOKEN (invalid_auth)')
    const swapped = await lookAtAppToken(slackClient(workbench.botToken, workbench.apiUrl, quiet))
    expect(swapped.what).toBe('Slack does not accept SLACK_APP_TOKEN (not_allowed_token_type)')
    const away = await lookAtToken(slackClient(workbench.botToken, 'http://127.0.0.1:9/api/', quiet))
    expect(away[0]?.what).toBe('Slack does not answer (no_answer)')
    const other = await lookAtToken(slackClient(workbench.botToken, `${workbench.url}/nowhere/`, quiet))
    expect(other).toMatchObject([{ state: 'wrong', what: 'What answers is not Slack' }])
  })
})

describe('a look at the channels', () => {
  it('says of each that it is as it must be', async () => {
    const lines = await channelLines()
    expect(lines).toHaveLength(5)
    for (const name of ['SPOC', 'VISITING', 'CEAST', 'ACSSL', 'LEADS'])
      expect(lines.join('\n')).toMatch(
        new RegExp(`ok ${name}_CHANNEL C\\w+ is private and not shared, with none but colleagues in it`),
      )
  })

  it('names everything that is wrong with each, and what to do', async () => {
    const { channels, world } = workbench
    await world.join(channels.ceast, who.guest)
    await world.join(channels.ceast, who.raiser)
    await world.setPerson(who.raiser, { app: true })
    await world.setChannel(channels.spoc, { pendingExtShared: true })
    world.channels.get(channels.acssl)?.members.add('U0WBOLGAR1')
    const lines = await channelLines({ ...nothing, otherCeastChannels: ['C0UNKNOWN1', channels.visiting] })
    await world.setPerson(who.raiser, { app: false })
    expect(lines).toEqual([
      expect.stringContaining(`wrong SPOC_CHANNEL ${channels.spoc}: channel is shared: use a channel`),
      expect.stringContaining('ok VISITING_CHANNEL'),
      expect.stringMatching(/^wrong CEAST_CHANNEL .*other app in channel: .*allowedApps \(<@U0WBBENOW1>\)/),
      expect.stringMatching(/^wrong CEAST_CHANNEL .*guest in channel: take the guest out .*<@U0WBNILSB1>/),
      expect.stringContaining('ok ACSSL_CHANNEL'),
      expect.stringMatching(/^warn ACSSL_CHANNEL .*U0WBOLGAR1 is switched off: Take it out of the channel/),
      expect.stringContaining('ok LEADS_CHANNEL'),
      expect.stringMatching(/^wrong otherCeastChannels\[0\] C0UNKNOWN1: channel not found: check the id/),
      expect.stringMatching(
        /^wrong otherCeastChannels\[1\] .*channel with a role: name the channel of another/,
      ),
    ])
  })
})

it('a look at those whom the settings name says which of them are told nothing, and why', async () => {
  const district = { name: 'North', deputy: who.acssl }
  const settings = { dutyContact: who.guest, districts: [district, { name: 'South', deputy: 'U0WBOLGAR1' }] }
  const found = await lookAtNamed(client, settings as never) // only what it reads
  expect(found.map(({ state, what }) => `${state} ${what}`)).toEqual([
    `wrong dutyContact ${who.guest} is told nothing: they are a guest`,
    `ok districts[0].deputy ${who.acssl} is a colleague with a full account`,
    'wrong districts[1].deputy U0WBOLGAR1 is told nothing: their account is switched off',
  ])
  workbench.world.faults.next('users.info', { error: 'missing_scope' })
  expect((await lookAtNamed(client, { ...settings, districts: [] } as never))[0]?.what).toContain(
    'Slack does not accept what Safehold asks about people (missing_scope)',
  )
})
