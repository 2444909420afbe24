import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/settings/read-settings.ts'
import { staffDaysOf } from '../../src/settings/staff-calendars.ts'
import { audit } from '../../src/store/audit/audit.ts'
import { findingLine } from '../../src/store/audit/finding.ts'
import { checkpointWriter } from '../../src/store/audit/write-checkpoint.ts'
import { openStore } from '../../src/store/store.ts'
import type { Part } from './part.ts'

/** In an hour of work about so many cases are looked at. */
const looksAnHour = 500
const quiet = { info: () => {}, warn: () => {}, error: () => {} }
/** As a process without settings has them. */
const staff = staffDaysOf(readSettings(undefined))

/** What a checkpoint of very many cases costs, the first and those after it, and how fast the record is proved. */
export const auditing: Part = async ({ rounds, closers, filled, say }) => {
  const { dataKey, copy, count } = await filled()
  const databaseUrl = await copy()
  const folder = await mkdtemp(join(tmpdir(), 'safehold-checkpoints-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  const store = await openStore({ databaseUrl, dataKey, staff, log: quiet })
  closers.push(() => store.close())
  const ids: string[] = []
  for await (const heads of store.chainHeads())
    ids.push(...heads.flatMap(({ chain }) => (chain.startsWith('case:') ? [chain.slice(5)] : [])))
  const writer = checkpointWriter(store, folder)
  const write = async () => {
    const turn = await store.claimCheckpoint(0)
    if (turn === undefined) throw new Error('Nobody else should be writing a checkpoint')
    const from = performance.now()
    const { bytes, lost } = await writer.write(turn, () => null)
    return { ms: performance.now() - from, bytes, lost: lost.length }
  }
  const first = await write()
  const later = []
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < looksAnHour; i++)
      await store.logView({
        actor: 'U0SEED',
        what: 'case',
        caseId: ids[(round * looksAnHour + i) % ids.length] ?? '',
      })
    later.push(await write())
  }
  say('Now the record is proved')
  const before = process.cpuUsage()
  const done = await audit({ databaseUrl, keys: { dataKey }, folder, staff })
  const { user, system } = process.cpuUsage(before)
  const cpuSeconds = (user + system) / 1e6
  const perSecond = (done.events + done.views) / done.seconds
  const ms = middle(later.map(one => one.ms))
  const bytes = middle(later.map(one => one.bytes))
  return {
    lines: [
      `checkpoint of ${count} cases: the first ${whole(first.ms)} ms, ${whole(first.bytes / 1024)} KiB; after ${looksAnHour} views ${whole(ms)} ms (median of ${rounds}), ${whole(bytes / 1024)} KiB`,
      `audit: ${done.events} events, ${done.views} views, ${done.chains} chains, ${done.checkpoints} checkpoints, the dates of ${done.dates} cases in ${done.seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of them its own work: ${whole(perSecond)} a second`,
    ],
    figures: {
      firstMs: first.ms,
      firstBytes: first.bytes,
      ms,
      bytes,
      seconds: done.seconds,
      cpuSeconds,
      perSecond,
      events: done.events,
    },
    problems: [
      ...(done.dates === count ? [] : [`the dates of ${done.dates} of ${count} cases were compared`]),
      ...done.findings.map(findingLine),
      ...[first, ...later].flatMap(({ lost }) => (lost > 0 ? [`${lost} links were not found again`] : [])),
    ],
  }
}

const middle = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const whole = (n: number): string => String(Math.round(n))
