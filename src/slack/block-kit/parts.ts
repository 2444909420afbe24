import { z } from 'zod'
import { limits } from '../limits.ts'
import { confirmation } from './objects.ts'

/** What every element that people choose in may have. */
export const common = {
  action_id: z.string().max(limits.actionId).optional(),
  confirm: confirmation.optional(),
  focus_on_load: z.boolean().optional(),
}

/** An element of this type with what every chooser may have and these fields. */
export const ofKind = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ type: z.literal(type), ...common, ...fields })

type Choice = { value: string; text: { text: string } }

/** Slack refuses a first choice that is not, to the letter, one of the options. */
export const among =
  <Element>(
    choicesOf: (element: Element) => readonly [options: readonly Choice[], initial: readonly Choice[]],
  ) =>
  (ctx: z.core.ParsePayload<Element>): void => {
    const [options, initial] = choicesOf(ctx.value)
    const isOffered = (one: Choice) =>
      options.some(option => option.value === one.value && option.text.text === one.text.text)
    if (initial.every(isOffered)) return
    ctx.issues.push({
      code: 'custom',
      message: 'initial option is not one of the options',
      input: initial,
      path: [],
    })
  }
