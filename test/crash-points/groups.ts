import { aroundTries } from '../support/form-tries/around.ts'
import { ceastTries } from '../support/form-tries/ceast.ts'
import type { FormTries } from '../support/form-tries/form-try.ts'
import { holdTries } from '../support/form-tries/hold.ts'
import { raisingTries } from '../support/form-tries/raising.ts'
import { visitingTries } from '../support/form-tries/visiting.ts'
import type { Place } from './points.ts'

/** The forms by where they are in the work; each group goes through cases of its own. */
const groups = {
  raising: raisingTries,
  visiting: visitingTries,
  ceast: ceastTries,
  hold: holdTries,
  around: aroundTries,
}

/** The forms of a group, in the order in which they are pressed. */
export const formsOf = (name: GroupName): FormTries => groups[name]

/** The places that every handler passes which decides: a form that is sent, or a button that records something. */
export const decides = (handler: string): Place[] => [
  `before_read ${handler}`,
  `before_write ${handler}`,
  `committed ${handler}`,
  'before_add deliver-message',
  'added deliver-message',
]

/** The places that each handler of a group passes at the least. */
export const placesOf = (name: GroupName): Map<string, Place[]> => {
  const others: Record<string, Place[]> = {
    check_award: ['before_view_log check', 'view_logged check'],
    open_advice: [...decides('open_advice'), ...calls('views.update')],
  }
  const buttons = name === 'hold' ? ['open_advice'] : []
  return new Map(
    [...buttons, ...Object.keys(groups[name])].map(handler => [handler, others[handler] ?? decides(handler)]),
  )
}

/** The places around a call to Slack. */
export const calls = (method: string): Place[] => [
  `before_call ${method}`,
  `call_taken ${method}`,
  `call_answered ${method}`,
]
/** The places around an addition to the queue. */
export const adds = (job: string): Place[] => [`before_add ${job}`, `added ${job}`]

export type GroupName = keyof typeof groups
// The keys of groups, whose type Object.keys forgets.
export const groupNames = Object.keys(groups) as GroupName[]
