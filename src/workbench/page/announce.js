// @ts-check
// What screen readers are told, and the bar that shows a failure as Slack would.
import { byId, h } from './dom.js'
import { icon } from './icons.js'

/** Says something politely without moving focus. @param {string} words */
export function announce(words) {
  const region = topRegion('[data-live]') ?? byId('live')
  // Two identical announcements in a row would otherwise be spoken once.
  region.textContent = region.textContent === words ? `${words}\u00a0` : words
}

/** Shows what went wrong, in the open modal if there is one. @param {string} words */
export function showFailure(words) {
  const bar = topRegion('[data-failure]') ?? byId('failure')
  const close = h(
    'button.quiet.icon-only',
    { type: 'button', 'aria-label': 'Hide this message', onclick: () => clearFailures() },
    icon('close'),
  )
  bar.replaceChildren(h('p', {}, words), close)
}

export function clearFailures() {
  for (const bar of document.querySelectorAll('[data-failure]')) bar.replaceChildren()
}

/** Only the topmost dialog is alive for screen readers while one is open. @param {string} selector */
function topRegion(selector) {
  const region = document.querySelector(`#modal[open] ${selector}`)
  return region instanceof HTMLElement ? region : undefined
}
