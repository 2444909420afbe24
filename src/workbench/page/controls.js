// @ts-check
// The controls that hold a value. Each reports it in Slack's own shape.
import { freshId, h } from './dom.js'
import { richTextOf, wordsOf } from './rich-text.js'
import { settleOnChoice } from './settle.js'
import { suggestBox } from './suggest-box.js'

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').FieldState} FieldState */
/** @typedef {import('./types.js').Option} Option */
/**
 * @typedef {object} Wiring
 * @property {string | undefined} id for the label's `for`; without it `label` is the control's name
 * @property {string} [label]
 * @property {string | undefined} [describedBy]
 * @property {boolean} [invalid]
 * @property {boolean} [required]
 * @property {Record<string, string>} hooks
 * @property {import('./directory.js').Directory} directory
 * @property {(state: FieldState) => void} onChange every change, to be kept
 * @property {(state: FieldState) => void} onSettle a finished choice, to be sent when the block dispatches actions
 * @property {(query: string) => Promise<import('./types.js').Suggested>} suggest what the app offers for what was typed
 */

/**
 * @param {Block} element
 * @param {FieldState} state
 * @param {Wiring} wiring
 * @returns {HTMLElement}
 */
export function control(element, state, wiring) {
  switch (element.type) {
    case 'static_select':
      return oneOf(element, state, wiring, 'selected_option', optionGroups(element))
    case 'external_select':
      return suggestBox(element, state, { ...naming(wiring), ...wiring.hooks }, wiring)
    case 'users_select':
      return oneOf(element, state, wiring, 'selected_user', [{ options: peopleOptions(wiring) }])
    case 'multi_static_select':
      return many(
        element,
        state,
        wiring,
        'selected_options',
        optionGroups(element).flatMap(g => g.options),
      )
    case 'multi_users_select':
      return many(element, state, wiring, 'selected_users', peopleOptions(wiring))
    case 'checkboxes':
      return many(element, state, wiring, 'selected_options', element.options)
    case 'radio_buttons':
      return radios(element, state, wiring)
    case 'datepicker':
      return simple(element, wiring, 'input', { type: 'date' }, state.selected_date, v => ({
        selected_date: v || null,
      }))
    case 'timepicker':
      return simple(element, wiring, 'input', { type: 'time' }, state.selected_time, v => ({
        selected_time: v || null,
      }))
    case 'rich_text_input':
      return simple(
        element,
        wiring,
        'textarea',
        { rows: 6 },
        wordsOf(/** @type {Block} */ (state.rich_text_value)),
        v => (v ? { rich_text_value: richTextOf(v) } : {}),
      )
    case 'number_input':
      return simple(element, wiring, 'input', { type: 'text', inputmode: 'decimal' }, state.value, valueOf)
    case 'email_text_input':
      return simple(element, wiring, 'input', { type: 'text', inputmode: 'email' }, state.value, valueOf)
    default:
      return element.multiline
        ? simple(element, wiring, 'textarea', { rows: 5 }, state.value, valueOf)
        : simple(element, wiring, 'input', { type: 'text', autocomplete: 'off' }, state.value, valueOf)
  }
}

/** @param {string} value */
const valueOf = value => ({ value: value === '' ? null : value })

/** @param {Wiring} wiring */
function naming(wiring) {
  return {
    ...(wiring.id ? { id: wiring.id } : { 'aria-label': wiring.label }),
    'aria-describedby': wiring.describedBy,
    'aria-invalid': wiring.invalid ? 'true' : undefined,
    'aria-required': wiring.required ? 'true' : undefined,
  }
}

/**
 * @param {Block} element @param {Wiring} wiring @param {'input' | 'textarea'} tag @param {Record<string, unknown>} props
 * @param {unknown} value @param {(value: string) => Record<string, unknown>} toState
 */
function simple(element, wiring, tag, props, value, toState) {
  const node = h(tag, {
    ...props,
    ...naming(wiring),
    ...wiring.hooks,
    placeholder: element.placeholder?.text,
    value: value ?? '',
  })
  const read = () => ({ type: element.type, ...toState(node.value) })
  node.addEventListener('input', () => wiring.onChange(read()))
  node.addEventListener('change', () => {
    wiring.onChange(read())
    if (props.type === 'date' || props.type === 'time') wiring.onSettle(read())
  })
  return node
}

