import type { Db } from '../db.ts'
import type { Log } from '../deps.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { caseKeyName } from './make-vault.ts'
import { wrongDataKey } from './keyring.ts'

const batch = 500

/**
 * Wraps every case key with the data key in use, so that the old one may be taken away. Texts are not touched.
 * Throws with `exitCode: 2` when a case key needs a data key that is not here.
 */
export const rewrapCaseKeys = async (db: Db, keks: KeyEncryption, log: Log): Promise<void> => {
  let done = 0
  for (;;) {
    const rows = await db.rows<{ case_id: string; kek_id: string; wrapped: Buffer }>(
      'select case_id, kek_id, wrapped from case_key where kek_id <> $1 limit $2',
      [keks.kekId, batch],
    )
    if (rows.length === 0) break
    const fresh = rows.map(row => {
      if (!keks.knows(row.kek_id)) throw wrongDataKey(row.kek_id, keks.kekId)
      const name = caseKeyName(row.case_id)
      const { kekId, wrapped } = keks.wrap(
        name,
        keks.unwrap(name, { kekId: row.kek_id, wrapped: row.wrapped }),
      )
      return { case_id: row.case_id, old: row.kek_id, kek_id: kekId, wrapped: wrapped.toString('hex') }
    })
    await db.rows(
      `update case_key set kek_id = fresh.kek_id, wrapped = decode(fresh.wrapped, 'hex')
       from jsonb_to_recordset($1::jsonb) as fresh(case_id uuid, old text, kek_id text, wrapped text)
       where case_key.case_id = fresh.case_id and case_key.kek_id = fresh.old`,
      [JSON.stringify(fresh)],
    )
    done += rows.length
  }
  if (done > 0) log.info({ caseKeys: done }, 'Case keys are now wrapped by the new data key')
}
