import { randomUUID } from 'node:crypto'
import { notYet } from '../../src/case/refusal.ts'
import { packTexts } from '../../src/slack/adviser-pack.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import { adviceView } from '../../src/slack/views/advice-view.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../handle.ts'
import { readButtonValue } from '../metadata.ts'
import { openCase, type Opened, readTexts } from '../opened.ts'

const notReadable = notYet(
  "CEAST's advice cannot be read, so it is not recorded as opened",
  'VR ¶23',
  'Try again in a minute',
  'Ask CEAST for the advice: they have been told if it is damaged',
)

/** The adviser opens CEAST's advice: recorded first, then shown. The decision waits for it (VR ¶23). */
export const pressOpenAdvice = (deps: Deps) => async (asked: Asked) => {
  const { caseId } = readButtonValue(asked.text)
  const looking = openCase(deps, asked.person, { id: caseId })
  const [opened] = await Promise.allSettled([looking, asked.screen.show(loadingView("CEAST's advice"))])
  if (opened.status === 'rejected') throw opened.reason
  await asked.screen.show(await viewOf(deps, opened.value, 0))
}

/** The next or the previous page of a long one, in place of this one. */
export const pressAdvicePage = (deps: Deps) => async (asked: Asked) => {
  const { caseId, n } = readButtonValue(asked.text)
  const opened = await openCase(deps, asked.person, { id: caseId })
  await asked.screen.replace(await viewOf(deps, opened, n))
}

const viewOf = async (deps: Deps, opened: Opened, page: number): Promise<ModalView> => {
  const { case: c, linked, now, staff, actor } = opened
  const record = await deps.store.timelineOf(c.id)
  const texts = await readTexts(deps, c.id, packTexts(c, record))
  // What could not be opened was not read, so it is not recorded as opened.
  if (c.lastRelease && texts[c.lastRelease.advice] === undefined)
    return refusalView(notReadable, [], [], 'open_advice')
  const performed = await deps.store.perform({
    nonce: randomUUID(),
    caseId: c.id,
    command: { kind: 'open_advice' },
    // What is recorded as opened is what is shown, not advice that came a moment later.
    basedOn: c.substance,
    actor,
    texts: {},
  })
  if (performed.kind === 'refused') return refusalView(performed.refusal, [], [], 'open_advice')
  await deps.store.logView({ actor: actor.id, what: 'advice', caseId: c.id })
  return adviceView({ case: c, linked, record, opened: texts, now, staff, page })
}
