import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { Vault } from './vault.ts'

// What comes before the 32 bytes of an Ed25519 key in DER (RFC 8410).
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')
const keyBytes = 32

/** The signing half of a vault, from the 32 bytes of an Ed25519 private key. */
export const signer = (seed: Buffer): Pick<Vault, 'checkpointKey' | 'signCheckpoint'> => {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    checkpointKey: publicKey.subarray(-keyBytes).toString('base64'),
    signCheckpoint: text => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  }
}

/** Whether the text was signed with the private half of `publicKey` (32 bytes in base64). */
export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  const bytes = Buffer.from(publicKey, 'base64')
  if (bytes.length !== keyBytes) return false
  const key = createPublicKey({ key: Buffer.concat([publicHead, bytes]), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
}
