import { actionOutput, type Pressed, placedFor, stateAfter } from './action-output.ts'
import { type Bench, deliver } from './bench.ts'
import { post, SLACKBOT, visibleTo } from './messages.ts'
import {
  actorOf,
  channelFor,
  commandError,
  commandFailed,
  done,
  failed,
  NOT_IN_CHANNEL,
  type Outcome,
  TROUBLE,
} from './outcome.ts'
import { commandPayload, globalShortcutPayload, messageActionPayload, shortcutPayload } from './payloads.ts'
import type { Person } from './people.ts'
import { showAnswer } from './response-urls.ts'
import type { Channel, World } from './world.ts'

/** Slack itself tells of a command that failed, in the channel and only to the person. */
function tellAsSlackbot(world: World, channel: Channel, person: Person, error: string): Outcome {
  post(world, channel, { user: SLACKBOT, bot: true, text: error, ephemeralTo: person.id })
  return { ok: false, error, told: true }
}

export type CommandAct = { person: string; channel: string; command: string; text: string }

export async function runCommand(bench: Bench, act: CommandAct): Promise<Outcome> {
  const { responseUrls, world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const channel = channelFor(world, actor.person, act.channel)
  if (channel === undefined) return NOT_IN_CHANNEL
  if (isClosed(world, channel)) return CLOSED
  if (!world.app.commands.some(known => known.command === act.command)) {
    return failed(`${act.command} is not a valid command.`)
  }
  const { person } = actor
  const responseUrl = responseUrls.mint(channel, person.id)
  const payload = commandPayload(world, {
    person,
    channel,
    command: act.command,
    text: act.text,
    responseUrl,
  })
  const reply = await deliver(bench, 'slash_commands', payload, act.command)
  if (!reply.ok) return tellAsSlackbot(world, channel, person, commandFailed(act.command, reply))
  if (Object.keys(reply.body).length > 0) {
    const problem = showAnswer(world, { channel, person: person.id, message: undefined }, reply.body)
    if (problem !== undefined)
      return tellAsSlackbot(world, channel, person, commandError(act.command, problem))
  }
  return done
}

/** What Slack shows in place of the message box. */
const CLOSED = failed('Sending messages to this app has been turned off.')
const isClosed = (world: World, channel: Channel): boolean => channel.kind === 'im' && world.app.isReadOnly

export type PressAct = Pressed & { person: string; channel: string; ts: string }

export async function pressInMessage(bench: Bench, act: PressAct): Promise<Outcome> {
  const { responseUrls, world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const { person } = actor
  const channel = channelFor(world, person, act.channel)
  if (channel === undefined) return NOT_IN_CHANNEL
  const seen = channel.messages.filter(message => (message.ephemeralTo ?? person.id) === person.id)
  const message = seen.find(candidate => candidate.ts === act.ts)
  if (message === undefined) return failed('This message is no longer here.')
  const placed = placedFor(message.blocks, act)
  if (placed === undefined) return failed('This message has changed: what you used is no longer there.')
  const state = stateAfter(message.blocks, placed, act)
  const payload = messageActionPayload(world, {
    person,
    channel,
    message,
    action: actionOutput(placed, act, state),
    state,
    responseUrl: responseUrls.mint(channel, person.id, message),
  })
  const reply = await deliver(bench, 'interactive', payload, `action ${placed.actionId}`)
  return reply.ok ? done : failed(TROUBLE)
}

export type ShortcutAct = { person: string; channel: string; ts: string; callbackId: string }

export async function runShortcut(bench: Bench, act: ShortcutAct): Promise<Outcome> {
  const { responseUrls, world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const { person } = actor
  const channel = channelFor(world, person, act.channel)
  if (channel === undefined) return NOT_IN_CHANNEL
  const message = channel.messages.find(known => known.ts === act.ts && known.ephemeralTo === undefined)
  if (message === undefined) return failed('This message is no longer here.')
  if (!world.app.shortcuts.some(known => known.type === 'message' && known.callback_id === act.callbackId)) {
    return failed(`There is no shortcut ${act.callbackId}.`)
  }
  const responseUrl = responseUrls.mint(channel, person.id, message)
  const payload = shortcutPayload(world, {
    person,
    channel,
    message,
    callbackId: act.callbackId,
    responseUrl,
  })
  const reply = await deliver(bench, 'interactive', payload, `shortcut ${act.callbackId}`)
  return reply.ok ? done : failed(TROUBLE)
}

/** A shortcut from Slack's own menu, which is about no message. */
export async function runGlobalShortcut(
  bench: Bench,
  act: { person: string; callbackId: string },
): Promise<Outcome> {
  const { world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  if (!world.app.shortcuts.some(known => known.type === 'global' && known.callback_id === act.callbackId)) {
    return failed(`There is no shortcut ${act.callbackId}.`)
  }
  const payload = globalShortcutPayload(world, actor.person, act.callbackId)
  const reply = await deliver(bench, 'interactive', payload, `shortcut ${act.callbackId}`)
  return reply.ok ? done : failed(TROUBLE)
}

export type SayAct = { person: string; channel: string; text: string; threadTs?: string | undefined }

/** A person's own message. The app is not told: it subscribes to no message events. */
export function say({ world }: Bench, act: SayAct): Outcome {
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const channel = channelFor(world, actor.person, act.channel)
  if (channel === undefined) return NOT_IN_CHANNEL
  if (isClosed(world, channel)) return CLOSED
  if (channel.archived) return failed('This channel has been archived.')
  if (act.text.trim() === '') return failed('Write something first.')
  const { threadTs } = act
  post(world, channel, {
    user: actor.person.id,
    bot: false,
    text: act.text,
    ...(threadTs !== undefined && { threadTs }),
  })
  return done
}

export function markRead({ world }: Bench, act: { person: string; channel: string }): Outcome {
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const channel = channelFor(world, actor.person, act.channel)
  if (channel === undefined) return NOT_IN_CHANNEL
  const newest = visibleTo(channel, actor.person.id).at(-1)?.ts ?? ''
  if (newest !== '' && channel.readTo.get(actor.person.id) !== newest) {
    channel.readTo.set(actor.person.id, newest)
    world.changed({ what: 'state', person: actor.person.id })
  }
  return done
}
