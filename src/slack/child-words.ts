import type { Passage } from './passage.ts'

/** On every case that involves a child. A permission, and never a prompt to tell anybody: the person decides (ME ¶4, F14). */
export const childWords: Passage = {
  strong: 'A child is involved. You do not have to tell the parents or guardian (ME ¶4).',
}
