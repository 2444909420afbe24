import { z } from 'zod'
import { limits } from '../limits.ts'
import { accessory, actionsElement, image, inputElement } from './elements.ts'
import { address, anyText, plainText } from './objects.ts'

const block_id = z.string().max(limits.blockId).optional()

const block = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({ type: z.literal(type), block_id, ...fields })

const section = block('section', {
  text: anyText().optional(),
  fields: z.array(anyText(limits.fieldText)).min(1).max(limits.sectionFields).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
}).check(ctx => {
  if (ctx.value.text === undefined && ctx.value.fields === undefined)
    ctx.issues.push({
      code: 'custom',
      message: 'must define either `text` or `fields`',
      input: ctx.value,
      path: [],
    })
})

const contextElement = z.discriminatedUnion('type', [anyText(), image])

const richText = z.looseObject({
  type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
  elements: z.array(z.looseObject({ type: z.string() })),
})

const shownBlocks = [
  section,
  block('header', { text: plainText(limits.header) }),
  block('divider', {}),
  block('markdown', { text: z.string().min(1).max(limits.markdown) }),
  block('rich_text', { elements: z.array(richText).min(1) }),
  block('context', { elements: z.array(contextElement).min(1).max(limits.contextElements) }),
  block('actions', { elements: z.array(actionsElement).min(1).max(limits.actionsElements) }),
  block('image', {
    image_url: address,
    alt_text: z.string().max(limits.altText),
    title: plainText(limits.imageTitle).optional(),
  }),
] as const

const input = block('input', {
  label: plainText(limits.label),
  element: inputElement,
  hint: plainText(limits.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
})

type Named = { block_id?: string | undefined }

/** Slack names the blocks that have no id; two with the same are refused. */
const differ = (ctx: z.core.ParsePayload<readonly Named[]>): void => {
  const seen = new Set<string>()
  ctx.value.forEach(({ block_id: id = '' }, index) => {
    if (id !== '' && seen.has(id))
      ctx.issues.push({
        code: 'custom',
        message: `block_id already exists: ${id}`,
        input: id,
        path: [index, 'block_id'],
      })
    seen.add(id)
  })
}

/** The blocks of a message. Inputs belong into views: Slack is said to take them in messages too, Safehold does not. */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', shownBlocks))
  .max(limits.messageBlocks)
  .check(differ)

/** The blocks of a modal or of App Home. */
export const viewBlocks = z
  .array(z.discriminatedUnion('type', [...shownBlocks, input]))
  .max(limits.viewBlocks)
  .check(differ)
