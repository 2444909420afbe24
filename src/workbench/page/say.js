// @ts-check
// What becomes of the words in a message box: a message, a command, or a reply.
import { showFailure } from './announce.js'
import { escapeEntities } from './mrkdwn.js'

/** A slash and a word, as in Slack; a path such as /a/b is a message. @param {string} text */
function isCommand(text) {
  return /^\/[a-z][\w-]*(\s|$)/i.test(text)
}

/**
 * @param {{place: import('./place.js').Place, send: (path: string, body: Record<string, unknown>) => Promise<import('./types.js').Answer>}} session
 */
export function createSay(session) {
  return {
    /** @param {string} text @returns {Promise<boolean>} false when it did not arrive */
    async inChannel(text) {
      const { channel } = session.place
      if (!isCommand(text)) {
        return (await session.send('message', { channel, text: escapeEntities(text) })).ok
      }
      const [command = ''] = text.split(/\s/)
      const rest = text.slice(command.length).trim()
      return (await session.send('command', { channel, command, text: rest })).ok
    },
    /** @param {string} text @returns {Promise<boolean>} false when it did not arrive */
    async inThread(text) {
      if (isCommand(text)) {
        showFailure('Commands do not work in a thread. Use the message box of the channel.')
        return false
      }
      const { channel, thread } = session.place
      return (await session.send('message', { channel, text: escapeEntities(text), thread_ts: thread })).ok
    },
  }
}
