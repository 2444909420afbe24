import { z } from 'zod'
import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { sightOf } from '../../src/case/readable-texts.ts'
import { labels } from '../../src/slack/labels.ts'
import { isOvertakenUpdate } from '../../src/slack/show.ts'
import { whyView } from '../../src/slack/views/why-view.ts'
import { whyAction, type WhyAsked, type WhyMessage } from '../../src/slack/why-button.ts'
import { onCaseWords } from '../../src/slack/why-message-words.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Asked } from '../handle.ts'
import { openCase } from '../opened.ts'
import { pressStrange } from '../strange.ts'
import { logTrouble } from '../trouble.ts'

// Keys of tables over every command and every deadline, whose types Object.keys forgets.
const step = z.enum(Object.keys(labels) as [CommandKind])
const deadline = z.enum(Object.keys(actionFor) as [DeadlineKind])
const rule = z.strictObject({ rule: z.string(), what: z.string(), step: z.exactOptional(step) })

const value: z.ZodType<WhyAsked> = z.union([
  z.strictObject({ step }),
  z.strictObject({ steps: z.array(step) }),
  z.strictObject({ deadline, what: z.string(), basis: z.string() }),
  z.strictObject({ refusal: z.string(), step: z.exactOptional(step) }),
  rule,
  z.strictObject({
    deadlines: z.array(deadline),
    rules: z.array(rule),
    steps: z.array(step),
    about: z.exactOptional(z.uuid()),
  }),
])

/**
 * "Why?" on a date, a refusal, a step or a message. The answer comes from the rule table alone: nothing is looked up for
 * it, and no case is in it. On a message about a case whoever may read that case is then shown its own dates too.
 */
export const pressWhy =
  (deps: Deps) =>
  async (asked: Asked): Promise<void> => {
    const read = value.safeParse(jsonOf(asked.text))
    if (!read.success) return pressStrange(deps)(asked)
    await asked.screen.explain(whyView(read.data))
    if ('deadlines' in read.data && read.data.about !== undefined && !asked.view)
      await showOnCase(deps, asked, read.data, read.data.about)
  }

/** Whoever may not read the case, or cannot be looked up, keeps the rules, which are no personal data (F15). */
const showOnCase = async (deps: Deps, asked: Asked, why: WhyMessage, caseId: string): Promise<void> => {
  try {
    const opened = await openCase(deps, asked.person, { id: caseId }, 'something else')
    const words = onCaseWords(why, { ...opened, sight: sightOf(opened.case, opened.actor) })
    if (words.length === 0) return
    await deps.store.logView({ actor: asked.person, what: 'dates', caseId })
    await asked.screen.show(whyView(why, words))
  } catch (error) {
    if (isOvertakenUpdate(error)) throw error
    if (!(error instanceof EntryRefusedError)) logTrouble(deps.log, error, { command: whyAction })
  }
}

/** Whatever else a button carries is answered like a button that no handler knows. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
