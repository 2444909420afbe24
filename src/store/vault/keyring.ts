import { randomBytes } from 'node:crypto'
import type { Db } from '../db.ts'
import { wrongUse } from '../embedded/wrong-use.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { VaultError } from './sealing.ts'
import type { WrappedKey } from './vault.ts'

/** The keys of the whole store: one finds numbers again, one links the record, one signs its checkpoints. */
export type Keyring = { blind: Buffer; chain: Buffer; checkpoint: Buffer }

const names = ['blind', 'chain', 'checkpoint'] as const
const whatIs = (name: string) => ['keyring', name]

/**
 * Makes the keyring once, whoever is first, and loads it. Throws with `exitCode: 2` when the data key is not the one
 * that this database was made with.
 */
export const loadKeyring = async (db: Db, keks: KeyEncryption): Promise<Keyring> => {
  const stored = await readKeyring(db)
  if (stored.size === names.length) return unwrapAll(db, keks, stored)
  await refuseToReplace(db, stored)
  for (const name of names) {
    const { kekId, wrapped } = await keks.wrap(whatIs(name), randomBytes(32))
    await db.rows(
      'insert into keyring (name, kek_id, wrapped) values ($1, $2, $3) on conflict (name) do nothing',
      [name, kekId, wrapped],
    )
  }
  return unwrapAll(db, keks, await readKeyring(db))
}

/** What each key has been used for by now, as a question that is true where it has. */
const isUsed: Record<(typeof names)[number], string> = {
  blind: `select from customer_key where key like 'nino:%'`,
  chain: 'select from event',
  checkpoint: 'select from checkpoint',
}

/**
 * A key that is gone though it was used is never made anew: with another one no number would find its case, so that every
 * check of an award would answer that there is no hold, and nothing that was written could be proved.
 */
const refuseToReplace = async (db: Db, stored: Stored): Promise<void> => {
  const missing = names.filter(name => !stored.has(name))
  const columns = missing.map(name => `exists (${isUsed[name]}) as ${name}`)
  const [used] = await db.rows<Record<string, boolean>>(`select ${columns.join(', ')}`)
  const lost = missing.filter(name => used?.[name] === true)
  if (lost.length > 0)
    throw wrongUse(
      `The table keyring has lost its key "${lost.join('" and "')}", which this database was written with. Restore the table keyring from a backup: without it nothing is found by number, and nothing that was recorded can be proved.`,
    )
}

/** Opens what there is of the keyring, for a look whether it does. Throws VaultError and KeysAwayError. */
export const openKeyring = async (keks: KeyEncryption, stored: Stored): Promise<void> => {
  for (const name of names)
    if (!stored.has(name)) throw new VaultError('missing', `The keyring has no key "${name}"`)
  for (const [name, one] of stored) await keks.unwrap(whatIs(name), one)
}

type Stored = Map<string, WrappedKey>

/** The keyring as it is stored. */
export const readKeyring = async (db: Db): Promise<Stored> => {
  const rows = await db.rows<{ name: string; kek_id: string; wrapped: Buffer }>(
    'select name, kek_id, wrapped from keyring',
  )
  return new Map(rows.map(row => [row.name, { kekId: row.kek_id, wrapped: row.wrapped }]))
}

const unwrapAll = async (db: Db, keks: KeyEncryption, stored: Stored): Promise<Keyring> => {
  const unwrapOne = async (name: string): Promise<Buffer> => {
    const { key, kekId } = await keyOf(keks, stored, name)
    if (keks.retiring.includes(kekId)) await rewrapOne(db, keks, name, key)
    return key
  }
  return {
    blind: await unwrapOne('blind'),
    chain: await unwrapOne('chain'),
    checkpoint: await unwrapOne('checkpoint'),
  }
}

/** The keys for whoever only reads: nothing is made or wrapped anew. Throws with `exitCode: 2` like `loadKeyring`. */
export const readKeys = async (db: Db, keks: KeyEncryption): Promise<Keyring> => {
  const stored = await readKeyring(db)
  const read = async (name: string): Promise<Buffer> => (await keyOf(keks, stored, name)).key
  return { blind: await read('blind'), chain: await read('chain'), checkpoint: await read('checkpoint') }
}

const keyOf = async (
  keks: KeyEncryption,
  stored: Stored,
  name: string,
): Promise<{ key: Buffer; kekId: string }> => {
  const one = stored.get(name)
  if (one === undefined)
    throw wrongUse(
      `The keyring of this database has no key "${name}": start this version of Safehold once, which makes it`,
    )
  if (!keks.knows(one.kekId)) throw wrongDataKey(one.kekId, keks.kekId)
  return { key: await openRow(keks, name, one), kekId: one.kekId }
}

const openRow = async (keks: KeyEncryption, name: string, row: WrappedKey): Promise<Buffer> => {
  try {
    return await keks.unwrap(whatIs(name), row)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    throw wrongUse(
      `The key "${name}" in the table keyring does not open: it was moved or damaged. Restore the table keyring from a backup; nothing can be found by number or proved without it.`,
      { cause: error },
    )
  }
}

const rewrapOne = async (db: Db, keks: KeyEncryption, name: string, key: Buffer): Promise<void> => {
  const { kekId, wrapped } = await keks.wrap(whatIs(name), key)
  await db.rows('update keyring set kek_id = $2, wrapped = $3 where name = $1 and kek_id = any ($4)', [
    name,
    kekId,
    wrapped,
    keks.retiring,
  ])
}

const wrongDataKey = (stored: string, given: string) =>
  wrongUse(
    `DATA_KEY is not the key of this database: its keys were wrapped by key ${stored}, and the given one is ${given}. ` +
      'Set DATA_KEY to the key this database was made with. To change the key, set DATA_KEY_OLD to it and DATA_KEY to the new one; with several processes give each the new one as DATA_KEY_NEXT first.',
  )
