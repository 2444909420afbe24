// @ts-check
// Answers a form as a person would, through its own controls, so that everything that follows an answer follows.

/** @param {HTMLElement} dialog @param {import('./tour-steps.js').Answers} answers by block id; a field that is not there is passed over */
export function fillExample(dialog, answers) {
  for (const [blockId, answer] of Object.entries(answers)) {
    const block = dialog.querySelector(`[data-block-id="${CSS.escape(blockId)}"]`)
    if (block) fillBlock(block, answer)
  }
}

/** @param {Element} block @param {string | string[]} answer */
function fillBlock(block, answer) {
  const ticks = block.querySelectorAll('input[type=radio], input[type=checkbox]')
  for (const tick of /** @type {NodeListOf<HTMLInputElement>} */ (ticks)) {
    const wanted = answer === '*' || [answer].flat().includes(tick.value)
    if (wanted && !tick.checked) tick.click()
  }
  const box = block.querySelector('textarea, input:not([type=radio], [type=checkbox])')
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return
  // What somebody wrote stays.
  if (box.value !== '' || typeof answer !== 'string') return
  box.value = answer
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
