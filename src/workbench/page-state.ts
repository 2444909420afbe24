import { type Fields, listOf, stringOr, textIn } from './fields.ts'
import { repliesTo, SLACKBOT, unreadBy, visibleTo } from './messages.ts'
import { channelPlans, initialsOf, type Person } from './people.ts'
import { stackOf } from './views.ts'
import type { Channel, Message, OpenView, World } from './world.ts'

export type ShownPerson = {
  id: string
  name: string
  title: string
  teams: string[]
  initials: string
  guest: boolean
  deactivated: boolean
}

/** Teams are the channels a person is in, so they change with the membership. */
export function shownPeople(world: World): ShownPerson[] {
  return [...world.people.values()].map(({ id, name, title, guest, deactivated }) => {
    const teams = channelPlans.flatMap(plan =>
      plan.team !== undefined && world.channels.get(plan.id)?.members.has(id) ? [plan.team] : [],
    )
    return { id, name, title, teams, initials: initialsOf(name), guest, deactivated }
  })
}

/** What one person's window shows around the conversation. */
export function shownState(world: World, person: Person, movable: boolean): Fields {
  const mine = [...world.channels.values()].filter(channel => channel.members.has(person.id))
  const shortcutsOf = (wanted: string) => world.app.shortcuts.filter(({ type }) => type === wanted)
  return {
    people: shownPeople(world),
    channels: mine
      .filter(channel => channel.kind === 'channel')
      .map(channel => ({
        id: channel.id,
        name: channel.name,
        private: channel.private,
        archived: channel.archived,
        topic: channel.topic,
        members: channel.members.size,
        unread: unreadBy(channel, person.id),
      })),
    directs: mine
      .filter(channel => channel.kind === 'im')
      .map(channel => ({
        id: channel.id,
        with: world.identity.appName,
        userId: world.identity.botUserId,
        unread: unreadBy(channel, person.id),
        readOnly: world.app.isReadOnly,
      })),
    clock: { now: world.now().toISOString(), movable },
    commands: world.app.commands,
    shortcuts: shortcutsOf('message'),
    globalShortcuts: shortcutsOf('global'),
  }
}

export type ShownMessage = {
  ts: string
  user: string
  userName: string
  isBot: boolean
  text: string
  blocks: Fields[]
  metadata?: Fields
  thread_ts?: string
  reply_count: number
  edited: boolean
  ephemeral: boolean
  broadcast: boolean
  deleted: boolean
}

export function shownMessages(
  world: World,
  channel: Channel,
  person: string,
  thread?: string,
): ShownMessage[] {
  return visibleTo(channel, person, thread).map(message => ({
    ts: message.ts,
    user: message.user,
    userName: authorOf(world, message),
    isBot: message.bot,
    text: message.text,
    blocks: message.blocks,
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    reply_count: repliesTo(channel, message.ts).length,
    edited: message.edited !== undefined,
    ephemeral: message.ephemeralTo !== undefined,
    broadcast: message.broadcast,
    deleted: message.deleted ?? false,
  }))
}

const authorOf = ({ identity, people }: World, { bot, user }: Message): string =>
  user === SLACKBOT ? 'Slackbot' : bot ? identity.appName : (people.get(user)?.name ?? user)

type Words = { type: string; text: string }

export type ShownView = {
  id: string
  type: string
  title?: Words
  blocks: Fields[]
  submit?: Words
  close?: Words
  callback_id: string
  private_metadata: string
  state: { values: OpenView['values'] }
  errors: Record<string, string>
  busy: boolean
}

export function shownView(view: OpenView): ShownView {
  const { definition } = view
  return {
    id: view.id,
    type: stringOr(definition['type']),
    ...words(definition, 'title'),
    ...words(definition, 'submit'),
    ...words(definition, 'close'),
    blocks: listOf(definition['blocks']),
    callback_id: stringOr(definition['callback_id']),
    private_metadata: stringOr(definition['private_metadata']),
    state: { values: view.values },
    errors: view.errors,
    busy: view.busy,
  }
}

const words = (
  definition: Fields,
  name: 'title' | 'submit' | 'close',
): Partial<Record<typeof name, Words>> => {
  const text = textIn(definition[name])
  return text === '' ? {} : { [name]: { type: 'plain_text', text } }
}

export function shownViews(world: World, person: string): { stack: ShownView[]; home?: ShownView } {
  const home = world.homes.get(person)
  return {
    stack: stackOf(world, person).map(shownView),
    ...(home !== undefined && { home: shownView(home) }),
  }
}
