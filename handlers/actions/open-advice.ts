import { randomUUID } from 'node:crypto'
import { adviceView } from '../../src/slack/views/advice-view.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../handle.ts'
import { readButtonValue } from '../metadata.ts'
import { openCase, readTexts } from '../opened.ts'

/** The adviser opens CEAST's advice: recorded first, then shown. The decision waits for it (VR ¶23). */
export const pressOpenAdvice = (deps: Deps) => async (asked: Asked) => {
  const { caseId } = readButtonValue(asked.text)
  const looking = openCase(deps, asked.person, { id: caseId })
  const [opened] = await Promise.allSettled([looking, asked.screen.show(loadingView("CEAST's advice"))])
  if (opened.status === 'rejected') throw opened.reason
  const { case: c, actor } = opened.value
  const { lastRelease, outcome } = c
  const texts = await readTexts(
    deps,
    caseId,
    [lastRelease?.advice, outcome?.reason].filter(id => id !== undefined),
  )
  const advice = lastRelease && texts[lastRelease.advice]
  // What could not be opened was not read, so it is not recorded as opened.
  if (lastRelease && advice === undefined) throw new Error('The sealed advice did not open')
  const performed = await deps.store.perform({
    nonce: randomUUID(),
    caseId,
    command: { kind: 'open_advice' },
    actor,
    texts: {},
  })
  if (performed.kind === 'refused') {
    await asked.screen.show(refusalView(performed.refusal, [], [], 'open_advice'))
    return
  }
  await deps.store.logView({ actor: actor.id, what: 'advice', caseId })
  await asked.screen.show(adviceView(c, advice, outcome && texts[outcome.reason]))
}
