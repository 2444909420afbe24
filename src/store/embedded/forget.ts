import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDataDir } from './cluster.ts'
import { clearLeftovers } from './leftovers.ts'
import { claimDataDir } from './owner.ts'

const ours = ['postgres', 'postgres.log', 'data-key', 'workbench.json'] as const

/** Whether the data folder has a database in it. */
export const hasRecord = (dataDir: string): boolean => existsSync(join(dataDir, ours[0]))

/**
 * Deletes the embedded database, its key and what the workbench kept, and nothing else in the data folder.
 * Rejects with exit code 2 while another live process owns the folder.
 */
export const forgetRecord = async (dataDir: string, log: (line: string) => void): Promise<void> => {
  const folder = openDataDir(dataDir)
  const giveUp = claimDataDir(folder)
  try {
    await clearLeftovers(join(folder, ours[0]), log)
    for (const name of ours) rmSync(join(folder, name), { recursive: true, force: true })
  } finally {
    giveUp()
  }
}
