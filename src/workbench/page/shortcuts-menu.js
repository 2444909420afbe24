// @ts-check
// The shortcuts that the app offers anywhere, beside the message box; nothing where it offers none.
import { icon } from './icons.js'
import { menuButton } from './menu.js'

/**
 * @param {HTMLElement} place
 * @param {import('./types.js').Shortcut[]} shortcuts
 * @param {(callbackId: string) => void} run
 */
export function showShortcuts(place, shortcuts, run) {
  const signature = JSON.stringify(shortcuts)
  if (place.dataset.shown === signature) return
  place.dataset.shown = signature
  place.hidden = shortcuts.length === 0
  if (place.hidden) return place.replaceChildren()
  const menu = menuButton({
    label: icon('more'),
    className: 'button.icon-only',
    menuLabel: 'Shortcuts',
    props: { 'aria-label': 'Shortcuts', 'data-testid': 'shortcuts' },
    items: () =>
      shortcuts.map(({ callback_id, name }) => ({
        text: name,
        label: name,
        props: { 'data-testid': `shortcut-${callback_id}` },
        choose: () => run(callback_id),
      })),
  })
  place.replaceChildren(menu)
}
