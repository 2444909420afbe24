// @ts-check
// Keeps what a person typed or chose, by block_id and action_id, in Slack's own `state.values` shape.
// As in Slack, an entry survives errors and updates of its view, and a later initial_value does not replace it.

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').FieldState} FieldState */
/** @typedef {{get: (blockId: string, element: Block) => FieldState, set: (blockId: string, actionId: string, state: FieldState) => void, values: (blocks: Block[]) => import('./types.js').Values}} FieldStore */

/** What an untouched element holds; undefined for elements without state, such as buttons. @type {Record<string, (element: Block) => Record<string, unknown>>} */
const initial = {
  plain_text_input: element => ({ value: element.initial_value ?? null }),
  email_text_input: element => ({ value: element.initial_value ?? null }),
  url_text_input: element => ({ value: element.initial_value ?? null }),
  number_input: element => ({ value: element.initial_value ?? null }),
  static_select: element => ({ selected_option: element.initial_option ?? null }),
  external_select: element => ({ selected_option: element.initial_option ?? null }),
  multi_static_select: element => ({ selected_options: element.initial_options ?? [] }),
  radio_buttons: element => ({ selected_option: element.initial_option ?? null }),
  checkboxes: element => ({ selected_options: element.initial_options ?? [] }),
  datepicker: element => ({ selected_date: element.initial_date ?? null }),
  timepicker: element => ({ selected_time: element.initial_time ?? null }),
  users_select: element => ({ selected_user: element.initial_user ?? null }),
  multi_users_select: element => ({ selected_users: element.initial_users ?? [] }),
  rich_text_input: element => (element.initial_value ? { rich_text_value: element.initial_value } : {}),
}

/** @param {string} type */
export function hasState(type) {
  return Object.hasOwn(initial, type)
}

/** Slack gives a block without an id one of its own; the place in the list stands in for it here. @param {Block} block @param {number} index @returns {string} */
export function blockIdOf(block, index) {
  return typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : `block-${index}`
}

/**
 * @param {() => import('./types.js').Values | undefined} [known] what the server already holds, for a page opened anew
 * @returns {FieldStore}
 */
export function fieldStore(known = () => undefined) {
  /** @type {Map<string, FieldState>} */
  const entries = new Map()
  const keyOf = (/** @type {string} */ blockId, /** @type {string} */ actionId) => `${blockId}\n${actionId}`
  /** @type {FieldStore['get']} */
  const get = (blockId, element) => {
    const key = keyOf(blockId, element.action_id)
    const held = entries.get(key)
    if (held && held.type === element.type) return held
    const given = known()?.[blockId]?.[element.action_id]
    /** @type {FieldState} */
    const state =
      given && given.type === element.type
        ? given
        : { type: element.type, ...initial[element.type]?.(element) }
    entries.set(key, state)
    return state
  }
  return {
    get,
    set: (blockId, actionId, state) => void entries.set(keyOf(blockId, actionId), state),
    values: blocks => {
      /** @type {import('./types.js').Values} */
      const values = {}
      for (const { blockId, element } of statefulElements(blocks)) {
        values[blockId] = { ...values[blockId], [element.action_id]: get(blockId, element) }
      }
      return values
    },
  }
}

/**
 * Every element with state in these blocks, with the block it stands in.
 * @param {Block[]} blocks
 * @returns {{block: Block, blockId: string, element: Block}[]}
 */
export function statefulElements(blocks) {
  return blocks.flatMap((block, index) => {
    const elements =
      block.type === 'actions' ? block.elements : [block.type === 'input' ? block.element : block.accessory]
    return elements
      .filter((/** @type {Block | undefined} */ element) => element && hasState(element.type))
      .map((/** @type {Block} */ element) => ({ block, blockId: blockIdOf(block, index), element }))
  })
}
