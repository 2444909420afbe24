// @ts-check
// Puts the page together.
import { showFailure } from './announce.js'
import { renderBlocks } from './blocks.js'
import { createComposer } from './composer.js'
import { byId } from './dom.js'
import { createDrawer } from './drawer.js'
import { fieldStore } from './field-store.js'
import { icon } from './icons.js'
import { createModal } from './modal.js'
import { escapeEntities } from './mrkdwn.js'
import { createScrollList } from './scroll-list.js'
import { createSession } from './session.js'
import { createSidebar, directName } from './sidebar.js'

/** @typedef {import('./types.js').Message} Message */

const session = createSession({
  state: showState,
  messages: showMessages,
  thread: showThread,
  views: showViews,
  log: () => drawer.setLog(session.log),
  clock: () => drawer.setClock(session.state.clock),
  line: showLine,
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
    if (panel === 'log') void session.refreshLog()
  },
})
session.wantsLog = () => drawer.isShowing('log')

const modal = createModal({
  actIn: (view, fields) => (blockId, element) =>
    act({ type: 'view', viewId: view.id }, blockId, element, fields.values(view.blocks)),
  submit: (view, values) => session.send('submit', { viewId: view.id, values }),
  close: view => session.send('close', { viewId: view.id }),
  refresh: () => session.refreshViews(),
})

const channelList = createScrollList({
  scroller: byId('scroller'),
  list: byId('messages'),
  earlier: byId('earlier'),
  newer: byId('newer'),
})
const threadList = createScrollList({ scroller: byId('thread-scroller'), list: byId('thread-messages') })

const composer = createComposer(
  composerParts('composer-form', 'composer', 'composer-options', 'composer-hint'),
  () => session.state.commands,
  sendText,
)
const threadComposer = createComposer(
  composerParts('thread-form', 'thread-composer', 'thread-options', 'thread-hint'),
  () => [],
  async text => {
    if (isCommand(text)) {
      showFailure('Commands do not work in a thread. Use the message box of the channel.')
      return false
    }
    const { channel, thread } = session.place
    return (await session.send('message', { channel, text: escapeEntities(text), thread_ts: thread })).ok
  },
)

/** @param {string} form @param {string} box @param {string} options @param {string} hint */
function composerParts(form, box, options, hint) {
  return {
    form: /** @type {HTMLFormElement} */ (byId(form)),
    box: /** @type {HTMLTextAreaElement} */ (byId(box)),
    options: byId(options),
    hint: byId(hint),
  }
}

/** A slash and a word, as in Slack; a path such as /a/b is a message. @param {string} text */
function isCommand(text) {
  return /^\/[a-z][\w-]*(\s|$)/i.test(text)
}

/** @param {string} text */
async function sendText(text) {
  const channel = session.place.channel
  if (!isCommand(text)) return (await session.send('message', { channel, text: escapeEntities(text) })).ok
  const [command = ''] = text.split(/\s/)
  return (await session.send('command', { channel, command, text: text.slice(command.length).trim() })).ok
}

/** What was chosen in messages, kept while the page is open. @type {Map<string, import('./field-store.js').FieldStore>} */
const messageFields = new Map()

