import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isSignedBy } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'

/** The last link of a chain: its name ('case:<id>', 'views:<id>', 'views:lists', 'office'), place and HMAC; a case's reference. */
export type Head = { chain: string; seq: number; mac: string; ref?: string }

const entry = z
  .tuple([z.string(), z.number().int().positive(), z.string()])
  .or(z.tuple([z.string(), z.number().int().positive(), z.string(), z.string()]))

const shape = z.object({
  checkpoint: z.number().int().positive(),
  at: z.iso.datetime(),
  /** The heads are those that changed since this one; 0: all of them. */
  since: z.number().int().min(0),
  chains: z.number().int().min(0),
  events: z.number().int().min(0),
  views: z.number().int().min(0),
  others: z.number().int().min(0),
  root: z.hex(),
  /** The hash of the checkpoint before; empty for the first. */
  before: z.string(),
  heads: z.array(entry),
  /** Chains that were there before and are not any more. */
  gone: z.array(z.string()),
  key: z.string(),
})

type Shape = z.infer<typeof shape>

/** What one checkpoint says, without its signature. */
export type Checkpoint = Omit<Shape, 'heads'> & { heads: Head[] }

/** A line of a file as it was read: what it says, its hash, and whether its own key signed it. */
export type ReadLine = { checkpoint: Checkpoint; hash: string; isSigned: boolean }

const signatureAt = ',"signature":"'

/** One line of JSON. The signature stands last, and is over the very bytes before it. */
export const writeLine = (
  { heads, ...rest }: Omit<Checkpoint, 'key'>,
  vault: Pick<Vault, 'checkpointKey' | 'signCheckpoint'>,
): string => {
  const entries = heads.map(({ chain, seq, mac, ref }) =>
    ref === undefined ? [chain, seq, mac] : [chain, seq, mac, ref],
  )
  const text = JSON.stringify({ ...rest, key: vault.checkpointKey, heads: entries })
  return `${text.slice(0, -1)}${signatureAt}${vault.signCheckpoint(text)}"}`
}

/** Undefined: not a checkpoint at all. */
export const readLine = (line: string): ReadLine | undefined => {
  const end = line.lastIndexOf(signatureAt)
  const signature = /^[A-Za-z0-9+/=]+(?="}$)/.exec(line.slice(end + signatureAt.length))?.[0]
  if (end < 0 || signature === undefined) return undefined
  const text = `${line.slice(0, end)}}`
  const parsed = shape.safeParse(jsonOf(text))
  if (!parsed.success) return undefined
  const { heads, ...rest } = parsed.data
  return {
    checkpoint: {
      ...rest,
      heads: heads.map(([chain, seq, mac, ref]) => ({ chain, seq, mac, ...(ref !== undefined && { ref }) })),
    },
    hash: hashOf(line),
    isSigned: isSignedBy(rest.key, text, signature),
  }
}

/** By what the next checkpoint names this one. */
export const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex')

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
