import { randomBytes } from 'node:crypto'

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'
export type Trigger = { person: string; viewId: string | undefined; bornAt: number; used: boolean }

/** Trigger ids: made for every interaction, good once and for a few seconds of real time. */
export type Triggers = {
  /** `viewId` is the view in which the person acted, when there was one. */
  mint(person: string, viewId?: string): string
  exchange(id: string): Trigger | TriggerRefusal
  /** Makes it as old as if its time were over. */
  expire(id: string): void
}

export function createTriggers(timing: { triggerMs: number }): Triggers {
  const known = new Map<string, Trigger>()
  return {
    mint(person, viewId) {
      const id = `${Date.now()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`
      known.set(id, { person, viewId, bornAt: Date.now(), used: false })
      const oldest = known.keys().next().value
      if (known.size > 2000 && oldest !== undefined) known.delete(oldest)
      return id
    },
    exchange(id) {
      const trigger = known.get(id)
      if (trigger === undefined) return 'invalid_trigger_id'
      if (trigger.used) return 'exchanged_trigger_id'
      if (Date.now() - trigger.bornAt > timing.triggerMs) return 'expired_trigger_id'
      trigger.used = true
      return trigger
    },
    expire(id) {
      const trigger = known.get(id)
      if (trigger !== undefined) trigger.bornAt = 0
    },
  }
}
