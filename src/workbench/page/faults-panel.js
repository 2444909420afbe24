// @ts-check
// The panel of the drawer in which Slack is made to go wrong: what can be started, what is active, and how often it struck.
import { showFailure } from './announce.js'
import { get, post } from './api.js'
import { byId, h } from './dom.js'
import { icon } from './icons.js'
import { reconcile } from './reconcile.js'

/** @typedef {Record<string, string | number | undefined>} Params */
/** @typedef {{id: string, label: string, happens: string, takes: string[], suggests: Params}} Kind */
/** @typedef {{id: string, kind: string, params: Params, struck: number, left?: number}} Active */
/** @typedef {{kinds: Kind[], active: Active[], methods: string[], payloads: string[], channels: {id: string, name: string}[]}} Faults */

/** What each parameter is called; those in `CHOICES` are chosen from a list, the others typed. */
const LABELS = /** @type {Record<string, string>} */ ({
  method: 'Method',
  channel: 'Channel',
  payload: 'What is sent to the app',
  count: 'How many times (empty: until ended)',
  ms: 'Milliseconds',
  status: 'HTTP status',
  seconds: 'Seconds to wait (Retry-After)',
  error: 'Error code',
})
const TEXTS = new Set(['error'])
/** @type {Record<string, (faults: Faults) => [value: string, label: string][]>} */
const CHOICES = {
  method: ({ methods }) => [['', 'Every method'], ...methods.map(plain)],
  channel: ({ channels }) => [['', 'Every channel'], ...channels.map(channelOption)],
  payload: ({ payloads }) => [['', 'Everything'], ...payloads.map(plain)],
}

/** @param {string} name @returns {[string, string]} */
const plain = name => [name, name]
/** @param {{id: string, name: string}} channel @returns {[string, string]} */
const channelOption = ({ id, name }) => [id, `#${name}`]

export function createFaultsPanel() {
  const form = /** @type {HTMLFormElement} */ (byId('fault-form'))
  const choice = /** @type {HTMLSelectElement} */ (byId('fault-kind'))
  /** @type {Faults} */
  let faults = { kinds: [], active: [], methods: [], payloads: [], channels: [] }

  const showForm = () => {
    const kind = faults.kinds.find(({ id }) => id === choice.value)
    byId('fault-happens').textContent = kind?.happens ?? ''
    byId('fault-params').replaceChildren(...(kind?.takes ?? []).map(name => param(name, kind, faults)))
  }
  const showActive = () => {
    const { length } = faults.active
    byId('toggle-faults').replaceChildren(icon('fault'), length === 0 ? 'Faults' : `Faults (${length})`)
    byId('fault-none').hidden = length > 0
    byId('fault-end-all').hidden = length === 0
    reconcile(
      byId('fault-active'),
      faults.active.map(one => ({
        key: one.id,
        signature: JSON.stringify(one),
        build: () => activeRow(one, faults, () => send('faults/end', { id: one.id })),
      })),
    )
  }
  const refresh = async () => {
    try {
      const before = faults.kinds.length
      faults = await get('faults')
      showActive()
      if (faults.kinds.length === before) return
      choice.replaceChildren(...faults.kinds.map(({ id, label }) => h('option', { value: id }, label)))
      showForm()
    } catch (error) {
      showFailure(error instanceof Error ? error.message : String(error))
    }
  }
  /** @param {string} path @param {Record<string, unknown>} body */
  const send = async (path, body) => {
    const answer = await post(path, body)
    if (!answer.ok) showFailure(answer.error ?? 'That did not work.')
    await refresh()
  }

  choice.addEventListener('change', showForm)
  form.addEventListener('submit', event => {
    event.preventDefault()
    void send('faults', { kind: choice.value, ...paramsIn(form) })
  })
  byId('fault-end-all').addEventListener('click', () => void send('faults/end', {}))
  showActive()
  return { refresh }
}

/** @param {string} name @param {Kind | undefined} kind @param {Faults} faults */
function param(name, kind, faults) {
  const id = `fault-param-${name}`
  const value = kind?.suggests[name]
  const options = CHOICES[name]?.(faults)
  const field = options
    ? h(
        'select',
        { id, 'data-param': name },
        options.map(([key, label]) => h('option', { value: key, selected: key === (value ?? '') }, label)),
      )
    : h('input', {
        id,
        'data-param': name,
        inputmode: TEXTS.has(name) ? 'text' : 'numeric',
        value: value ?? '',
      })
  return h('p', {}, h('label', { for: id }, LABELS[name] ?? name), field)
}

/** What was filled in; what was left empty is left out. @param {HTMLFormElement} form */
function paramsIn(form) {
  /** @type {Record<string, string | number>} */
  const params = {}
  for (const field of form.querySelectorAll('[data-param]')) {
    const { value } = /** @type {HTMLInputElement | HTMLSelectElement} */ (field)
    const name = field.getAttribute('data-param') ?? ''
    if (value.trim() !== '') params[name] = CHOICES[name] || TEXTS.has(name) ? value.trim() : Number(value)
  }
  return params
}

/** @param {Active} one @param {Faults} faults @param {() => Promise<void>} end */
function activeRow({ kind, params, struck, left }, { kinds, channels }, end) {
  const label = kinds.find(({ id }) => id === kind)?.label ?? kind
  const about = Object.entries(params)
    .filter(([name]) => name !== 'count')
    .map(([name, value]) => (name === 'channel' ? channels.find(({ id }) => id === value)?.name : value))
  const times = `struck ${struck === 1 ? 'once' : `${struck} times`}${left === undefined ? '' : `, ${left} to come`}`
  return h(
    'li',
    { 'data-testid': 'active-fault' },
    h('p', {}, h('strong', {}, label)),
    h('p.log-what', {}, [...about, times].join(' · ')),
    h('button.button', { type: 'button', 'aria-label': `End ${label}`, onclick: () => void end() }, 'End'),
  )
}
