import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { birthOf, commandOf } from './processes.ts'
import { wrongUse } from './wrong-use.ts'

type Owner = { readonly pid: number; readonly birth: string | undefined }

/**
 * Makes this process the one owner of the data folder and returns the way to give it up.
 * Throws with exit code 2 while another live process owns it; a dead owner is succeeded.
 *
 * Each claim makes the next file in the row owner.1, owner.2, … and whoever holds the highest is the owner.
 * Making a file that must not exist yet is atomic, and a number is never used again while a later one is
 * there, so of two processes that succeed the same dead owner exactly one wins.
 */
export function claimDataDir(dataDir: string): () => void {
  for (;;) {
    const newest = newestClaim(dataDir)
    refuseIfOwned(dataDir, newest)
    if (!makeClaim(dataDir, newest + 1)) continue
    if (newestClaim(dataDir) !== newest + 1) {
      rmSync(claimFile(dataDir, newest + 1), { force: true })
      continue
    }
    removeOlder(dataDir, newest + 1)
    return () => replaceClaim(dataDir, newest + 1, { pid: 0, birth: undefined })
  }
}

function claimFile(dataDir: string, number: number): string {
  return join(dataDir, `owner.${number}`)
}

function claimNumbers(dataDir: string): number[] {
  return readdirSync(dataDir).flatMap(name => {
    const number = /^owner\.(\d+)$/.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

function newestClaim(dataDir: string): number {
  return Math.max(0, ...claimNumbers(dataDir))
}

function refuseIfOwned(dataDir: string, number: number): void {
  const owner = number === 0 ? undefined : readOwner(dataDir, number)
  if (owner === undefined || owner.pid === 0 || birthOf(owner.pid) !== owner.birth) return
  throw wrongUse(
    `The data folder ${dataDir} is in use by process ${owner.pid} (${commandOf(owner.pid) ?? 'unknown'}). ` +
      'Stop that process first, or set DATA_DIR to another folder.',
  )
}

function readOwner(dataDir: string, number: number): Owner | undefined {
  try {
    // Only this file writes claims, and always whole.
    return JSON.parse(readFileSync(claimFile(dataDir, number), 'utf8')) as Owner
  } catch (error) {
    // Removed by a newer owner since we looked; the next look finds that owner.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw wrongUse(
      `${claimFile(dataDir, number)} cannot be read. If nothing runs on this folder, delete that file.`,
      { cause: error },
    )
  }
}

function makeClaim(dataDir: string, number: number): boolean {
  const draft = writeDraft(dataDir, { pid: process.pid, birth: birthOf(process.pid) })
  try {
    linkSync(draft, claimFile(dataDir, number))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function replaceClaim(dataDir: string, number: number, owner: Owner): void {
  renameSync(writeDraft(dataDir, owner), claimFile(dataDir, number))
}

function writeDraft(dataDir: string, owner: Owner): string {
  const draft = join(dataDir, `owner-${randomUUID()}.draft`)
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o644 })
  return draft
}

function removeOlder(dataDir: string, number: number): void {
  for (const older of claimNumbers(dataDir).filter(one => one < number)) {
    rmSync(claimFile(dataDir, older), { force: true })
  }
}
