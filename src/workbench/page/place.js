// @ts-check
// Who is looking, and at what. It lives in the address, so a page can be opened, shared or tested as anyone.

/** @typedef {{person?: string | undefined, channel?: string | undefined, thread?: string | undefined, tab?: string | undefined}} Place */

const NAMES = /** @type {const} */ (['person', 'channel', 'thread', 'tab'])

/** @returns {Place} */
export function readPlace() {
  const hash = new URLSearchParams(location.hash.slice(1))
  return Object.fromEntries(NAMES.map(name => [name, hash.get(name) ?? undefined]))
}

/** @param {Place} place */
export function writePlace(place) {
  const hash = new URLSearchParams()
  for (const name of NAMES) {
    const value = place[name]
    if (value) hash.set(name, value)
  }
  const next = `#${hash}`
  if (next !== location.hash) history.replaceState(null, '', next)
}
