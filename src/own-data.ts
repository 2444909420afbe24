import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** What Safehold keeps in DATA_DIR: the database and its key. */
export const embeddedFolder = 'postgres'
export const keyFile = 'data-key'
/** And the checkpoints of its record, unless CHECKPOINT_DIR is set. */
export const checkpointFolder = 'checkpoints'

/** The workbench's own key, made once. A real token needs DATA_KEY, so this one never protects real data. */
const keptDataKey = async (dataDir: string): Promise<Buffer> => {
  const file = join(dataDir, keyFile)
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return Buffer.from(await readFile(file, 'utf8'), 'base64')
}

/** The data keys of the settings; for the workbench, its own. */
export const dataKeysOf = async ({ dataKey, dataKeyNext, dataKeyOld, dataDir }: Config) => ({
  dataKey: dataKey?.reveal() ?? (await keptDataKey(dataDir)),
  ...(dataKeyNext && { dataKeyNext: dataKeyNext.reveal() }),
  ...(dataKeyOld && { dataKeyOld: dataKeyOld.reveal() }),
})
