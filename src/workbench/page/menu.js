// @ts-check
// A button that opens a menu, with the keys people expect: arrows, Home, End, first letters, Escape.
import { freshId, h } from './dom.js'

/** @typedef {{label: import('./dom.js').Child, text: string, choose: () => void, props?: Record<string, unknown>, current?: boolean}} MenuItem */

/**
 * @param {{label: import('./dom.js').Child, className?: string, props?: Record<string, unknown>, menuLabel: string, items: () => MenuItem[]}} options
 * @returns {HTMLElement}
 */
export function menuButton({ label, className = 'quiet', props = {}, menuLabel, items }) {
  const id = freshId('menu')
  const menu = h('div.menu', { id, role: 'menu', popover: 'auto', 'aria-label': menuLabel })
  const button = h(
    `button.${className}`,
    { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', ...props },
    label,
  )
  const entries = () => /** @type {HTMLElement[]} */ ([...menu.children])
  const open = () => {
    menu.replaceChildren(...items().map(item => menuItem(item, () => menu.hidePopover())))
    menu.showPopover()
    place(menu, button)
    const current = entries().find(entry => entry.getAttribute('aria-checked') === 'true')
    const target = current ?? entries()[0]
    target?.focus()
  }
  button.addEventListener('click', () => (menu.matches(':popover-open') ? menu.hidePopover() : open()))
  button.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    open()
    if (event.key === 'ArrowUp') entries().at(-1)?.focus()
  })
  menu.addEventListener('toggle', event => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open'
    button.setAttribute('aria-expanded', String(isOpen))
  })
  menu.addEventListener('keydown', event => onMenuKey(event, menu, button, entries()))
  return h('span.menu-holder', {}, button, menu)
}

/** @param {MenuItem} item @param {() => void} close */
function menuItem(item, close) {
  const isChoice = item.current !== undefined
  return h(
    'button.menu-item',
    {
      type: 'button',
      role: isChoice ? 'menuitemradio' : 'menuitem',
      tabindex: -1,
      ...(isChoice ? { 'aria-checked': String(item.current) } : {}),
      ...item.props,
      'data-text': item.text.toLowerCase(),
      onclick: () => {
        close()
        item.choose()
      },
    },
    item.label,
  )
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu @param {HTMLElement} button @param {HTMLElement[]} entries */
function onMenuKey(event, menu, button, entries) {
  const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const last = entries.length - 1
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }
  const move = moves[event.key]
  if (move !== undefined) {
    event.preventDefault()
    entries[move]?.focus()
  } else if (event.key === 'Escape') {
    // Escape closes the menu only, never the modal that the menu is in.
    event.preventDefault()
    event.stopPropagation()
    menu.hidePopover()
    button.focus()
  } else if (event.key === 'Tab') {
    menu.hidePopover()
    button.focus()
  } else if (event.key.length === 1 && event.key !== ' ') {
    const ordered = [...entries.slice(at + 1), ...entries.slice(0, at + 1)]
    ordered.find(entry => entry.dataset.text?.startsWith(event.key.toLowerCase()))?.focus()
  }
}

/** The menu is in the top layer, so it is placed by hand beside its button. @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  const edge = 8
  const anchor = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const below = anchor.bottom + 4
  const top = below + height > innerHeight - edge ? Math.max(edge, anchor.top - height - 4) : below
  const left = Math.min(anchor.left, innerWidth - width - edge)
  menu.style.top = `${top}px`
  menu.style.left = `${Math.max(edge, left)}px`
}
