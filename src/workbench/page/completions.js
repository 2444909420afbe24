// @ts-check
// What the message box offers while a command is typed: the commands, then the words that a command's hint names.

/** @typedef {{value: string, words: string, note: string}} Completion */

/**
 * @param {string} text what stands in the box
 * @param {import('./types.js').Command[]} commands
 * @returns {Completion[]}
 */
export function completionsFor(text, commands) {
  if (/^\/\S*$/.test(text)) {
    return commands
      .filter(({ command }) => command.startsWith(text) && command !== text)
      .map(({ command, hint }) => ({ value: command, words: command, note: hint }))
  }
  const [, word, begun = ''] = /^(\/\S+) (\S*)$/.exec(text) ?? []
  const known = commands.find(({ command }) => command === word)
  if (!known) return []
  return wordsIn(known.hint)
    .filter(one => one.startsWith(begun.toLowerCase()) && one !== begun)
    .map(one => ({ value: `${word} ${one}`, words: `${word} ${one}`, note: '' }))
}

/** A hint ends with the words it lists: "raise a concern, or: mine, due". @param {string} hint */
function wordsIn(hint) {
  const [, list = ''] = /:\s*([^:]*)$/.exec(hint) ?? []
  return list.split(/,\s*/).filter(one => /^[a-z-]+$/.test(one))
}