/** @param {string} key */
function fieldsFor(key) {
  const known = messageFields.get(key) ?? fieldStore()
  messageFields.set(key, known)
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

/** @param {boolean} inThread @returns {import('./message.js').MessageContext} */
function messageContext(inThread) {
  const channel = session.place.channel ?? ''
  return {
    directory: session.directory,
    shortcuts: session.state.shortcuts,
    inThread,
    openThread: ts => void moveThread(ts),
    runShortcut: (callback_id, ts) => void session.send('shortcut', { callback_id, channel, ts }),
    surfaceOf: message => {
      const fields = fieldsFor(`${session.place.person} ${channel} ${message.ts}`)
      return {
        container: { type: 'message', channel, ts: message.ts },
        directory: session.directory,
        fields,
        errors: {},
        act: (blockId, element) =>
          act(
            { type: 'message', channel, ts: message.ts },
            blockId,
            element,
            fields.values(message.blocks ?? []),
          ),
      }
    },
  }
}

/** @param {string | undefined} ts */
async function moveThread(ts) {
  await session.moveTo({ thread: ts })
  byId(ts ? 'thread-composer' : 'composer').focus()
}

function placeName() {
  const { channels, directs } = session.state
  const channel = channels.find(one => one.id === session.place.channel)
  const direct = directs.find(one => one.id === session.place.channel)
  const name = channel?.name ?? (direct ? directName(session.state, direct) : '')
  return { channel, direct, name, label: channel ? `#${name}` : name }
}

function showState() {
  const { state, place } = session
  sidebar.render(state, place.person, place.channel)
  const { channel, direct, name, label } = placeName()
  byId('channel-title').replaceChildren(...(channel ? [icon(channel.private ? 'lock' : 'hash')] : []), name)
  const members = channel ? `${channel.members} ${channel.members === 1 ? 'member' : 'members'}` : ''
  const topic = channel ? [members, channel.topic].filter(Boolean).join(' · ') : 'Direct message'
  byId('channel-topic').textContent = topic
  document.title = `${label} · Safehold workbench`
  composer.moveTo(`${place.person} ${place.channel}`, `Message ${label}`)
  threadComposer.moveTo(`${place.person} ${place.channel} ${place.thread}`, 'Reply')
  showLine(listening)
  showTabs(Boolean(direct))
}

let listening = true

/** @param {boolean} isListening */
function showLine(isListening) {
  listening = isListening
  const { connected, transport } = session.state
  const line = byId('connection')
  const way = transport === 'socket' ? 'over Socket Mode' : 'over signed HTTP'
  const words = listening
    ? `Safehold is ${connected ? `connected ${way}` : 'not connected'}`
    : 'Lost touch with the workbench. Trying again'
  if (line.textContent !== words) line.textContent = words
  line.classList.toggle('warn', !listening || !connected)
}

function showMessages() {
  const { person, channel } = session.place
  channelList.render(`${person} ${channel}`, session.messages, messageContext(false), person)
  const empty = byId('empty')
  empty.hidden = session.messages.length > 0
  empty.textContent = `This is the start of ${placeName().label}.`
}

function showThread() {
  const { person, channel, thread } = session.place
  byId('thread').hidden = !thread
  if (thread)
    threadList.render(`${person} ${channel} ${thread}`, session.threadMessages, messageContext(true), person)
}

function showViews() {
  modal.render(session.views.stack, session.directory)
  const home = session.views.home
  showTabs(Boolean(placeName().direct))
  if (!home) return
  const fields = fieldsFor(`home ${session.place.person}`)
  renderBlocks(byId('home-blocks'), home.blocks, {
    container: { type: 'view', viewId: home.id },
    directory: session.directory,
    fields,
    errors: {},
    act: (blockId, element) =>
      act({ type: 'view', viewId: home.id }, blockId, element, fields.values(home.blocks)),
  })
}

/** The app hears that its Home is open, and publishes it afresh. */
async function openHome() {
  await session.moveTo({ tab: 'home', thread: undefined })
  await session.send('home', {})
}

/** The direct message with Safehold has its App Home beside the messages. @param {boolean} isDirect */
function showTabs(isDirect) {
  const onHome = isDirect && session.place.tab === 'home'
  byId('tabs').hidden = !isDirect
  byId('home-empty').hidden = session.views.home !== undefined
  byId('home').hidden = !onHome
  byId('scroller').hidden = onHome
  byId('composer-form').hidden = onHome
  byId('tab-home').setAttribute('aria-selected', String(onHome))
  byId('tab-messages').setAttribute('aria-selected', String(!onHome))
}

for (const name of ['send', 'thread-send']) byId(name).append(icon('send'))
byId('tab-home').addEventListener('click', () => void openHome())
byId('tab-messages').addEventListener('click', () => void session.moveTo({ tab: undefined }))
byId('thread-close').append(icon('close'))
byId('thread-close').addEventListener('click', () => void moveThread(undefined))
byId('thread').addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.defaultPrevented) void moveThread(undefined)
})
byId('skip').addEventListener('click', event => {
  event.preventDefault()
  byId('composer').focus()
})

await session.start()
