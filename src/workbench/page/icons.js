// @ts-check
// Small line drawings. Each stands beside words or has a label on its button, so all are hidden from screen readers.

const SVG = 'http://www.w3.org/2000/svg'

/** @type {Record<string, string>} */
const PATHS = {
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z',
  hash: 'M6 2.5 4.8 13.5M11.2 2.5 10 13.5M2.5 6h11.2M2.3 10h11.2',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  send: 'M2.5 8h9.5M8 3.5 12.5 8 8 12.5',
  chevron: 'm4 6 4 4 4-4',
  thread: 'M2.5 3h11v7.5H7L4 13v-2.5H2.5z',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zm6.5 1.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  clock: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zm0-9.2V8l2.2 1.6',
  fault: 'M9.2 1.8 3.8 9H8l-1.2 5.2L12.2 7H8z',
  log: 'M3 4h10M3 8h10M3 12h6',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  shield: 'M8 1.8 13 3.6v4c0 3.2-2.2 5.4-5 6.6-2.8-1.2-5-3.4-5-6.6v-4z',
}

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', `icon icon-${name}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name] ?? '')
  svg.appendChild(path)
  return svg
}
