import type { AppsManifestValidateArguments } from '@slack/web-api'

export type Manifest = AppsManifestValidateArguments['manifest']

/** Over HTTP Slack must be told where to send everything: the https address of `/slack/events`. */
export type Reached = { transport: 'socket' } | { transport: 'http'; url: string }

/** The least that works, and why each is needed. */
export const botScopes = {
  commands: 'the command /concern and the message shortcut',
  'chat:write': 'posts headlines and alerts, and tells one person in their direct messages',
  'channels:read': 'sees that a channel of a team has become public, to refuse it',
  'groups:read': "reads who is in a team's private channel: that is the role",
  'groups:history':
    'looks in a private channel for a message whose answer was lost, before it is posted again',
  'im:write': 'opens the direct messages in which a person is told of their own case',
  'users:read': 'tells guests, people of other organisations and switched-off accounts from colleagues',
} as const

/** What Slack is asked to tell, and why. None of them needs another scope, and none is the only way to learn of it. */
export const botEvents = {
  app_home_opened: 'makes App Home anew for whoever opens it',
  member_joined_channel:
    'somebody has come into a channel: it is looked at before anything more is posted there',
  member_left_channel: 'somebody has left a channel: their role ends, and a channel may be right again',
  group_left: 'the app was taken out of a private channel',
  group_archive: 'a private channel is archived: nothing can be posted there',
  group_unarchive: 'a private channel is there again: what waited for it goes out',
  channel_shared: 'a channel is shared with another organisation: nothing more is posted there',
  channel_unshared: 'a channel is shared no longer',
  channel_id_changed: 'a channel has another id, which the settings have to name',
  user_change: 'an account became a guest or was switched off',
} as const

export type BotEvent = keyof typeof botEvents

/** Slack takes at most 24 characters for the name of a shortcut. */
const shortcutName = 'Raise a concern'
const usage = 'raise a concern, or: advice, mine, due, holds, case, check, guidance, contacts, acssl, help'

/**
 * The app as Slack is to register it. The Messages tab takes no words from people: nobody would read what they write
 * there, and a concern typed there would be lost.
 */
export const manifestFor = (reached: Reached): Manifest => {
  const address = reached.transport === 'http' ? { request_url: reached.url } : {}
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Safehold',
      description: 'Raises safeguarding concerns, chases every deadline and shows which awards are on hold.',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Safehold', always_online: false },
      shortcuts: [
        {
          name: shortcutName,
          type: 'message',
          callback_id: 'raise_from_message',
          description: 'Opens the form with the words of this message in it',
        },
      ],
      slash_commands: [
        {
          command: '/concern',
          description: 'Raise an Advanced Customer Support concern',
          usage_hint: usage,
          should_escape: false,
          ...(reached.transport === 'http' && { url: reached.url }),
        },
      ],
    },
    oauth_config: {
      // The keys of the table, whose type Object.keys forgets.
      scopes: { bot: Object.keys(botScopes) as (keyof typeof botScopes)[] },
    },
    settings: {
      // The keys of the table, whose type Object.keys forgets.
      event_subscriptions: { bot_events: Object.keys(botEvents) as BotEvent[], ...address },
      interactivity: { is_enabled: true, ...address },
      org_deploy_enabled: false,
      socket_mode_enabled: reached.transport === 'socket',
      token_rotation_enabled: false,
    },
  }
}
