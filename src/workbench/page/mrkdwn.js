// @ts-check
// Slack's mrkdwn as DOM nodes.
import { append, h } from './dom.js'
import { link, ping } from './links.js'
import { slackDate } from './time.js'

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./dom.js').Child} Child */

/** @param {string} text */
export function unescapeEntities(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Slack does this to what people type before it stores it. @param {string} text */
export function escapeEntities(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * @param {string} text escaped as Slack requires
 * @param {Directory} directory
 * @returns {DocumentFragment}
 */
export function mrkdwn(text, directory) {
  const fragment = document.createDocumentFragment()
  text.split('```').forEach((piece, index, pieces) => {
    const isCode = index % 2 === 1
    if (isCode && index < pieces.length - 1) {
      append(fragment, [h('pre.code', {}, unescapeEntities(piece.replace(/^\n|\n$/g, '')))])
    } else {
      const text = isCode ? `\`\`\`${piece}` : piece
      // The line break beside a box of code is already drawn by the box.
      const after = index > 0 && !isCode ? text.replace(/^\n/, '') : text
      const trimmed = index < pieces.length - 1 ? after.replace(/\n$/, '') : after
      if (trimmed !== '') append(fragment, lines(trimmed, directory))
    }
  })
  return fragment
}

/** @type {[kind: string, pattern: RegExp][]} */
const LINE_KINDS = [
  ['quote', /^(?:&gt;|>) ?/],
  ['bullet', /^\s*[•◦-] +/],
  ['number', /^\s*\d+[.)] +/],
]

/** Groups neighbouring lines of one kind. @param {string} text @param {Directory} directory @returns {Child[]} */
function lines(text, directory) {
  /** @type {{kind: string, rows: string[]}[]} */
  const groups = []
  for (const row of text.split('\n')) {
    const found = LINE_KINDS.find(([, pattern]) => pattern.test(row))
    const kind = found?.[0] ?? 'text'
    const last = groups.at(-1)
    const content = found ? row.replace(found[1], '') : row
    if (last?.kind === kind) last.rows.push(kind === 'number' ? row : content)
    else groups.push({ kind, rows: [kind === 'number' ? row : content] })
  }
  return groups.map(({ kind, rows }, index) => {
    if (kind === 'quote') return h('blockquote', {}, inline(rows.join('\n'), directory))
    if (kind === 'bullet') {
      return h(
        'ul',
        {},
        rows.map(row => h('li', {}, inline(row, directory))),
      )
    }
    if (kind === 'number') {
      const start = Number.parseInt(rows[0] ?? '1', 10)
      const items = rows.map(row => h('li', {}, inline(row.replace(/^\s*\d+[.)] +/, ''), directory)))
      return h('ol', { start }, items)
    }
    // The line break beside a list or quote is already drawn by its box.
    const trimmed = rows.slice(index > 0 && rows[0] === '' ? 1 : 0)
    return trimmed.length > 0 ? h('span.lines', {}, inline(trimmed.join('\n'), directory)) : null
  })
}

const ENTITY = /<([^<>]+)>/
const CODE = /`([^`\n]+)`/
const STYLES = /** @type {const} */ ([
  ['strong', /(^|[^\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/u],
  ['em', /(^|[^\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])/u],
  ['s', /(^|[^\p{L}\p{N}~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}~])/u],
])

/** @param {string} text @param {Directory} directory @returns {Child[]} */
export function inline(text, directory) {
  const code = CODE.exec(text)
  /** @type {({at: number, length: number, node: () => Child} | null)[]} */
  const candidates = [
    code && {
      at: code.index,
      length: code[0].length,
      node: () => h('code', {}, unescapeEntities(code[1] ?? '')),
    },
    ...STYLES.map(([tag, pattern]) => {
      const found = pattern.exec(text)
      if (!found) return null
      const lead = found[1] ?? ''
      const node = () => h(tag, {}, inline(found[2] ?? '', directory))
      return { at: found.index + lead.length, length: found[0].length - lead.length, node }
    }),
  ]
  const entityFound = ENTITY.exec(text)
  if (entityFound) {
    const node = () => entity(entityFound[1] ?? '', directory)
    candidates.push({ at: entityFound.index, length: entityFound[0].length, node })
  }
  const first = candidates.filter(c => c !== null).sort((a, b) => a.at - b.at)[0]
  if (!first) return [unescapeEntities(text)]
  return [
    unescapeEntities(text.slice(0, first.at)),
    first.node(),
    ...inline(text.slice(first.at + first.length), directory),
  ]
}

/** What stands between angle brackets. @param {string} body @param {Directory} directory @returns {Child} */
function entity(body, directory) {
  const [target, label] = split(body)
  const shown = label === undefined ? undefined : unescapeEntities(label)
  if (target.startsWith('@')) return mention(`@${shown ?? directory.person(target.slice(1))}`)
  if (target.startsWith('#')) return mention(`#${shown || directory.channel(target.slice(1))}`)
  if (/^!(channel|here|everyone)$/.test(target)) return ping(target.slice(1))
  if (target.startsWith('!subteam^')) return mention(shown ?? `@${target.slice(9)}`)
  if (target.startsWith('!date^')) {
    const [, seconds = '', pattern = '', url] = target.split('^')
    const words = slackDate(seconds, pattern) ?? shown ?? pattern
    return url ? link(unescapeEntities(url), words) : h('time', {}, words)
  }
  if (target.startsWith('!')) return shown ?? target
  const url = unescapeEntities(target)
  return link(url, shown ?? url.replace(/^mailto:/, ''))
}

/** @param {string} body @returns {[string, string | undefined]} */
function split(body) {
  const bar = body.indexOf('|')
  return bar < 0 ? [body, undefined] : [body.slice(0, bar), body.slice(bar + 1)]
}

/** @param {string} words */
export function mention(words) {
  return h('span.mention', {}, words)
}

/**
 * A text object: mrkdwn is formatted, plain_text is shown as it is.
 * @param {import('./types.js').Text | undefined} text
 * @param {Directory} directory
 * @returns {Child}
 */
export function textObject(text, directory) {
  if (!text) return null
  return text.type === 'mrkdwn' ? mrkdwn(text.text, directory) : h('span.lines', {}, text.text)
}
