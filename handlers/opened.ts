import type { Instant } from '../src/calendar/london.ts'
import type { Case, TextId } from '../src/case/case.ts'
import type { Actor, PersonId } from '../src/case/people.ts'
import { mayRead } from '../src/case/permissions.ts'
import { notFound } from '../src/case/refusal.ts'
import type { Settings } from '../src/settings/settings.ts'
import type { Deps } from './deps.ts'
import { EntryRefusedError } from './gate.ts'
import type { StaffDays } from '../src/case/staff-days.ts'

/** A case that somebody may read, as it is now, and who they are. */
export type Opened = {
  case: Case
  linked: readonly Case[]
  now: Instant
  actor: Actor
  staff: StaffDays
  settings: Settings
}

/**
 * Reads a case for a person: who they are and what it is are asked at the same moment. Throws EntryRefusedError in the same
 * words whether there is no such case or it is not theirs to read (F5).
 */
export const openCase = async (
  { store, gate, staff, settings }: Deps,
  person: PersonId,
  which: { id?: string; ref?: string },
): Promise<Opened> => {
  const [actor, found] = await Promise.all([gate.actorOf(person), store.readCase(which)])
  if (!found || !mayRead(found.case, actor, found.linked)) throw new EntryRefusedError(notYours)
  return { case: found.case, linked: found.linked, now: found.now, actor, staff, settings }
}

/** In the same words whether there is no such case or it is not theirs to read (F5). */
export const notYours = notFound(
  'There is no case with that reference that you can open',
  'F15',
  'Check the reference and try again',
  'Ask the SPOC or CEAST if you need to see it',
)

/**
 * Opens sealed texts to be shown. One that cannot be opened must not hide the rest of the case, and least of all the
 * hold: then none is shown, which the view says.
 */
export const readTexts = async (
  { store, log }: Deps,
  caseId: string,
  ids: readonly TextId[],
): Promise<Record<TextId, string>> => {
  try {
    return await store.openTexts(caseId, [...ids])
  } catch (error) {
    log.error({ caseId, error }, 'Sealed texts did not open')
    return {}
  }
}
