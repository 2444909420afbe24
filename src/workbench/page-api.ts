import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import {
  markRead,
  pressInMessage,
  runCommand,
  runGlobalShortcut,
  runShortcut,
  say,
} from './act-in-channel.ts'
import { closeView, openHome, pressInView, submitView } from './act-in-view.ts'
import type { Bench } from './bench.ts'
import type { BenchClock } from './clock.ts'
import type { ActiveFault } from './faults.ts'
import { callable, type FaultDesk, faultRequest } from './faults/desk.ts'
import { payloadKinds } from './faults/kinds.ts'
import { bodyOf, sendJson } from './http.ts'
import { done, failed, type Outcome } from './outcome.ts'
import { streamChanges } from './page-events.ts'
import { shownMessages, shownState, shownViews } from './page-state.ts'
import type { Person } from './people.ts'
import { suggest, type Suggested } from './suggestions.ts'
import { rateModes } from './web-api/rates.ts'

export type PageBench = Bench & { clock: BenchClock; faults: FaultDesk; transport: 'socket' | 'http' }

const id = z.string().min(1)
const values = z.record(z.string(), z.unknown()).optional()
const element = z.record(z.string(), z.unknown()).optional()
const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: id, ts: id }),
  z.object({ type: z.literal('view'), viewId: id }),
])

const action = z.object({ person: id, container, block_id: id.optional(), action_id: id, element, values })

/** A clock can only go forward: one that has left the dates that can be written never comes back. */
const endOfClock = Date.UTC(2100, 0, 1)

type Posted = Outcome | Suggested | { ok: true; fault: ActiveFault }
type Post = (bench: PageBench, body: unknown) => Promise<Posted> | Posted

const posts: ReadonlyMap<string, Post> = new Map<string, Post>([
  [
    'command',
    takes(z.object({ person: id, channel: id, command: id, text: z.string().default('') }), runCommand),
  ],
  [
    'message',
    takes(
      z.object({ person: id, channel: id, text: z.string(), thread_ts: id.optional() }),
      (bench, { thread_ts, ...rest }) => say(bench, { ...rest, threadTs: thread_ts }),
    ),
  ],
  [
    'action',
    takes(action, (bench, body) => {
      const pressed = { blockId: body.block_id, actionId: body.action_id, element: body.element }
      const { container, person } = body
      return container.type === 'view'
        ? pressInView(bench, { ...pressed, person, viewId: container.viewId, values: body.values })
        : pressInMessage(bench, { ...pressed, person, channel: container.channel, ts: container.ts })
    }),
  ],
  ['submit', takes(z.object({ person: id, viewId: id, values }), submitView)],
  ['close', takes(z.object({ person: id, viewId: id }), closeView)],
  [
    'shortcut',
    takes(z.object({ person: id, channel: id, ts: id, callback_id: id }), (bench, { callback_id, ...rest }) =>
      runShortcut(bench, { ...rest, callbackId: callback_id }),
    ),
  ],
  [
    'global-shortcut',
    takes(z.object({ person: id, callback_id: id }), (bench, { person, callback_id }) =>
      runGlobalShortcut(bench, { person, callbackId: callback_id }),
    ),
  ],
  [
    'options',
    takes(
      z.object({ person: id, container, block_id: id, action_id: id, value: z.string() }),
      (bench, { person, container: { type: _type, ...place }, block_id, action_id, value }) =>
        suggest(bench, { person, place, blockId: block_id, actionId: action_id, query: value }),
    ),
  ],
  [
    'rate-limits',
    takes(z.object({ mode: z.enum(rateModes) }), ({ world }, { mode }) => {
      world.rates.mode = mode
      world.changed({ what: 'state' })
      return done
    }),
  ],
  [
    'faults',
    takes(faultRequest, ({ faults }, { kind, ...params }) => {
      try {
        return { ok: true, fault: faults.start(kind, params) }
      } catch (error) {
        return failed(error instanceof Error ? error.message : String(error))
      }
    }),
  ],
  [
    'faults/end',
    takes(z.strictObject({ id: id.optional() }), ({ faults }, one) => {
      if (one.id === undefined) faults.endAll()
      else if (!faults.end(one.id)) return failed('This fault has ended already.')
      return done
    }),
  ],
  ['read', takes(z.object({ person: id, channel: id }), markRead)],
  ['home', takes(z.object({ person: id }), openHome)],
  [
    'clock',
    takes(z.object({ advanceMs: z.number().int().positive() }), async (bench, { advanceMs }) => {
      if (bench.world.now().getTime() + advanceMs > endOfClock)
        return failed('This clock goes no further than the end of 2099.')
      const now = await bench.clock.advance(advanceMs)
      return now === undefined ? failed('This clock cannot be moved.') : done
    }),
  ],
])

