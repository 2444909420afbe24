import { type Fields, stringOr } from '../fields.ts'
import type { Envelope, Line } from '../line.ts'
import type { World } from '../world.ts'
import { faultKindOf, type PayloadKind, payloadKinds } from './kinds.ts'

/** The same line, on which a payload meets the fault that has been started for its sort. */
export const spoiledLine = (world: World, line: Line): Line => ({
  connected: () => line.connected(),
  stop: () => line.stop(),
  send(type, payload, retry) {
    const send = () => line.send(type, payload, retry)
    const kind = payloadKindOf(type, payload)
    const met = world.faults.takePayload(kind)
    if (met === undefined) return send()
    const note = faultKindOf(met.kind)?.label ?? met.kind
    world.log.add({ direction: 'to Safehold', what: kind, status: `fault ${met.kind}`, ms: 0, note })
    return met.effect({ payload, send })
  },
})

const payloadKindOf = (type: Envelope, payload: Fields): PayloadKind => {
  if (type !== 'interactive') return type
  const named = stringOr(payload['type'])
  return payloadKinds.find(kind => kind === named) ?? 'block_actions'
}
