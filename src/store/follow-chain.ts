import { chainStart } from './chain.ts'
import type { Vault } from './vault/vault.ts'

/** One link of a chain as it is stored. */
export type Link = { seq: number; prev: Buffer; hmac: Buffer }

export type ChainCheck = { ok: true; events: number } | { ok: false; seq: number; why: string }

/**
 * Follows a chain from its first link to `end`, the last link known from elsewhere, and says where it first fails.
 * Without `end`, links cut off at the end cannot be noticed.
 */
export const followChain = <L extends Link>(
  vault: Vault,
  links: readonly L[],
  contentOf: (link: L) => unknown,
  end?: Omit<Link, 'prev'>,
): ChainCheck => {
  let prev = chainStart
  for (const [index, link] of links.entries()) {
    const seq = index + 1
    if (link.seq !== seq) return broken(seq, `entry ${seq} is missing`)
    if (!link.prev.equals(prev)) return broken(seq, `entry ${seq} does not follow entry ${seq - 1}`)
    if (!link.hmac.equals(vault.chainHmac(prev, contentOf(link))))
      return broken(seq, `entry ${seq} is not as it was written`)
    prev = link.hmac
  }
  const { length } = links
  if (end && end.seq > length)
    return broken(length + 1, `the entries after ${length} are missing, up to ${end.seq}`)
  if (end && (end.seq < length || !end.hmac.equals(prev)))
    return broken(length, `entry ${length} is not the last one that the case knows of`)
  return { ok: true, events: length }
}

const broken = (seq: number, why: string): ChainCheck => ({ ok: false, seq, why })
