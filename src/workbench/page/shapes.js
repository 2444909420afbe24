// @ts-check
// Reads the server's answers into the shapes of types.js. A view's words may come as text or as Slack's text object.

/** @typedef {import('./types.js').View} View */

/** @param {any} answer @returns {import('./types.js').State} */
export function stateFrom(answer) {
  const channels = answer.channels.map((/** @type {any} */ channel) => ({
    ...channel,
    members: Array.isArray(channel.members) ? channel.members.length : channel.members,
  }))
  return { ...answer, channels }
}

/** @param {any} answer @returns {{stack: View[], home: View | undefined}} */
export function viewsFrom(answer) {
  return { stack: answer.stack.map(viewFrom), home: answer.home ? viewFrom(answer.home) : undefined }
}

/** @param {any} view @returns {View} */
function viewFrom(view) {
  return {
    ...view,
    title: words(view.title),
    submit: words(view.submit),
    close: words(view.close),
    values: view.state?.values ?? view.state ?? {},
  }
}

/** @param {unknown} text @returns {string} */
function words(text) {
  if (typeof text === 'string') return text
  return text && typeof text === 'object' && 'text' in text && typeof text.text === 'string' ? text.text : ''
}

/** @param {any} answer @returns {import('./types.js').LogEntry[]} oldest first */
export function logFrom(answer) {
  return answer.entries ?? answer.log ?? []
}
