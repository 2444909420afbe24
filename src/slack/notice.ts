import type { KnownBlock, ModalView } from '@slack/types'
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

const noticeId = /^notice-\d+$/

/**
 * The same view with words on top, in place of earlier ones. Everything else stays as it is, so that Slack keeps what
 * the person has typed; nothing has to be looked up to show it.
 */
export const withNotice = (view: ShownView, notice: readonly Passage[]): ModalView => {
  const words = blocksOf(notice).map((block, i) => ({ ...block, block_id: `notice-${i}` }))
  const rest = view.blocks.filter(block => !noticeId.test(block.block_id ?? ''))
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: plain(view.title.text),
    ...(view.submit && { submit: plain(view.submit.text) }),
    ...(view.close && { close: plain(view.close.text) }),
    // Slack returns the blocks that we made, so they are of the kinds we make.
    blocks: [...words, ...(rest as KnownBlock[])],
  }
}

/** The first field of a view: errors can only be shown beside a field. */
export const firstInputOf = (view: Pick<ShownView, 'blocks'>): string | undefined =>
  view.blocks.find(block => block.type === 'input')?.block_id
