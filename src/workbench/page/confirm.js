// @ts-check
// Slack's "are you sure?" dialog.
import { freshId, h } from './dom.js'
import { textObject } from './mrkdwn.js'

/**
 * Asks, and answers true only when the person presses the confirming button.
 * @param {import('./types.js').Block | undefined} confirm
 * @param {import('./directory.js').Directory} directory
 * @returns {Promise<boolean>}
 */
export function askFirst(confirm, directory) {
  if (!confirm) return Promise.resolve(true)
  return new Promise(resolve => {
    const titleId = freshId('confirm')
    const dialog = h('dialog', {
      class: 'modal confirm',
      'aria-labelledby': titleId,
      'data-testid': 'confirm',
    })
    const finish = (/** @type {boolean} */ answer) => {
      dialog.close()
      dialog.remove()
      resolve(answer)
    }
    const yes = confirm.style === 'danger' ? 'button.button.danger' : 'button.button.primary'
    dialog.append(
      h('div.modal-head', {}, h('h2', { id: titleId }, confirm.title?.text ?? 'Are you sure?')),
      h('div.modal-body', {}, textObject(confirm.text, directory)),
      h(
        'div.modal-foot',
        {},
        h(
          'button.button',
          { type: 'button', autofocus: true, 'data-testid': 'confirm-no', onclick: () => finish(false) },
          confirm.deny?.text ?? 'Cancel',
        ),
        h(
          yes,
          { type: 'button', 'data-testid': 'confirm-yes', onclick: () => finish(true) },
          confirm.confirm?.text ?? 'Yes',
        ),
      ),
    )
    dialog.addEventListener('cancel', event => {
      event.preventDefault()
      finish(false)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
