// @ts-check
// Builds DOM nodes. Text only ever becomes a text node, so nothing a person typed is read as HTML.

/** @typedef {Node | string | number | null | undefined | false | Child[]} Child */

/**
 * Makes an element: `h('button.quiet', {type: 'button', onclick: f}, 'Close')`.
 * Properties that start with `on` become listeners, `true` an empty attribute; null, undefined and false are left out.
 * @template {string} T
 * @param {T} spec tag name, then any classes after dots
 * @param {Record<string, unknown>} [props]
 * @param {...Child} children
 * @returns {T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement}
 */
export function h(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split('.')
  const node = document.createElement(tag || 'div')
  if (classes.length > 0) node.className = classes.join(' ')
  for (const [name, value] of Object.entries(props)) setProp(node, name, value)
  append(node, children)
  return /** @type {never} */ (node)
}

/** @param {HTMLElement} node @param {string} name @param {unknown} value */
function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return
  if (name.startsWith('on') && typeof value === 'function') {
    node.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
  } else if (name === 'value' || name === 'checked' || name === 'selected') {
    Reflect.set(node, name, value)
  } else if (typeof value === 'string' || typeof value === 'number') {
    node.setAttribute(name, String(value))
  } else if (value === true) {
    node.setAttribute(name, '')
  }
}

/** @param {Node} parent @param {Child[]} children */
export function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) append(parent, child)
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

/** Words for screen readers only. @param {string} text */
export function hidden(text) {
  return h('span.sr-only', {}, text)
}

let lastId = 0

/** An id that is unique on this page, for labels and descriptions. @param {string} prefix */
export function freshId(prefix) {
  lastId += 1
  return `${prefix}-${lastId}`
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id)
  if (!node) throw new Error(`index.html has no element with the id "${id}". Add it, or correct the id.`)
  return node
}
