import { createHmac } from 'node:crypto'
import { open, seal, VaultError } from './sealing.ts'
import type { WrappedKey } from './vault.ts'

/** The key-encryption keys: the one in use, and the one before it while keys are being re-wrapped. */
export type KeyEncryption = {
  readonly kekId: string
  wrap(what: readonly string[], key: Buffer): WrappedKey
  /** Throws VaultError when the key was swapped, damaged, or wrapped by a key-encryption key that is not here. */
  unwrap(what: readonly string[], wrapped: WrappedKey): Buffer
  knows(kekId: string): boolean
}

const keyBytes = 32
const nonceBytes = 12

/** `dataKey` wraps; `dataKeyOld` only opens what it wrapped. Both are 32 bytes. */
export const keyEncryption = (dataKey: Buffer, dataKeyOld?: Buffer): KeyEncryption => {
  const keys = new Map([dataKeyOld, dataKey].filter(key => key !== undefined).map(key => [kekIdOf(key), key]))
  const kekId = kekIdOf(dataKey)
  return {
    kekId,
    wrap: (what, key) => {
      const { nonce, ciphertext } = seal(dataKey, [...what, kekId], key)
      return { kekId, wrapped: Buffer.concat([nonce, ciphertext]) }
    },
    unwrap: (what, stored) => {
      const key = keys.get(stored.kekId)
      if (key === undefined)
        throw new VaultError(`${what.join(' ')} was wrapped by key ${stored.kekId}, which is not known here`)
      const nonce = stored.wrapped.subarray(0, nonceBytes)
      return open(key, [...what, stored.kekId], { nonce, ciphertext: stored.wrapped.subarray(nonceBytes) })
    },
    knows: id => keys.has(id),
  }
}

/** Names a key without giving it away. */
const kekIdOf = (key: Buffer): string => {
  if (key.length !== keyBytes) throw new VaultError(`A data key has ${keyBytes} bytes, not ${key.length}`)
  return createHmac('sha256', key).update('safehold key-encryption key').digest('hex').slice(0, 16)
}
