import type { Instant } from '../src/calendar/london.ts'
import type { Case, TextId } from '../src/case/case.ts'
import type { Actor, PersonId } from '../src/case/people.ts'
import { erasedRefusal } from '../src/case/commands/retention.ts'
import { mayRead } from '../src/case/permissions.ts'
import { notFound } from '../src/case/refusal.ts'
import type { Settings } from '../src/settings/settings.ts'
import type { Deps } from './deps.ts'
import { EntryRefusedError } from './gate.ts'
import { keepRefusal } from './refused.ts'
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
 * words whether there is no such case or it is not theirs to read (F5), and for a case that was erased, with when and
 * under which period. Who asks for the case and may not read it is kept in the record of views.
 */
export const openCase = async (
  deps: Deps,
  person: PersonId,
  which: { id?: string; ref?: string },
  asksFor: 'the case' | 'something else' = 'the case',
): Promise<Opened> => {
  const { store, gate, staff, settings } = deps
  const [actor, found] = await Promise.all([gate.actorOf(person), store.readCase(which)])
  if (!found || !mayRead(found.case, actor, found.linked)) {
    // Also where there is no such case: how long the answer takes must not tell the two apart.
    if (asksFor === 'the case') await keepRefusal(deps, found?.case.id, { person, command: 'open_case' })
    throw new EntryRefusedError(notYours)
  }
  if (found.case.erased) throw new EntryRefusedError(erasedRefusal(found.case.erased))
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
 * Opens sealed texts to be shown. One that cannot be opened must not hide the others or the rest of the case, and least of all
 * the hold: it is left out, which the view says, and CEAST and the leads are told of one that is damaged.
 */
export const readTexts = async (
  deps: Pick<Deps, 'store' | 'log'>,
  caseId: string,
  ids: readonly TextId[],
): Promise<Record<TextId, string>> => {
  const { store, log } = deps
  try {
    const { opened, shut } = await store.openWhatOpens(caseId, [...ids])
    for (const { text, code } of shut) log.error({ caseId, textId: text, code }, 'A sealed text did not open')
    const [first] = shut
    if (first) await tellOfShut(deps, caseId, first.code)
    return opened
  } catch (error) {
    log.error({ caseId, error }, 'Sealed texts did not open')
    return {}
  }
}

/** Tells CEAST and the leads, once, that what people wrote on a case cannot be read or added to. */
export const tellOfShut = async (
  { store, log }: Pick<Deps, 'store' | 'log'>,
  caseId: string,
  code: string,
): Promise<void> => {
  try {
    await store.openTrouble({ kind: 'text_unreadable', subject: caseId, code, caseId })
  } catch (error) {
    // Whoever looks next tries again. What did open is shown all the same.
    log.error({ caseId, error: error instanceof Error ? error.name : 'unknown' }, 'Nobody could be told yet')
  }
}
