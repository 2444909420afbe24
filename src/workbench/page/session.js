// @ts-check
// What this page knows, and how it is fetched again when the server says that it changed.
import { announce, clearFailures, showFailure } from './announce.js'
import { get, listen, post } from './api.js'
import { directoryOf } from './directory.js'
import { readPlace, writePlace } from './place.js'
import { refresher } from './refresher.js'
import { logFrom, stateFrom, viewsFrom } from './shapes.js'

/** @typedef {import('./types.js').Message} Message */

/** How many messages are fetched at first, and how many more when somebody asks for earlier ones. */
const PAGE = 200
/** @typedef {{stack: import('./types.js').View[], home?: import('./types.js').View | undefined}} Views */

/**
 * @param {{state: () => void, messages: () => void, thread: () => void, views: () => void, log: () => void, faults: () => void, clock: () => void, line: () => void}} show
 */
export function createSession(show) {
  /** @type {import('./types.js').State} */
  const nothing = {
    people: [],
    channels: [],
    directs: [],
    clock: { now: Date.now(), movable: false },
    transport: '',
    commands: [],
    shortcuts: [],
    globalShortcuts: [],
    connected: false,
    workspace: '',
  }
  const session = {
    place: readPlace(),
    state: nothing,
    directory: directoryOf(nothing),
    messages: /** @type {Message[]} */ ([]),
    /** How many there are before those. */
    earlier: 0,
    threadMessages: /** @type {Message[]} */ ([]),
    views: /** @type {Views} */ ({ stack: [] }),
    log: /** @type {import('./types.js').LogEntry[]} */ ([]),
    wantsLog: () => false,
    isListening: () => listening,
    refreshState: refresher(loadState),
    refreshMessages: refresher(loadMessages),
    refreshViews: refresher(loadViews),
    refreshLog: refresher(loadLog),
    moveTo,
    showEarlier,
    start,
    send,
  }
  let stopListening = () => {}
  let listeningAs = ''
  let last = { where: '', count: PAGE }
  let listening = true

  async function loadState() {
    const person = session.place.person
    const state = stateFrom(await get('state', { person }))
    if (person !== session.place.person) return
    session.state = state
    session.directory = directoryOf(state)
    if (settlePlace()) showIfFailed(session.refreshMessages())
    show.state()
    show.clock()
    markRead()
  }

  /** Fills in what the address did not say, or said of someone or somewhere unknown. True if the channel changed. */
  function settlePlace() {
    const { people, channels, directs } = session.state
    const place = session.place
    if (!people.some(one => one.id === place.person)) place.person = people[0]?.id
    const places = [...channels, ...directs]
    const before = place.channel
    if (!places.some(one => one.id === place.channel)) {
      place.channel = places[0]?.id
      place.thread = undefined
      place.tab = undefined
    }
    writePlace(place)
    return place.channel !== before
  }

  async function loadMessages() {
    const { person, channel, thread } = session.place
    if (!person || !channel) return
    const query = { person, channel }
    const where = `${person} ${channel}`
    if (last.where !== where) last = { where, count: PAGE }
    const [main, side] = await Promise.all([
      get('messages', { ...query, last: String(last.count) }),
      thread ? get('messages', { ...query, thread }) : { messages: [] },
    ])
    const now = session.place
    if (now.person !== person || now.channel !== channel || now.thread !== thread) return
    session.messages = main.messages.filter(
      (/** @type {Message} */ one) => !one.thread_ts || one.thread_ts === one.ts || one.broadcast,
    )
    session.earlier = main.earlier
    session.threadMessages = side.messages
    show.messages()
    show.thread()
    markRead()
  }

  async function showEarlier() {
    last = { ...last, count: last.count + PAGE }
    try {
      await session.refreshMessages()
    } catch (error) {
      showFailure(error instanceof Error ? error.message : String(error))
    }
  }

  function markRead() {
    const { person, channel } = session.place
    const place = [...session.state.channels, ...session.state.directs].find(one => one.id === channel)
    if (document.visibilityState === 'visible' && place?.unread) void post('read', { person, channel })
  }

  async function loadViews() {
    const person = session.place.person
    if (!person) return
    const views = viewsFrom(await get('views', { person }))
    if (person !== session.place.person) return
    session.views = views
    show.views()
  }

  async function loadLog() {
    session.log = logFrom(await get('log'))
    show.log()
  }

  /** @param {Promise<unknown>[]} work */
  function showIfFailed(...work) {
    for (const one of work) {
      one.catch(error => showFailure(error instanceof Error ? error.message : String(error)))
    }
  }

  function refreshAll() {
    showIfFailed(session.refreshState().then(session.refreshMessages), session.refreshViews())
    if (session.wantsLog()) showIfFailed(session.refreshLog())
    show.faults()
  }

  function listenAs(/** @type {string} */ person) {
    if (person === listeningAs) return
    listeningAs = person
    listenAgain()
  }

  function listenAgain() {
    stopListening()
    stopListening = listen(listeningAs, onChange, isListening => {
      const wasLost = !listening
      listening = isListening
      show.line()
      if (listening && wasLost) refreshAll()
    })
  }

  /** A browser allows six connections to one address: a page nobody sees gives its own up, and catches up later. */
  function onVisibility() {
    if (document.visibilityState === 'hidden') {
      stopListening()
      return
    }
    listenAgain()
    refreshAll()
  }

  /** @param {{changed: string[], channel?: string}} change */
  function onChange({ changed, channel }) {
    const here = channel === undefined || channel === session.place.channel
    const messages = changed.includes('messages')
    if (messages || changed.includes('state') || changed.includes('clock'))
      showIfFailed(session.refreshState())
    if (messages && here) showIfFailed(session.refreshMessages())
    if (changed.includes('views')) showIfFailed(session.refreshViews())
    if (changed.includes('log') && session.wantsLog()) showIfFailed(session.refreshLog())
    if (changed.includes('faults')) show.faults()
  }

  /** @param {import('./place.js').Place} next what changes; the rest stays */
  async function moveTo(next) {
    const before = session.place
    session.place = { ...before, ...next }
    writePlace(session.place)
    if (next.person !== undefined && next.person !== before.person) {
      session.views = { stack: [] }
      show.views()
    }
    clearFailures()
    try {
      await session.refreshState()
      listenAs(session.place.person ?? '')
      await Promise.all([session.refreshMessages(), session.refreshViews()])
    } catch (error) {
      showFailure(error instanceof Error ? error.message : String(error))
    }
  }

  async function start() {
    await moveTo({})
    addEventListener('hashchange', () => void moveTo(readPlace()))
    document.addEventListener('visibilitychange', onVisibility)
  }

  /**
   * Sends one thing this person did, then shows what came of it.
   * @param {string} path
   * @param {Record<string, unknown>} body
   */
  async function send(path, body) {
    const answer = await post(path, { person: session.place.person, ...body })
    if (answer.ok) clearFailures()
    showIfFailed(session.refreshViews(), session.refreshMessages())
    if (!answer.ok && !answer.errors && !answer.told) showFailure(answer.error ?? 'That did not work.')
    else if (path === 'clock') announce('The clock was moved.')
    return answer
  }

  return session
}
