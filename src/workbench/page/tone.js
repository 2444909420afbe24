// @ts-check
// Which words get a coloured rule. The words always say it too; the colour only helps the eye find them.

const HOLD = /^(do not suspend or stop|ring 999|immediate danger)/i
const PROBLEM = /^there is a problem/i
const CAUTION = /not yet returned|^(caution|check before|on hold for another|cannot check|cannot tell)/i

/** @param {string} text @returns {'hold' | 'problem' | 'caution' | undefined} */
export function toneOf(text) {
  const bare = text.replace(/^(?:[\s*_~>]|:[\w+-]+:)+/, '')
  if (HOLD.test(bare)) return 'hold'
  if (PROBLEM.test(bare)) return 'problem'
  return CAUTION.test(bare.split('\n')[0] ?? '') ? 'caution' : undefined
}

/** The words a block begins with. @param {import('./types.js').Block | undefined} block @returns {string} */
export function leadOf(block) {
  if (!block) return ''
  if (block.type === 'rich_text') return firstText(block)
  if (block.type === 'context') return block.elements?.[0]?.text ?? ''
  return block.text?.text ?? ''
}

/** @param {import('./types.js').Block} value @returns {string} */
function firstText(value) {
  if (typeof value.text === 'string') return value.text
  for (const child of value.elements ?? []) {
    const text = firstText(child)
    if (text.trim() !== '') return text
  }
  return ''
}

/** Only the app's words: a colour would make what a person typed look like a hold. @param {import('./types.js').Message} message */
export function messageTone(message) {
  if (!message.isBot) return undefined
  return toneOf(leadOf(message.blocks?.[0])) ?? toneOf(message.text ?? '')
}
