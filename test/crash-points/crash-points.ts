import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main as runTests } from '../support/run-tests.ts'
import { pointOf, points } from './points.ts'
import { notes, type Part } from './report.ts'

/**
 * `npm run crash-points`: every handler and every job dies at every place that it passes, and not only each of them once as in
 * `npm test`. What follows goes to the runner, such as `-t Redis`. Exit 1 when anything was lost, late or twice.
 */
export const main = async (args: readonly string[] = []): Promise<0 | 1> => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-crash-points-'))
  const file = join(folder, 'parts.jsonl')
  writeFileSync(file, '')
  process.env['CRASH_POINTS_FILE'] = file
  // The run of the tests ends the process; this is the last that it does.
  process.once('exit', () => {
    for (const line of reportOf(notes(file))) process.stdout.write(`${line}\n`)
    rmSync(folder, { recursive: true, force: true })
  })
  return runTests(['test/crash-points', ...args])
}

const reportOf = (parts: readonly Part[]): string[] => {
  const died = parts.flatMap(part => part.died.map(one => ({ ...one, kind: part.kind })))
  const ofKind = (kind: Part['kind']) => died.filter(one => one.kind === kind)
  const at = new Set(died.map(({ place }) => pointOf(place)))
  const different = (kind: Part['kind']) =>
    new Set(ofKind(kind).map(({ who, place }) => `${who} ${place}`)).size
  return [
    ...parts.map(({ part, died: mine, ms }) => `${part}: ${mine.length} killed, ${(ms / 1000).toFixed(0)} s`),
    ...(['handler', 'job'] as const).map(
      kind =>
        `${kind}s: ${new Set(ofKind(kind).map(({ who }) => who)).size}, places: ${different(kind)}, killed: ${ofKind(kind).length}`,
    ),
    `points: ${at.size} of ${points.length}, killed in all: ${died.length}`,
  ]
}
