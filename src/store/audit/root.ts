import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Head } from './checkpoint-line.ts'

/** The last link of every chain, by the chain's name. */
export type Heads = Map<string, Head>

/** Between so many everything else has its turn. */
const atOnce = 10_000

/**
 * One hash over all heads, in the order of their names. A plain hash and no tree: whoever verifies reads every chain
 * anyway, and the heads that changed stand beside it, so nobody needs a proof for one of them alone.
 */
export const rootOf = async (heads: Heads): Promise<string> => {
  const hash = createHash('sha256')
  let count = 0
  for (const name of [...heads.keys()].sort()) {
    const head = heads.get(name)
    if (head) hash.update(`${name} ${head.seq} ${head.mac}\n`)
    count += 1
    if (count % atOnce === 0) await turn()
  }
  return hash.digest('hex')
}

/** Brings the heads up to one more checkpoint. */
export const applyTo = (heads: Heads, { heads: changed, gone }: { heads: Head[]; gone: string[] }): void => {
  for (const head of changed) heads.set(head.chain, head)
  for (const name of gone) heads.delete(name)
}
