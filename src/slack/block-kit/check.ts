import { z } from 'zod'
import { limits } from '../limits.ts'
import { messageBlocks, viewBlocks } from './blocks.ts'
import { plainText } from './objects.ts'
import { problemsOf } from './problems.ts'

/**
 * What Slack would say of blocks or a view: one line for each limit that is broken, with a JSON pointer; none when all
 * is well. The lines hold our own ids and Slack's words, never what a person typed.
 */
export type Problems = string[]

const words = plainText(limits.title)
const common = {
  private_metadata: z.string().max(limits.privateMetadata).optional(),
  callback_id: z.string().max(limits.callbackId).optional(),
  external_id: z.string().max(limits.externalId).optional(),
  blocks: viewBlocks,
}

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: words,
    submit: words.optional(),
    close: words.optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .check(ctx => {
    const { blocks, submit } = ctx.value
    if (submit === undefined && blocks.some(block => block.type === 'input'))
      ctx.issues.push({
        code: 'custom',
        message: 'missing required field: submit',
        input: ctx.value,
        path: [],
      })
  })

const view = z.discriminatedUnion('type', [modal, z.strictObject({ type: z.literal('home'), ...common })])

export const viewProblems = (given: unknown): Problems => problemsOf(view, given, '/view')

/** Slack measures the JSON. */
export const isViewTooLarge = (given: object): boolean =>
  Buffer.byteLength(JSON.stringify(given)) > limits.viewBytes

export const blocksProblems = (
  given: unknown,
  surface: 'message' | 'modal' | 'home',
  at = '/blocks',
): Problems => problemsOf(surface === 'message' ? messageBlocks : viewBlocks, given, at)

/** Whether the texts of a message together are longer than Slack takes, though each is legal. Not documented. */
export const areBlocksTooLong = (blocks: readonly unknown[]): boolean =>
  textLength(blocks) > limits.messageTotal

/** What Slack would refuse in the blocks of a message, the total of their texts included. */
export const messageProblems = (blocks: readonly unknown[]): Problems => [
  ...blocksProblems(blocks, 'message'),
  ...(areBlocksTooLong(blocks)
    ? [
        `[ERROR] the texts must be less than ${limits.messageTotal + 1} characters together [json-pointer:/blocks]`,
      ]
    : []),
]

const textLength = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
    0,
  )
}
