import { parseArgs } from 'node:util'
import { canMount } from './disk.ts'
import { type Backend, faultNames } from './plan.ts'
import type { FaultName } from './faults.ts'

export type Options = {
  runs: number
  /** Of the first run; each next one has the next number. */
  seed: number
  backends: readonly Backend[]
  onlyFault: FaultName | undefined
  json: string | undefined
  atOnce: number
  /** The set that CI runs, and every seed that ever failed. */
  fixed: boolean
  /** PostgreSQL's disk fills up in some of the runs. */
  disk: boolean
  /** Keeps the history and the output of the processes of every run. */
  keep: boolean
}

const usage = `Use: npm run chaos -- [--runs N] [--seed S] [--backend redis|postgres|both] [--only-fault NAME]
       [--json FILE] [--at-once N] [--fixed] [--disk] [--keep]
Without --runs, --seed S replays one run and keeps its history.`

/** Reads the arguments; says what is wrong with them and how they go, and returns nothing then. */
export const optionsFrom = (args: readonly string[], say: (line: string) => void): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        seed: { type: 'string' },
        backend: { type: 'string', default: 'both' },
        'only-fault': { type: 'string' },
        json: { type: 'string' },
        'at-once': { type: 'string', default: '2' },
        fixed: { type: 'boolean', default: false },
        disk: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    })
    const { runs = '1', seed = String(Math.floor(Math.random() * 1e9)), json, fixed } = values
    const fault = values['only-fault']
    if (fault !== undefined && !isFault(fault))
      throw new Error(`--only-fault must be one of ${faultNames.join(', ')}, not "${fault}"`)
    if ((values.disk || fault === 'full-disk') && !canMount())
      throw new Error('A full disk can be tried on Linux and as root only: leave out --disk')
    return {
      runs: whole('--runs', runs, 1),
      seed: whole('--seed', seed, 0),
      backends: backendsIn(values.backend),
      onlyFault: fault,
      json,
      atOnce: whole('--at-once', values['at-once'], 1),
      fixed,
      disk: values.disk,
      keep: values.keep || (values.runs === undefined && !fixed),
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    say(usage)
    return undefined
  }
}

const isFault = (name: string): name is FaultName => faultNames.some(known => known === name)

const whole = (name: string, text: string, least: number): number => {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${name} must be a whole number from ${least}, not "${text}"`)
}

const backendsIn = (text: string): readonly Backend[] => {
  if (text === 'both') return ['redis', 'postgres']
  if (text === 'redis' || text === 'postgres') return [text]
  throw new Error(`--backend must be redis, postgres or both, not "${text}"`)
}
