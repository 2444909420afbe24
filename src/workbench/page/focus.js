// @ts-check
// Where the keyboard is: into the first control of a field, around a dialog, and back to where it came from.

const FOCUSABLE = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]'

/** Moves focus to the first control of a block. @param {HTMLElement} within @param {string} blockId */
export function focusFirst(within, blockId) {
  const block = [...within.querySelectorAll('[data-block-id]')].find(
    node => node instanceof HTMLElement && node.dataset.blockId === blockId,
  )
  const chosen =
    block?.querySelector('input:checked') ?? block?.querySelector('input, select, textarea, button')
  if (!(chosen instanceof HTMLElement)) return
  chosen.focus({ preventScroll: true })
  block?.scrollIntoView({ block: 'nearest' })
}

/** @param {KeyboardEvent} event @param {HTMLElement} dialog */
export function keepTabInside(event, dialog) {
  if (event.key !== 'Tab' || event.defaultPrevented) return
  const stops = [...dialog.querySelectorAll(FOCUSABLE)].filter(
    node => node instanceof HTMLElement && node.tabIndex >= 0 && node.checkVisibility(),
  )
  const first = stops[0]
  const last = stops.at(-1)
  const active = document.activeElement
  const target =
    event.shiftKey && (active === first || active === dialog)
      ? last
      : !event.shiftKey && active === last
        ? first
        : undefined
  if (!(target instanceof HTMLElement)) return
  event.preventDefault()
  target.focus()
}

/**
 * Remembers what has focus. Calling the result goes back there, or to the same button of the same message
 * if that message was redrawn meanwhile, or to the message box.
 */
export function rememberOpener() {
  const opener = document.activeElement instanceof HTMLElement ? document.activeElement : undefined
  const ts = /** @type {HTMLElement | null | undefined} */ (opener?.closest('[data-ts]'))?.dataset.ts
  const key = opener?.dataset.focus
  return () => {
    if (opener?.isConnected && opener !== document.body) {
      opener.focus()
      return
    }
    const message = [...document.querySelectorAll('[data-ts]')].find(
      node => node instanceof HTMLElement && node.dataset.ts === ts,
    )
    const twin = [...(message?.querySelectorAll('[data-focus]') ?? [])].find(
      node => node instanceof HTMLElement && node.dataset.focus === key,
    )
    const target = twin ?? message ?? document.getElementById('composer')
    if (target instanceof HTMLElement) target.focus()
  }
}
