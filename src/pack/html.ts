/** A piece of a page in which everything that was put in has been escaped. */
export type Html = { readonly html: string }

type Part = Html | readonly Html[] | string | number

/** Builds a piece of a page. Whatever is put in as text stays text: it is never read as markup. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.reduce((before, string, i) => {
    const part = parts[i - 1]
    return before + (part === undefined ? '' : written(part)) + string
  }),
})

const written = (part: Part): string => {
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escape(part)
  return 'html' in part ? part.html : part.map(({ html: piece }) => piece).join('')
}

const escape = (text: string): string =>
  text
    // A control character has no place in a page, and a mark that turns a line's direction could make it read otherwise.
    // oxlint-disable-next-line no-control-regex
    .replace(/\p{Cs}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** A table with a caption and headings, or what to say where there is nothing in it. */
export const table = (
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Part[])[],
  nothing: string,
): Html =>
  rows.length === 0
    ? html`<p>${nothing}</p>`
    : html`<table>
<caption>${caption}</caption>
<thead><tr>${headings.map(heading => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>
`
