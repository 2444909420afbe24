// @ts-check
// The guided tour: a small card in the corner, which sees by itself what was done.
import { announce } from './announce.js'
import { byId, h } from './dom.js'
import { fillExample } from './fill-example.js'
import { icon } from './icons.js'
import { freshMemory, recall, remember } from './tour-memory.js'
import { headlineOf, progressIn, raisedRef } from './tour-progress.js'
import { tourSteps } from './tour-steps.js'

/**
 * @typedef {object} Seen
 * @property {import('./types.js').State} state
 * @property {import('./place.js').Place} place
 * @property {import('./types.js').Message[]} messages
 * @property {import('./session.js').Views} views
 */

/** @param {(place: import('./place.js').Place) => Promise<void>} moveTo */
export function createTour(moveTo) {
  const card = byId('tour')
  const dialog = /** @type {HTMLDialogElement} */ (byId('modal'))
  const sidebar = byId('sidebar')
  const composer = byId('composer-form')
  const narrow = matchMedia('(width < 760px)')
  /** @type {import('./tour-memory.js').TourMemory | undefined} */
  let memory
  /** @type {Seen | undefined} */
  let seen

  const stepNow = () => tourSteps[memory?.steps ?? 0]
  const topView = () => seen?.views.stack.at(-1)
  const formNow = () => {
    const view = topView()
    return view?.submit ? stepNow()?.forms.find(({ form }) => form === view.title) : undefined
  }

  /** @param {Partial<import('./tour-memory.js').TourMemory>} change */
  const keep = change => {
    if (!memory) return
    memory = { ...memory, ...change }
    remember(memory)
    draw()
  }

  /** Has a case come of the form? */
  const watchForm = () => {
    const ref = memory?.started && memory.ref === '' ? raisedRef(topView()) : undefined
    if (ref) advance({ ref, steps: 1, parts: 0 })
  }

  /** How far is the case by the messages of this channel? Never goes back. */
  const watchMessages = () => {
    if (!memory?.started || memory.ref === '' || !seen) return
    const { messages, place, state } = seen
    const headline = headlineOf(messages, memory.ref)
    if (!headline) return
    const channel = state.channels.find(({ id }) => id === place.channel)?.name ?? ''
    const { steps, parts } = progressIn(headline, channel)
    if (steps > memory.steps) advance({ steps, parts })
    else if (steps === memory.steps && parts > memory.parts) keep({ parts })
  }

  /** @param {Partial<import('./tour-memory.js').TourMemory>} change */
  const advance = change => {
    keep(change)
    if (!memory?.shown) return
    const next = stepNow()
    announce(
      next ? `Step ${memory.steps} is done. Next: ${next.title}, as ${next.person}.` : 'The tour is done.',
    )
  }

  /** Only what is in the topmost dialog can be used while it is open. On a narrow screen the sidebar hides the messages. */
  const takePlace = () => {
    if (dialog.open) return place(dialog, null)
    return narrow.matches ? place(byId('main'), composer) : place(sidebar, null)
  }
  /** @param {HTMLElement} host @param {HTMLElement | null} before */
  const place = (host, before) => {
    if (card.parentElement !== host) host.insertBefore(card, before)
  }

  const draw = () => {
    if (!memory || !seen) return
    const step = stepNow()
    byId('tour-offer').hidden = memory.shown || memory.started
    byId('tour-toggle').setAttribute('aria-expanded', String(memory.shown))
    card.hidden = !memory.shown
    takePlace()
    const count = step ? `step ${memory.steps + 1} of ${tourSteps.length}` : 'done'
    setText('tour-count', `Guided tour · ${count}`)
    const bar = /** @type {HTMLProgressElement} */ (byId('tour-bar'))
    bar.max = tourSteps.length
    bar.value = memory.steps
    setText('tour-title', step?.title ?? 'From the first words to the release')
    setTask(step?.task ?? END.task)
    setText('tour-why', step?.why ?? END.why)
    byId('tour-again').hidden = memory.ref === '' || dialog.open
    drawWho(step)
    drawParts(step)
    byId('tour-fill').hidden = !formNow()
  }

  /** @param {import('./tour-steps.js').TourStep | undefined} step */
  const drawWho = step => {
    byId('tour-who').hidden = !step
    byId('tour-switch').hidden = true
    if (!step || !seen) return
    const { place, state } = seen
    const isThere =
      personOf(step, state)?.id === place.person &&
      state.channels.some(({ id, name }) => id === place.channel && name === step.channel)
    const where = `${step.person}, ${step.role}, in #${step.channel}`
    const first = dialog.open ? 'Close this window. Then be' : 'Be'
    setText('tour-who', isThere ? `You are ${where}.` : `${first} ${where}: choose at the top left.`)
    byId('tour-switch').hidden = isThere || dialog.open
    setText('tour-switch', `Switch to ${step.person}`)
  }

  /** @param {import('./tour-steps.js').TourStep | undefined} step */
  const drawParts = step => {
    const forms = step && step.forms.length > 1 ? step.forms : []
    const parts = memory?.parts ?? 0
    const words = forms.map(({ button }, at) => `${at < parts ? 'Done: ' : ''}${button}`)
    const list = byId('tour-parts')
    list.hidden = forms.length === 0
    if (list.dataset.words === String(words)) return
    list.dataset.words = String(words)
    list.replaceChildren(...words.map((one, at) => h(at < parts ? 'li.done' : 'li', {}, one)))
  }

  byId('tour-hide').append(icon('close'))
  byId('tour-hide').addEventListener('click', () => {
    keep({ shown: false })
    if (!dialog.open) byId('tour-toggle').focus()
    else byId('modal-title').focus()
  })
  const begin = () => {
    keep({ shown: true, started: true })
    watchForm()
    // On a narrow screen it is under the messages, which the open sidebar would hide.
    if (sidebar.classList.contains('shown')) byId('sidebar-toggle').click()
    byId('tour-title').focus()
  }
  byId('tour-start').addEventListener('click', begin)
  byId('tour-toggle').addEventListener('click', () => (memory?.shown ? keep({ shown: false }) : begin()))
  byId('tour-again').addEventListener('click', () => {
    keep({ ...freshMemory(memory?.workspace ?? ''), shown: true, started: true })
    byId('tour-title').focus()
  })
  byId('tour-switch').addEventListener('click', () => void switchOver())
  byId('tour-fill').addEventListener('click', () => {
    fillExample(dialog, formNow()?.answers ?? {})
    byId('modal-submit').focus()
  })

  const switchOver = async () => {
    const step = stepNow()
    const person = step && seen && personOf(step, seen.state)?.id
    if (!person) return
    await moveTo({ person, channel: undefined, thread: undefined, tab: undefined })
    const channel = seen?.state.channels.find(({ name }) => name === step.channel)?.id
    if (channel) await moveTo({ channel })
    byId('channel-title').focus()
  }

  narrow.addEventListener('change', draw)

  const look = (/** @type {Seen} */ next) => {
    seen = next
    const { workspace } = next.state
    if (workspace === '') return false
    if (memory?.workspace !== workspace) memory = recall(workspace)
    return true
  }

  return {
    /** @param {Seen} next what the page shows now */
    look(next) {
      if (!look(next)) return
      watchForm()
      draw()
    },
    /** Only for messages that are those of the place: on the way to another they are still those of the one before. @param {Seen} next */
    read(next) {
      if (look(next)) watchMessages()
    },
  }
}

const END = {
  task: 'You took a concern all the way. What is left: Erin Shaw confirms the closing note on each system, then Iris Dunn returns the case to the adviser (VR ¶22, ¶23).',
  why: 'Look around: /concern check before anything is done to an award, the Home of Safehold under Direct messages, and Clock, top right, which moves the days on until something is overdue.',
}

/** @param {import('./tour-steps.js').TourStep} step @param {import('./types.js').State} state */
function personOf(step, state) {
  return state.people.find(({ name }) => name === step.person)
}

/** @param {string} id @param {string} words */
function setText(id, words) {
  const node = byId(id)
  if (node.textContent !== words) node.textContent = words
}

/** @param {string} words with stars around what stands out */
function setTask(words) {
  const node = byId('tour-task')
  if (node.dataset.words === words) return
  node.dataset.words = words
  node.replaceChildren(...words.split('*').map((part, at) => (at % 2 === 1 ? h('strong', {}, part) : part)))
}
