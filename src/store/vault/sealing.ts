import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Place, Sealed } from './vault.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Why something sealed stays shut. */
export type ShutCode = 'does_not_open' | 'unknown_key' | 'no_key' | 'missing'

/** Thrown when something sealed does not open: it was swapped, damaged, or sealed with another key. */
export class VaultError extends Error {
  override name = 'VaultError'
  readonly code: ShutCode
  constructor(code: ShutCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** AES-256-GCM with a random 96-bit nonce. `bound` is not kept: opening needs the same again. The tag ends the ciphertext. */
export const seal = (key: Buffer, bound: readonly string[], plain: Buffer): Sealed => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(aadOf(bound))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return { nonce, ciphertext: Buffer.concat([body, cipher.getAuthTag()]) }
}

/** Opens what `seal` made with the same key and the same `bound`. Throws VaultError otherwise. */
export const open = (key: Buffer, bound: readonly string[], { nonce, ciphertext }: Sealed): Buffer => {
  try {
    // Node itself would take a shorter nonce, and a tag of another length than `authTagLength` is refused below.
    if (nonce.length !== nonceBytes || ciphertext.length < tagBytes)
      throw new Error('a part of it is cut off')
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(aadOf(bound))
    decipher.setAuthTag(ciphertext.subarray(-tagBytes))
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -tagBytes)), decipher.final()])
  } catch (error) {
    throw new VaultError(
      'does_not_open',
      `What is sealed as ${bound.join(' ')} does not open: it was moved, damaged or sealed with another key`,
      { cause: error },
    )
  }
}

/** Sealed texts name no key-encryption key: a new one only re-wraps the case keys, and every text stays as it is. */
export const sealText = (caseKey: Buffer, place: Place, plain: string): Sealed =>
  seal(caseKey, boundTo(place), Buffer.from(plain, 'utf8'))

export const openText = (caseKey: Buffer, place: Place, sealed: Sealed): string =>
  open(caseKey, boundTo(place), sealed).toString('utf8')

const boundTo = ({ caseId, textId, field }: Place): string[] => ['sealed', caseId, textId, field]

/** A JSON list says where each part ends, so that no two places share their bytes. */
const aadOf = (bound: readonly string[]): Buffer => Buffer.from(JSON.stringify(bound), 'utf8')
