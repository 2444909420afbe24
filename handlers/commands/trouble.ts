import type { Actor } from '../../src/case/people.ts'
import { notAllowed, type Refusal } from '../../src/case/refusal.ts'
import type { Trouble } from '../../src/case/trouble.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { troubleLength, troubleListView } from '../../src/slack/views/trouble-list-view.ts'
import type { TroubleKept } from '../../src/store/trouble-reads.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'

/** Everything that Safehold could not do and nobody has closed, for the leads. Logged before it is shown (F16). */
export const troubleFor = async ({ store }: Pick<Deps, 'store'>, actor: Actor): Promise<ModalView> => {
  const refusal = refusalToTrouble(actor)
  if (refusal) throw new EntryRefusedError(refusal)
  await store.logView({ actor: actor.id, what: 'trouble' })
  const open = await store.openTroubles(troubleLength + 1)
  return troubleListView(open.map(asShownTo(actor)))
}

/** Somebody has to see to it all the same, so only the reference of a case that the lead is kept out of is left out (F15, F16). */
export const asShownTo =
  ({ id }: Actor) =>
  ({ keptOut, ref, ...trouble }: TroubleKept): Trouble =>
    keptOut.includes(id) ? trouble : { ...trouble, ref }

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
