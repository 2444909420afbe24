import { createHmac, randomBytes } from 'node:crypto'
import { canonicalJson } from '../canonical-json.ts'
import { blindWith } from './blind-index.ts'
import type { KeyEncryption } from './key-encryption.ts'
import type { Keyring } from './keyring.ts'
import { openText, sealText } from './sealing.ts'
import { signer } from './signing.ts'
import type { Vault } from './vault.ts'

/** What a wrapped case key is bound to: it opens for no other case. */
export const caseKeyName = (caseId: string): string[] => ['case_key', caseId]

/** Puts the keys behind the operations that need them. */
export const makeVault = (keks: KeyEncryption, keyring: Keyring): Vault => ({
  newCaseKey: async caseId => {
    const key = randomBytes(32)
    return { key, wrapped: await keks.wrap(caseKeyName(caseId), key) }
  },
  unwrapCaseKey: (caseId, wrapped) => keks.unwrap(caseKeyName(caseId), wrapped),
  sealText,
  openText,
  blind: number => blindWith(keyring.blind, number),
  chainHmac: (prev, content) =>
    createHmac('sha256', keyring.chain).update(prev).update(canonicalJson(content)).digest(),
  ...signer(keyring.checkpoint),
})
