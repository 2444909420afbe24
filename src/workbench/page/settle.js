// @ts-check
// When is a choice in a drop-down finished? Some browsers report every arrow key, and a person who is only
// looking through the list must not set off an action with each step.

const ENTER_WINDOW_MS = 300

/**
 * @param {HTMLSelectElement} select
 * @param {() => void} onChange every change
 * @param {() => void} onSettle the choice is finished: by pointer at once, by arrow keys on Enter or on leaving
 */
export function settleOnChoice(select, onChange, onSettle) {
  let stepping = false
  let waiting = false
  let enterAt = -ENTER_WINDOW_MS
  const settle = () => {
    if (!waiting) return
    waiting = false
    onSettle()
  }
  select.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      enterAt = performance.now()
      settle()
    }
    stepping = event.key.length === 1 || /^(Arrow|Page|Home|End)/.test(event.key)
  })
  select.addEventListener('pointerdown', () => {
    stepping = false
  })
  select.addEventListener('change', () => {
    onChange()
    waiting = true
    if (!stepping || performance.now() - enterAt < ENTER_WINDOW_MS) settle()
  })
  select.addEventListener('blur', settle)
}
