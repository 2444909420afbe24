// @ts-check
import { h } from './dom.js'
import { icon } from './icons.js'

const HUES = 6

/** Initials on a quiet colour that stays the same for a person. @param {string} id @param {string} initials */
export function avatar(id, initials) {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return h(`span.avatar.hue-${sum % HUES}`, { 'aria-hidden': 'true' }, initials)
}

export function appAvatar() {
  return h('span.avatar.app', { 'aria-hidden': 'true' }, icon('shield'))
}

/** @param {string} name */
export function initialsOf(name) {
  const words = name.split(/\s+/).filter(Boolean)
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}
