import { appendFileSync, readFileSync } from 'node:fs'
import type { Place } from './points.ts'

/** Who died of it: a handler or a job, and where. */
export type Died = { who: string; place: Place }

/** What one test killed, and how long that took. */
export type Part = { part: string; kind: 'handler' | 'job'; died: readonly Died[]; ms: number }

/** Every handler and job at every place that it passes, and not only each of them once. */
export const isWhole = process.env['CRASH_POINTS_FILE'] !== undefined

/** Notes it for the report at the end of the whole run. */
export const note = (part: Part): void => {
  const file = process.env['CRASH_POINTS_FILE']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(part)}\n`)
}

export const notes = (file: string): Part[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    // Written by `note` above.
    .map(line => JSON.parse(line) as Part)
