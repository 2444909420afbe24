import { setTimeout as pause } from 'node:timers/promises'
import { stringOr } from '../fields.ts'
import type { OnTheWay } from '../faults.ts'
import type { Reply } from '../line.ts'
import type { World } from '../world.ts'
import type { FaultParams } from './kinds.ts'

type Spoil = (given: OnTheWay) => Promise<Reply>

const wait = (ms: number) => pause(ms, undefined, { ref: false })

/** Slack waits as long as it always does for an answer that does not come. */
const noAnswer = async ({ timing }: World): Promise<Reply> => {
  await wait(timing.ackMs)
  return { ok: false, reason: 'timeout', note: `no answer in ${timing.ackMs} ms` }
}

/** What each fault does to a payload on its way to the app; made anew each time a fault is started. */
export const deliveryFaults = {
  duplicate:
    (_world, { ms = 0 }) =>
    ({ send }) => {
      const first = send()
      void wait(ms).then(send)
      return first
    },
  reorder: (_world, { ms = 2000 }) => {
    let letGo: (() => void) | undefined
    return async ({ send }) => {
      if (letGo === undefined) {
        const overtaken = new Promise<void>(resolve => {
          letGo = resolve
        })
        await Promise.race([overtaken, wait(ms)])
        letGo = undefined
        return send()
      }
      const release = letGo
      const reply = await send()
      release()
      return reply
    }
  },
  'late-ack':
    (world, { ms = world.timing.ackMs }) =>
    async ({ send }) => {
      const started = performance.now()
      const reply = await send()
      const patience = world.timing.ackMs - (performance.now() - started)
      await wait(Math.min(ms, Math.max(patience, 0)))
      return ms < patience
        ? reply
        : { ok: false, reason: 'timeout', note: `no answer in ${world.timing.ackMs} ms` }
    },
  lost: world => () => noAnswer(world),
  'expired-trigger':
    world =>
    ({ payload, send }) => {
      world.triggers.expire(stringOr(payload['trigger_id']))
      return send()
    },
  'dead-socket': world => {
    let turn = 0
    return ({ send }) => {
      turn += 1
      return turn % 2 === 1 ? noAnswer(world) : send()
    }
  },
  outage: () => () =>
    Promise.resolve({ ok: false, reason: 'unreachable', note: 'outage of Slack', noRetry: true }),
} satisfies Record<string, (world: World, params: FaultParams) => Spoil>
