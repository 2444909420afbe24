import type { Events } from './events.ts'
import type { Fields } from './fields.ts'
import type { Envelope, Line, Reply } from './line.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { World } from './world.ts'

/** The workspace together with its way to the app. */
export type Bench = { world: World; line: Line; responseUrls: ResponseUrls; events: Events }

/** Sends one payload to the app and writes the outcome to the log. */
export async function deliver(bench: Bench, type: Envelope, payload: Fields, what: string): Promise<Reply> {
  const started = performance.now()
  const reply = await bench.line.send(type, payload)
  const ms = performance.now() - started
  const status = reply.ok ? 'ok' : reply.reason
  bench.world.log.add({ direction: 'to Safehold', what, status, ms, note: reply.ok ? '' : reply.note })
  return reply
}

/** The envelope type that a payload travels in. */
export function envelopeOf(payload: Fields): Envelope {
  if (payload['type'] === 'event_callback') return 'events_api'
  return typeof payload['command'] === 'string' ? 'slash_commands' : 'interactive'
}
