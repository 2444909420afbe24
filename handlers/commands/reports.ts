import { localDateOf } from '../../src/calendar/london.ts'
import type { Actor } from '../../src/case/people.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import { startOfDays } from '../../src/case/report/record.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { reportView } from '../../src/slack/views/report-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'

/** What teams did in the last so many days, for the teams and the leads (F18). Logged before it is shown. */
export const reportsFor = async (
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  days: number,
): Promise<ModalView> => {
  if (actor.teams.length === 0)
    throw new EntryRefusedError(
      notAllowed('Only the teams see the reports', 'F18', 'See your own cases: /concern mine'),
    )
  await store.logView({ actor: actor.id, what: `reports ${days}` })
  const now = (await store.clockNow()).toISOString()
  const from = startOfDays(localDateOf(now), days)
  return reportView(await store.reportRecord(from), days, from)
}
