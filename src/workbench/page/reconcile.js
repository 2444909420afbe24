// @ts-check
// Updates a list of nodes in place: what did not change keeps its node, its focus and its caret.

/** @typedef {{key: string, signature: string, build: () => HTMLElement}} Item */

/** @type {WeakMap<Element, {key: string, signature: string}>} */
const built = new WeakMap()

/**
 * Makes the children of `parent` match `items`, in order. A node is kept when its key and signature are unchanged.
 * @param {HTMLElement} parent
 * @param {Item[]} items
 */
export function reconcile(parent, items) {
  const wanted = new Map(items.map(item => [item.key, item]))
  /** @type {Map<string, HTMLElement>} */
  const present = new Map()
  for (const node of /** @type {HTMLElement[]} */ (Array.from(parent.children))) {
    const key = built.get(node)?.key
    if (key !== undefined && wanted.has(key)) present.set(key, node)
    else node.remove()
  }
  let at = parent.firstElementChild
  for (const item of items) {
    const old = present.get(item.key)
    const inPlace = old !== undefined && old === at
    // Read before the node is replaced: a detached node has no neighbour.
    if (inPlace) at = at?.nextElementSibling ?? null
    const node = old && built.get(old)?.signature === item.signature ? old : replaceOrBuild(old, item)
    if (!inPlace) parent.insertBefore(node, at)
  }
}

/** @param {HTMLElement | undefined} old @param {Item} item */
function replaceOrBuild(old, item) {
  const node = item.build()
  built.set(node, { key: item.key, signature: item.signature })
  if (old) {
    const restore = rememberFocus(old)
    old.replaceWith(node)
    restore(node)
  }
  return node
}

/**
 * A message is often replaced because its own button was pressed: a keyboard user must not be thrown to the top.
 * @param {HTMLElement} old
 */
function rememberFocus(old) {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || !old.contains(active)) return () => {}
  const key = active.dataset.focus
  const caret =
    active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.type === 'text')
      ? active.selectionStart
      : null
  return (/** @type {HTMLElement} */ node) => {
    const twin = [...node.querySelectorAll('[data-focus]')].find(
      candidate => candidate instanceof HTMLElement && candidate.dataset.focus === key,
    )
    const target = twin instanceof HTMLElement ? twin : node
    if (target === node && !node.hasAttribute('tabindex')) node.tabIndex = -1
    target.focus({ preventScroll: true })
    if (caret !== null && (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) {
      target.setSelectionRange(caret, caret)
    }
  }
}
