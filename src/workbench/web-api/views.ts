import { type Fields, stringOr } from '../fields.ts'
import { isViewTooLarge, viewProblems } from '../../slack/block-kit/check.ts'
import type { Trigger } from '../triggers.ts'
import {
  openView,
  publishHome,
  pushView,
  replaceView,
  topView,
  viewByExternalId,
  viewById,
  viewOutput,
} from '../views.ts'
import type { OpenView, World } from '../world.ts'
import { type Args, objectArg, requiredArg, stringArg } from './args.ts'
import { knownPerson } from './reach.ts'
import { refuseProblems, SlackRefusal } from './refusal.ts'

export function open(world: World, args: Args): Fields {
  const definition = viewArg(world, args, 'modal')
  const trigger = triggerArg(world, args)
  return shown(world, openView(world, trigger.person, definition))
}

export function push(world: World, args: Args): Fields {
  const definition = viewArg(world, args, 'modal')
  const trigger = triggerArg(world, args)
  if (topView(world, trigger.person) === undefined) throw new SlackRefusal('invalid_trigger_id')
  const view = pushView(world, trigger.person, definition)
  if (view === undefined) throw new SlackRefusal('push_limit_reached')
  return shown(world, view)
}

export function update(world: World, args: Args): Fields {
  const id = stringArg(args, 'view_id')
  const view = id === '' ? viewByExternalId(world, stringArg(args, 'external_id')) : viewById(world, id)
  if (view === undefined) throw new SlackRefusal('not_found')
  checkHash(args, view)
  // A view keeps the type that it was opened with.
  replaceView(world, view, viewArg(world, args, view.definition['type'] === 'home' ? 'home' : 'modal', view))
  return shown(world, view)
}

export function publish(world: World, args: Args): Fields {
  const person = knownPerson(world, requiredArg(args, 'user_id'))
  const definition = viewArg(world, args, 'home')
  const before = world.homes.get(person.id)
  if (before !== undefined) checkHash(args, before)
  return shown(world, publishHome(world, person.id, definition))
}

const shown = (world: World, view: OpenView): Fields => ({ view: viewOutput(world, view) })

function checkHash(args: Args, view: OpenView): void {
  const hash = stringArg(args, 'hash')
  if (hash !== '' && hash !== view.hash) throw new SlackRefusal('hash_conflict')
}

function triggerArg(world: World, args: Args): Trigger {
  const trigger = world.triggers.exchange(requiredArg(args, 'trigger_id'))
  if (typeof trigger === 'string') throw new SlackRefusal(trigger)
  return trigger
}

function viewArg(world: World, args: Args, type: 'modal' | 'home', itself?: OpenView): Fields {
  const view = objectArg(args, 'view', 'invalid_arguments')
  if (view === undefined) {
    throw new SlackRefusal('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: view'] },
    })
  }
  if (view['type'] !== type) {
    refuseProblems('invalid_arguments', [`[ERROR] must be of type ${type} [json-pointer:/view/type]`])
  }
  refuseProblems('invalid_arguments', viewProblems(view))
  if (isViewTooLarge(view)) throw new SlackRefusal('view_too_large')
  const twin = viewByExternalId(world, stringOr(view['external_id']))
  if (twin !== undefined && twin !== itself) throw new SlackRefusal('duplicate_external_id')
  return view
}
