import { VaultError } from '../vault/sealing.ts'
import type { Vault, WrappedKey } from '../vault/vault.ts'
import type { Loaded } from './load.ts'
import type { PerformRequest } from './request.ts'

/** The key that a change seals with, where it has something to seal; `toStore`: wrapped, where the case is opened. */
export type CaseKeys = { key?: Buffer; toStore?: WrappedKey }

/**
 * Fetches the key for one change. What has no text needs none: a key that is damaged or away keeps no deadline from passing.
 * Throws VaultError and KeysAwayError.
 */
export const caseKeysFor = async (
  vault: Vault,
  caseId: string,
  { before }: Loaded,
  { texts }: PerformRequest,
): Promise<CaseKeys> => {
  if (before === undefined) {
    const { key, wrapped } = await vault.newCaseKey(caseId)
    return { key, toStore: wrapped }
  }
  if (Object.keys(texts).length === 0) return {}
  if (before.caseKey === null) throw new VaultError('no_key', `Case ${caseId} has no key`)
  return { key: await vault.unwrapCaseKey(caseId, before.caseKey) }
}
