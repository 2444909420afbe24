import { localDateOf } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import type { Context } from '../../case/context.ts'
import { makeRef } from '../../case/ref.ts'
import type { StoreDeps } from '../deps.ts'
import { type Loaded, mayOpen } from './load.ts'
import type { PerformRequest } from './request.ts'

/** What the decision may know: the time, who acts, and every other case of the same customer (F5). */
export const contextOf = (
  deps: StoreDeps,
  request: PerformRequest,
  caseId: string,
  loaded: Loaded,
): Context => {
  const { now, before, named, refNumber } = loaded
  const { actor, basedOn } = request
  // A case that is linked already is known as linked; one that is not brings the cases linked to it.
  const joins = named !== undefined && !loaded.linked.some(other => other.id === named.case.id)
  const known = new Set([caseId, named?.case.id, ...loaded.linked.map(other => other.id)])
  const more = joins ? named.linked.filter(other => !known.has(other.id)) : []
  const ref =
    before?.case.ref ??
    (refNumber === undefined ? '' : makeRef(Number(localDateOf(now).slice(0, 4)), refNumber))
  if (ref === '' && mayOpen(request)) throw new Error('A case cannot be opened without a reference')
  return {
    now,
    actor,
    id: caseId,
    ref,
    linked: [...loaded.linked, ...more],
    ...(loaded.linkedBefore && { linkedBefore: loaded.linkedBefore }),
    staff: deps.staff,
    ...(loaded.holidays.length > 0 && { holidays: loaded.holidays }),
    ...(deps.emailAgreedOff === undefined ? {} : { emailAgreedOff: deps.emailAgreedOff }),
    ...(deps.retention && { retention: deps.retention }),
    ...(basedOn === undefined ? {} : { basedOn }),
    ...(named === undefined ? {} : { named: named.case }),
    ...(loaded.sameNumber ? { sameNumber: true } : {}),
  }
}

/** The cases of the same customer once the change is made. */
export const linkedAfter = ({ linked, named }: Context, linkedNow: boolean): Case[] =>
  linkedNow && named !== undefined ? [...linked, named] : [...linked]