/** @param {Block} element @returns {{label?: string, options: Option[]}[]} */
function optionGroups(element) {
  if (!element.option_groups) return [{ options: element.options ?? [] }]
  return element.option_groups.map((/** @type {Block} */ group) => ({
    label: group.label?.text,
    options: group.options,
  }))
}

/** @param {Wiring} wiring @returns {Option[]} */
function peopleOptions(wiring) {
  return wiring.directory.people
    .filter(person => !person.deactivated)
    .map(person => ({
      text: { type: 'plain_text', text: `${person.name}, ${person.title}` },
      value: person.id,
    }))
}

/**
 * @param {Block} element @param {FieldState} state @param {Wiring} wiring
 * @param {'selected_option' | 'selected_user'} name @param {{label?: string, options: Option[]}[]} groups
 */
function oneOf(element, state, wiring, name, groups) {
  const chosen = /** @type {any} */ (state[name])
  const chosenValue = typeof chosen === 'string' ? chosen : (chosen?.value ?? '')
  const draw = (/** @type {Option} */ option) =>
    h('option', { value: option.value, selected: option.value === chosenValue }, option.text.text)
  const node = h(
    'select',
    { ...naming(wiring), ...wiring.hooks },
    h('option', { value: '', selected: chosenValue === '' }, element.placeholder?.text ?? 'Choose'),
    groups.map(group =>
      group.label ? h('optgroup', { label: group.label }, group.options.map(draw)) : group.options.map(draw),
    ),
  )
  const options = groups.flatMap(group => group.options)
  const read = () => {
    const option = options.find(candidate => candidate.value === node.value) ?? null
    return { type: element.type, [name]: name === 'selected_user' ? (option?.value ?? null) : option }
  }
  settleOnChoice(
    node,
    () => wiring.onChange(read()),
    () => wiring.onSettle(read()),
  )
  return node
}

/** @param {Block} element @param {FieldState} state @param {Wiring} wiring */
function radios(element, state, wiring) {
  const group = freshId('radio')
  const chosen = /** @type {Option | null} */ (state.selected_option)?.value
  return ticks(
    element,
    'radio',
    element.options,
    wiring,
    option => option.value === chosen,
    group,
    picked => ({
      selected_option: picked[0] ?? null,
    }),
  )
}

/**
 * @param {Block} element @param {FieldState} state @param {Wiring} wiring
 * @param {'selected_options' | 'selected_users'} name @param {Option[]} options
 */
function many(element, state, wiring, name, options) {
  const held = /** @type {(Option | string)[]} */ (state[name] ?? [])
  const chosen = new Set(held.map(entry => (typeof entry === 'string' ? entry : entry.value)))
  return ticks(
    element,
    'checkbox',
    options,
    wiring,
    option => chosen.has(option.value),
    freshId('check'),
    picked => ({
      [name]: name === 'selected_users' ? picked.map(option => option.value) : picked,
    }),
  )
}

/**
 * @param {Block} element @param {'radio' | 'checkbox'} type @param {Option[]} options @param {Wiring} wiring
 * @param {(option: Option) => boolean} isChosen @param {string} group @param {(picked: Option[]) => Record<string, unknown>} toState
 */
function ticks(element, type, options, wiring, isChosen, group, toState) {
  const boxes = options.map((option, index) => {
    const description = option.description ? freshId('description') : undefined
    const box = h('input', {
      type,
      name: group,
      id: wiring.id && index === 0 ? wiring.id : freshId('tick'),
      value: option.value,
      checked: isChosen(option),
      'aria-describedby': description,
      'data-focus': `${wiring.hooks['data-focus']}/${option.value}`,
      'data-action-id': wiring.hooks['data-action-id'],
    })
    const words = h('span', {}, option.text.text)
    const row = h('label.tick', {}, box, words)
    return {
      option,
      box,
      row: h(
        'div',
        {},
        row,
        description && h('p.description', { id: description }, option.description?.text),
      ),
    }
  })
  const read = () => ({
    type: element.type,
    ...toState(boxes.filter(({ box }) => box.checked).map(({ option }) => option)),
  })
  const onChange = () => {
    wiring.onChange(read())
    wiring.onSettle(read())
  }
  const role = type === 'radio' ? 'radiogroup' : 'group'
  const name = wiring.id ? {} : { role, 'aria-label': wiring.label }
  const scroll = options.length > 12 ? '.many' : ''
  return h(
    `div.ticks${scroll}`,
    { ...name, onchange: onChange },
    boxes.map(({ row }) => row),
  )
}
