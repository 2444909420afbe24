// @ts-check
// A list of messages that stays at the bottom while you are at the bottom.
import { messageItems } from './message.js'
import { reconcile } from './reconcile.js'

/** @typedef {import('./types.js').Message} Message */

const NEAR_PX = 80
const QUIET_MS = 500

/**
 * @param {{scroller: HTMLElement, list: HTMLElement, newer?: HTMLElement, earlier?: {button: HTMLElement, show: () => Promise<void>}}} parts
 */
export function createScrollList({ scroller, list, earlier, newer }) {
  let place = ''
  let lastTs = ''
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight
    if (newer) newer.hidden = true
  }
  const isNearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet
  /** Screen readers hear what is added, but not a whole page of messages that were there before. */
  const hush = () => {
    list.setAttribute('aria-live', 'off')
    clearTimeout(quiet)
    quiet = setTimeout(() => list.setAttribute('aria-live', 'polite'), QUIET_MS)
  }
  const showEarlier = async (/** @type {() => Promise<void>} */ fetchThem) => {
    const before = scroller.scrollHeight
    const anchor = /** @type {HTMLElement | null} */ (list.querySelector('[data-ts]'))
    hush()
    await fetchThem()
    scroller.scrollTop += scroller.scrollHeight - before
    anchor?.focus({ preventScroll: true })
  }
  earlier?.button.addEventListener('click', () => void showEarlier(earlier.show))
  newer?.addEventListener('click', () => {
    toEnd()
    const last = list.lastElementChild
    if (last instanceof HTMLElement) last.focus({ preventScroll: true })
  })
  scroller.addEventListener('scroll', () => {
    if (newer && isNearEnd()) newer.hidden = true
  })

  return {
    /**
     * @param {string} where a new place starts at its end and is not read out
     * @param {Message[]} next oldest first
     * @param {import('./message.js').MessageContext} context
     * @param {string | undefined} me whose own messages are always scrolled to
     */
    render(where, next, context, me) {
      const moved = where !== place
      const follow = moved || isNearEnd()
      if (moved) {
        place = where
        list.dataset.place = where
        hush()
      }
      reconcile(list, messageItems(next, context))
      const latest = next.at(-1)
      const isNew = !moved && latest !== undefined && Number(latest.ts) > Number(lastTs)
      lastTs = latest?.ts ?? ''
      if (follow || (isNew && latest.user === me)) toEnd()
      else if (isNew && newer) newer.hidden = false
    },
  }
}
