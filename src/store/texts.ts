import type { TextId } from '../case/case.ts'
import type { StoreDeps } from './deps.ts'
import { type ShutCode, VaultError } from './vault/sealing.ts'
import type { Place, WrappedKey } from './vault/vault.ts'

/** The texts of a case that open, and those that do not, each with why. */
export type OpenedTexts = {
  opened: Record<TextId, string>
  shut: { text: TextId; code: ShutCode }[]
}

export type Texts = {
  /**
   * Opens sealed texts of one case: all of them, or none. Throws VaultError when a text was swapped or damaged, when it is
   * not this case's, or when the case's key is gone; KeysAwayError while keys cannot be had.
   */
  openTexts(caseId: string, ids: readonly TextId[]): Promise<Record<TextId, string>>
  /** The same, but one that stays shut keeps back no other. Throws KeysAwayError. */
  openWhatOpens(caseId: string, ids: readonly TextId[]): Promise<OpenedTexts>
}

type SealedRow = { id: TextId; field: string; nonce: Buffer; ciphertext: Buffer }
type Row = SealedRow & { kekId: string | null; wrapped: Buffer }

const sealedTexts = `
select s.id, s.field, s.nonce, s.ciphertext, k.kek_id as "kekId", k.wrapped
from sealed s left join case_key k on k.case_id = s.case_id
where s.id = any($2::uuid[]) and s.case_id = $1`

/** Opens what people wrote, for those who may read it: the caller has checked that, and logs the view. */
export const texts = ({ db, vault }: StoreDeps): Texts => {
  const open = async (caseId: string, ids: readonly TextId[]): Promise<Map<TextId, string | VaultError>> => {
    const rows = ids.length === 0 ? [] : await db.rows<Row>(sealedTexts, [caseId, ids])
    const [first] = rows
    const key = first === undefined ? missing(caseId) : await keyOf(caseId, first)
    const found = new Map<TextId, string | VaultError>(ids.map(id => [id, missing(caseId, id)]))
    for (const row of rows)
      found.set(row.id, key instanceof VaultError ? key : openOne(key, { caseId, textId: row.id }, row))
    return found
  }

  // One key for all texts of a case, asked for once.
  const keyOf = (caseId: string, { kekId, wrapped }: Row): Promise<Buffer | VaultError> =>
    kekId === null ? Promise.resolve(noKey(caseId)) : unwrap(caseId, { kekId, wrapped })
  const unwrap = async (caseId: string, wrapped: WrappedKey): Promise<Buffer | VaultError> => {
    try {
      return await vault.unwrapCaseKey(caseId, wrapped)
    } catch (error) {
      return shutOr(error)
    }
  }
  const openOne = (key: Buffer, place: Omit<Place, 'field'>, { field, ...sealed }: SealedRow) => {
    try {
      return vault.openText(key, { ...place, field }, sealed)
    } catch (error) {
      return shutOr(error)
    }
  }

  return {
    openTexts: async (caseId, ids) => {
      const all = [...(await open(caseId, ids))]
      const opened = all.map(([id, text]): [TextId, string] => {
        if (text instanceof VaultError) throw text
        return [id, text]
      })
      return Object.fromEntries(opened)
    },
    openWhatOpens: async (caseId, ids) => {
      const all = [...(await open(caseId, ids))]
      return {
        opened: Object.fromEntries(all.filter((one): one is [TextId, string] => typeof one[1] === 'string')),
        shut: all.flatMap(([text, found]) =>
          found instanceof VaultError ? [{ text, code: found.code }] : [],
        ),
      }
    },
  }
}

/** What is no matter of the one text is thrown on. */
const shutOr = (error: unknown): VaultError => {
  if (error instanceof VaultError) return error
  throw error
}

const missing = (caseId: string, id = ''): VaultError =>
  new VaultError('missing', `Case ${caseId} has no text ${id}: restore the database from a backup`)

const noKey = (caseId: string): VaultError =>
  new VaultError(
    'no_key',
    `Case ${caseId} has no key: restore case_key from a backup, or, if the key was erased, its texts are gone for good`,
  )
