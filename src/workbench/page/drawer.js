// @ts-check
// The drawer on the right: the bot's clock, and what went over the wire.
import { byId, h } from './dom.js'
import { icon } from './icons.js'
import { reconcile } from './reconcile.js'
import { clockTime, clockTimeWithSeconds, dateOf, longDay, untilWeekday } from './time.js'

const HOUR = 3_600_000
const PANELS = /** @type {const} */ (['clock', 'log', 'faults'])
/** @typedef {'clock' | 'log' | 'faults'} Panel */

/** @type {{label: string, testid: string, ms: (now: Date) => number}[]} */
const STEPS = [
  { label: '+1 hour', testid: 'advance-hour', ms: () => HOUR },
  { label: '+1 day', testid: 'advance-day', ms: () => 24 * HOUR },
  { label: 'Next working day, 9am', testid: 'advance-next-working-day', ms: now => untilWeekday(now, 1, 9) },
  { label: '+5 working days', testid: 'advance-five-working-days', ms: now => untilWeekday(now, 5) },
]

/** @param {{advance: (ms: number) => Promise<void>, onOpen: (panel: Panel) => void}} handlers */
export function createDrawer({ advance, onOpen }) {
  const drawer = byId('drawer')
  const steps = byId('clock-buttons')
  /** @type {Panel | undefined} */
  let panel
  let base = Date.now()
  let readAt = performance.now()
  const now = () => new Date(base + performance.now() - readAt)

  const show = (/** @type {Panel | undefined} */ next) => {
    panel = next
    drawer.hidden = next === undefined
    for (const name of PANELS) {
      const current = name === next
      byId(`panel-${name}`).hidden = !current
      byId(`tab-${name}`).setAttribute('aria-selected', String(current))
      byId(`tab-${name}`).tabIndex = current ? 0 : -1
      byId(`toggle-${name}`).setAttribute('aria-expanded', String(current))
    }
    if (next) onOpen(next)
    tick()
  }
  const tick = () => {
    const at = now()
    byId('toggle-clock-time').textContent = clockTime(at)
    if (panel !== 'clock') return
    byId('clock-time').textContent = clockTimeWithSeconds(at)
    byId('clock-day').textContent = longDay(at)
  }

  byId('toggle-clock').append(
    icon('clock'),
    h('span', { id: 'toggle-clock-time' }),
    h('span.sr-only', {}, ' Clock'),
  )
  byId('toggle-log').append(icon('log'), 'Log')
  byId('drawer-close').append(icon('close'))
  for (const name of PANELS) {
    byId(`toggle-${name}`).addEventListener('click', () => {
      show(panel === name ? undefined : name)
      if (panel) byId(`tab-${name}`).focus()
    })
    const tab = byId(`tab-${name}`)
    tab.addEventListener('click', () => show(name))
    tab.addEventListener('keydown', event => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      const step = event.key === 'ArrowLeft' ? -1 : 1
      const other = PANELS[(PANELS.indexOf(name) + step + PANELS.length) % PANELS.length] ?? name
      show(other)
      byId(`tab-${other}`).focus()
    })
  }
  const close = () => {
    const toggle = panel && byId(`toggle-${panel}`)
    show(undefined)
    toggle?.focus()
  }
  byId('drawer-close').addEventListener('click', close)
  drawer.addEventListener('keydown', event => {
    if (event.key === 'Escape') close()
  })
  for (const step of STEPS) {
    const button = h('button.button', { type: 'button', 'data-testid': step.testid }, step.label)
    const move = async () => {
      if (button.getAttribute('aria-disabled') === 'true') return
      const all = [...steps.children]
      for (const one of all) one.setAttribute('aria-disabled', 'true')
      await advance(step.ms(now()))
      for (const one of all) one.removeAttribute('aria-disabled')
    }
    button.addEventListener('click', () => void move())
    steps.append(button)
  }
  setInterval(tick, 1000)

  return {
    /** @param {{now: string | number, movable: boolean}} clock */
    setClock(clock) {
      base = dateOf(clock.now).getTime()
      readAt = performance.now()
      steps.hidden = !clock.movable
      byId('clock-note').textContent = clock.movable
        ? 'Moves the bot’s clock, so that reminders and deadlines come due. It only goes forward. Bank holidays are not skipped here.'
        : 'This is the bot’s clock. It cannot be moved in this installation.'
      tick()
    },
    isShowing: (/** @type {Panel} */ name) => panel === name,
    /** @param {import('./types.js').LogEntry[]} entries oldest first */
    setLog(entries) {
      const recent = entries.slice(-200).reverse()
      /** @type {Map<string, number>} */
      const seen = new Map()
      reconcile(
        byId('log'),
        recent.map(entry => {
          const signature = JSON.stringify(entry)
          const copy = (seen.get(signature) ?? 0) + 1
          seen.set(signature, copy)
          return { key: `${signature} ${copy}`, signature, build: () => logRow(entry) }
        }),
      )
    },
  }
}

/** @param {import('./types.js').LogEntry} entry */
function logRow(entry) {
  const status = String(entry.status)
  const failed = !/^(ok|2\d\d|acked?)\b/i.test(status)
  return h(
    'li',
    {},
    h(
      'p.log-what',
      {},
      h('time', {}, clockTimeWithSeconds(dateOf(entry.at))),
      ' ',
      h('span', {}, entry.direction),
    ),
    h('p', {}, h('strong', {}, entry.what)),
    h(
      'p.log-what',
      {},
      h(failed ? 'span.failed' : 'span', {}, status),
      ` · ${entry.ms} ms`,
      entry.note && ` · ${entry.note}`,
    ),
  )
}
