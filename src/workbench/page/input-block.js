// @ts-check
// A form field: label above, hint, error beside it, and a count where the length is limited.
import { control } from './controls.js'
import { freshId, h } from './dom.js'

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').FieldState} FieldState */
/** @typedef {import('./types.js').Surface} Surface */

const GROUPED = new Set(['radio_buttons', 'checkboxes', 'multi_static_select', 'multi_users_select'])
const TYPING_PAUSE_MS = 300

/**
 * @param {Block} block
 * @param {string} blockId
 * @param {Surface} surface
 * @param {string | undefined} error
 * @returns {HTMLElement}
 */
export function inputBlock(block, blockId, surface, error) {
  const element = block.element
  const id = freshId('field')
  const hint = block.hint && h('p.hint', { id: `${id}-hint` }, block.hint.text)
  const problem = error && h('p.error', { id: `${id}-error` }, h('span.sr-only', {}, 'Error: '), error)
  const limit =
    typeof element.max_length === 'number' ? counter(element.max_length, `${id}-count`) : undefined
  const describedBy = [hint && `${id}-hint`, problem && `${id}-error`, limit && `${id}-count`]
    .filter(Boolean)
    .join(' ')
  const dispatch = dispatcher(block, blockId, surface)
  const state = surface.fields.get(blockId, element)
  limit?.update(state)
  const grouped = GROUPED.has(element.type)
  const node = control(element, state, {
    id,
    describedBy: describedBy || undefined,
    invalid: Boolean(error),
    required: !block.optional,
    directory: surface.directory,
    hooks: { 'data-action-id': element.action_id, 'data-focus': `${blockId}/${element.action_id}` },
    onChange: next => {
      surface.fields.set(blockId, element.action_id, next)
      limit?.update(next)
      dispatch.typed(next)
    },
    onSettle: next => dispatch.settled(next),
    suggest: query => surface.suggest(blockId, element.action_id, query),
  })
  node.addEventListener('keydown', event => dispatch.key(event, surface.fields.get(blockId, element)))
  const label = [block.label?.text ?? '', block.optional && h('span.optional', {}, ' (optional)')]
  const className = error ? 'field.has-error' : 'field'
  if (grouped) {
    const group = {
      'aria-describedby': describedBy || undefined,
      role: element.type === 'radio_buttons' ? 'radiogroup' : undefined,
    }
    return h(`fieldset.${className}`, group, h('legend', {}, label), hint, problem, node)
  }
  return h(`div.${className}`, {}, h('label', { for: id }, label), hint, problem, node, limit?.node)
}

/** Shown once a quarter of the room is left; before that it would only be noise. @param {number} max characters @param {string} id */
function counter(max, id) {
  const node = h('p.count', { id, hidden: true })
  const update = (/** @type {FieldState} */ state) => {
    const length = typeof state.value === 'string' ? state.value.length : 0
    const left = max - length
    node.hidden = left > max / 4
    node.textContent =
      left < 0 ? `${-left} characters too many` : `${left.toLocaleString('en-GB')} characters left`
    node.classList.toggle('over', left < 0)
  }
  return { node, update }
}

/** Sends block actions for an input with `dispatch_action`, at the moments Slack would. @param {Block} block @param {string} blockId @param {Surface} surface */
function dispatcher(block, blockId, surface) {
  const element = block.element
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  const send = (/** @type {FieldState} */ state) =>
    void surface.act(blockId, { ...state, action_id: element.action_id })
  const isText = element.type.endsWith('_input')
  return {
    settled: (/** @type {FieldState} */ state) => {
      if (block.dispatch_action) send(state)
    },
    typed: (/** @type {FieldState} */ state) => {
      if (!block.dispatch_action || !isText || !triggers.includes('on_character_entered')) return
      clearTimeout(pause)
      pause = setTimeout(() => send(state), TYPING_PAUSE_MS)
    },
    key: (/** @type {KeyboardEvent} */ event, /** @type {FieldState} */ state) => {
      const plainEnter =
        event.key === 'Enter' && isText && !element.multiline && element.type !== 'rich_text_input'
      if (!plainEnter || !block.dispatch_action || !triggers.includes('on_enter_pressed')) return
      // Enter here asks the app for something; it must not send the whole form too.
      event.preventDefault()
      send(state)
    },
  }
}
