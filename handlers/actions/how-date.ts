import { sightOf } from '../../src/case/readable-texts.ts'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../handle.ts'
import { readButtonValue } from '../metadata.ts'
import { openCase } from '../opened.ts'

/** "How was this date worked out?" */
export const pressHowDate = (deps: Deps) => async (asked: Asked) => {
  const { caseId } = readButtonValue(asked.text)
  const looking = openCase(deps, asked.person, { id: caseId })
  const [opened] = await Promise.allSettled([
    looking,
    asked.screen.show(loadingView('How was it worked out?')),
  ])
  if (opened.status === 'rejected') throw opened.reason
  const { case: c, staff, actor } = opened.value
  await deps.store.logView({ actor: asked.person, what: 'dates', caseId })
  await asked.screen.show(howDateView(c, staff, sightOf(c, actor)))
}
