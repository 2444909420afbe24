import { chainStart } from '../chain.ts'
import type { Link } from '../follow-chain.ts'
import type { Vault } from '../vault/vault.ts'
import type { Finding } from './finding.ts'

/** One chain: how it is called in a finding, and what the HMAC of a link is over had it been written in that place. */
export type ChainNames<L extends Link> = {
  where: string
  /** What its links are: 'event', 'view', 'entry'. */
  noun: string
  contentAt: (link: L, seq: number) => unknown
}

export type ChainWalk<L extends Link> = {
  /** The next link, in the order of their places. */
  next(link: L): void
  /** Everything that is wrong with the chain. `known`: its last link, where that is known from elsewhere. */
  end(known?: Omit<Link, 'prev'>): Finding[]
}

/** `own`: its HMAC is over what it says. */
type Bad<L> = { link: L; own: boolean }

/** Of a chain that is broken all over only so much is looked at closely. */
const mostLookedAt = 200

/** Follows one chain link by link and says everything that is wrong with it, not only the first. */
export const walkChain = <L extends Link>(
  vault: Pick<Vault, 'chainHmac'>,
  { where, noun, contentAt }: ChainNames<L>,
): ChainWalk<L> => {
  const bad: Bad<L>[] = []
  const gaps: { from: number; to: number }[] = []
  /** Places whose next link was written after another one. */
  const leftBehind = new Set<number>()
  let last: Omit<Link, 'prev'> = { seq: 0, hmac: chainStart }
  const fits = (link: L, content: unknown) => link.hmac.equals(vault.chainHmac(link.prev, content))
  const at = (seq: number): string => `${where}, ${noun} ${seq}`
  const isGone = (seq: number): boolean => gaps.some(({ from, to }) => from <= seq && seq <= to)

  /** Where it was written, if not where it stands: then it, or what it says, fits there and not here. */
  const placeOf = ({ link, own }: Bad<L>): number | undefined => {
    if (own) return undefined
    const others = bad.filter(other => other.link !== link)
    const places = [...others.map(other => other.link.seq), ...gaps.map(({ from }) => from), last.seq + 1]
    return (
      places.find(seq => fits(link, contentAt(link, seq))) ??
      others.find(other => fits(link, contentAt(other.link, link.seq)))?.link.seq
    )
  }

  const findingOf = (one: Bad<L>): Finding[] => {
    const { seq } = one.link
    const place = placeOf(one)
    if (place !== undefined) {
      const what = `it does not stand where it was written: it is ${noun} ${place}, or says what that said`
      return [{ kind: 'reordered', where: at(seq), what }]
    }
    if (one.own) {
      // What is wrong with the one before is told of that one.
      if (isGone(seq - 1) || bad.some(({ link, own }) => !own && link.seq === seq - 1)) return []
      const what = `it is not the one that ${noun} ${seq} was written after: one of the two was written anew`
      return [{ kind: 'written_anew', where: seq === 1 ? at(1) : at(seq - 1), what }]
    }
    // What is changed in place keeps its HMAC, and the next link goes on following it.
    return leftBehind.has(seq)
      ? [{ kind: 'written_anew', where: at(seq), what: 'it was taken out and written anew' }]
      : [{ kind: 'edited', where: at(seq), what: 'it is not as it was written' }]
  }

  const endOf = (known: Omit<Link, 'prev'>): Finding[] => {
    if (known.seq > last.seq)
      return [{ kind: 'cut_off', where, what: `it ends at ${last.seq}, and is known to go to ${known.seq}` }]
    if (known.seq < last.seq) {
      const what = `it goes to ${last.seq}, and is known to go to ${known.seq}`
      return [{ kind: 'written_anew', where, what }]
    }
    if (known.hmac.equals(last.hmac)) return []
    leftBehind.add(last.seq)
    if (bad.some(({ link }) => link.seq === last.seq)) return []
    return [{ kind: 'written_anew', where: at(last.seq), what: 'it is not the last one that is known of' }]
  }

  return {
    next: link => {
      const { seq } = link
      const isNext = seq === last.seq + 1
      if (!isNext && gaps.length < mostLookedAt) gaps.push({ from: last.seq + 1, to: seq - 1 })
      const follows = !isNext || link.prev.equals(last.hmac)
      const own = fits(link, contentAt(link, seq))
      if (!follows && leftBehind.size < mostLookedAt) leftBehind.add(last.seq)
      if ((!own || !follows) && bad.length < mostLookedAt) bad.push({ link, own })
      last = { seq, hmac: link.hmac }
    },
    end: known => {
      const atEnd = known ? endOf(known) : []
      const taken = gaps.map(
        ({ from, to }): Finding => ({
          kind: 'missing',
          where: at(from),
          what: from === to ? 'it was taken out' : `it and all up to ${to} were taken out`,
        }),
      )
      return [...taken, ...bad.flatMap(findingOf), ...atEnd]
    },
  }
}
