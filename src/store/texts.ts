import type { TextId } from '../case/case.ts'
import type { StoreDeps } from './deps.ts'

export type Texts = {
  /**
   * Opens sealed texts of one case: the only way that what somebody wrote comes out again. Throws when a text was
   * swapped or damaged, when it is not this case's, or when the case's key has been erased.
   */
  openTexts(caseId: string, ids: readonly TextId[]): Promise<Record<TextId, string>>
}

type SealedRow = {
  id: TextId
  field: string
  nonce: Buffer
  ciphertext: Buffer
  kekId: string
  wrapped: Buffer
}

const sealedTexts = `
select s.id, s.field, s.nonce, s.ciphertext, k.kek_id as "kekId", k.wrapped
from sealed s join case_key k on k.case_id = s.case_id
where s.id = any($2::uuid[]) and s.case_id = $1`

/** Opens what people wrote, for those who may read it: the caller has checked that, and logs the view. */
export const texts = ({ db, vault }: StoreDeps): Texts => ({
  openTexts: async (caseId, ids) => {
    if (ids.length === 0) return {}
    const rows = await db.rows<SealedRow>(sealedTexts, [caseId, ids])
    const found = new Map(rows.map(row => [row.id, row]))
    const missing = ids.filter(id => !found.has(id))
    if (missing.length > 0)
      throw new Error(
        `Case ${caseId} has no text ${missing.join(', ')} that can be opened: restore the database from a backup, or, if the case's key was erased, the text is gone for good`,
      )
    return Object.fromEntries(
      rows.map(({ id, field, nonce, ciphertext, kekId, wrapped }) => {
        const key = vault.unwrapCaseKey(caseId, { kekId, wrapped })
        return [id, vault.openText(key, { caseId, textId: id, field }, { nonce, ciphertext })]
      }),
    )
  },
})
