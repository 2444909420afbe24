import { parseArgs } from 'node:util'
import { type Config, ConfigError } from './config.ts'

export type CommandLine = {
  help: boolean
  /** What the workbench opens with; undefined: with what is there. */
  scenario: string | undefined
  /** Begin with an empty record. */
  reset: boolean
}

const options = {
  help: { type: 'boolean', short: 'h' },
  scenario: { type: 'string' },
  reset: { type: 'boolean' },
} as const

/** Reads what follows `npm start --`. Throws ConfigError for what is not known there. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false })
    return { help: values.help ?? false, scenario: values.scenario, reset: values.reset ?? false }
  } catch (error) {
    const isWrongUse =
      error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!isWrongUse) throw error
    throw new ConfigError(`${error.message}\nnpm start -- --help says what there is`, { cause: error })
  }
}

/** Refuses to play or to delete anywhere but in the workbench's own data folder. */
export const refuseOutsideWorkbench = (
  { scenario, reset }: CommandLine,
  config: Pick<Config, 'slack' | 'databaseUrl'>,
): void => {
  const asked = [...(scenario === undefined ? [] : ['--scenario']), ...(reset ? ['--reset'] : [])].join(
    ' and ',
  )
  const set = config.slack ? 'SLACK_BOT_TOKEN' : config.databaseUrl === undefined ? undefined : 'DATABASE_URL'
  if (asked !== '' && set !== undefined)
    throw new ConfigError(
      `Safehold cannot start. ${asked} works only with the workbench and the database in DATA_DIR: leave ${set} empty, or leave ${asked} out`,
    )
}
