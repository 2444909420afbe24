import type { Vault } from '../vault/vault.ts'
import { VaultError } from '../vault/sealing.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'

type KeyColumns = [
  caseId: string,
  ref: string,
  kekId: string,
  wrapped: Buffer,
  n: number | null,
  key: string | null,
  textId: string | null,
  field: string,
  nonce: Buffer,
  ciphertext: Buffer,
]

// An id that is none in a state that somebody changed finds no text, and is told as that.
const keys = `
select k.case_id, c.ref, k.kek_id, k.wrapped, n.n, n.key, s.id, s.field, s.nonce, s.ciphertext
from case_key k join cases c on c.id = k.case_id
left join case_customer n on n.case_id = k.case_id and n.n >= 0
left join sealed s on s.case_id = k.case_id
  and s.id = case when c.state->'numbers'->n.n->>'text' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then (c.state->'numbers'->n.n->>'text')::uuid end
order by k.case_id, n.n`

/**
 * Whether the key of each case opens, and each number leads to the case under the digest of the number that was sealed: under
 * another a check of the award would answer that there is no hold. A number is opened for this alone, and told to nobody.
 */
export const readKeysOfCases = async (
  snapshot: Snapshot,
  vault: Pick<Vault, 'unwrapCaseKey' | 'openText' | 'blind'>,
  found: (finding: Finding) => void,
): Promise<void> => {
  let last: { id: string; key: Buffer | undefined } | undefined
  const notGiven = new Map<string, number>()
  for await (const rows of snapshot.stream<KeyColumns>(keys))
    for (const [caseId, ref, kekId, wrapped, n, digest, textId, field, nonce, ciphertext] of rows) {
      const faulty = (what: string): void => found({ kind: 'derived', where: ref, what })
      if (last?.id !== caseId) {
        const key = await opened(() => vault.unwrapCaseKey(caseId, { kekId, wrapped }))
        if (key === 'not_given') notGiven.set(kekId, (notGiven.get(kekId) ?? 0) + 1)
        if (key === undefined) faulty('its key in case_key does not open: it was changed or exchanged')
        last = { id: caseId, key: key === 'not_given' ? undefined : key }
      }
      const { key } = last
      if (key === undefined || n === null || textId === null) continue
      const number = await opened(() => vault.openText(key, { caseId, textId, field }, { nonce, ciphertext }))
      if (number === undefined || number === 'not_given')
        faulty(`the text of its number ${n} in sealed does not open: it was changed or exchanged`)
      else if (vault.blind(number) !== digest)
        faulty(
          `key of number ${n} in case_customer is not that of the number: a check of the award does not find it`,
        )
    }
  for (const [kekId, count] of notGiven)
    found({
      kind: 'derived',
      where: `data key ${kekId}`,
      what: `it wraps the keys of ${count} cases and is not given: give DATA_KEY_OLD and DATA_KEY_NEXT as Safehold has them. If there never was such a key, case_key was changed`,
    })
}

/**
 * Undefined when it does not open. Keys that are away or not given, as while the data key is being changed, are nobody's
 * tampering: of those that are away nothing can be told.
 */
const opened = async <T>(open: () => T | Promise<T>): Promise<T | 'not_given' | undefined> => {
  try {
    return await open()
  } catch (error) {
    if (error instanceof VaultError) return error.code === 'unknown_key' ? 'not_given' : undefined
    throw error
  }
}
