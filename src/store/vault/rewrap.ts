import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../db.ts'
import type { Log } from '../../log-fields.ts'
import { wrongUse } from '../embedded/wrong-use.ts'
import { type KeyEncryption, KeysAwayError } from './key-encryption.ts'
import { openKeyring, readKeyring } from './keyring.ts'
import { caseKeyName } from './make-vault.ts'
import { VaultError } from './sealing.ts'

/** How far a pass over the case keys has come: the last that was looked at, and how many are wrapped anew. */
export type Rewrapped = { last: string; rewrapped: number }

/** What the data keys are in need of. */
export type KeysFound = {
  /** Key-encryption keys that something is wrapped by and that are not here. */
  unknown: string[]
  /** Whether the keyring opens: a process that is running has it in memory, and could not start again without. */
  ring: 'ok' | 'unknown' | 'damaged' | 'away' | 'slow'
  /** Whether a key is being retired, and whether anything is still wrapped by it. */
  retiring: 'none' | 'needed' | 'not_needed'
}

export type KeyKeeping = {
  /**
   * Wraps the next `limit` case keys that a retiring key wrapped with the one in use. Begins after a case, or at the first;
   * undefined when there are no more. Each call is one statement for all of them, so a program may die at any moment and any
   * number may do it at once. Locks nothing that people's work waits for, and touches no text.
   */
  rewrapCaseKeys(limit: number, after?: string): Promise<Rewrapped | undefined>
  /** Looks which key-encryption keys are needed. Reads only a few rows, however many cases there are. */
  lookAtKeys(): Promise<KeysFound>
}

type Row = { case_id: string; kek_id: string; wrapped: Buffer }

// Key by key, so that the index gives the rows in their order; and by an array of ids, so that it is used at all.
const page = `
select k.case_id, k.kek_id, k.wrapped
from unnest($1::text[]) as old (id) cross join lateral (
  select case_id, kek_id, wrapped from case_key where kek_id = old.id and case_id > $2 order by case_id limit $3
) k order by k.case_id limit $3`

const put = `
update case_key set kek_id = fresh.kek_id, wrapped = decode(fresh.wrapped, 'hex')
from jsonb_to_recordset($1::jsonb) as fresh(case_id uuid, old text, kek_id text, wrapped text)
where case_key.case_id = any (array(select (one->>'case_id')::uuid from jsonb_array_elements($1::jsonb) as one))
  and case_key.case_id = fresh.case_id and case_key.kek_id = fresh.old`

// From one name to the next by the index: there are a few names and any number of rows.
const inUse = `
with recursive names (kek_id) as (
  (select kek_id from case_key order by kek_id limit 1)
  union all
  select (select kek_id from case_key where kek_id > names.kek_id order by kek_id limit 1) from names
  where names.kek_id is not null
)
select kek_id as "kekId", false as ring from names where kek_id is not null
union all select distinct kek_id, true from keyring`

const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Keeps the case keys wrapped by the key-encryption key in use, and says when the one before it may be taken away. */
export const keyKeeping = (db: Db, keks: KeyEncryption, log: Log): KeyKeeping => {
  const rewrapOne = async ({ case_id, kek_id, wrapped }: Row) => {
    const name = caseKeyName(case_id)
    try {
      const fresh = await keks.wrap(name, await keks.unwrap(name, { kekId: kek_id, wrapped }))
      return [{ case_id, old: kek_id, kek_id: fresh.kekId, wrapped: fresh.wrapped.toString('hex') }]
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      // The others are not kept from theirs; this one keeps its old name, so the old key still counts as needed.
      log.error(
        { caseId: case_id, code: error.code },
        'The key of a case does not open, so it cannot be wrapped anew: restore its row of case_key from a backup',
      )
      return []
    }
  }
  return {
    rewrapCaseKeys: async (limit, after = beforeAll) => {
      if (keks.retiring.length === 0) return undefined
      const rows = await db.rows<Row>(page, [keks.retiring, after, limit])
      const last = rows.at(-1)?.case_id
      if (last === undefined) return undefined
      const fresh = []
      for (const row of rows) fresh.push(...(await rewrapOne(row)))
      await db.rows(put, [JSON.stringify(fresh)])
      return { last, rewrapped: fresh.length }
    },
    lookAtKeys: () => lookAtKeys(db, keks),
  }
}

const lookAtKeys = async (db: Db, keks: KeyEncryption): Promise<KeysFound> => {
  const used = await db.rows<{ kekId: string; ring: boolean }>(inUse)
  const unknown = used.filter(({ kekId }) => !keks.knows(kekId))
  return {
    unknown: [...new Set(unknown.map(({ kekId }) => kekId))],
    ring: unknown.some(({ ring }) => ring) ? 'unknown' : await ringOpens(db, keks),
    retiring:
      keks.retiring.length === 0
        ? 'none'
        : used.some(({ kekId }) => keks.retiring.includes(kekId))
          ? 'needed'
          : 'not_needed',
  }
}

/** Whoever waits for a form waits for the keys as well: at this they would feel it. */
const slowAfterMs = 400

const ringOpens = async (db: Db, keks: KeyEncryption): Promise<Exclude<KeysFound['ring'], 'unknown'>> => {
  const stored = await readKeyring(db)
  const slow = delay(slowAfterMs, 'slow' as const, { ref: false })
  try {
    return await Promise.race([openKeyring(keks, stored).then(() => 'ok' as const), slow])
  } catch (error) {
    if (error instanceof KeysAwayError) return 'away'
    if (error instanceof VaultError) return 'damaged'
    throw error
  }
}

/** Refuses (exitCode 2) a start without a key that a case needs: found now, and not when somebody needs the text. */
export const refuseMissingKeys = async (db: Db, keks: KeyEncryption): Promise<void> => {
  const { unknown, ring } = await lookAtKeys(db, keks)
  // A key that the keyring itself lacks is named by whoever loads it. However slow or damaged it is, the cases lack theirs.
  if (unknown.length > 0 && ring !== 'unknown')
    throw wrongUse(
      `Case keys of this database are wrapped by key ${unknown.join(', ')}, which is not given. If DATA_KEY was changed, set ` +
        'DATA_KEY_OLD to the one before and leave it until /readyz says that it is not needed any more; if it is to be changed, ' +
        'set DATA_KEY_NEXT to the new one.',
    )
}
