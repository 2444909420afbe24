import type { Actor, PersonId } from '../../src/case/people.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { retentionView } from '../../src/slack/views/retention-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'

/** What the retention periods are and which cases are past them, for the leads; a lead sees none that they are kept out of (F15). Logged before it is shown. */
export const retentionFor = async (
  { store, settings }: Pick<Deps, 'store' | 'settings'>,
  actor: Actor,
): Promise<ModalView> => {
  if (!actor.teams.includes('leads'))
    throw new EntryRefusedError(
      notAllowed(
        'Only the safeguarding leads see which cases are due to be erased',
        'F10',
        'If a case has to be kept, tell a safeguarding lead its reference',
      ),
    )
  await store.logView({ actor: actor.id, what: 'retention' })
  const [found, left] = await Promise.all([store.casesPastRetention(), store.erasuresLeft()])
  const mayKnow = ({ keptOut }: { keptOut: readonly PersonId[] }) => !keptOut.includes(actor.id)
  return retentionView(settings.retention, found.filter(mayKnow), left.filter(mayKnow))
}
