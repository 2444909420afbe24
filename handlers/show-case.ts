import type { CommandKind } from '../src/case/commands.ts'
import { roleAllows } from '../src/case/permissions.ts'
import { knowsOfLinked, readableTextsOf, sightOf } from '../src/case/readable-texts.ts'
import { isSeenBy } from '../src/case/reminders.ts'
import { stepsOf } from '../src/case/steps.ts'
import type { ModalView } from '../src/slack/modal.ts'
import { caseView } from '../src/slack/views/case-view.ts'
import { loadingView } from '../src/slack/views/trouble-view.ts'
import type { Deps } from './deps.ts'
import type { Asked } from './handle.ts'
import { readButtonValue } from './metadata.ts'
import { openCase, type Opened, readTexts } from './opened.ts'

/** Opens a case on somebody's screen: by a button's value or by reference. */
export const showCase = async (
  deps: Deps,
  asked: Asked,
  which: { id: string } | { ref: string },
): Promise<void> => {
  const looking = openCase(deps, asked.person, which)
  const [opened] = await Promise.allSettled([looking, asked.screen.show(loadingView('Case'))])
  if (opened.status === 'rejected') throw opened.reason
  await asked.screen.show(await viewOf(deps, opened.value, 0))
}

/** The "Open" button of a message, a list or a result. */
export const pressOpenCase = (deps: Deps) => (asked: Asked) =>
  showCase(deps, asked, { id: readButtonValue(asked.text).caseId })

/** The next or the previous page of a long case, in place of this one. */
export const pressCasePage = (deps: Deps) => async (asked: Asked) => {
  const { caseId, n } = readButtonValue(asked.text)
  const opened = await openCase(deps, asked.person, { id: caseId })
  await asked.screen.replace(await viewOf(deps, opened, n))
}

/** Logged before it is shown: a look that could not be logged is not given. */
const viewOf = async (deps: Deps, opened: Opened, page: number): Promise<ModalView> => {
  const { case: c, actor } = opened
  const sight = sightOf(c, actor)
  await deps.store.logView({ actor: actor.id, what: 'case', caseId: c.id })
  // What somebody wrote themselves, and the answer to their question, are in the record and not in the case.
  const timeline = (await deps.store.timelineOf(c.id)).filter(event => isSeenBy(event, actor.id))
  const readable = readableTextsOf(c, actor, timeline)
  const texts = await readTexts(
    deps,
    c.id,
    readable.map(text => text.text),
  )
  return caseView({
    ...opened,
    // A team sees a linked hold or death, whatever is hidden (F10, F15).
    linked: knowsOfLinked(c, actor) ? opened.linked : [],
    sight,
    steps: stepsFor(opened),
    readable,
    opened: texts,
    timeline: sight === 'all' ? timeline : [],
    page,
  })
}

const stepsFor = ({ case: c, linked, actor }: Opened): CommandKind[] =>
  stepsOf(c, linked).filter(kind => roleAllows(kind, c, actor, linked))
