import type { CommandKind } from '../src/case/commands.ts'
import { refusalToAct } from '../src/case/permissions.ts'
import { readableTextsOf, sightOf } from '../src/case/readable-texts.ts'
import { refusalView } from '../src/slack/views/refusal-view.ts'
import { loadingView } from '../src/slack/views/trouble-view.ts'
import type { Deps } from './deps.ts'
import type { CaseForm, Form, FormCase } from './form.ts'
import type { Asked } from './handle.ts'
import { freshMetadata, readButtonValue } from './metadata.ts'
import { openCase, type Opened, readTexts } from './opened.ts'
import { keepRefusal, noteRefusal } from './refused.ts'

/** Opens the form of a button. Adding a concern opens at once; the rest first look who presses and what the case is now. */
export const openForm = async (deps: Deps, form: Form, asked: Asked): Promise<void> => {
  const { caseId, n } = readButtonValue(asked.text)
  if (form.needs === 'nothing') {
    await asked.screen.show(form.view(freshMetadata({ caseId, substance: n })))
    return
  }
  // The trigger lives three seconds, which a look-up might take.
  const looking = openCase(deps, asked.person, { id: caseId })
  const [opened] = await Promise.allSettled([looking, asked.screen.show(loadingView(form.title))])
  if (opened.status === 'rejected') throw opened.reason
  await showCaseForm(deps, form, asked, opened.value)
}

const showCaseForm = async (deps: Deps, form: CaseForm, asked: Asked, opened: Opened): Promise<void> => {
  const refusal = refusalToUse(form.command, opened) ?? form.notNow(opened)
  if (refusal) {
    const tried = { person: asked.person, command: form.command }
    noteRefusal(deps.log, refusal, tried)
    if (refusal.code === 'not_allowed') await keepRefusal(deps, opened.case.id, tried)
    await asked.screen.show(refusalView(refusal, [], [], form.command))
    return
  }
  const { case: c } = opened
  await deps.store.logView({ actor: asked.person, what: `form ${form.command}`, caseId: c.id })
  const meta = freshMetadata({ caseId: c.id, substance: c.substance })
  const shown = await shownIn(deps, form, opened)
  const { unread } = form
  if (unread && form.reads(c).some(id => shown.texts[id] === undefined))
    await asked.screen.show(refusalView(unread, [], [], form.command))
  else await asked.screen.show(form.view(meta, { ...opened, ...shown }))
}

/**
 * What the form shows of the case: nothing that the case itself would not show this person (F15). In place of a text that is
 * not theirs to read the form says so.
 */
const shownIn = async (
  deps: Deps,
  form: CaseForm,
  { case: c, actor }: Opened,
): Promise<Pick<FormCase, 'texts' | 'record'>> => {
  const wanted = form.reads(c)
  const seesAll = sightOf(c, actor) === 'all'
  const record = seesAll && form.needsRecord(c) ? await deps.store.timelineOf(c.id) : []
  const readable = new Set(readableTextsOf(c, actor, []).map(({ text }) => text))
  const ids = seesAll ? wanted : wanted.filter(id => readable.has(id))
  const texts = ids.length === 0 ? {} : await readTexts(deps, c.id, ids)
  const hidden = wanted.filter(id => !ids.includes(id)).map(id => [id, restrictedText])
  return { texts: { ...Object.fromEntries(hidden), ...texts }, record }
}

/** In the place of what somebody wrote. */
const restrictedText = 'This case is restricted. Ask CEAST, or the team that triages it, for what you need.'

const refusalToUse = (kind: CommandKind, { case: c, actor, linked }: Opened) =>
  // Only the kind is looked at: who may do it does not depend on the answers.
  refusalToAct({ kind }, c, actor, linked)
