// @ts-check
// The message box: Enter sends, Shift and Enter make a new line, "/" offers the commands.
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
  let at = 0
  /** @type {Command[]} */
  let offered = []

  const offer = () => {
    const text = box.value
    const typing = /^\/\S*$/.test(text)
    offered = typing ? commands().filter(one => one.command.startsWith(text) && one.command !== text) : []
    at = 0
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
          h('strong', {}, one.command),
          h('span', {}, one.hint),
        ),
      ),
    )
    if (offered.length > 0) box.setAttribute('aria-activedescendant', `${options.id}-${at}`)
    else box.removeAttribute('aria-activedescendant')
  }
  const complete = (/** @type {Command} */ one) => {
    box.value = `${one.command} `
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
    if (one && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      at = (at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length
      drawOptions()
    } else if (one && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      event.preventDefault()
      complete(one)
    } else if (one && event.key === 'Escape') {
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
