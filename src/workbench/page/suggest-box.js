// @ts-check
// A menu whose options the app gives while somebody types in it.
import { freshId, h } from './dom.js'

/** @typedef {import('./types.js').Option} Option */

const TYPING_PAUSE_MS = 200

/**
 * @param {import('./types.js').Block} element
 * @param {import('./types.js').FieldState} state
 * @param {Record<string, unknown>} props of the box: its name, its hooks, what describes it
 * @param {import('./controls.js').Wiring} wiring
 * @returns {HTMLElement}
 */
export function suggestBox(element, state, props, wiring) {
  const id = freshId('suggestions')
  const held = /** @type {Option | null | undefined} */ (state.selected_option)
  /** @type {Option[]} */
  let offered = []
  let at = -1
  let asked = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  const list = h('div.suggestions', { id, role: 'listbox', hidden: true })
  const note = h('p.hint', { role: 'status', hidden: true })
  const box = /** @type {HTMLInputElement} */ (
    h('input', {
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': id,
      'aria-expanded': 'false',
      placeholder: element.placeholder?.text ?? 'Type to search',
      ...props,
      value: held?.text.text ?? '',
    })
  )

  const draw = () => {
    list.hidden = offered.length === 0
    box.setAttribute('aria-expanded', String(!list.hidden))
    list.replaceChildren(
      ...offered.map((option, index) =>
        h(
          'div.suggestion',
          {
            id: `${id}-${index}`,
            role: 'option',
            'aria-selected': String(index === at),
            onmousedown: (/** @type {Event} */ event) => {
              event.preventDefault()
              choose(option)
            },
          },
          option.text.text,
        ),
      ),
    )
    if (at < 0) box.removeAttribute('aria-activedescendant')
    else box.setAttribute('aria-activedescendant', `${id}-${at}`)
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  /** @param {Option[]} options @param {string} [words] */
  const offer = (options, words = '') => {
    offered = options
    at = -1
    note.textContent = words
    note.hidden = words === ''
    draw()
  }
  /** @param {Option | null} option */
  const told = option => ({ type: element.type, selected_option: option })
  const choose = (/** @type {Option} */ option) => {
    box.value = option.text.text
    offer([])
    wiring.onChange(told(option))
    wiring.onSettle(told(option))
  }
  const ask = async () => {
    const mine = ++asked
    const answer = await wiring.suggest(box.value)
    // Somebody typed on meanwhile: that answer is the one to show.
    if (mine !== asked) return
    offer(answer.options ?? [], answer.ok ? '' : (answer.error ?? ''))
  }

  box.addEventListener('input', () => {
    clearTimeout(pause)
    // What is typed is no choice until one of the options is taken.
    wiring.onChange(told(null))
    pause = setTimeout(() => void ask(), TYPING_PAUSE_MS)
  })
  box.addEventListener('blur', () => offer([]))
  box.addEventListener('keydown', event => {
    if (list.hidden) return
    const option = offered[at]
    if (event.key === 'ArrowDown') at = (at + 1) % offered.length
    else if (event.key === 'ArrowUp') at = (at <= 0 ? offered.length : at) - 1
    else if (event.key === 'Enter' && option) choose(option)
    else if (event.key === 'Escape') {
      // Closes the list only, never the modal that it is in.
      event.stopPropagation()
      offer([])
    } else return
    event.preventDefault()
    draw()
  })
  return h('div.suggest-box', {}, box, list, note)
}
