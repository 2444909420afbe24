import type { KnownBlock, ModalView } from '@slack/types'
import { limits } from './limits.ts'
import { blocksOf, type Passage } from './passage.ts'
import { mrkdwn, plain } from './text.ts'

export type { ModalView } from '@slack/types'

/** What a view is made of besides its blocks. `metadata` never holds content: ids only. */
export type ModalParts = {
  title: string
  callbackId?: string
  metadata?: string
  submit?: string
  close?: string
}

/** A view that only shows something. "Hide" takes it off the screen. */
export const showView = (parts: ModalParts, passages: readonly Passage[]): ModalView =>
  modal(parts, blocksOf(passages))

/** A modal within Slack's limits. What does not fit is cut off with words that say so; a case is paged instead. */
export const modal = (parts: ModalParts, blocks: readonly KnownBlock[]): ModalView => ({
  type: 'modal',
  title: plain(parts.title, limits.title),
  close: plain(parts.close ?? (parts.submit === undefined ? 'Hide' : 'Cancel'), limits.title),
  ...(parts.submit !== undefined && { submit: plain(parts.submit, limits.title) }),
  ...(parts.callbackId !== undefined && { callback_id: parts.callbackId }),
  ...(parts.metadata !== undefined && { private_metadata: parts.metadata }),
  blocks: fitted(blocks),
})

const notAll: KnownBlock = {
  type: 'context',
  elements: [mrkdwn('Not all of it fits on this screen. Nothing is lost: open the case to read on.')],
}

/** In place of words that did not fit above the fields of a form. */
export const cutWords: KnownBlock = {
  type: 'context',
  elements: [mrkdwn('Not all of it fits on this screen. Open the case to read the rest.')],
}

/** Whether something did not fit and was cut off. */
export const isCut = (view: ModalView): boolean => view.blocks.includes(notAll)

const fitted = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  const [first = []] = pagesOf(blocks)
  return first.length === blocks.length ? [...blocks] : [...first, notAll]
}

/** The blocks in pages that each fit into one view, in order and with none left out. */
export const pagesOf = (
  blocks: readonly KnownBlock[],
  most = limits.viewBlocks - 10,
  characters: number = limits.viewCharacters,
): KnownBlock[][] => {
  const pages: KnownBlock[][] = [[]]
  let size = 0
  for (const block of blocks) {
    const length = JSON.stringify(block).length
    const page = pages.at(-1) ?? []
    if (page.length >= most || (page.length > 0 && size + length > characters)) {
      pages.push([block])
      size = length
    } else {
      page.push(block)
      size += length
    }
  }
  return pages
}
