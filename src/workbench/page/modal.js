// @ts-check
// The modal: shows the view on top of the stack, keeps what was typed, and says what is wrong.
import { announce, clearFailures } from './announce.js'
import { renderBlocks } from './blocks.js'
import { byId } from './dom.js'
import { showSummary } from './error-summary.js'
import { blockIdOf, fieldStore } from './field-store.js'
import { focusFirst, keepTabInside, rememberOpener } from './focus.js'
import { icon } from './icons.js'
import { leadOf, toneOf } from './tone.js'
import { problemsIn } from './validate.js'

/** @typedef {import('./types.js').View} View */
/**
 * @typedef {object} ModalWork
 * @property {(view: View, fields: import('./field-store.js').FieldStore) => import('./types.js').Surface['act']} actIn
 * @property {(view: View) => import('./types.js').Surface['suggest']} suggestIn
 * @property {(view: View, values: import('./types.js').Values) => Promise<unknown>} submit shows its own failure
 * @property {(view: View) => Promise<unknown>} close
 * @property {() => Promise<void>} refresh
 */

/** @param {ModalWork} work */
export function createModal(work) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('modal'))
  const title = byId('modal-title')
  const summary = byId('modal-summary')
  const blocks = byId('modal-blocks')
  const submitButton = byId('modal-submit')
  const closeButton = byId('modal-close')
  /** @type {Map<string, import('./field-store.js').FieldStore>} */
  const stores = new Map()
  /** Problems found here, before sending; they stand in for the server's until it answers again. @type {Map<string, Record<string, string>>} */
  const found = new Map()
  /** @type {View | undefined} */
  let shown
  /** @type {string | undefined} */
  let sending
  /** @type {import('./directory.js').Directory} */
  let directory
  let returnFocus = () => {}

  const fieldsOf = (/** @type {View} */ view) => {
    const known = stores.get(view.id)
    if (known) return known
    const fresh = fieldStore(() => view.values)
    stores.set(view.id, fresh)
    return fresh
  }
  const errorsOf = (/** @type {View} */ view) => found.get(view.id) ?? view.errors ?? {}

  /** What has been answered since is no longer a problem. @param {View} view */
  const dropAnswered = view => {
    const known = found.get(view.id)
    if (!known) return
    const left = problemsIn(view.blocks, fieldsOf(view))
    found.set(view.id, Object.fromEntries(Object.entries(left).filter(([blockId]) => blockId in known)))
  }

  const draw = (/** @type {View} */ view, /** @type {boolean} */ isNew) => {
    const before = new Set(textsIn(blocks).map(({ words }) => words))
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.actionId
    const fields = fieldsOf(view)
    dropAnswered(view)
    const errors = errorsOf(view)
    if (isNew) {
      blocks.replaceChildren()
      clearFailures()
    }
    dialog.dataset.viewId = view.id
    const renamed = title.textContent !== view.title
    title.textContent = view.title
    // Nothing stands above "Ring 999 now"; the problems are still beside their fields.
    showSummary(summary, view.blocks, toneOf(leadOf(view.blocks[0])) === 'hold' && isForm(view) ? {} : errors)
    renderBlocks(blocks, view.blocks, {
      container: { type: 'view', viewId: view.id },
      directory,
      fields,
      errors,
      act: work.actIn(view, fields),
      suggest: work.suggestIn(view),
    })
    const busy = sending === view.id || view.busy === true
    const hasForm = isForm(view)
    submitButton.hidden = !hasForm
    submitButton.textContent = view.submit || 'Submit'
    submitButton.setAttribute('aria-disabled', String(busy))
    submitButton.classList.toggle('busy', busy)
    closeButton.textContent = view.close || (hasForm ? 'Cancel' : 'Close')
    dialog.setAttribute('aria-busy', String(busy))
    byId('modal-busy').textContent = busy ? 'Working…' : ''
    if (isNew) return
    if (renamed) startAtTop()
    if (!dialog.contains(document.activeElement) || document.activeElement === dialog) refocus(held)
    const added = tellAdditions(blocks, before)
    if (added.some(node => node.matches(PROBLEM))) goToProblem()
  }

  /** @param {Record<string, string>} problems */
  const showProblems = problems => {
    if (summary.hidden) focusFirst(blocks, Object.keys(problems)[0] ?? '')
    else summary.focus()
  }

  /** The answer to a form is read from its first line. */
  const startAtTop = () => {
    byId('modal-body').scrollTop = 0
    title.focus({ preventScroll: true })
  }

  /** To the field that the problem above it is about, with both in sight. */
  const goToProblem = () => {
    const problem = problemIn(blocks)
    const field = problem?.nextElementSibling
    if (field instanceof HTMLElement) focusFirst(blocks, field.dataset.blockId ?? '')
    problem?.scrollIntoView({ block: 'nearest' })
  }

  /** An update took away what had focus. @param {string | undefined} actionId */
  const refocus = actionId => {
    const twin = actionId && blocks.querySelector(`[data-action-id="${CSS.escape(actionId)}"]`)
    if (twin instanceof HTMLElement) twin.focus({ preventScroll: true })
    else title.focus({ preventScroll: true })
  }

  const send = async () => {
    const view = shown
    if (!view || sending || submitButton.hidden) return
    const fields = fieldsOf(view)
    const problems = problemsIn(view.blocks, fields)
    found.set(view.id, problems)
    if (Object.keys(problems).length > 0) {
      draw(view, false)
      showProblems(problems)
      return
    }
    sending = view.id
    clearFailures()
    draw(view, false)
    await work.submit(view, fields.values(view.blocks))
    sending = undefined
    found.delete(view.id)
    await work.refresh()
    if (shown?.id === view.id) draw(shown, false)
    if (shown?.id !== view.id) return
    if (Object.keys(errorsOf(shown)).length > 0) showProblems(errorsOf(shown))
    else if (problemIn(blocks)) goToProblem()
    else if (JSON.stringify(shown.blocks) !== JSON.stringify(view.blocks)) startAtTop()
  }

  const leave = async () => {
    const view = shown
    if (!view || sending) return
    await work.close(view)
    await work.refresh()
  }

  byId('modal-x').append(icon('close'))
  byId('modal-x').addEventListener('click', () => void leave())
  closeButton.addEventListener('click', () => void leave())
  byId('modal-form').addEventListener('submit', event => {
    event.preventDefault()
    void send()
  })
  dialog.addEventListener('cancel', event => {
    event.preventDefault()
    void leave()
  })
  dialog.addEventListener('keydown', event => {
    keepTabInside(event, dialog)
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // Browsers let a second Escape through a prevented "cancel", so the key itself is stopped.
    event.preventDefault()
    void leave()
  })

  return {
    /** @param {View[]} stack @param {import('./directory.js').Directory} names */
    render(stack, names) {
      directory = names
      const view = stack.at(-1)
      for (const id of stores.keys()) if (!stack.some(one => one.id === id)) stores.delete(id)
      const isNew = view?.id !== shown?.id
      shown = view
      if (!view) {
        if (!dialog.open) return
        dialog.close()
        blocks.replaceChildren()
        returnFocus()
        return
      }
      if (!dialog.open) {
        returnFocus = rememberOpener()
        dialog.showModal()
      }
      draw(view, isNew)
      if (!isNew) return
      byId('modal-body').scrollTop = 0
      const wanted = view.blocks.findIndex(block => block.element?.focus_on_load)
      const first = view.blocks[wanted < 0 ? 0 : wanted]
      if (!first || first.type !== 'input') title.focus()
      else focusFirst(blocks, blockIdOf(first, Math.max(wanted, 0)))
    },
  }
}

/** @param {View} view */
function isForm(view) {
  return Boolean(view.submit) || view.blocks.some(block => block.type === 'input')
}

const PROBLEM = '.tone-problem'

/** What the app says above a field about an answer that it did not take. @param {HTMLElement} blocks */
const problemIn = blocks => blocks.querySelector(PROBLEM)

/** The words of each block that is not a field. @param {HTMLElement} blocks */
function textsIn(blocks) {
  const shown = [...blocks.children].filter(node => !node.matches('.field, .actions'))
  return shown
    .map(node => ({ node, words: (node.textContent ?? '').trim() }))
    .filter(({ words }) => words !== '')
}

/** A warning that appears in an update is read out at once. @param {HTMLElement} blocks @param {Set<string>} before */
function tellAdditions(blocks, before) {
  const added = textsIn(blocks).filter(({ words }) => !before.has(words))
  const warnings = added.filter(({ node }) => node.matches(`.tone-hold, .tone-caution, .alert, ${PROBLEM}`))
  for (const { node } of warnings) node.setAttribute('role', 'alert')
  if (added.length > 0 && warnings.length === 0) announce('The form has changed.')
  return added.map(({ node }) => node)
}
