// @ts-check
// The message box: Enter sends, Shift and Enter make a new line, "/" offers the commands.
import { completionsFor } from './completions.js'
import { h } from './dom.js'

/** @typedef {import('./types.js').Command} Command */
/**
 * @typedef {object} ComposerParts
 * @property {HTMLFormElement} form
 * @property {HTMLTextAreaElement} box
 * @property {HTMLElement} options
 * @property {HTMLElement} hint
 */

/**
 * @param {ComposerParts} parts
 * @param {() => Command[]} commands
 * @param {(text: string) => Promise<boolean>} send answers false when it failed, so that the words come back
 */
export function createComposer({ form, box, options, hint }, commands, send) {
  /** @type {Map<string, string>} */
  const drafts = new Map()
  let draftKey = ''
  /** Which completion Enter takes; none yet where the command is already whole. */
  let at = -1
  /** @type {import('./completions.js').Completion[]} */
  let offered = []

  const offer = () => {
    const text = box.value
    offered = completionsFor(text, commands())
    at = text.endsWith(' ') ? -1 : 0
    drawOptions()
    const word = text.split(/\s/)[0]
    const known = commands().find(one => one.command === word)
    hint.textContent = known?.hint ? `${known.command} ${known.hint}` : ''
  }
  const drawOptions = () => {
    options.hidden = offered.length === 0
    options.replaceChildren(
      ...offered.map((one, index) =>
        h(
          'div.completion',
          {
            id: `${options.id}-${index}`,
            role: 'option',
            'aria-selected': String(index === at),
            onmousedown: (/** @type {Event} */ event) => {
              event.preventDefault()
              complete(one)
            },
          },
          h('strong', {}, one.words),
          one.note && h('span', {}, one.note),
        ),
      ),
    )
    if (offered[at]) box.setAttribute('aria-activedescendant', `${options.id}-${at}`)
    else box.removeAttribute('aria-activedescendant')
    options.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const complete = (/** @type {import('./completions.js').Completion} */ one) => {
    box.value = `${one.value} `
    changed()
  }
  const changed = () => {
    drafts.set(draftKey, box.value)
    grow()
    offer()
  }
  const grow = () => {
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }
  const submit = async () => {
    const text = box.value.trim()
    if (text === '') return
    const key = draftKey
    box.value = ''
    changed()
    if (await send(text)) return
    if (drafts.get(key)) return
    drafts.set(key, text)
    if (key === draftKey) {
      box.value = text
      changed()
    }
  }

  box.addEventListener('input', changed)
  box.addEventListener('keydown', event => {
    if (event.isComposing) return
    const one = offered[at]
    if (offered.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const from = event.key === 'ArrowUp' ? Math.max(at, 0) - 1 : at + 1
      at = (from + offered.length) % offered.length
      drawOptions()
    } else if (one && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      event.preventDefault()
      complete(one)
    } else if (offered.length > 0 && event.key === 'Escape') {
      event.preventDefault()
      offered = []
      drawOptions()
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void submit()
    }
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    void submit()
    box.focus()
  })

  return {
    /** Shows the draft of this place, and names the box after it. @param {string} key @param {string} label */
    moveTo(key, label) {
      box.setAttribute('aria-label', label)
      box.placeholder = label
      if (key === draftKey) return
      draftKey = key
      box.value = drafts.get(key) ?? ''
      grow()
      offer()
    },
  }
}
