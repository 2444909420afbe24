import type { KnownBlock } from '@slack/types'
import { limits } from './limits.ts'
import { blocksOf, type Passage } from './passage.ts'
import { clip, ownWords } from './text.ts'

/** A message: `text` is what notifications and screen readers use, so it always carries the words. */
export type Message = { text: string; blocks: KnownBlock[] }

/** A message made of our own words. */
export const messageOf = (words: readonly string[], passages: readonly Passage[]): Message => ({
  text: ownWords(clip(words.filter(line => line !== '').join('\n'), limits.text)),
  blocks: blocksOf(passages).slice(0, limits.messageBlocks),
})
