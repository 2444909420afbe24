import type { PersonId } from '../src/case/people.ts'
import type { Refusal } from '../src/case/refusal.ts'
import { countRefusal } from '../src/watch/metrics.ts'
import type { Deps } from './deps.ts'

type Tried = { person: PersonId; command: string }

/** Somebody may not do or see what they asked for: said in the log, and counted. Anything but a matter of rights is left out. */
export const noteRefusal = (log: Deps['log'], refusal: Refusal, { person, command }: Tried): void => {
  const { code } = refusal
  if (code !== 'not_allowed' && code !== 'not_found') return
  countRefusal(code)
  log.warn({ person, command, code }, 'Somebody was refused')
}

/**
 * Keeps in the record of who looked at a case, or in that of the lists, that somebody was refused there (F15). The refusal
 * stands whether it can be kept or not.
 */
export const keepRefusal = async (
  { store, log }: Pick<Deps, 'store' | 'log'>,
  caseId: string | undefined,
  { person, command }: Tried,
): Promise<void> => {
  try {
    await store.logView({
      actor: person,
      what: `refused ${command}`,
      ...(caseId !== undefined && { caseId }),
    })
  } catch (error) {
    log.error(
      { ...(caseId !== undefined && { caseId }), command, error },
      'A refusal could not be kept in the record of views',
    )
  }
}
