import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { botEvents, botScopes, manifestFor } from '../../src/slack/manifest.ts'
import { methods } from '../../src/workbench/web-api/methods.ts'
import { readSourceFiles } from '../support/source-files.ts'

const url = 'https://safehold.example/slack/events'
const over = { socket: manifestFor({ transport: 'socket' }), http: manifestFor({ transport: 'http', url }) }

describe('the scopes that Safehold asks for', () => {
  it('are these, each for a reason of one line', () => {
    expect(botScopes).toEqual({
      commands: 'the command /concern and the message shortcut',
      'chat:write': 'posts headlines and alerts, and tells one person in their direct messages',
      'channels:read': 'sees that a channel of a team has become public, to refuse it',
      'groups:read': "reads who is in a team's private channel: that is the role",
      'groups:history':
        'looks in a private channel for a message whose answer was lost, before it is posted again',
      'im:write': 'opens the direct messages in which a person is told of their own case',
      'users:read': 'tells guests, people of other organisations and switched-off accounts from colleagues',
    })
    for (const manifest of Object.values(over))
      expect(manifest.oauth_config?.scopes).toEqual({ bot: Object.keys(botScopes) })
  })

  it('are no more and no fewer than the calls in the code need', () => {
    const called = readSourceFiles('src/slack', 'handlers', 'jobs').flatMap(({ code }) =>
      [...code.matchAll(/\bclient\.(\w+)\.(\w+)\(/g)].map(([, group, name]) => `${group}.${name}`),
    )
    expect(called.length).toBeGreaterThan(8)
    const needed = called.flatMap(name => {
      const method = methods.get(name)
      if (method === undefined) throw new Error(`The workbench does not have ${name}`)
      // Teams' channels are private, and one that is public is looked at only to refuse it.
      if (method.scope === 'read') return ['groups:read', 'channels:read']
      if (method.scope === 'history') return ['groups:history']
      return method.scope === undefined ? [] : [method.scope]
    })
    expect(new Set([...needed, 'commands'])).toEqual(new Set(Object.keys(botScopes)))
  })
})

describe('the events that Safehold hears of', () => {
  it('are these: App Home, who is in the channels, what became of a channel, and of an account', () => {
    expect(over.socket.settings?.event_subscriptions).toEqual({
      bot_events: [
        'app_home_opened',
        'member_joined_channel',
        'member_left_channel',
        'group_left',
        'group_archive',
        'group_unarchive',
        'channel_shared',
        'channel_unshared',
        'channel_id_changed',
        'user_change',
      ],
    })
  })
})

/** All that Safehold may do and hear. A new scope or event is a decision: change it here by hand. */
const granted = {
  scopes: [
    'channels:read',
    'chat:write',
    'commands',
    'groups:history',
    'groups:read',
    'im:write',
    'users:read',
  ],
  events: [
    'app_home_opened',
    'channel_id_changed',
    'channel_shared',
    'channel_unshared',
    'group_archive',
    'group_left',
    'group_unarchive',
    'member_joined_channel',
    'member_left_channel',
    'user_change',
  ],
}

describe('the manifest', () => {
  it.each(Object.entries(over))(
    'over %s asks for exactly these scopes and events, and nothing else',
    (_how, manifest) => {
      const { oauth_config, settings, features } = manifest
      expect(Object.keys(manifest).sort()).toEqual([
        '_metadata',
        'display_information',
        'features',
        'oauth_config',
        'settings',
      ])
      expect(Object.keys(oauth_config ?? {})).toEqual(['scopes'])
      expect(Object.keys(oauth_config?.scopes ?? {})).toEqual(['bot'])
      expect([...(oauth_config?.scopes?.bot ?? [])].sort()).toEqual(granted.scopes)
      const { bot_events = [], ...events } = settings?.event_subscriptions ?? {}
      expect([...bot_events].sort()).toEqual(granted.events)
      expect(Object.keys(events).filter(name => name !== 'request_url')).toEqual([])
      expect(Object.keys(settings ?? {}).sort()).toEqual([
        'event_subscriptions',
        'interactivity',
        'org_deploy_enabled',
        'socket_mode_enabled',
        'token_rotation_enabled',
      ])
      expect(Object.keys(features ?? {}).sort()).toEqual([
        'app_home',
        'bot_user',
        'shortcuts',
        'slash_commands',
      ])
    },
  )

  it('keeps within the lengths that Slack allows', () => {
    const { display_information, features } = over.http
    expect(display_information.name.length).toBeLessThanOrEqual(35)
    expect(display_information.description?.length).toBeLessThanOrEqual(140)
    for (const { name, description } of features?.shortcuts ?? []) {
      expect(name.length).toBeLessThanOrEqual(24)
      expect(description.length).toBeLessThanOrEqual(150)
    }
    for (const { usage_hint = '' } of features?.slash_commands ?? [])
      expect(usage_hint.length).toBeLessThan(1000)
  })

  it('over Socket Mode has no address, and over HTTP one for everything that Slack sends', () => {
    expect(JSON.stringify(over.socket)).not.toContain('http')
    expect(over.socket.settings).toMatchObject({ socket_mode_enabled: true })
    expect(over.http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url, bot_events: Object.keys(botEvents) },
      interactivity: { is_enabled: true, request_url: url },
    })
    expect(over.http.features?.slash_commands).toMatchObject([{ command: '/concern', url }])
  })

  it('lets nobody write into direct messages that nobody would read', () => {
    expect(over.socket.features?.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    })
  })
})

describe('npm run manifest', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['run.mjs', 'manifest', ...args], { encoding: 'utf8' })

  it('prints it for either transport', () => {
    expect(JSON.parse(run().stdout)).toEqual(over.socket)
    const http = run('--transport', 'http', '--url', 'https://safehold.example')
    expect(JSON.parse(http.stdout)).toEqual(over.http)
    expect(http.status).toBe(0)
  })

  it.each([
    ['an unknown transport', ['--transport', 'pigeon'], '--transport is socket or http'],
    ['HTTP without an address', ['--transport', 'http'], 'Slack needs --url'],
    ['an address without https', ['--transport', 'http', '--url', 'http://a.example'], 'the https address'],
    ['an address for Socket Mode', ['--url', url], 'leave out --url'],
    ['an unknown option', ['--colour'], '--colour'],
  ])('refuses %s with exit code 2', (_what, args, words) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(stderr).toContain('Use: npm run manifest')
  })
})
