import { randomBytes } from 'node:crypto'
import type { Db } from '../db.ts'
import { wrongUse } from '../embedded/wrong-use.ts'
import type { KeyEncryption } from './key-encryption.ts'

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
  const made = names.map(name => ({ name, ...keks.wrap(whatIs(name), randomBytes(32)) }))
  for (const { name, kekId, wrapped } of made) {
    await db.rows(
      'insert into keyring (name, kek_id, wrapped) values ($1, $2, $3) on conflict (name) do nothing',
      [name, kekId, wrapped],
    )
  }
  return unwrapAll(db, keks, await readKeyring(db))
}

type Stored = Map<string, { kekId: string; wrapped: Buffer }>

const readKeyring = async (db: Db): Promise<Stored> => {
  const rows = await db.rows<{ name: string; kek_id: string; wrapped: Buffer }>(
    'select name, kek_id, wrapped from keyring',
  )
  return new Map(rows.map(row => [row.name, { kekId: row.kek_id, wrapped: row.wrapped }]))
}

const unwrapAll = async (db: Db, keks: KeyEncryption, stored: Stored): Promise<Keyring> => {
  const unwrapOne = async (name: string): Promise<Buffer> => {
    const { one, key } = keyOf(keks, stored, name)
    if (one.kekId !== keks.kekId) await rewrapOne(db, keks, name, key)
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
  return {
    blind: keyOf(keks, stored, 'blind').key,
    chain: keyOf(keks, stored, 'chain').key,
    checkpoint: keyOf(keks, stored, 'checkpoint').key,
  }
}

const keyOf = (
  keks: KeyEncryption,
  stored: Stored,
  name: string,
): { one: { kekId: string }; key: Buffer } => {
  const one = stored.get(name)
  if (one === undefined)
    throw wrongUse(
      `The keyring of this database has no key "${name}": start this version of Safehold once, which makes it`,
    )
  if (!keks.knows(one.kekId)) throw wrongDataKey(one.kekId, keks.kekId)
  return { one, key: keks.unwrap(whatIs(name), one) }
}

const rewrapOne = async (db: Db, keks: KeyEncryption, name: string, key: Buffer): Promise<void> => {
  const { kekId, wrapped } = keks.wrap(whatIs(name), key)
  await db.rows('update keyring set kek_id = $2, wrapped = $3 where name = $1', [name, kekId, wrapped])
}

export const wrongDataKey = (stored: string, given: string) =>
  wrongUse(
    `DATA_KEY is not the key of this database: its keys were wrapped by key ${stored}, and the given one is ${given}. ` +
      'Set DATA_KEY to the key this database was made with. To change the key, set DATA_KEY_OLD to it and DATA_KEY to the new one.',
  )
