import type { TextId } from '../case/case.ts'
import type { EventText } from '../case/event-texts.ts'
import { type Html, html } from './html.ts'

/** The opened texts of a full pack; a redacted one has none. */
export type Opened = Readonly<Record<TextId, string>> | undefined

/** What an entry holds in somebody's own words: the words, or what is withheld and how much of it there is. */
export const textsIn = (
  texts: readonly EventText[],
  sizes: Readonly<Record<TextId, number>>,
  opened: Opened,
): Html[] =>
  texts.map(({ label, text }) => {
    const size = sizes[text]
    if (size === undefined) return html`<p class="withheld">${label}: erased</p>`
    const words = opened?.[text]
    if (words === undefined && opened !== undefined)
      return html`<p class="withheld">${label}: NOT SHOWN, it is damaged or its key is not here</p>`
    return words === undefined
      ? html`<p class="withheld">${label}: withheld, ${lengthWords(size)}</p>`
      : html`<p>${label}:</p><blockquote>${words}</blockquote>`
  })

/** How much there is, in bytes, in words that give nothing of it away. */
const lengthWords = (bytes: number): string => {
  if (bytes <= 100) return 'up to a line'
  if (bytes <= 500) return 'a few lines'
  return bytes <= 2500 ? 'up to a page' : 'more than a page'
}
