/** Where a text is kept. Sealed into it, so that a ciphertext moved to another place does not open. */
export type Place = { caseId: string; textId: string; field: string }

export type Sealed = { nonce: Buffer; ciphertext: Buffer }

/** A key as it is stored: wrapped by the key-encryption key with this id. */
export type WrappedKey = { kekId: string; wrapped: Buffer }

/** All that touches keys. The keys themselves never leave it, except a case's own for the length of one call. */
export type Vault = {
  /** Makes the key of a new case, in clear for use now and wrapped for `case_key`. Throws KeysAwayError. */
  newCaseKey(caseId: string): Promise<{ key: Buffer; wrapped: WrappedKey }>
  /**
   * The key of a case from its `case_key` row, asked for each time and kept nowhere: what is erased is gone at once. Throws
   * VaultError when it was swapped, damaged or wrapped by an unknown key, and KeysAwayError.
   */
  unwrapCaseKey(caseId: string, wrapped: WrappedKey): Promise<Buffer>
  sealText(caseKey: Buffer, place: Place, plain: string): Sealed
  /** Throws VaultError when the text was swapped or damaged. */
  openText(caseKey: Buffer, place: Place, sealed: Sealed): string
  /** The customer key of a National Insurance number, 'nino:<keyed digest>'. Spaces, punctuation and case do not matter. */
  blind(number: string): string
  /** HMAC-SHA-256 with the chain key over the previous link and the canonical JSON of the content. */
  chainHmac(prev: Buffer, content: unknown): Buffer
  /** Whose signatures those below are: an Ed25519 public key, 32 bytes in base64. */
  readonly checkpointKey: string
  /** Signs a checkpoint: base64. */
  signCheckpoint(text: string): string
}
