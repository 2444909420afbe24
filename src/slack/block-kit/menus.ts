import { z } from 'zod'
import { limits } from '../limits.ts'
import { optionGroup, plainOption, plainText } from './objects.ts'
import { among, common, ofKind } from './parts.ts'

const placeholder = plainText(limits.placeholder).optional()
const id = z.string().optional()
const ids = z.array(z.string()).min(1).optional()
const max_selected_items = z.number().int().min(1).optional()
const min_query_length = z.number().int().min(0).optional()
const response_url_enabled = z.boolean().optional()
const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional()
const default_to_current_conversation = z.boolean().optional()

const listed = {
  ...common,
  placeholder,
  options: z.array(plainOption).min(1).max(limits.selectOptions).optional(),
  option_groups: z.array(optionGroup).min(1).max(limits.optionGroups).optional(),
}

type Listed = {
  options?: z.infer<typeof plainOption>[] | undefined
  option_groups?: z.infer<typeof optionGroup>[] | undefined
}

const offeredBy = ({ options, option_groups }: Listed) =>
  options ?? option_groups?.flatMap(group => group.options) ?? []

/** Options or groups of options, and not both. */
const eitherOr = (ctx: z.core.ParsePayload<Listed>): void => {
  const { options, option_groups } = ctx.value
  if ((options === undefined) === (option_groups === undefined))
    ctx.issues.push({
      code: 'custom',
      message: 'must define either `options` or `option_groups`',
      input: ctx.value,
      path: [],
    })
}

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...listed, initial_option: plainOption.optional() })
  .check(
    eitherOr,
    among(menu => [offeredBy(menu), menu.initial_option ? [menu.initial_option] : []]),
  )

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...listed,
    initial_options: z.array(plainOption).min(1).optional(),
    max_selected_items,
  })
  .check(
    eitherOr,
    among(menu => [offeredBy(menu), menu.initial_options ?? []]),
  )

/** The select menus: of options listed here, asked for from the app, or of the workspace's people and channels. */
export const menus = [
  staticSelect,
  multiStaticSelect,
  ofKind('external_select', { placeholder, min_query_length, initial_option: plainOption.optional() }),
  ofKind('multi_external_select', {
    placeholder,
    min_query_length,
    max_selected_items,
    initial_options: z.array(plainOption).min(1).optional(),
  }),
  ofKind('users_select', { placeholder, initial_user: id }),
  ofKind('multi_users_select', { placeholder, initial_users: ids, max_selected_items }),
  ofKind('conversations_select', {
    placeholder,
    initial_conversation: id,
    default_to_current_conversation,
    response_url_enabled,
    filter,
  }),
  ofKind('multi_conversations_select', {
    placeholder,
    initial_conversations: ids,
    default_to_current_conversation,
    max_selected_items,
    filter,
  }),
  ofKind('channels_select', { placeholder, initial_channel: id, response_url_enabled }),
  ofKind('multi_channels_select', { placeholder, initial_channels: ids, max_selected_items }),
] as const
