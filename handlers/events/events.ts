import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import type { BotEvent } from '../../src/slack/manifest.ts'
import type { Deps } from '../deps.ts'
import { onHomeOpened } from '../home/show-home.ts'
import { onAccount, onChannel, onChannelId, onMembership } from './channels.ts'
import { onAccountOfLeaver, onMemberJoined, onMemberLeft } from './leavers.ts'
import { logTrouble } from '../trouble.ts'

type Client = AllMiddlewareArgs['client']

/** Something happened in Slack. It has been acknowledged already: what is made of it may fail, and a sweep makes up for it. */
export type Heard<Name extends BotEvent> = Pick<SlackEventMiddlewareArgs<Name>, 'event'> & { client: Client }

type Listeners = { readonly [Name in BotEvent]: readonly ((heard: Heard<Name>) => Promise<void>)[] }

/** Who is told of each event that the manifest subscribes to: all of them, side by side. */
const listenersOf = (deps: Deps): Listeners => ({
  app_home_opened: [onHomeOpened(deps)],
  member_joined_channel: [onMembership(deps), onMemberJoined(deps)],
  member_left_channel: [onMembership(deps), onMemberLeft(deps)],
  group_left: [onChannel(deps)],
  group_archive: [onChannel(deps)],
  group_unarchive: [onChannel(deps)],
  channel_shared: [onChannel(deps)],
  channel_unshared: [onChannel(deps)],
  channel_id_changed: [onChannelId(deps)],
  user_change: [onAccount(deps), onAccountOfLeaver(deps)],
})

type Told = { event: { type: string }; client: Client }

/** Tells each listener of an event. One that fails is logged and keeps back no other. */
export const onEvent = (deps: Deps): ((told: Told) => Promise<void>) => {
  const listeners = listenersOf(deps)
  const isSubscribed = (event: { type: string }): event is Heard<BotEvent>['event'] =>
    Object.hasOwn(listeners, event.type)
  return async ({ event, client }) => {
    if (!isSubscribed(event)) return
    // Looked up by the event's own type, so they are listeners of events like this one.
    const told = listeners[event.type] as readonly ((heard: Heard<BotEvent>) => Promise<void>)[]
    await Promise.all(
      told.map(async tell => {
        try {
          await tell({ event, client })
        } catch (error) {
          logTrouble(deps.log, error, { command: event.type })
        }
      }),
    )
  }
}
