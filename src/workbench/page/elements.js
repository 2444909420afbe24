// @ts-check
// Block elements outside forms: pressing or choosing sends a block action at once.
import { askFirst } from './confirm.js'
import { control } from './controls.js'
import { h } from './dom.js'
import { hasState } from './field-store.js'
import { icon } from './icons.js'
import { isSafeUrl } from './links.js'
import { menuButton } from './menu.js'

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').Surface} Surface */

/**
 * An element of an actions block, or a section's accessory.
 * @param {Block} element
 * @param {string} blockId
 * @param {Surface} surface
 * @param {string} [context] words that say what a nameless control belongs to
 */
export function actionElement(element, blockId, surface, context = '') {
  if (element.type === 'image') return imageAlt(element)
  if (element.type === 'button') return button(element, blockId, surface)
  if (element.type === 'overflow') return overflow(element, blockId, surface, context)
  if (hasState(element.type)) return choice(element, blockId, surface, context)
  return h('p.unknown', {}, `The workbench does not draw the element "${element.type}".`)
}

/** Images would be requests to other computers; their words are shown instead. @param {Block} element */
export function imageAlt(element) {
  return h('span.image-alt', {}, `Image: ${element.alt_text ?? ''}`)
}

/** @param {string} blockId @param {Block} element @returns {Record<string, string>} */
function hooks(blockId, element) {
  return {
    'data-action-id': element.action_id,
    'data-focus': `${blockId}/${element.action_id}/${element.value ?? ''}`,
  }
}

/** @param {Block} element @param {string} blockId @param {Surface} surface */
function button(element, blockId, surface) {
  const style = element.style === 'primary' || element.style === 'danger' ? `.${element.style}` : ''
  const words = element.text?.text ?? ''
  const name = element.accessibility_label
  const isLink = typeof element.url === 'string' && isSafeUrl(element.url)
  const press = async () => {
    if (node.getAttribute('aria-disabled') === 'true') return
    if (!(await askFirst(element.confirm, surface.directory))) return
    if (isLink) open(element.url, '_blank', 'noopener,noreferrer')
    await whileBusy(node, () =>
      surface.act(blockId, { type: 'button', action_id: element.action_id, value: element.value }),
    )
  }
  const node = h(
    `button.button${style}`,
    {
      type: 'button',
      ...hooks(blockId, element),
      ...(name ? { 'aria-label': name } : {}),
      onclick: press,
    },
    words,
    isLink && h('span.new-tab', {}, ' (opens a new tab)'),
  )
  return node
}

/** Marks a control as busy, so that an impatient second press does nothing. @param {HTMLElement} node @param {() => Promise<void>} work */
async function whileBusy(node, work) {
  node.setAttribute('aria-disabled', 'true')
  node.classList.add('busy')
  try {
    await work()
  } finally {
    node.removeAttribute('aria-disabled')
    node.classList.remove('busy')
  }
}

/** @param {Block} element @param {string} blockId @param {Surface} surface @param {string} context */
function overflow(element, blockId, surface, context) {
  const label = context ? `More actions for ${context}` : 'More actions'
  return menuButton({
    label: icon('more'),
    className: 'button.icon-only',
    menuLabel: label,
    props: { ...hooks(blockId, element), 'aria-label': label },
    items: () =>
      element.options.map((/** @type {import('./types.js').Option} */ option) => ({
        text: option.text.text,
        label: [option.text.text, option.description && h('span.description', {}, option.description.text)],
        props: { 'data-value': option.value },
        choose: async () => {
          if (!(await askFirst(element.confirm, surface.directory))) return
          if (option.url && isSafeUrl(option.url)) open(option.url, '_blank', 'noopener,noreferrer')
          await surface.act(blockId, {
            type: 'overflow',
            action_id: element.action_id,
            selected_option: option,
          })
        },
      })),
  })
}

/** @param {Block} element @param {string} blockId @param {Surface} surface @param {string} context */
function choice(element, blockId, surface, context) {
  const before = surface.fields.get(blockId, element)
  const send = async (/** @type {import('./types.js').FieldState} */ state) => {
    if (!(await askFirst(element.confirm, surface.directory))) return
    await surface.act(blockId, { ...state, action_id: element.action_id })
  }
  const node = control(element, before, {
    id: undefined,
    label: element.placeholder?.text ?? (context || 'Choose'),
    hooks: hooks(blockId, element),
    directory: surface.directory,
    onChange: state => surface.fields.set(blockId, element.action_id, state),
    onSettle: state => void send(state),
    suggest: query => surface.suggest(blockId, element.action_id, query),
  })
  return h('span.choice', {}, node)
}
