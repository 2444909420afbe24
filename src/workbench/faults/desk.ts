import { z } from 'zod'
import type { ActiveFault, Effects } from '../faults.ts'
import { methods } from '../web-api/methods.ts'
import type { World } from '../world.ts'
import { type Means, acts } from './acts.ts'
import { callFaults } from './calls.ts'
import { deliveryFaults } from './deliveries.ts'
import { type FaultId, type FaultKind, faultKinds, type FaultParams, payloadKinds } from './kinds.ts'

/** Starts, shows and ends faults: for the page, for its API and for tests. */
export type FaultDesk = {
  /** What can go wrong on this transport. */
  kinds: readonly FaultKind[]
  /** Throws, in words for the person, when the parameters do not fit. */
  start(kind: FaultId, params?: FaultParams): ActiveFault
  list(): ActiveFault[]
  /** False when it has ended already. */
  end(id: string): boolean
  endAll(): void
}

const whole = z.number().int()
/** A request to start a fault, as JSON. */
export const faultRequest = z.strictObject({
  kind: z.enum(faultKinds.map(({ id }) => id)),
  method: z.string().exactOptional(),
  channel: z.string().exactOptional(),
  payload: z.enum(payloadKinds).exactOptional(),
  count: whole.min(1).max(100_000).exactOptional(),
  ms: whole.min(0).max(86_400_000).exactOptional(),
  status: whole.min(300).max(599).exactOptional(),
  seconds: whole.min(0).max(3600).exactOptional(),
  error: z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .exactOptional(),
})

/** Kinds whose `ms` says for how long they last. */
const lasting: readonly FaultId[] = ['silence', 'token-revoked', 'channel-archived', 'app-removed', 'outage']

export function createFaultDesk(means: Means): FaultDesk {
  const { world, sockets } = means
  const { faults, log } = world
  const kinds: readonly FaultKind[] = faultKinds.filter(
    kind => sockets !== undefined || !('socketOnly' in kind),
  )
  return {
    kinds,
    start(kind, params = {}) {
      const known = kinds.find(({ id }) => id === kind)
      if (known === undefined) throw new Error('Over signed HTTP there is no connection to disturb.')
      checkParams(world, known, params)
      const effects = effectsOf(world, kind, params)
      const fault = faults.start(kind, params, effects)
      const note = (status: string) =>
        log.add({ direction: 'fault', what: known.label, status, ms: 0, note: kind })
      note('started')
      const own = { strike: () => faults.strike(fault.id), end: () => void faults.end(fault.id) }
      const undo = isAct(kind) ? acts[kind](means, params, own) : undefined
      const alarm =
        lasting.includes(kind) && params.ms !== undefined ? setTimeout(own.end, params.ms) : undefined
      alarm?.unref()
      effects.stop = () => {
        clearTimeout(alarm)
        undo?.()
        note('ended')
      }
      return fault
    },
    list: () => faults.list(),
    end: id => faults.end(id),
    endAll: () => faults.clear(),
  }
}

const isAct = (kind: FaultId): kind is keyof typeof acts => kind in acts
const isOfCalls = (kind: FaultId): kind is keyof typeof callFaults => kind in callFaults
const isOfDeliveries = (kind: FaultId): kind is keyof typeof deliveryFaults => kind in deliveryFaults

const effectsOf = (world: World, kind: FaultId, params: FaultParams): Effects => ({
  ...(isOfCalls(kind) && { call: callFaults[kind](params) }),
  ...(isOfDeliveries(kind) && { deliver: deliveryFaults[kind](world, params) }),
})

function checkParams(world: World, { label, takes }: FaultKind, params: FaultParams): void {
  const strange = Object.keys(params).filter(name => !takes.some(known => known === name))
  if (strange.length > 0)
    throw new Error(`"${label}" takes ${takes.join(', ')}, and not ${strange.join(', ')}.`)
  const { channel, method } = params
  if (method !== undefined && !callable.includes(method)) throw new Error(`There is no method ${method}.`)
  if (channel !== undefined && !world.channels.has(channel))
    throw new Error(`There is no channel ${channel}.`)
  if (channel === undefined && takes.includes('channel') && !takes.includes('method'))
    throw new Error(`"${label}" needs a channel.`)
}

/** Every method that a fault can be for. */
export const callable: readonly string[] = [...methods.keys(), 'apps.connections.open']
