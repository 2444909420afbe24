import { z } from 'zod'
import { limits } from '../limits.ts'
import { menus } from './menus.ts'
import { address, confirmation, linkOption, plainText, richOption } from './objects.ts'
import { among, common, ofKind } from './parts.ts'

const button = z.strictObject({
  type: z.literal('button'),
  action_id: common.action_id,
  text: plainText(limits.buttonText),
  url: address.optional(),
  value: z.string().max(limits.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmation.optional(),
  accessibility_label: z.string().max(limits.accessibilityLabel).optional(),
})

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: common.action_id,
  options: z.array(linkOption).min(1).max(limits.overflowOptions),
  confirm: confirmation.optional(),
})

const choices = z.array(richOption).min(1).max(limits.radioOptions)

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...common,
    options: choices,
    initial_option: richOption.optional(),
  })
  .check(among(radio => [radio.options, radio.initial_option ? [radio.initial_option] : []]))

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...common,
    options: choices,
    initial_options: z.array(richOption).min(1).optional(),
  })
  .check(among(boxes => [boxes.options, boxes.initial_options ?? []]))

const placeholder = plainText(limits.placeholder).optional()
const dispatch = z
  .strictObject({
    trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
  })
  .optional()

const typed = {
  action_id: common.action_id,
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: dispatch,
}

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(limits.input).optional(),
    max_length: z.number().int().min(1).max(limits.input).optional(),
    initial_value: z.string().optional(),
  })
  .check(ctx => {
    const { initial_value: initial = '', max_length: most = limits.input } = ctx.value
    if (initial.length > most)
      ctx.issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: most,
        input: initial,
        path: ['initial_value'],
      })
  })

const number = z.union([z.string(), z.number()]).optional()

export const image = z.strictObject({
  type: z.literal('image'),
  image_url: address,
  alt_text: z.string().max(limits.altText),
})

const buttons = [button, overflow] as const
const choosers = [
  radioButtons,
  checkboxes,
  ...menus,
  ofKind('datepicker', { placeholder, initial_date: z.iso.date().optional() }),
  ofKind('timepicker', {
    placeholder,
    initial_time: z.iso.time({ precision: -1 }).optional(),
    timezone: z.string().optional(),
  }),
  ofKind('datetimepicker', { initial_date_time: z.number().int().optional() }),
] as const

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: z.looseObject({ type: z.literal('rich_text') }).optional(),
})

/** What an input block may hold. */
export const inputElement = z.discriminatedUnion('type', [
  ...choosers,
  plainTextInput,
  richTextInput,
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: number,
    min_value: number,
    max_value: number,
  }),
  z.strictObject({
    type: z.literal('email_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
])

/** What an actions block may hold. */
export const actionsElement = z.discriminatedUnion('type', [...buttons, ...choosers, richTextInput])

/** What a section may have beside it. */
export const accessory = z.discriminatedUnion('type', [...buttons, ...choosers, image])
