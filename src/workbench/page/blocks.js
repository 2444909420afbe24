// @ts-check
// Block Kit as DOM nodes, block by block, so that an update replaces only what changed.
import { h } from './dom.js'
import { actionElement, imageAlt } from './elements.js'
import { blockIdOf } from './field-store.js'
import { inputBlock } from './input-block.js'
import { inline, textObject } from './mrkdwn.js'
import { reconcile } from './reconcile.js'
import { richText } from './rich-text.js'
import { leadOf, toneOf } from './tone.js'

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').Surface} Surface */

/**
 * @param {HTMLElement} parent
 * @param {Block[]} blocks
 * @param {Surface} surface
 */
export function renderBlocks(parent, blocks, surface) {
  const items = blocks.map((block, index) => {
    const blockId = blockIdOf(block, index)
    const error = surface.errors[blockId]
    return {
      key: blockId,
      signature: JSON.stringify([block, error, surface.directory.key]),
      build: () => oneBlock(block, blockId, surface, error),
    }
  })
  reconcile(parent, items)
}

/** @param {Block} block @param {string} blockId @param {Surface} surface @param {string | undefined} error */
function oneBlock(block, blockId, surface, error) {
  const node =
    block.type === 'input' ? inputBlock(block, blockId, surface, error) : display(block, blockId, surface)
  node.classList.add('block')
  node.dataset.blockId = blockId
  if (block.type === 'section' && /^\*[^*\n]+\*$/.test(block.text?.text ?? '')) node.classList.add('title')
  const tone = block.type === 'input' ? undefined : toneOf(leadOf(block))
  if (tone) node.classList.add(`tone-${tone}`)
  return node
}

/** @param {Block} block @param {string} blockId @param {Surface} surface @returns {HTMLElement} */
function display(block, blockId, surface) {
  const { directory } = surface
  switch (block.type) {
    case 'section':
      return section(block, blockId, surface)
    case 'header':
      return h('h3.header', {}, block.text?.text ?? '')
    case 'context':
      return h(
        'div.context',
        {},
        block.elements.map((/** @type {Block} */ element) =>
          element.type === 'image'
            ? imageAlt(element)
            : h('div', {}, textObject(/** @type {import('./types.js').Text} */ (element), directory)),
        ),
      )
    case 'divider':
      return h('hr.divider')
    case 'actions':
      return h(
        'div.actions',
        {},
        block.elements.map((/** @type {Block} */ element) => actionElement(element, blockId, surface)),
      )
    case 'rich_text':
      return richText(block, directory)
    case 'image':
      return h('div', {}, imageAlt(block), block.title && h('p.description', {}, block.title.text))
    case 'alert':
      return h('div.alert', { 'data-level': block.level ?? 'default' }, textObject(block.text, directory))
    default:
      return h('p.unknown', {}, `The workbench does not draw the block "${block.type}".`)
  }
}

/** @param {Block} block @param {string} blockId @param {Surface} surface */
function section(block, blockId, surface) {
  const context = (block.text?.text ?? '')
    .split('\n')[0]
    .replace(/[*_~`]/g, '')
    .slice(0, 60)
  return h(
    'div.section',
    {},
    h(
      'div.section-text',
      {},
      leadAndRest(block.text, surface.directory),
      block.fields &&
        h(
          'div.fields',
          {},
          block.fields.map((/** @type {import('./types.js').Text} */ field) =>
            h('div', {}, textObject(field, surface.directory)),
          ),
        ),
    ),
    block.accessory && h('div.accessory', {}, actionElement(block.accessory, blockId, surface, context)),
  )
}

/** A message without blocks is its text. @param {import('./types.js').Message} message @param {import('./directory.js').Directory} directory */
export function textOnly({ isBot, text }, directory) {
  const draw = isBot ? leadAndRest : textObject
  return h('div.section', {}, h('div.section-text', {}, draw({ type: 'mrkdwn', text }, directory)))
}

/**
 * The first line of a hold or caution stands out, or its bold beginning; what follows stays quiet.
 * @param {import('./types.js').Text | undefined} text
 * @param {import('./directory.js').Directory} directory
 * @returns {import('./dom.js').Child}
 */
function leadAndRest(text, directory) {
  const tone = text && toneOf(text.text)
  if (!text || !tone) return textObject(text, directory)
  const [line = '', ...rest] = text.text.split('\n')
  const bold = text.type === 'mrkdwn' ? (/^\*[^*]+\*/.exec(line)?.[0] ?? line) : line
  const formatted = (/** @type {string} */ words) =>
    text.type === 'mrkdwn' ? inline(words, directory) : words
  return [
    h('div.lines', {}, h(`span.lead.lead-${tone}`, {}, formatted(bold)), formatted(line.slice(bold.length))),
    rest.length > 0 && textObject({ ...text, text: rest.join('\n') }, directory),
  ]
}
