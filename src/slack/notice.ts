import type { KnownBlock, ModalView } from '@slack/types'
import { limits } from './limits.ts'
import { cutWords, pagesOf } from './modal.ts'
import { blocksOf, type Passage } from './passage.ts'
import { plain } from './text.ts'

/** A view as Slack sends it back to us: as much of it as is needed to show it again. */
export type ShownView = {
  callback_id: string
  private_metadata: string
  title: { text: string }
  submit: { text: string } | null
  close: { text: string } | null
  blocks: readonly { type: string; block_id?: string }[]
}

/**
 * The same view with words on top, in place of earlier ones. Everything else stays as it is, so that Slack keeps what
 * the person has typed; nothing has to be looked up to show it.
 */
export const withNotice = (view: ShownView, notice: readonly Passage[]): ModalView =>
  onTopOf(view, 'notice', blocksOf(notice))

/** The same view with the answer to "Why?" on top, as much of it as fits, where no other view can be put over it. */
export const withAnswer = (view: ShownView, answer: ModalView): ModalView =>
  // Our own view, whose blocks are of the kinds we make.
  onTopOf(view, 'why', answer.blocks as KnownBlock[])

/** Words for fields of a form, by the field's name. */
export type BesideFields = Readonly<Record<string, readonly Passage[]>>

/**
 * The same view with these words above their fields, in place of earlier ones; nothing if there are none and there were
 * none. What does not fit is left out: Slack shows the words beside the field too. Those may go when the view is updated,
 * so these say for themselves that the form was not taken.
 */
export const withBesideFields = (view: ShownView, words: BesideFields): ModalView | undefined => {
  const rest = view.blocks.filter(block => !besideField.test(block.block_id ?? ''))
  if (rest.length === view.blocks.length && Object.keys(words).length === 0) return undefined
  let room = limits.viewBlocks - rest.length
  const blocks = rest.flatMap(block => {
    const beside = blocksOf((words[block.block_id ?? ''] ?? []).map(asProblem))
    if (block.type !== 'input' || beside.length > room) return [block]
    room -= beside.length
    return [...beside.map((one, i) => ({ ...one, block_id: `beside-${block.block_id}-${i}` })), block]
  })
  return sameView(view, blocks)
}

const asProblem = (words: Passage, at: number): Passage =>
  'say' in words && at === 0 ? { ...words, say: `*There is a problem*\n${words.say}` } : words

const besideField = /^beside-.*-\d+$/

const onTopOf = (view: ShownView, name: string, words: readonly KnownBlock[]): ModalView => {
  const earlier = new RegExp(`^${name}-\\d+$`)
  const rest = view.blocks.filter(block => !earlier.test(block.block_id ?? ''))
  const [fits = []] = pagesOf(words, limits.viewBlocks - rest.length - 1)
  const shown = fits.length === words.length ? fits : [...fits, cutWords]
  return sameView(view, [...shown.map((block, i) => ({ ...block, block_id: `${name}-${i}` })), ...rest])
}

const sameView = (view: ShownView, blocks: ShownView['blocks']): ModalView => ({
  type: 'modal',
  ...(view.callback_id !== '' && { callback_id: view.callback_id }),
  private_metadata: view.private_metadata,
  title: plain(view.title.text),
  ...(view.submit && { submit: plain(view.submit.text) }),
  ...(view.close && { close: plain(view.close.text) }),
  // Slack returns the blocks that we made, so they are of the kinds we make.
  blocks: blocks as KnownBlock[],
})

/** The first field of a view: errors can only be shown beside a field. */
export const firstInputOf = (view: Pick<ShownView, 'blocks'>): string | undefined =>
  view.blocks.find(block => block.type === 'input')?.block_id
