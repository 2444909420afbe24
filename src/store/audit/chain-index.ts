/** Every link of every chain that was read, by the first half of its HMAC: half a million fit in eight megabytes. */
export type ChainIndex = {
  /** The next link of a chain. `ref`: the case's reference. */
  add(chain: string, seq: number, hmac: Buffer, ref?: string): void
  /** Whether the chain has this link in this place; 'short' when it ends before, 'gone' when there is no such chain. */
  find(chain: string, seq: number, mac: string): 'there' | 'other' | 'short' | 'gone'
  lengthOf(chain: string): number
  refOf(chain: string): string | undefined
  readonly size: number
}

const width = 16
const firstRoom = 8
/** A place far behind the others is told as what was taken out before it; it needs no room here. */
const farBehind = 1_000_000

type Chain = { macs: Buffer; last: number; ref: string | undefined }

/** Keeps what checkpoints are compared with. */
export const chainIndex = (): ChainIndex => {
  const chains = new Map<string, Chain>()
  return {
    add: (name, seq, hmac, ref) => {
      const chain = chains.get(name) ?? { macs: Buffer.alloc(firstRoom * width), last: 0, ref }
      if (seq > chain.last + farBehind || seq < 1) return
      chains.set(name, chain)
      if (seq * width > chain.macs.length) {
        const more = Buffer.alloc(Math.max(chain.macs.length * 2, seq * width))
        chain.macs.copy(more)
        chain.macs = more
      }
      hmac.copy(chain.macs, (seq - 1) * width, 0, width)
      chain.last = seq
    },
    find: (name, seq, mac) => {
      const chain = chains.get(name)
      if (chain === undefined) return 'gone'
      if (seq > chain.last) return 'short'
      const there = chain.macs.subarray((seq - 1) * width, seq * width)
      return there.equals(Buffer.from(mac, 'base64url').subarray(0, width)) ? 'there' : 'other'
    },
    lengthOf: name => chains.get(name)?.last ?? 0,
    refOf: name => chains.get(name)?.ref,
    get size() {
      return chains.size
    },
  }
}
