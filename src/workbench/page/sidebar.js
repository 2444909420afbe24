// @ts-check
// The left column: who you are, and where you can go.
import { appAvatar, avatar } from './avatar.js'
import { byId, h, hidden } from './dom.js'
import { icon } from './icons.js'
import { reconcile } from './reconcile.js'

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Person} Person */

/**
 * @param {{onPerson: (id: string) => void, onChannel: (id: string) => void}} handlers
 */
export function createSidebar({ onPerson, onChannel }) {
  const button = byId('person-button')
  const people = byId('people')
  const toggle = byId('sidebar-toggle')
  toggle.append(icon('menu'))
  const isOpen = () => button.getAttribute('aria-expanded') === 'true'
  const setOpen = (/** @type {boolean} */ open) => {
    people.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  const setShown = (/** @type {boolean} */ shown) => {
    byId('sidebar').classList.toggle('shown', shown)
    toggle.setAttribute('aria-expanded', String(shown))
    if (shown) button.focus()
  }
  button.addEventListener('click', () => setOpen(!isOpen()))
  toggle.addEventListener('click', () => setShown(toggle.getAttribute('aria-expanded') !== 'true'))
  byId('sidebar').addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    if (isOpen()) {
      setOpen(false)
      button.focus()
    } else if (toggle.getAttribute('aria-expanded') === 'true') {
      setShown(false)
      toggle.focus()
    }
  })
  const choosePerson = (/** @type {string} */ id) => {
    setOpen(false)
    button.focus()
    onPerson(id)
  }
  const chooseChannel = (/** @type {string} */ id) => {
    setShown(false)
    onChannel(id)
  }

  return {
    /** @param {State} state @param {string | undefined} person @param {string | undefined} channel */
    render(state, person, channel) {
      const me = state.people.find(candidate => candidate.id === person)
      button.replaceChildren(
        ...(me ? [hidden('You are '), ...personWords(me)] : [h('span.who', {}, 'Choose a person')]),
        icon('chevron'),
      )
      reconcile(
        people,
        state.people.map(one => personItem(one, one.id === person, choosePerson)),
      )
      const rows = state.channels.map(one => ({
        ...one,
        label: one.name,
        mark: () => icon(one.private ? 'lock' : 'hash'),
        note: one.private ? 'private channel' : '',
        testid: `channel-${one.name}`,
      }))
      reconcile(
        byId('channels'),
        rows.map(row => rowItem(row, row.id === channel, chooseChannel)),
      )
      const directs = state.directs.map(one => {
        const other = state.people.find(candidate => candidate.id === one.with)
        return {
          ...one,
          unread: one.unread ?? 0,
          label: directName(state, one),
          mark: () => (other ? avatar(other.id, other.initials) : appAvatar()),
          note: other ? '' : 'app',
          testid: `direct-${one.id}`,
        }
      })
      reconcile(
        byId('directs'),
        directs.map(row => rowItem(row, row.id === channel, chooseChannel)),
      )
      byId('directs-title').hidden = directs.length === 0
    },
  }
}

/** A direct message is with a person we know, or with Safehold itself. @param {State} state @param {import('./types.js').Direct} direct */
export function directName(state, direct) {
  const other = state.people.find(person => person.id === direct.with)
  if (other) return other.name
  return /^[UBWA][A-Z0-9]{4,}$/.test(direct.with) ? 'Safehold' : direct.with
}

/** @param {Person} person */
function personWords(person) {
  const flags = [person.guest && 'guest', person.deactivated && 'account closed'].filter(Boolean).join(', ')
  const teams = person.teams.filter(team => !person.title.includes(team))
  return [
    avatar(person.id, person.initials),
    h(
      'span.who',
      {},
      h('span.who-name', {}, person.name, flags && h('span.flag', {}, ` ${flags}`)),
      h('span.who-title', {}, person.title),
      teams.length > 0 && h('span.who-teams', {}, teams.join(' · ')),
    ),
  ]
}

/** @param {Person} person @param {boolean} current @param {(id: string) => void} choose */
function personItem(person, current, choose) {
  return {
    key: person.id,
    signature: JSON.stringify([person, current]),
    build: () =>
      h(
        'button.person',
        {
          type: 'button',
          'data-testid': `person-${person.id}`,
          'data-focus': person.id,
          'aria-current': current ? 'true' : undefined,
          onclick: () => choose(person.id),
        },
        personWords(person),
      ),
  }
}

/**
 * @param {{id: string, label: string, unread: number, mark: () => Node, note: string, testid: string}} row
 * @param {boolean} current
 * @param {(id: string) => void} choose
 */
function rowItem(row, current, choose) {
  const unread = row.unread > 0 && !current
  return {
    key: row.id,
    signature: JSON.stringify([row, current]),
    build: () =>
      h(
        'li',
        {},
        h(
          unread ? 'button.row.unread' : 'button.row',
          {
            type: 'button',
            'data-testid': row.testid,
            'data-channel': row.id,
            'data-focus': row.id,
            'aria-current': current ? 'page' : undefined,
            onclick: () => choose(row.id),
          },
          row.mark(),
          h('span.row-label', {}, row.label),
          row.note && hidden(`, ${row.note}`),
          unread &&
            h('span.count-badge', {}, hidden(', '), row.unread > 99 ? '99+' : row.unread, hidden(' unread')),
        ),
      ),
  }
}
