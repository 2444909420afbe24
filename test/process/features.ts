import type { Instant } from '../../src/calendar/london.ts'
import { type Case, isIneffective, standing } from '../../src/case/case.ts'
import { decidingContactOf } from '../../src/case/contact-window.ts'
import type { Deadline } from '../../src/case/deadline.ts'
import { decide } from '../../src/case/decide.ts'
import { isHeld, openHoldsOf } from '../../src/case/hold.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { missingForAdvice } from '../../src/case/release-grounds.ts'
import { openStepOf } from '../../src/case/review.ts'
import { ownerOf, stepsOf } from '../../src/case/steps.ts'
import { teamNames } from '../../src/case/people.ts'
import { contextOf, everyone } from './people.ts'

/** A case and what is due in it. */
export type Standing = { case: Case; due: readonly Deadline[] }

/** All that can be so of a case and matter to where it goes: what is due, offered, recorded and missing in its status. */
export const featuresOf = ({ case: c, due }: Standing, now: Instant): string[] => {
  const ineffective = standing(c.visits).filter(isIneffective).length
  const features = [
    ...Object.entries(c).flatMap(([name, value]) => sizeOf(name, value)),
    ...due.map(deadline => deadline.kind),
    ...stepsOf(c),
    missingForAdvice(c, openHoldsOf(c))[0]?.what,
    openStepOf(c)?.what,
    c.status === 'returning' ? `return: ${refusalToReturn(c, now)}` : undefined,
    `${Math.min(ineffective, 2)} ineffective`,
    `second visit ${decidingContactOf(c)?.secondVisit}`,
    `outcome ${c.outcome?.outcome}`,
    `with ${ownerName(c, now)}`,
  ]
  return features.map(feature => `${c.status}${isHeld(c) ? ', held' : ''}: ${feature}`)
}

/** What the return to the adviser still waits for: its conditions come one by one, and each is a way further. */
const refusalToReturn = (c: Case, now: Instant): string | undefined => {
  const [ceast] = everyone
  const outcome =
    ceast &&
    decide({ kind: 'return_to_adviser', adviser: 'U0ADVISER' }, c, { ...contextOf(now), actor: ceast })
  return outcome && isRefusal(outcome) ? outcome.what : undefined
}

/** How much there is of something, none or some, and what is answered yes or no in it. */
const sizeOf = (name: string, value: unknown): string[] => {
  if (Array.isArray(value)) return [`${name} ${Math.min(value.length, 1)}`]
  if (typeof value === 'boolean') return [`${name} ${value}`]
  if (typeof value !== 'object' || value === null) return [`${name} is there`]
  return Object.entries(value).flatMap(([part, inner]) =>
    typeof inner === 'boolean' ? [`${name} ${part} ${inner}`] : [],
  )
}

/** Whose case it is, in words. */
export const ownerName = (c: Case, now: Instant): string => {
  const owner = ownerOf(c, now)
  if (owner === null) return 'nobody'
  return 'team' in owner ? teamNames[owner.team] : 'the named adviser'
}
