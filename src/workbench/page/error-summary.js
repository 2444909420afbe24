// @ts-check
import { h } from './dom.js'
import { blockIdOf } from './field-store.js'
import { focusFirst } from './focus.js'
import { NEEDS_ANSWER } from './validate.js'

/**
 * The list on top of a form of what is wrong, each line a link to its field.
 * @param {HTMLElement} summary
 * @param {import('./types.js').Block[]} blocks
 * @param {Record<string, string>} errors by block_id
 */
export function showSummary(summary, blocks, errors) {
  const signature = JSON.stringify(errors)
  if (summary.dataset.shown === signature) return
  summary.dataset.shown = signature
  const rows = Object.entries(errors).map(([blockId, message]) => {
    const block = blocks.find((one, index) => blockIdOf(one, index) === blockId)
    const go = (/** @type {Event} */ event) => {
      event.preventDefault()
      const form = summary.closest('form')
      if (form) focusFirst(form, blockId)
    }
    const label = block?.label?.text
    const words = message === NEEDS_ANSWER && label ? `Answer: ${label}` : message
    return h('li', {}, h('a', { href: `#${blockId}`, onclick: go }, words))
  })
  summary.hidden = rows.length === 0
  if (rows.length === 0) summary.replaceChildren()
  else summary.replaceChildren(h('h3', {}, 'There is a problem'), h('ul', {}, rows))
}
