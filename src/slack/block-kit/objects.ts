import { z } from 'zod'
import { limits } from '../limits.ts'

/** Text without any format, of at least one character. */
export const plainText = (most: number = limits.text) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  })

const mrkdwnText = (most: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(most),
    verbatim: z.boolean().optional(),
  })

/** Text of either kind. */
export const anyText = (most: number = limits.text) =>
  z.discriminatedUnion('type', [plainText(most), mrkdwnText(most)])

export const address = z.string().max(limits.address)

const value = z.string().max(limits.optionValue)
const description = plainText(limits.optionDescription).optional()

/** An option of a select menu. */
export const plainOption = z.strictObject({ text: plainText(limits.optionText), value, description })

/** A radio button or checkbox: its text may be formatted. */
export const richOption = z.strictObject({
  text: anyText(limits.optionText),
  value,
  description: anyText(limits.optionDescription).optional(),
})

/** An option of an overflow menu: it may lead to an address. */
export const linkOption = plainOption.extend({ url: address.optional() })

export const optionGroup = z.strictObject({
  label: plainText(limits.optionGroupLabel),
  options: z.array(plainOption).min(1).max(limits.selectOptions),
})

/** The question asked before something is done. */
export const confirmation = z.strictObject({
  title: plainText(limits.confirmTitle),
  text: anyText(limits.confirmText),
  confirm: plainText(limits.confirmButton),
  deny: plainText(limits.confirmButton),
  style: z.enum(['primary', 'danger']).optional(),
})
