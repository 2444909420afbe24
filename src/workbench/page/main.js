// @ts-check
// Puts the page together.
import { showFailure } from './announce.js'
import { post } from './api.js'
import { renderBlocks } from './blocks.js'
import { placeName, showConnection, showHead, showTabs } from './channel-head.js'
import { createComposer } from './composer.js'
import { byId } from './dom.js'
import { createDrawer } from './drawer.js'
import { createFaultsPanel } from './faults-panel.js'
import { fieldStore } from './field-store.js'
import { icon } from './icons.js'
import { createModal } from './modal.js'
import { createSay } from './say.js'
import { createScrollList } from './scroll-list.js'
import { createSession } from './session.js'
import { showShortcuts } from './shortcuts-menu.js'
import { createSidebar } from './sidebar.js'
import { createTour } from './tour.js'

const session = createSession({
  state: showState,
  messages: showMessages,
  thread: showThread,
  views: showViews,
  log: () => drawer.setLog(session.log),
  faults: () => void faultsPanel.refresh(),
  clock: () => drawer.setClock(session.state.clock),
  line: () => showConnection(session.state, session.isListening()),
})

const sidebar = createSidebar({
  onPerson: person => void session.moveTo({ person, thread: undefined }),
  onChannel: channel => void session.moveTo({ channel, thread: undefined, tab: undefined }),
})

const drawer = createDrawer({
  advance: async advanceMs => {
    await session.send('clock', { advanceMs })
    await session.refreshState()
  },
  onOpen: panel => {
    if (panel === 'log') session.refreshLog().catch(error => showFailure(String(error)))
  },
})
session.wantsLog = () => drawer.isShowing('log')
const faultsPanel = createFaultsPanel()

const modal = createModal({
  actIn: (view, fields) => (blockId, element) =>
    act({ type: 'view', viewId: view.id }, blockId, element, fields.values(view.blocks)),
  suggestIn: view => suggestIn({ type: 'view', viewId: view.id }),
  submit: (view, values) => session.send('submit', { viewId: view.id, values }),
  close: view => session.send('close', { viewId: view.id }),
  refresh: () => session.refreshViews(),
})

const channelList = createScrollList({
  scroller: byId('scroller'),
  list: byId('messages'),
  earlier: { button: byId('earlier'), show: () => session.showEarlier() },
  newer: byId('newer'),
})
const threadList = createScrollList({ scroller: byId('thread-scroller'), list: byId('thread-messages') })

const tour = createTour(place => session.moveTo(place))
const say = createSay(session)
const composer = createComposer(
  composerParts(''),
  () => session.state.commands,
  text => say.inChannel(text),
)
const threadComposer = createComposer(
  composerParts('thread-'),
  () => [],
  text => say.inThread(text),
)

/** @param {'' | 'thread-'} prefix */
function composerParts(prefix) {
  const name = prefix === '' ? 'composer' : 'thread'
  return {
    form: /** @type {HTMLFormElement} */ (byId(`${name}-form`)),
    box: /** @type {HTMLTextAreaElement} */ (byId(`${prefix}composer`)),
    options: byId(`${name}-options`),
    hint: byId(`${name}-hint`),
  }
}

/** What was chosen in messages and in Home, kept while the page is open. @type {Map<string, import('./field-store.js').FieldStore>} */
const keptFields = new Map()

/** @param {string} key */
function fieldsFor(key) {
  const known = keptFields.get(key) ?? fieldStore()
  keptFields.set(key, known)
  return known
}

/**
 * @param {import('./types.js').Container} container
 * @param {string} blockId
 * @param {import('./types.js').FieldState & {action_id: string}} state
 * @param {import('./types.js').Values} values
 */
async function act(container, blockId, { action_id, ...element }, values) {
  await session.send('action', { container, block_id: blockId, action_id, element, values })
}

/**
 * @param {import('./types.js').Container} container
 * @param {string} key under which its fields are kept
 * @param {import('./types.js').Block[]} blocks
 * @returns {import('./types.js').Surface}
 */
