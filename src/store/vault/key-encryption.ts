import { createHmac } from 'node:crypto'
import { open, seal, VaultError } from './sealing.ts'
import type { WrappedKey } from './vault.ts'

/**
 * The key-encryption keys, and the only way to them: wherever they are kept, each use is one call that may take its time or
 * fail. Both calls throw KeysAwayError while whoever keeps the keys does not answer.
 */
export type KeyEncryption = {
  /** Names the key that wraps now. */
  readonly kekId: string
  /** Names those whose work is wrapped anew, so that they can be taken away. */
  readonly retiring: readonly string[]
  /** `what` is bound to it: it opens as nothing else. */
  wrap(what: readonly string[], key: Buffer): Promise<WrappedKey>
  /** Throws VaultError when the key was swapped, damaged, or wrapped by a key-encryption key that is not here. */
  unwrap(what: readonly string[], wrapped: WrappedKey): Promise<Buffer>
  knows(kekId: string): boolean
}

/** Whoever keeps the key-encryption keys does not answer for now. Nothing was recorded, and waiting helps. */
export class KeysAwayError extends Error {
  override name = 'KeysAwayError'
}

/** The data keys as they are set, 32 bytes each: `old` only opens what is then wrapped anew, `next` only opens. */
export type DataKeys = { dataKey: Buffer; dataKeyOld?: Buffer; dataKeyNext?: Buffer }

const keyBytes = 32
const nonceBytes = 12

/** Key-encryption keys that this process holds itself. */
export const keyEncryption = ({ dataKey, dataKeyOld, dataKeyNext }: DataKeys): KeyEncryption => {
  const all = [dataKeyNext, dataKeyOld, dataKey].filter(key => key !== undefined)
  const keys = new Map(all.map(key => [kekIdOf(key), key]))
  const kekId = kekIdOf(dataKey)
  return {
    kekId,
    retiring: dataKeyOld === undefined ? [] : [kekIdOf(dataKeyOld)].filter(id => id !== kekId),
    wrap: async (what, key) => {
      const { nonce, ciphertext } = seal(dataKey, [...what, kekId], key)
      return { kekId, wrapped: Buffer.concat([nonce, ciphertext]) }
    },
    unwrap: async (what, stored) => {
      const key = keys.get(stored.kekId)
      if (key === undefined)
        throw new VaultError(
          'unknown_key',
          `${what.join(' ')} was wrapped by key ${stored.kekId}, which is not known here`,
        )
      const nonce = stored.wrapped.subarray(0, nonceBytes)
      return open(key, [...what, stored.kekId], { nonce, ciphertext: stored.wrapped.subarray(nonceBytes) })
    },
    knows: id => keys.has(id),
  }
}

/** Names a key without giving it away. */
const kekIdOf = (key: Buffer): string => {
  if (key.length !== keyBytes) throw new Error(`A data key has ${keyBytes} bytes, not ${key.length}`)
  return createHmac('sha256', key).update('safehold key-encryption key').digest('hex').slice(0, 16)
}
