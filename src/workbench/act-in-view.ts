import { actionOutput, type Pressed, placedFor, stateAfter } from './action-output.ts'
import { type Bench, deliver } from './bench.ts'
import { type Fields, fieldsOr, stringOr } from './fields.ts'
import { viewProblems } from '../slack/block-kit/check.ts'
import { actorOf, done, failed, type Outcome, TROUBLE } from './outcome.ts'
import { closedPayload, submissionPayload, viewActionPayload } from './payloads.ts'
import type { Person } from './people.ts'
import { inputBlockIds, inputProblems, stateValues } from './view-state.ts'
import { clearStack, dropView, pushView, replaceView, stackOf, viewById, viewOutput } from './views.ts'
import { directWith, type OpenView, type World } from './world.ts'

type Holder = { ok: true; person: Person; view: OpenView } | { ok: false; error: string }

function holderOf(world: World, personId: string, viewId: string): Holder {
  const actor = actorOf(world, personId)
  if (!actor.ok) return actor
  const view = viewById(world, viewId)
  if (view === undefined || view.person !== personId)
    return { ok: false, error: 'This view is no longer open.' }
  return { ok: true, person: actor.person, view }
}

export type ViewPressAct = Pressed & { person: string; viewId: string; values?: Fields | undefined }

/** A button, or a field with `dispatch_action`. The app answers through the Web API. */
export async function pressInView(bench: Bench, act: ViewPressAct): Promise<Outcome> {
  const { world } = bench
  const holder = holderOf(world, act.person, act.viewId)
  if (!holder.ok) return holder
  const { person, view } = holder
  const blocks = view.definition['blocks']
  const placed = placedFor(blocks, act)
  if (placed === undefined) return failed('This view has changed: what you used is no longer there.')
  fillView(world, view, act.values ?? {})
  view.values = stateAfter(blocks, placed, act, view.values)
  world.changed({ what: 'views', person: person.id })
  if (placed.block['type'] === 'input' && placed.block['dispatch_action'] !== true) return done
  const payload = viewActionPayload(world, person, view, actionOutput(placed, act, view.values))
  const reply = await deliver(bench, 'interactive', payload, `action ${placed.actionId}`)
  return reply.ok ? done : failed(TROUBLE)
}

/** Keeps what the person has typed so far, without telling the app. */
export function fillView(world: World, view: OpenView, values: Fields): void {
  view.values = stateValues(view.definition['blocks'], values, view.values)
  world.changed({ what: 'views', person: view.person })
}

export type SubmitAct = { person: string; viewId: string; values?: Fields | undefined }

export async function submitView(bench: Bench, act: SubmitAct): Promise<Outcome> {
  const { world } = bench
  const holder = holderOf(world, act.person, act.viewId)
  if (!holder.ok) return holder
  const { person, view } = holder
  if (view.definition['submit'] === undefined) return failed('This view has nothing to send.')
  fillView(world, view, act.values ?? {})
  const problems = inputProblems(view.definition['blocks'], view.values)
  if (Object.keys(problems).length > 0) return showErrors(world, view, problems)
  view.busy = true
  view.errors = {}
  world.changed({ what: 'views', person: person.id })
  const payload = submissionPayload(world, person, view)
  const reply = await deliver(
    bench,
    'interactive',
    payload,
    `submit ${stringOr(view.definition['callback_id'])}`,
  )
  view.busy = false
  world.changed({ what: 'views', person: person.id })
  return reply.ok ? applyAnswer(bench, view, reply.body) : failed(TROUBLE)
}

/** Does what the acknowledgement of a submission says. */
function applyAnswer({ world }: Bench, view: OpenView, answer: Fields): Outcome {
  const definition = fieldsOr(answer['view'])
  switch (answer['response_action']) {
    case undefined:
      dropView(world, view)
      return done
    case 'clear':
      clearStack(world, view.person)
      return done
    case 'errors':
      return applyErrors(world, view, fieldsOr(answer['errors']))
    case 'update':
      return applyView(world, definition, () => {
        replaceView(world, view, definition)
        return true
      })
    case 'push':
      return applyView(world, definition, () => pushView(world, view.person, definition) !== undefined)
    default:
      return complain(world, `unknown response_action "${String(answer['response_action'])}"`)
  }
}

function applyView(world: World, definition: Fields, show: () => boolean): Outcome {
  const problems = viewProblems(definition)
  if (problems.length > 0) return complain(world, problems.join(' '))
  return show() ? done : complain(world, 'push_limit_reached: three views are already open')
}

function applyErrors(world: World, view: OpenView, errors: Fields): Outcome {
  const inputs = inputBlockIds(view.definition['blocks'])
  const entries = Object.entries(errors).map(([key, value]): [string, string] => [key, stringOr(value)])
  const strangers = entries.filter(([key]) => !inputs.includes(key)).map(([key]) => key)
  if (entries.length === 0 || strangers.length > 0) {
    return complain(
      world,
      `errors must be keyed by the block_id of an input block; got ${strangers.join(', ') || 'none'}`,
    )
  }
  return showErrors(world, view, Object.fromEntries(entries))
}

function showErrors(world: World, view: OpenView, errors: Record<string, string>): Outcome {
  view.errors = errors
  world.changed({ what: 'views', person: view.person })
  return { ok: false, error: Object.values(errors).join(' '), errors }
}

/** The person only sees that something went wrong; the log says what. */
function complain(world: World, note: string): Outcome {
  world.log.add({ direction: 'from Safehold', what: 'acknowledgement', status: 'wrong', ms: 0, note })
  return failed(TROUBLE)
}

/** The view goes away at once; the app hears of it only where it asked to. */
export async function closeView(bench: Bench, act: { person: string; viewId: string }): Promise<Outcome> {
  const { world } = bench
  const holder = holderOf(world, act.person, act.viewId)
  if (!holder.ok) return holder
  const { person, view } = holder
  const stack = stackOf(world, person.id)
  const isCleared = view.definition['clear_on_close'] === true
  const closing = isCleared ? stack.toReversed() : stack.slice(stack.indexOf(view)).toReversed()
  if (isCleared) clearStack(world, person.id)
  else dropView(world, view)
  for (const closed of closing.filter(candidate => candidate.definition['notify_on_close'] === true)) {
    await deliver(bench, 'interactive', closedPayload(world, person, closed, isCleared), 'view_closed')
  }
  return done
}

/** Opens the app's Home tab: the app is told, and publishes the view if it has one. */
export async function openHome(bench: Bench, act: { person: string }): Promise<Outcome> {
  const { world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const channel = directWith(world, act.person).id
  const shown = world.homes.get(act.person)
  // When the app does not answer, the person sees what was there before.
  await bench.events.tell({
    type: 'app_home_opened',
    user: act.person,
    channel,
    tab: 'home',
    ...(shown !== undefined && { view: viewOutput(world, shown) }),
  })
  return done
}
