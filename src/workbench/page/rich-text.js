// @ts-check
// Slack's rich_text as DOM nodes, and plain words to and from it for the text box.
import { h } from './dom.js'
import { link, ping } from './links.js'
import { mention } from './mrkdwn.js'
import { slackDate } from './time.js'

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./dom.js').Child} Child */

/** @param {Block} block @param {Directory} directory */
export function richText(block, directory) {
  return h('div.rich-text', {}, lists(block.elements ?? [], directory))
}

/** Slack sends a nested list as the next list with a larger indent. @param {Block[]} elements @param {Directory} directory @returns {Child[]} */
function lists(elements, directory) {
  return elements.map(element => {
    const content = () => inlineElements(element.elements ?? [], directory)
    if (element.type === 'rich_text_quote') return h('blockquote', {}, content())
    if (element.type === 'rich_text_preformatted') return h('pre.code', {}, content())
    if (element.type !== 'rich_text_list') return h('div.lines', {}, content())
    const items = element.elements.map((/** @type {Block} */ item) =>
      h('li', {}, inlineElements(item.elements ?? [], directory)),
    )
    const indent = `indent-${Math.min(Number(element.indent ?? 0), 4)}`
    if (element.style === 'ordered') {
      return h(`ol.${indent}`, { start: Number(element.offset ?? 0) + 1 }, items)
    }
    return h(`ul.${indent}`, {}, items)
  })
}

/** @param {Block[]} elements @param {Directory} directory @returns {Child[]} */
function inlineElements(elements, directory) {
  return elements.map(element => styled(element.style ?? {}, inlineElement(element, directory)))
}

/** @param {Block} element @param {Directory} directory @returns {Child} */
function inlineElement(element, directory) {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return link(element.url, element.text || element.url)
    case 'user':
      return mention(`@${directory.person(element.user_id)}`)
    case 'channel':
      return mention(`#${directory.channel(element.channel_id)}`)
    case 'usergroup':
      return mention(`@${element.usergroup_id}`)
    case 'broadcast':
      return ping(element.range)
    case 'emoji':
      return `:${element.name}:`
    case 'date':
      return h('time', {}, slackDate(element.timestamp, element.format) ?? element.fallback ?? '')
    default:
      return `[${element.type}]`
  }
}

/** @param {Record<string, boolean>} style @param {Child} child @returns {Child} */
function styled(style, child) {
  let node = child
  if (style.code) node = h('code', {}, node)
  if (style.strike) node = h('s', {}, node)
  if (style.italic) node = h('em', {}, node)
  if (style.bold) node = h('strong', {}, node)
  return node
}

/** The words of a rich_text value, for the text box. @param {Block | undefined} value @returns {string} */
export function wordsOf(value) {
  if (!value) return ''
  if (typeof value.text === 'string') return value.text
  const parts = (value.elements ?? []).map(wordsOf)
  return parts.join(value.type === 'rich_text' || value.type === 'rich_text_list' ? '\n' : '')
}

/** What Slack sends for words typed into a rich_text_input. @param {string} text @returns {Block} */
export function richTextOf(text) {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}
