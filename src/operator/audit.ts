import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { hasExitCode, say } from '../lifecycle.ts'
import { guardProcess } from '../process-guard.ts'
import { dataKeysOf, embeddedFolder, keyFile } from '../own-data.ts'
import { readSettings } from '../settings/read-settings.ts'
import { staffDaysOf } from '../settings/staff-calendars.ts'
import type { Witness } from '../store/audit/against-checkpoints.ts'
import { audit, type Audited } from '../store/audit/audit.ts'
import { findingLine } from '../store/audit/finding.ts'
import type { DataKeys } from '../store/vault/key-encryption.ts'
import { embeddedForReading } from '../store/embedded/for-reading.ts'

const usage =
  'Use: npm run audit, or: npm run audit -- --public-key KEY --witness 12:ab34cd56ef78ab90 (the number and root of a checkpoint that was seen elsewhere; may be given again)'
const mostLines = 1000

type Asked = { publicKey: string | undefined; witnesses: Witness[] }

/** `npm run audit`: proves the record and says what is wrong where. 0: nothing is, 1: something is, 2: wrong use or settings. */
export const main = async (args: readonly string[]): Promise<0 | 1 | 2> => {
  guardProcess()
  try {
    const asked = readArgs(args)
    const config = readConfig(process.env, process.execArgv)
    const staff = staffDaysOf(readSettings(config.settingsFile))
    const keys = await keysOf(config)
    const database =
      config.databaseUrl === undefined
        ? await embeddedForReading(join(config.dataDir, embeddedFolder))
        : { url: config.databaseUrl.reveal(), stop: () => Promise.resolve() }
    try {
      const { checkpointDir: folder } = config
      const done = await audit({ databaseUrl: database.url, keys, folder, staff, ...asked })
      print(done, folder)
      return done.findings.length === 0 ? 0 : 1
    } finally {
      await database.stop()
    }
  } catch (error) {
    if (!hasExitCode(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

const print = ({ findings, ...done }: Audited, folder: string): void => {
  for (const one of findings.slice(0, mostLines)) say(findingLine(one))
  if (findings.length > mostLines) say(`and ${findings.length - mostLines} more`)
  if (done.checkpoints === 0)
    say(
      `There is no checkpoint in ${folder}: without them, an end that was cut off and a database that was set back go unnoticed`,
    )
  const rate = Math.round((done.events + done.views + done.others) / done.seconds)
  say(
    `Compared: the rows of ${done.cases} cases with their events, the dates of ${done.dates}, what rests on ${done.others} entries of the office log; ${done.seconds.toFixed(1)} s, ${rate} entries a second`,
  )
  if (done.datesOfOthers > 0)
    say(
      `Not compared: the dates of ${done.datesOfOthers} cases, counted by another version or with other settings than SAFEHOLD_CONFIG names here. Safehold counts them anew within the hour; then run this again`,
    )
  say(`Checkpoints are signed by ${done.publicKey}`)
  const { events, views, chains, checkpoints } = done
  say(
    `${findings.length === 0 ? '' : `${findings.length} found; `}verified ${events} events, ${views} views, ${chains} chains against ${checkpoints} checkpoints`,
  )
}

const readArgs = (args: readonly string[]): Asked => {
  const options = { 'public-key': { type: 'string' }, witness: { type: 'string', multiple: true } } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    return { publicKey: values['public-key'], witnesses: (values.witness ?? []).map(witnessOf) }
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(`${error.message}\n${usage}`, { cause: error })
    throw error
  }
}

const witnessOf = (text: string): Witness => {
  const [, n, root] = /^(\d{1,9}):([0-9a-f]{8,64})$/.exec(text) ?? []
  if (n === undefined || root === undefined)
    throw new ConfigError(`--witness ${text} is not NUMBER:ROOT\n${usage}`)
  return { n: Number(n), root }
}

/** Nothing is made here: a record is proved with the key that it was made with. */
const keysOf = async (config: Config): Promise<DataKeys> => {
  const file = join(config.dataDir, keyFile)
  if (config.dataKey || existsSync(file)) return dataKeysOf(config)
  throw new ConfigError(
    `DATA_KEY is not set, and there is no ${file}, where the workbench keeps its own. Set DATA_KEY to the key of this record`,
  )
}
