import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { limits } from './limits.ts'

/** Text that can be shown: broken characters become visible, and a text of blanks alone says so (Slack refuses it). */
export const shown = (text: string): string => {
  // A lone surrogate has no UTF-8 form, and Slack refuses the whole request for it; so it does for control characters.
  // oxlint-disable-next-line no-control-regex
  const mended = text.replace(/\r\n?/g, '\n').replace(/\p{Cs}|[\u0000-\u0008\u000b-\u001f\u007f]/gu, '\ufffd')
  return isBlank(mended) ? '(blank)' : mended
}

/** Nothing to see: white space, zero-width and other format characters alone. */
export const isBlank = (text: string): boolean =>
  /^[\s\p{Cf}\p{Z}\u2800\u3164\u115f\u1160\uffa0]*$/u.test(text)

/** Our own short words, kept to a limit. What a person typed is never clipped: it is split. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, cutAt(text, most - 1))}…`

/** Plain text: Slack finds no link, mention or format in it. The only kind that may hold what a person typed. */
export const plain = (text: string, most: number = limits.text): PlainTextElement => ({
  type: 'plain_text',
  text: clip(shown(text), most),
  emoji: false,
})

/** Escapes what Slack would read as a link, a mention or an entity. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Our own words, where a person's id in `<@…>` and a channel's in `<#…>` stay mentions and nothing else does. */
export const ownWords = (text: string): string =>
  escape(shown(text)).replace(/&lt;(@[UW][A-Z0-9]{2,20}|#[CG][A-Z0-9]{6,20})&gt;/g, '<$1>')

/** Our own words as mrkdwn. Never for what a person typed. */
export const mrkdwn = (text: string): MrkdwnElement => {
  const whole = ownWords(text)
  // Clipped before it is escaped, because half an entity or half a mention would be read as something else.
  const fits = whole.length <= limits.text ? whole : ownWords(clip(text, limits.text / 5))
  return { type: 'mrkdwn', text: fits, verbatim: true }
}

/** A link. The address is one of the settings: https, and encoded so that nothing in it ends the link early. */
export const linkTo = (label: string, address: string): MrkdwnElement => ({
  type: 'mrkdwn',
  text: `<${escape(address)}|${escape(clip(shown(label).replace(/\s+/g, ' '), limits.optionText * 2))}>`,
  verbatim: true,
})

/** Our own words in bold. */
export const strong = (text: string): MrkdwnElement => ({
  type: 'mrkdwn',
  // One line: a line break inside the asterisks would end the bold.
  text: `*${ownWords(clip(text.replace(/\s+/g, ' ').trim(), limits.text / 6))}*`,
  verbatim: true,
})

const continued = '…continued\n'

/** A text of any length in pieces within Slack's limit, none of it lost: each piece after the first says that it continues. */
export const pieces = (text: string, most: number = limits.text): string[] => {
  let rest = shown(text)
  const found: string[] = []
  while (rest.length > 0) {
    const head = found.length === 0 ? '' : continued
    const room = most - head.length
    const cut = rest.length <= room ? rest.length : wordBreak(rest, room)
    found.push(head + rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  // A piece of blanks alone would be refused; joined to its neighbour's words it is not.
  return found.map(piece => (isBlank(piece) ? '(blank)' : piece))
}

const wordBreak = (text: string, room: number): number => {
  const space = Math.max(text.lastIndexOf('\n', room - 1), text.lastIndexOf(' ', room - 1)) + 1
  return space > room - 300 ? space : cutAt(text, room)
}

/** Not between the two halves of one character. */
const cutAt = (text: string, at: number): number => {
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at
}
