// @ts-check
import { h } from './dom.js'

const ALLOWED = new Set(['http:', 'https:', 'mailto:', 'slack:'])

/** @param {string} url */
export function isSafeUrl(url) {
  try {
    return ALLOWED.has(new URL(url).protocol)
  } catch {
    // Not an absolute address, so not one that Slack would follow.
    return false
  }
}

/**
 * A link that opens in its own tab, or plain words when the address is not one of the allowed kinds.
 * @param {string} url
 * @param {import('./dom.js').Child} label
 */
export function link(url, label) {
  if (!isSafeUrl(url)) return h('span', {}, label)
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label)
}

/** A mention that would notify everyone. Loud on purpose: Safehold never sends one, so a leak must be seen. @param {string} range */
export function ping(range) {
  return h('strong.ping', {}, `@${range} — PING`)
}
