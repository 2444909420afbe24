import type { System } from './system.ts'

/** A drawn fault as it begins. */
export type Blow = {
  forMs: number
  /** From 0 up to but not 1: which of several targets. */
  aim: number
}

export type Heal = () => Promise<void> | void

/** One thing that can go wrong. */
export type Fault = {
  about: string
  /** Only where the queue is on this. */
  backend?: 'redis' | 'postgres'
  transport?: 'socket' | 'http'
  /** Only where PostgreSQL has a small disk of its own. */
  disk?: true
  /** Drawn from a source of its own, so that older seeds draw what they drew. */
  apart?: true
  /** Does it, and gives back what puts it right; that may be done more than once. */
  begin(system: System, blow: Blow): Promise<Heal> | Heal
}

/** The one of these that is aimed at. Throws when there are none. */
export const aimedAt = <T>(list: readonly T[], { aim }: Blow): T => {
  const found = list[Math.floor(aim * list.length)]
  if (found === undefined) throw new Error('There is nothing to aim at')
  return found
}