function takes<Body>(
  schema: z.ZodType<Body>,
  run: (bench: PageBench, body: Body) => Promise<Posted> | Posted,
): Post {
  return (bench, body) => {
    const parsed = schema.safeParse(body)
    return parsed.success ? run(bench, parsed.data) : failed(z.prettifyError(parsed.error))
  }
}

/** The JSON API behind the page: everything under /workbench. */
export async function answerPageApi(
  bench: PageBench,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = url.pathname.replace('/workbench/', '')
  if (request.method === 'POST') return answerPost(bench, name, request, response)
  if (request.method !== 'GET') return sendJson(response, 405, failed('Use GET or POST.'))
  if (name === 'log') return sendJson(response, 200, { entries: bench.world.log.lines() })
  if (name === 'faults') return sendJson(response, 200, shownFaults(bench))
  const person = personIn(bench, url)
  if (person === undefined) return sendJson(response, 404, failed('Nobody here has that id.'))
  switch (name) {
    case 'state': {
      await bench.clock.read()
      const { line, transport, world } = bench
      const state = shownState(world, person, bench.clock.movable)
      return sendJson(response, 200, {
        ...state,
        transport,
        connected: line.connected(),
        rateLimits: world.rates.mode,
      })
    }
    case 'messages':
      return answerMessages(bench, person, url, response)
    case 'views':
      return sendJson(response, 200, shownViews(bench.world, person.id))
    case 'events':
      return streamChanges(bench.world, person.id, response)
    default:
      return sendJson(response, 404, failed(`There is no /workbench/${name}.`))
  }
}

/** What can go wrong, where, and what is going wrong now. */
const shownFaults = ({ faults, world }: PageBench) => ({
  kinds: faults.kinds,
  active: faults.list(),
  methods: callable,
  payloads: payloadKinds,
  channels: [...world.channels.values()]
    .filter(({ kind }) => kind === 'channel')
    .map(({ id, name }) => ({ id, name })),
})

async function answerPost(
  bench: PageBench,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const run = posts.get(name)
  if (run === undefined) return sendJson(response, 404, failed(`There is no /workbench/${name}.`))
  // A form cannot say that it is JSON, so another site's page cannot post here without being asked first.
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return sendJson(response, 415, failed('Send JSON.'))
  }
  let body: unknown
  try {
    body = JSON.parse(await bodyOf(request))
  } catch (error) {
    if (error instanceof SyntaxError) return sendJson(response, 400, failed('This is not JSON.'))
    throw error
  }
  sendJson(response, 200, await run(bench, body))
}

function answerMessages(bench: PageBench, person: Person, url: URL, response: ServerResponse): void {
  const channel = bench.world.channels.get(url.searchParams.get('channel') ?? '')
  if (channel === undefined || !channel.members.has(person.id)) {
    return sendJson(response, 404, failed('You are not in this channel.'))
  }
  const thread = url.searchParams.get('thread') ?? undefined
  const last = Number(url.searchParams.get('last')) || Infinity
  sendJson(response, 200, shownMessages(bench.world, channel, person.id, { thread, last }))
}

/** Without `person`, the first one: the page asks like this before anybody has been chosen. */
function personIn({ world }: PageBench, url: URL): Person | undefined {
  const wanted = url.searchParams.get('person')
  return wanted === null ? world.people.values().next().value : world.people.get(wanted)
}
