import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { hasExitCode } from '../lifecycle.ts'
import { createLog } from '../log.ts'
import { dataKeysOf, embeddedFolder } from '../own-data.ts'
import { guardProcess } from '../process-guard.ts'
import { readSettings } from '../settings/read-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { staffDaysOf } from '../settings/staff-calendars.ts'
import type { StaffDays } from '../case/staff-days.ts'
import { startEmbeddedPostgres } from '../store/embedded/postgres.ts'
import { openStore, type Store } from '../store/store.ts'

/** What an operator's command works with. */
export type OpenRecord = { store: Store; config: Config; settings: Settings; staff: StaffDays }

/**
 * Opens the record by the same environment as `npm start`, beside a Safehold that runs on DATABASE_URL, and closes it when
 * `use` is done. `read` reads what was asked for, before anything is opened. Resolves with the exit code: that of `use` or of the error, with what to put right. The database in DATA_DIR has one
 * owner at a time: while Safehold runs on it this says so.
 */
export const withRecord = async <Asked>(
  read: () => Asked,
  use: (asked: Asked, open: OpenRecord) => Promise<number>,
): Promise<number> => {
  guardProcess()
  const closers: (() => Promise<void>)[] = []
  try {
    const asked = read()
    const config = readConfig(process.env, process.execArgv)
    const settings = readSettings(config.settingsFile)
    const staff = staffDaysOf(settings)
    const log = createLog('warn', process.stderr)
    let databaseUrl = config.databaseUrl?.reveal()
    if (databaseUrl === undefined) {
      const postgres = await startEmbeddedPostgres({ dataDir: join(config.dataDir, embeddedFolder) })
      closers.push(() => postgres.stop())
      databaseUrl = postgres.url
    }
    const store = await openStore({
      databaseUrl,
      ...(await dataKeysOf(config)),
      staff,
      log,
      retention: settings.retention,
    })
    closers.push(() => store.close())
    return await use(asked, { store, config, settings, staff })
  } catch (error) {
    if (!hasExitCode(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  } finally {
    for (const close of closers.reverse()) await close()
  }
}
