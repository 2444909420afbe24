import type { Actor } from '../../src/case/people.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { workLogPage, workLogView } from '../../src/slack/views/work-log-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Asked } from '../handle.ts'
import { isShownTo } from './lists.ts'

/** One page of CEAST's work log (VR ¶14), for CEAST and the leads. Logged before it is shown. */
export const workLogFor = async (
  { store, staff }: Pick<Deps, 'store' | 'staff'>,
  actor: Actor,
  page: number,
): Promise<ModalView> => {
  if (!actor.teams.includes('ceast') && !actor.teams.includes('leads'))
    throw new EntryRefusedError(
      notAllowed(
        'Only CEAST and the safeguarding leads see the work log',
        'VR ¶14',
        'See what is due for you: /concern due',
        'Open a case by its reference: /concern case',
      ),
    )
  await store.logView({ actor: actor.id, what: 'worklog' })
  const asked = await store.workLog(page, workLogPage)
  // The log has become shorter since the page was turned.
  const isBeyond = asked.rows.length === 0 && page > 0
  const { total, rows } = isBeyond ? await store.workLog(0, workLogPage) : asked
  return workLogView({ total, rows: rows.filter(isShownTo(actor)) }, isBeyond ? 0 : page, staff)
}

/** The next or the previous page of the work log, in place of this one. */
export const pressWorkLogPage =
  (deps: Deps) =>
  async ({ person, text, screen }: Asked): Promise<void> => {
    const page = /^\d{1,4}$/.test(text) ? Number(text) : 0
    await screen.replace(await workLogFor(deps, await deps.gate.actorOf(person), page))
  }
