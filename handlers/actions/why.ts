import { z } from 'zod'
import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { labels } from '../../src/slack/labels.ts'
import { whyView } from '../../src/slack/views/why-view.ts'
import type { WhyAsked } from '../../src/slack/why-button.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from '../handle.ts'
import { pressStrange } from '../strange.ts'

// Keys of tables over every command and every deadline, whose types Object.keys forgets.
const step = z.enum(Object.keys(labels) as [CommandKind])
const deadline = z.enum(Object.keys(actionFor) as [DeadlineKind])

const value: z.ZodType<WhyAsked> = z.union([
  z.strictObject({ step }),
  z.strictObject({ steps: z.array(step) }),
  z.strictObject({ deadline, what: z.string(), basis: z.string() }),
  z.strictObject({ refusal: z.string(), step: z.exactOptional(step) }),
])

/** "Why?" on a date, a refusal or a step. The answer comes from the rule table alone: nothing is looked up, and no case is shown. */
export const pressWhy =
  (deps: Deps) =>
  (asked: Asked): Promise<void> => {
    const read = value.safeParse(jsonOf(asked.text))
    return read.success ? asked.screen.explain(whyView(read.data)) : pressStrange(deps)(asked)
  }

/** Whatever else a button carries is answered like a button that no handler knows. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
