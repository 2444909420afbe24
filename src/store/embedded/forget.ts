import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDataDir } from './cluster.ts'
import { clearLeftovers } from './leftovers.ts'
import { claimDataDir } from './owner.ts'

/** Whether there is a database in the data folder. */
export const hasDatabase = (dataDir: string): boolean => existsSync(join(dataDir, 'postgres'))

/**
 * Deletes the embedded database in the data folder, and does what else is to be done while nobody can start on it.
 * Rejects with exit code 2 while another live process owns the folder.
 */
export const forgetDatabase = async (
  dataDir: string,
  log: (line: string) => void,
  whileAlone: () => void,
): Promise<void> => {
  const folder = openDataDir(dataDir)
  const giveUp = claimDataDir(folder)
  try {
    await clearLeftovers(join(folder, 'postgres'), log)
    for (const name of ['postgres', 'postgres.log'])
      rmSync(join(folder, name), { recursive: true, force: true })
    whileAlone()
  } finally {
    giveUp()
  }
}
