import { sightOf } from '../../src/case/readable-texts.ts'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Asked } from '../handle.ts'
import { readButtonValue } from '../metadata.ts'
import { openCase, notYours } from '../opened.ts'

/** "How was this date worked out?" */
export const pressHowDate = (deps: Deps) => async (asked: Asked) => {
  const { caseId } = readButtonValue(asked.text)
  const looking = openCase(deps, asked.person, { id: caseId })
  const [opened] = await Promise.allSettled([
    looking,
    asked.screen.show(loadingView('How was it worked out?')),
  ])
  if (opened.status === 'rejected') throw opened.reason
  const { case: c, linked, staff, actor } = opened.value
  const sight = sightOf(c, actor)
  // A line manager sees the reference, and no date of the case tells them more (F14).
  if (sight === 'reference') throw new EntryRefusedError(notYours)
  await deps.store.logView({ actor: asked.person, what: 'dates', caseId })
  await asked.screen.show(howDateView(c, staff, sight, linked))
}
