import type { StaffDays } from '../../case/staff-days.ts'
import { countedBy } from '../counted-by.ts'
import { type DataKeys, keyEncryption } from '../vault/key-encryption.ts'
import { readKeys } from '../vault/keyring.ts'
import { makeVault } from '../vault/make-vault.ts'
import { againstCheckpoints, type KnownCheckpoint, type Witness } from './against-checkpoints.ts'
import { chainIndex } from './chain-index.ts'
import { checkpointFiles } from './checkpoint-folder.ts'
import { readDates } from './derived-dates.ts'
import type { Finding } from './finding.ts'
import { readKeysOfCases } from './derived-keys.ts'
import { linksSaid } from './derived-links.ts'
import { leftBehindFinding, readLeftBehind, readPassedOver } from './left-behind.ts'
import { readCases } from './read-cases.ts'
import { readOffice, readViews } from './read-logs.ts'
import { openSnapshot, type Snapshot } from './snapshot.ts'

export type AuditGiven = {
  databaseUrl: string
  keys: DataKeys
  /** Of the files of checkpoints. */
  folder: string
  staff: StaffDays
  /** The public key that checkpoints must be signed with; undefined: the one in this database. */
  publicKey?: string | undefined
  /** What was seen of checkpoints elsewhere. */
  witnesses?: readonly Witness[]
}

export type Audited = {
  findings: Finding[]
  events: number
  views: number
  /** Entries of the office log. */
  others: number
  chains: number
  checkpoints: number
  /** Cases, and those of them whose dates were compared. */
  cases: number
  dates: number
  /** Cases with dates to come that were counted by another version or other settings, and are not compared. */
  datesOfOthers: number
  publicKey: string
  seconds: number
}

/**
 * Proves the whole record: every chain link by link, against every checkpoint, and what is derived from it. Reads only, at one
 * moment of the database. Rejects with `exitCode: 2` when it is not let in or has the wrong key.
 */
export const audit = async (given: AuditGiven): Promise<Audited> => {
  const begun = performance.now()
  const { databaseUrl, folder, staff, witnesses = [] } = given
  const sizes = new Map((await checkpointFiles(folder)).map(({ file, size }) => [file, size]))
  const snapshot = await openSnapshot(databaseUrl)
  try {
    const keks = keyEncryption(given.keys)
    const vault = makeVault(keks, await readKeys(snapshot, keks))
    const index = chainIndex()
    const findings = new Map<string, Finding>()
    const found = (one: Finding): void => {
      const name = nameOf(one)
      findings.set(name, {
        ...one,
        ...findings.get(name),
        ...(one.since === undefined ? {} : { since: one.since }),
      })
    }
    const leftBehind = await readLeftBehind(snapshot)
    const refs = new Map(leftBehind.map(({ id, ref }) => [id, ref ?? undefined]))
    const links = linksSaid()
    const around = { refOf: (id: string) => refs.get(id), proved: links.note }
    const { events, cases } = await readCases(snapshot, vault, index, around, found)
    await readKeysOfCases(snapshot, vault, found)
    for (const one of await links.compare(snapshot)) found(one)
    for (const one of await readPassedOver(snapshot)) found(one)
    const views = await readViews(snapshot, vault, index, found)
    const others = await readOffice(snapshot, vault, index, found)
    const { compared: dates, others: datesOfOthers } = await readDates(
      snapshot,
      staff,
      countedBy(staff),
      found,
    )
    const publicKey = given.publicKey ?? vault.checkpointKey
    const known = await knownOf(snapshot)
    const checked = await againstCheckpoints({ folder, index, sizes, known, key: publicKey, witnesses })
    checked.findings.forEach(found)
    leftBehind.map(leftBehindFinding).forEach(found)
    return {
      findings: inOrder([...findings.values()]),
      events,
      views,
      others,
      chains: index.size,
      checkpoints: checked.checkpoints,
      cases,
      dates,
      datesOfOthers,
      publicKey,
      seconds: (performance.now() - begun) / 1000,
    }
  } finally {
    await snapshot.close()
  }
}

const knownOf = (snapshot: Snapshot): Promise<KnownCheckpoint[]> =>
  snapshot.rows<KnownCheckpoint>('select n, at, root, hash, file from checkpoint order by n')

/** What both the chain and a checkpoint show of one place is told once, with when it was last seen. */
const nameOf = ({ kind, where, what }: Finding): string =>
  kind === 'checkpoint' || kind === 'derived' ? `${kind} ${where} ${what}` : where

/** What concerns everything comes first. */
const inOrder = (findings: Finding[]): Finding[] => [
  ...findings.filter(({ kind }) => kind === 'set_back'),
  ...findings.filter(({ kind }) => kind !== 'set_back'),
]
