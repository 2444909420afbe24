// @ts-check
// The line above the conversation, the tabs of Safehold's own place, and the connection in the banner.
import { byId } from './dom.js'
import { icon } from './icons.js'
import { directName } from './sidebar.js'

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./place.js').Place} Place */

/** Where this is, in words. @param {State} state @param {Place} place */
export function placeName(state, place) {
  const channel = state.channels.find(one => one.id === place.channel)
  const direct = state.directs.find(one => one.id === place.channel)
  const name = channel?.name ?? (direct ? directName(state, direct) : '')
  return { channel, direct, name, label: channel ? `#${name}` : name }
}

/** @param {State} state @param {Place} place */
export function showHead(state, place) {
  const { channel, name, label } = placeName(state, place)
  byId('channel-title').replaceChildren(...(channel ? [icon(channel.private ? 'lock' : 'hash')] : []), name)
  const members = channel ? `${channel.members} ${channel.members === 1 ? 'member' : 'members'}` : ''
  const topic = channel ? [members, channel.topic].filter(Boolean).join(' · ') : 'Direct message'
  byId('channel-topic').textContent = topic
  document.title = `${label} · Safehold workbench`
}

/** The direct message with Safehold has its App Home beside the messages. @param {State} state @param {Place} place @param {boolean} hasHome */
export function showTabs(state, place, hasHome) {
  const { direct } = placeName(state, place)
  const isDirect = direct !== undefined
  const onHome = isDirect && place.tab === 'home'
  byId('tabs').hidden = !isDirect
  byId('home-empty').hidden = hasHome
  byId('home').hidden = !onHome
  byId('scroller').hidden = onHome
  byId('composer-form').hidden = onHome || direct?.readOnly === true
  byId('composer-closed').hidden = onHome || direct?.readOnly !== true
  for (const [id, current] of /** @type {const} */ ([
    ['tab-home', onHome],
    ['tab-messages', !onHome],
  ])) {
    byId(id).setAttribute('aria-selected', String(current))
    byId(id).tabIndex = current ? 0 : -1
  }
}

/** @param {State} state @param {boolean} listening whether this page hears from the workbench */
export function showConnection({ connected, transport }, listening) {
  const line = byId('connection')
  const way = transport === 'socket' ? 'over Socket Mode' : 'over signed HTTP'
  const words = listening
    ? `Safehold is ${connected ? `connected ${way}` : 'not connected'}`
    : 'Lost touch with the workbench. Trying again'
  if (line.textContent !== words) line.textContent = words
  line.classList.toggle('warn', !listening || !connected)
}
