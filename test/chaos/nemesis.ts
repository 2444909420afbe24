import { setTimeout as delay } from 'node:timers/promises'
import { type FaultName, faults } from './faults.ts'
import type { Heal } from './fault.ts'
import type { History } from './history.ts'
import type { Plan } from './plan.ts'
import type { System } from './system.ts'

/** A run goes on when its people are kept waiting: so long after the last blow comes the next, whatever they do. */
const atLatestMs = 1500
const pollMs = 20

export type Nemesis = {
  /** Begins each fault when so many forms have been sent; resolves when the last has begun and been healed. */
  strike(): Promise<void>
  /** Puts right whatever is still wrong. */
  healAll(): Promise<void>
}

export const nemesis = (plan: Plan, system: System, history: History): Nemesis => {
  const open = new Map<number, { fault: FaultName; heal: Heal }>()
  const heal = async (index: number): Promise<void> => {
    const one = open.get(index)
    if (one === undefined) return
    open.delete(index)
    await one.heal()
    history.note('nemesis', `healed ${one.fault}`)
  }
  const blow = async (index: number): Promise<void> => {
    const strike = plan.strikes[index]
    if (strike === undefined) return
    const { fault, forMs, aim } = strike
    history.note('nemesis', `begins ${fault}`, { forMs })
    try {
      open.set(index, { fault, heal: await faults[fault].begin(system, { forMs, aim }) })
    } catch (error) {
      // What it was aimed at is away already, because of another fault.
      history.note('nemesis', `missed with ${fault}`, { error: String(error) })
      return
    }
    await delay(forMs)
    await heal(index)
  }
  return {
    strike: async () => {
      const blows: Promise<void>[] = []
      for (const [index, { atStep }] of plan.strikes.entries()) {
        await reached(history, atStep, atLatestMs)
        blows.push(blow(index))
      }
      await Promise.all(blows)
    },
    healAll: async () => {
      for (const index of open.keys()) await heal(index)
      system.workbench.faults.endAll()
      const { database, redis, slack, forms } = system.proxies
      for (const proxy of [database, redis, slack, forms]) proxy?.pass()
      history.note('nemesis', 'all healed')
    },
  }
}

/** Resolves when so many forms have been sent, or after so long. */
export const reached = async (history: History, step: number, atMostMs: number): Promise<void> => {
  const giveUpAt = performance.now() + atMostMs
  while (history.steps() < step && performance.now() < giveUpAt) await delay(pollMs)
}
