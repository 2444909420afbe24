import { randomBytes } from 'node:crypto'
import { withIds } from './block-kit.ts'
import { type Fields, listOf, stringOr } from './fields.ts'
import { stateValues } from './view-state.ts'
import type { OpenView, World } from './world.ts'

/** One opened and two pushed. */
const DEEPEST_STACK = 3

const freshHash = () => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`

export const stackOf = (world: World, person: string): OpenView[] => world.stacks.get(person) ?? []

export const topView = (world: World, person: string): OpenView | undefined => stackOf(world, person).at(-1)

/** Starts a new stack; a modal that was open for this person is gone. */
export function openView(world: World, person: string, definition: Fields): OpenView {
  const view = makeView(person, definition, undefined)
  world.stacks.set(person, [view])
  world.changed({ what: 'views', person })
  return view
}

/** Undefined when three views are already on top of each other. */
export function pushView(world: World, person: string, definition: Fields): OpenView | undefined {
  const stack = stackOf(world, person)
  if (stack.length >= DEEPEST_STACK) return undefined
  const view = makeView(person, definition, stack.at(-1))
  world.stacks.set(person, [...stack, view])
  world.changed({ what: 'views', person })
  return view
}

/** What the person typed stays where block_id and action_id stay the same. */
export function replaceView(world: World, view: OpenView, definition: Fields): void {
  view.definition = shaped(definition)
  view.values = stateValues(view.definition['blocks'], {}, view.values)
  view.hash = freshHash()
  view.errors = {}
  world.changed({ what: 'views', person: view.person })
}

export function publishHome(world: World, person: string, definition: Fields): OpenView {
  const home = world.homes.get(person)
  if (home !== undefined) {
    replaceView(world, home, definition)
    return home
  }
  const fresh = makeView(person, definition, undefined)
  world.homes.set(person, fresh)
  world.changed({ what: 'views', person })
  return fresh
}

/** Takes this view away, with what lies above it. */
export function dropView(world: World, view: OpenView): void {
  const stack = stackOf(world, view.person)
  const place = stack.indexOf(view)
  if (place >= 0) world.stacks.set(view.person, stack.slice(0, place))
  world.changed({ what: 'views', person: view.person })
}

export function clearStack(world: World, person: string): void {
  world.stacks.delete(person)
  world.changed({ what: 'views', person })
}

export function viewById(world: World, id: string): OpenView | undefined {
  return [...world.stacks.values(), [...world.homes.values()]].flat().find(view => view.id === id)
}

export const viewByExternalId = (world: World, id: string): OpenView | undefined =>
  id === ''
    ? undefined
    : [...world.stacks.values()].flat().find(view => view.definition['external_id'] === id)

function makeView(person: string, definition: Fields, under: OpenView | undefined): OpenView {
  const id = `V0${randomBytes(5).toString('hex').toUpperCase()}`
  const shape = shaped(definition)
  return {
    id,
    person,
    rootId: under?.rootId ?? id,
    previousId: under?.id,
    hash: freshHash(),
    definition: shape,
    values: stateValues(shape['blocks']),
    errors: {},
    busy: false,
  }
}

const shaped = (definition: Fields): Fields => ({
  ...definition,
  blocks: withIds(listOf(definition['blocks'])),
})

/** A view as the Web API and the interaction payloads show it. */
export function viewOutput(world: World, view: OpenView): Fields {
  const { teamId, appId, botId } = world.identity
  const { definition } = view
  return {
    id: view.id,
    team_id: teamId,
    type: definition['type'],
    blocks: definition['blocks'],
    private_metadata: stringOr(definition['private_metadata']),
    callback_id: stringOr(definition['callback_id']),
    state: { values: view.values },
    hash: view.hash,
    title: definition['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: definition['clear_on_close'] === true,
    notify_on_close: definition['notify_on_close'] === true,
    close: definition['close'] ?? null,
    submit: definition['submit'] ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: appId,
    external_id: stringOr(definition['external_id']),
    app_installed_team_id: teamId,
    bot_id: botId,
  }
}
