// @ts-check
// How far a case has come, read from what stands on the screen. Nobody tells the tour; it sees it.
import { tourSteps } from './tour-steps.js'

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').View} View */

const REF = /\bACS-\d{4}-\d{6}-[A-Z]\b/
/** Of the sixth step: gone from the headline in CEAST's own channel as each is done. */
const LOOKED_AT = tourSteps[5]?.forms.map(({ action }) => action) ?? []

/** The reference of a case that has just been raised, from what came in the form's place. @param {View | undefined} view */
export function raisedRef(view) {
  if (!view || view.title !== tourSteps[0]?.forms[0]?.form || view.submit) return undefined
  return REF.exec(JSON.stringify(view.blocks))?.[0]
}

/** The case's one message that is kept up to date: the first here that opens it. @param {Message[]} messages @param {string} ref */
export function headlineOf(messages, ref) {
  return messages.find(
    message => !message.broadcast && !message.ephemeral && openedBy(message).includes(`Open ${ref}`),
  )
}

/**
 * @param {Message} headline
 * @param {string} channel its name
 * @returns {{steps: number, parts: number}} how many steps are done, and how many parts of the one after
 */
export function progressIn(headline, channel) {
  const shows = (/** @type {string | undefined} */ action) => actionsOf(headline).includes(action)
  const { text } = headline
  if (text.startsWith('Released by two people')) return { steps: 8, parts: 0 }
  if (shows('do:confirm_release')) return { steps: 7, parts: 0 }
  if (text.startsWith('DO NOT SUSPEND OR STOP')) {
    if (channel !== tourSteps[5]?.channel) return { steps: 5, parts: 0 }
    const waiting = LOOKED_AT.findIndex(shows)
    return waiting < 0 ? { steps: 6, parts: 0 } : { steps: 5, parts: waiting }
  }
  if (/^First visit .* ineffective/.test(text)) return { steps: 4, parts: 0 }
  if (text.includes('with DWP Visiting')) return { steps: 3, parts: 0 }
  if (shows('do:complete_visiting_referral')) return { steps: 2, parts: 0 }
  return { steps: 1, parts: 0 }
}

/** @param {Message} message @returns {(string | undefined)[]} */
function actionsOf(message) {
  return buttonsOf(message).map(({ action_id }) => action_id)
}

/** @param {Message} message @returns {(string | undefined)[]} */
function openedBy(message) {
  return buttonsOf(message).map(({ accessibility_label }) => accessibility_label)
}

/** @param {Message} message @returns {{action_id?: string, accessibility_label?: string}[]} */
function buttonsOf({ blocks = [] }) {
  return blocks.flatMap(block => (block.type === 'actions' ? block.elements : []))
}
