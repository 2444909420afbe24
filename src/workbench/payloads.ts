import { randomBytes } from 'node:crypto'
import type { Fields } from './fields.ts'
import { messageOutput } from './messages.ts'
import type { Person } from './people.ts'
import { viewOutput } from './views.ts'
import type { Channel, Message, OpenView, World } from './world.ts'

/** Slack does not tell apps the names of private channels and direct messages in payloads. */
const shownName = (channel: Channel) =>
  channel.kind === 'im' ? 'directmessage' : channel.private ? 'privategroup' : channel.name

const userOf = (world: World, person: Person): Fields => ({
  id: person.id,
  username: person.handle,
  name: person.handle,
  team_id: world.identity.teamId,
})

function common(world: World, person: Person): Fields {
  const { teamId, teamDomain, appId, verificationToken } = world.identity
  return {
    team: { id: teamId, domain: teamDomain },
    user: userOf(world, person),
    api_app_id: appId,
    token: verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  }
}

export type CommandGiven = {
  person: Person
  channel: Channel
  command: string
  text: string
  responseUrl: string
}

export function commandPayload(world: World, given: CommandGiven): Fields {
  const { teamId, teamDomain, appId, verificationToken } = world.identity
  return {
    token: verificationToken,
    team_id: teamId,
    team_domain: teamDomain,
    channel_id: given.channel.id,
    channel_name: shownName(given.channel),
    user_id: given.person.id,
    user_name: given.person.handle,
    command: given.command,
    text: given.text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: given.responseUrl,
    trigger_id: world.triggers.mint(given.person.id),
  }
}

export type MessageActionGiven = {
  person: Person
  channel: Channel
  message: Message
  action: Fields
  state: Fields
  responseUrl: string
}

export function messageActionPayload(world: World, given: MessageActionGiven): Fields {
  const { channel, message, person } = given
  const isEphemeral = message.ephemeralTo !== undefined
  return {
    type: 'block_actions',
    ...common(world, person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    trigger_id: world.triggers.mint(person.id),
    channel: { id: channel.id, name: shownName(channel) },
    // An ephemeral message is not repeated to the app.
    ...(!isEphemeral && { message: messageOutput(world, channel, message) }),
    state: { values: given.state },
    response_url: given.responseUrl,
    actions: [given.action],
  }
}

export function viewActionPayload(world: World, person: Person, view: OpenView, action: Fields): Fields {
  return {
    type: 'block_actions',
    ...common(world, person),
    container: { type: 'view', view_id: view.id },
    trigger_id: world.triggers.mint(person.id, view.id),
    view: viewOutput(world, view),
    actions: [action],
  }
}

export type SuggestionGiven = {
  blockId: string
  actionId: string
  query: string
  view?: OpenView
  channel?: Channel
  message?: Message
}

/** What Slack sends while a person types into a menu whose options the app gives. */
export function suggestionPayload(world: World, person: Person, given: SuggestionGiven): Fields {
  const { blockId, actionId, query, view, channel, message } = given
  return {
    type: 'block_suggestion',
    ...common(world, person),
    action_id: actionId,
    block_id: blockId,
    value: query,
    ...(view && { container: { type: 'view', view_id: view.id }, view: viewOutput(world, view) }),
    ...(channel &&
      message && {
        container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
        channel: { id: channel.id, name: shownName(channel) },
        message: messageOutput(world, channel, message),
      }),
  }
}

export function submissionPayload(world: World, person: Person, view: OpenView): Fields {
  return {
    type: 'view_submission',
    ...common(world, person),
    trigger_id: world.triggers.mint(person.id, view.id),
    view: viewOutput(world, view),
    response_urls: [],
  }
}

export function closedPayload(world: World, person: Person, view: OpenView, isCleared: boolean): Fields {
  const payload = common(world, person)
  return { type: 'view_closed', ...payload, view: viewOutput(world, view), is_cleared: isCleared }
}

export type ShortcutGiven = {
  person: Person
  channel: Channel
  message: Message
  callbackId: string
  responseUrl: string
}

export function shortcutPayload(world: World, given: ShortcutGiven): Fields {
  const { channel, message, person } = given
  return {
    type: 'message_action',
    ...common(world, person),
    action_ts: actionTs(),
    channel: { id: channel.id, name: shownName(channel) },
    callback_id: given.callbackId,
    trigger_id: world.triggers.mint(person.id),
    response_url: given.responseUrl,
    message_ts: message.ts,
    message: messageOutput(world, channel, message),
  }
}

/** A shortcut that is not about a message: it opens from anywhere, so it names no channel. */
export function globalShortcutPayload(world: World, person: Person, callbackId: string): Fields {
  return {
    type: 'shortcut',
    ...common(world, person),
    action_ts: actionTs(),
    callback_id: callbackId,
    trigger_id: world.triggers.mint(person.id),
  }
}

export function eventPayload(world: World, event: Fields): Fields {
  const { teamId, appId, botUserId, verificationToken } = world.identity
  return {
    token: verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: `Ev0${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }
}

export const actionTs = (): string =>
  `${(Date.now() / 1000).toFixed(3)}${(randomBytes(2).readUInt16BE(0) % 900) + 100}`