function surface(container, key, blocks) {
  const fields = fieldsFor(`${session.place.person} ${key}`)
  return {
    container,
    directory: session.directory,
    fields,
    errors: {},
    act: (blockId, element) => act(container, blockId, element, fields.values(blocks)),
    suggest: suggestIn(container),
  }
}

/** @param {import('./types.js').Container} container @returns {import('./types.js').Surface['suggest']} */
function suggestIn(container) {
  return (block_id, action_id, value) =>
    post('options', { person: session.place.person, container, block_id, action_id, value })
}

/** @param {boolean} inThread @returns {import('./message.js').MessageContext} */
function messageContext(inThread) {
  const channel = session.place.channel ?? ''
  return {
    directory: session.directory,
    shortcuts: session.state.shortcuts,
    inThread,
    openThread: ts => void moveThread(ts),
    runShortcut: (callback_id, ts) => void session.send('shortcut', { callback_id, channel, ts }),
    surfaceOf: ({ ts, blocks }) =>
      surface({ type: 'message', channel, ts }, `${channel} ${ts}`, blocks ?? []),
  }
}

/** @param {string | undefined} ts */
async function moveThread(ts) {
  await session.moveTo({ thread: ts })
  byId(ts ? 'thread-composer' : 'composer').focus()
}

/** The app hears that its Home is open, and publishes it afresh. */
async function openHome() {
  await session.moveTo({ tab: 'home', thread: undefined })
  await session.send('home', {})
}

function showState() {
  const { place, state, views } = session
  const { label } = placeName(state, place)
  sidebar.render(state, place.person, place.channel)
  showHead(state, place)
  composer.moveTo(`${place.person} ${place.channel}`, `Message ${label}`)
  threadComposer.moveTo(`${place.person} ${place.channel} ${place.thread}`, 'Reply')
  showConnection(state, session.isListening())
  showTabs(state, place, views.home !== undefined)
  showShortcuts(
    byId('shortcuts'),
    state.globalShortcuts,
    callback_id => void session.send('global-shortcut', { callback_id }),
  )
  tour.look(session)
}

function showMessages() {
  const { messages, place, state } = session
  channelList.render(`${place.person} ${place.channel}`, messages, messageContext(false), place.person)
  byId('earlier').hidden = session.earlier === 0
  const { direct, label } = placeName(state, place)
  const empty = byId('empty')
  empty.hidden = messages.length > 0
  empty.textContent = direct
    ? `${label} has not written to you yet. What concerns you alone will be here.`
    : `This is the start of ${label}. Type /concern to raise a concern, or /concern help to see what else there is. To be somebody else, choose a person at the top left.`
  tour.read(session)
}

function showThread() {
  const { person, channel, thread } = session.place
  byId('thread').hidden = !thread
  if (!thread) return
  threadList.render(`${person} ${channel} ${thread}`, session.threadMessages, messageContext(true), person)
}

function showViews() {
  const { directory, place, state, views } = session
  modal.render(views.stack, directory)
  const blocks = views.home?.blocks ?? []
  renderBlocks(
    byId('home-blocks'),
    blocks,
    surface({ type: 'view', viewId: views.home?.id ?? '' }, 'home', blocks),
  )
  showTabs(state, place, views.home !== undefined)
  tour.look(session)
}

for (const name of ['send', 'thread-send']) byId(name).append(icon('send'))
byId('tab-home').addEventListener('click', () => void openHome())
byId('tab-messages').addEventListener('click', () => void session.moveTo({ tab: undefined }))
byId('tabs').addEventListener('keydown', event => {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  const other = byId(session.place.tab === 'home' ? 'tab-messages' : 'tab-home')
  other.focus()
  other.click()
})
byId('thread-close').append(icon('close'))
byId('thread-close').addEventListener('click', () => void moveThread(undefined))
byId('thread').addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.defaultPrevented) void moveThread(undefined)
})
byId('skip').addEventListener('click', event => {
  // The address names the place, so the link must not change it.
  event.preventDefault()
  byId(byId('composer-form').hidden ? 'channel-title' : 'composer').focus()
})

await session.start()
void faultsPanel.refresh()
if (session.place.tab === 'home') await openHome()
