import type { Actor } from '../../src/case/people.ts'
import { notAllowed, type Refusal } from '../../src/case/refusal.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { troubleLength, troubleListView } from '../../src/slack/views/trouble-list-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'

/** Everything that Safehold could not do and nobody has closed, for the leads. Logged before it is shown (F16). */
export const troubleFor = async ({ store }: Pick<Deps, 'store'>, actor: Actor): Promise<ModalView> => {
  const refusal = refusalToTrouble(actor)
  if (refusal) throw new EntryRefusedError(refusal)
  await store.logView({ actor: actor.id, what: 'trouble' })
  return troubleListView(await store.openTroubles(troubleLength + 1))
}

/** Why somebody may neither see nor close what could not be done. */
export const refusalToTrouble = (actor: Actor): Refusal | undefined =>
  actor.teams.includes('leads')
    ? undefined
    : notAllowed(
        'Only the safeguarding leads see and close what could not be done',
        'F16',
        'See what is due for you: /concern due',
        'Tell a safeguarding lead',
      )
